// What is written while the centre cannot be reached is kept on this phone and sent later, once.
"use strict";
(() => {
  const PATIENCE = 4000;
  const main = document.getElementById("main");
  const part = (id) => document.getElementById(id);
  const name = `case:${part("outbox").dataset.name}`;

  function isAble() {
    try {
      localStorage.setItem("able", "1");
      localStorage.removeItem("able");
      return true;
    } catch { return false; }
  }
  if (!isAble()) return;

  function show() {
    if (!part("outbox")) return;
    const acts = box.kept();
    part("outbox").hidden = !acts.length;
    part("outbox").querySelector("[data-kept]").textContent = acts.map((act) => act.fields.words || "").join(" · ");
  }

  function say(answer, act) {
    part("unsent").querySelector("[data-why]").textContent = answer.said;
    part("unsent").querySelector("[data-text]").textContent = act.fields.words || "";
    part("unsent").hidden = false;
  }

  const box = makeOutbox(name, {
    answered(act, answer) {
      if (answer.refused) say(answer, act);
      else if (answer.to !== location.pathname) location.replace(answer.to);
    },
    unsent() { /* it goes on waiting */ },
    after() {
      show();
      if (!box.kept().length && window.step) window.step();
    },
  });

  async function isThere() {
    const ends = new AbortController();
    const timer = setTimeout(() => ends.abort(), PATIENCE);
    try {
      return (await fetch("/healthz", { cache: "no-store", signal: ends.signal })).ok;
    } catch { return false; } finally { clearTimeout(timer); }
  }

  // Where the centre answers, the form goes its own way, with its photograph.
  async function send(form) {
    const { csrf_token: _token, key, photo, ...fields } = Object.fromEntries(new FormData(form));
    if (await isThere()) {
      form.submit();
      return;
    }
    if (!(fields.words || "").trim() || fields.words.length > Number(part("outbox").dataset.longest)) {
      form.submit();
      return;
    }
    if (photo && photo.size) part("no-photo").hidden = false;
    if (!box.kept().some((act) => act.key === key)) box.push({ url: form.action, key, fields });
    form.reset();
    // What is open is not drawn anew.
    if (form.closest("details")) form.closest("details").open = false;
    const field = form.querySelector("[name=key]");
    field.value = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
    show();
    part("outbox").scrollIntoView({ block: "center" });
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.keeps) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("redrawn", show);
  show();
  if (main && box.kept().length) box.flush();
})();

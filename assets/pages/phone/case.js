// What is written while the centre cannot be reached is kept on this phone and sent later, once.
"use strict";
(() => {
  const PATIENCE = 4000, PATIENCE_WITH_PHOTO = 120000;
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
    part("outbox").querySelector("[data-kept]").textContent = acts.map(
      (act) => [act.fields.words, act.photo && part("outbox").dataset.photo].filter(Boolean).join(" + "),
    ).join(" · ");
  }

  function say(answer, act) {
    part("unsent").querySelector("[data-why]").textContent = answer.said;
    part("unsent").querySelector("[data-text]").textContent = act.fields.words || "";
    part("unsent").hidden = false;
  }

  const box = makeOutbox(name, {
    patience: (act) => (act.photo ? PATIENCE_WITH_PHOTO : PATIENCE),
    async body(act, fields) {
      if (!act.photo) return new URLSearchParams(fields);
      const form = new FormData(), kept = await keptPhotos.of(act.key).catch(() => null);
      for (const [field, value] of Object.entries(fields)) form.append(field, value);
      if (kept) form.append("photo", kept.photo, kept.name);
      else part("no-photo").hidden = false;
      return form;
    },
    answered(act, answer) {
      if (act.photo) keptPhotos.drop(act.key).catch(() => {});
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

  // Whether a photograph waits on this phone; where it cannot, the page says so.
  async function keeps(key, photo) {
    if (!photo || !photo.size) return false;
    try {
      if (photo.size > Number(part("outbox").dataset.largest)) throw new Error("large");
      await keptPhotos.put(key, photo);
      return true;
    } catch {
      part("no-photo").hidden = false;
      return false;
    }
  }

  // Where the centre answers, the form goes its own way.
  async function send(form) {
    const { csrf_token: _token, key, photo, ...fields } = Object.fromEntries(new FormData(form));
    const words = (fields.words || "").trim();
    const isAlone = !words && photo && photo.size && !form.querySelector("[name=words]").required;
    if (await isThere() || fields.words.length > Number(part("outbox").dataset.longest) || !(words || isAlone)) {
      form.submit();
      return;
    }
    const hasPhoto = await keeps(key, photo);
    // Without its photograph nothing is left to send.
    if (!words && !hasPhoto) return;
    if (!box.kept().some((act) => act.key === key)) box.push({ url: form.action, key, fields, photo: hasPhoto });
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
  function waiting() {
    const boxes = Object.keys(localStorage).filter((one) => one.startsWith("case:"));
    return boxes.flatMap((one) => JSON.parse(localStorage.getItem(one)).map((act) => act.key));
  }

  document.addEventListener("redrawn", show);
  show();
  keptPhotos.dropBut(waiting()).catch(() => {});
  if (main && box.kept().length) box.flush();
})();

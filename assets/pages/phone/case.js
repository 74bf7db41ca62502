// What is written while the centre cannot be reached is kept on this phone and sent later, once.
"use strict";
(() => {
  const PATIENCE = 4000;
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

  // Photographs wait beside the texts, which can hold no files.
  const heard = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = failed;
  });
  async function photos(ask) {
    const opening = indexedDB.open("photos", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("all");
    return heard(ask((await heard(opening)).transaction("all", "readwrite").objectStore("all")));
  }

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
    patience: (act) => (act.photo ? 30 : 1) * PATIENCE,
    async body(act, fields) {
      const form = new FormData(), kept = act.photo && await photos((all) => all.get(act.key)).catch(() => null);
      for (const one of Object.entries(fields)) form.append(...one);
      if (kept) form.append("photo", kept.photo, kept.name);
      else if (act.photo) part("no-photo").hidden = false;
      return form;
    },
    async answered(act, answer) {
      if (act.photo) await photos((all) => all.delete(act.key)).catch(() => {});
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
    try {
      return (await fetch("/healthz", { cache: "no-store", signal: within(PATIENCE) })).ok;
    } catch { return false; }
  }

  // Where the centre answers, the form goes its own way.
  async function send(form) {
    const { csrf_token: _token, key, photo, ...fields } = Object.fromEntries(new FormData(form));
    const words = (fields.words || "").trim(), { longest, largest } = part("outbox").dataset;
    let keeps = Boolean(photo && photo.size);
    if (await isThere() || words.length > longest || !(words || (keeps && form.dataset.keeps === "add"))) {
      form.submit();
      return;
    }
    if (keeps) {
      try {
        if (photo.size > largest) throw new RangeError();
        // Its bytes are read now: the file may be gone by then.
        const kept = { photo: new Blob([await photo.arrayBuffer()]), name: photo.name };
        await photos((all) => all.put(kept, key));
      } catch {
        keeps = false;
        part("no-photo").hidden = false;
        if (!words) return;
      }
    }
    if (!box.kept().some((act) => act.key === key)) box.push({ url: form.action, key, fields, photo: keeps });
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
  if (box.kept().length) box.flush();
})();

// Keeps what is being written while it is written: a power cut takes a second's words at most.
"use strict";
(() => {
  const PAUSE = 1000, PATIENCE = 30000;
  const sheet = document.getElementById("sheet");
  const kept = document.getElementById("kept");
  // A field may be called like a property of its form: what stands in the page is asked by method.
  const base = sheet.querySelector("[name=':base']");
  let address = sheet.getAttribute("action");
  let timer = 0, sending = false, again = false, blocked = false, pressed = null;

  async function keep() {
    if (sending) { again = true; return; }
    sending = true;
    const form = new FormData(sheet);
    for (const [name, value] of [...form]) if (value instanceof File || name.startsWith(":frame.")) form.delete(name);
    form.set(":how", "save");
    try {
      const answer = await fetch(address, {
        method: "POST", body: form, headers: { Accept: "application/json" }, signal: within(PATIENCE),
      });
      const told = await answer.json();
      if (told.done && !told.theirs.length) {
        base.value = JSON.stringify(told.base);
        const item = encodeURIComponent(told.item);
        // A new item has an id now; what somebody else threw away was kept as another one.
        if (item && !address.endsWith("/" + item)) {
          address = address.replace(/[^/]+$/, item);
          sheet.setAttribute("action", address);
          history.replaceState(null, "", address);
        }
        kept.textContent = sheet.getAttribute("data-kept");
      } else {
        // What somebody else wrote is not on this page: pressing a button shows both.
        blocked = true;
        kept.textContent = sheet.getAttribute("data-other").replace("#", told.by || "");
      }
    } catch {
      kept.textContent = sheet.getAttribute("data-gone");
      schedule();
    }
    sending = false;
    if (pressed) { const button = pressed; pressed = null; sheet.requestSubmit(button); }
    if (again) { again = false; schedule(); }
  }

  function schedule() {
    clearTimeout(timer);
    if (!blocked) timer = setTimeout(keep, PAUSE);
  }

  // Icons are drawn once they are unfolded; a row may have another number by then.
  function unfolded(box) {
    const icons = box.open && box.querySelector(":scope > noscript");
    if (!icons) return;
    const name = `:icon.${box.parentElement.querySelector("input").name}`;
    icons.outerHTML = icons.textContent;
    for (const one of box.querySelectorAll("input")) one.name = name;
  }
  sheet.querySelectorAll(".icons details").forEach(unfolded);
  sheet.addEventListener("toggle", (event) => unfolded(event.target), true);

  // What keeps it from being shown may stand far down a long form.
  const wrong = sheet.querySelector(".wrong");
  if (wrong) {
    wrong.scrollIntoView({ block: "center" });
    wrong.parentElement.querySelector("[aria-invalid]")?.focus({ preventScroll: true });
  }

  sheet.addEventListener("input", (event) => { if (event.target.type !== "file") schedule(); });
  sheet.addEventListener("submit", (event) => {
    clearTimeout(timer);
    // Looking ahead opens beside this page: here one writes on.
    if (!event.submitter || !event.submitter.formTarget) blocked = true;
    // Two answers to one form would take each other for another hand.
    if (sending) { event.preventDefault(); pressed = event.submitter; }
  });
  window.addEventListener("pageshow", () => { blocked = false; });
})();

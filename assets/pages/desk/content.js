// Keeps what is being written while it is written: a power cut takes a second's words at most.
"use strict";
(() => {
  const PAUSE = 1000;
  const sheet = document.getElementById("sheet");
  const kept = document.getElementById("kept");
  let timer = 0, sending = false, again = false, blocked = false;

  async function keep() {
    if (sending) { again = true; return; }
    sending = true;
    const form = new FormData(sheet);
    for (const [name, value] of [...form]) if (value instanceof File) form.delete(name);
    form.set("how", "save");
    try {
      const answer = await fetch(sheet.action, {
        method: "POST", body: form, headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      if (told.done && !told.theirs.length) {
        sheet.elements.base.value = JSON.stringify(told.base);
        if (told.item && sheet.action.endsWith("/new")) {
          sheet.action = sheet.action.replace(/new$/, encodeURIComponent(told.item));
          history.replaceState(null, "", sheet.action);
        }
        kept.textContent = sheet.dataset.kept;
      } else {
        // What somebody else wrote is not on this page: pressing a button shows both.
        blocked = true;
        kept.textContent = sheet.dataset.other.replace("#", told.by || "");
      }
    } catch {
      kept.textContent = "";
      schedule();
    }
    sending = false;
    if (again) { again = false; schedule(); }
  }

  function schedule() {
    clearTimeout(timer);
    if (!blocked) timer = setTimeout(keep, PAUSE);
  }

  sheet.addEventListener("input", (event) => { if (event.target.type !== "file") schedule(); });
  sheet.addEventListener("submit", () => { clearTimeout(timer); blocked = true; });
  window.addEventListener("pageshow", () => { blocked = false; });
})();

// Puts the rows of a list in another order: by the buttons of a row, or by dragging its handle.
"use strict";
(() => {
  const PATIENCE = 30000;

  function arranged(list) {
    const told = list.querySelector("[data-moved]") || list.parentElement.querySelector("[data-moved]");
    const all = () => [...list.querySelectorAll("[data-row]")];
    const rows = () => all().filter((row) => !row.matches(".spare"));

    // A row goes to where another stands; that one makes room for it.
    function put(row, to) {
      const now = rows(), at = now.indexOf(row);
      if (to > at) now[to].after(row);
      if (to < at) now[to].before(row);
    }

    // What stands in a form is named after its row. In two turns: no two groups of choices are one.
    function named() {
      const begins = new RegExp(
        String.raw`^((?::(?:keep|icon|frame)\.)?${list.dataset.arrange})\.\d+\.`);
      const fields = all().flatMap((row, n) => [...row.querySelectorAll("input, select, textarea")]
        .filter((field) => begins.test(field.name))
        .map((field) => [field, field.name.replace(begins, `$1.${n}.`)]));
      for (const [field, name] of fields) field.name = `:${name}`;
      for (const [field, name] of fields) field.name = name;
      all().forEach((row, n) => { row.querySelector(".n").textContent = n + 1; });
    }

    function ends() {
      const now = rows();
      now.forEach((row, n) => row.querySelectorAll("[data-step]").forEach((button) => {
        button.disabled = !now[n + Number(button.dataset.step)];
      }));
    }

    async function sent(row, other) {
      const body = new FormData(row.querySelector("form"));
      body.set("to", other.dataset.row);
      const answer = await fetch(row.dataset.to, {
        method: "POST", body, headers: { Accept: "application/json" }, signal: within(PATIENCE),
      }).catch(() => null);
      return answer !== null && answer.ok;
    }

    // `was` are the rows before: what stood at the new place is what the centre is told.
    async function keep(row, was) {
      const at = was.indexOf(row), to = rows().indexOf(row);
      if (at === to) return;
      if (list.dataset.arrange) {
        named();
        list.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (!await sent(row, was[to])) {
        put(row, at);
        ends();
        told.textContent = told.dataset.lost;
        return;
      }
      ends();
      told.textContent = told.dataset.moved.replace("#", at + 1).replace("%", to + 1);
    }

    function handle(row) {
      const grip = document.createElement("span");
      grip.className = "grip";
      grip.setAttribute("aria-hidden", "true");
      row.querySelector(".moves").prepend(grip);
      grip.addEventListener("pointerdown", (event) => { if (!event.button) drag(row, event); });
    }

    // The page hears where the pointer goes: a row that changes its place loses hold of it.
    function drag(row, begun) {
      const was = rows(), over = new AbortController(), { signal } = over;
      begun.preventDefault();
      row.classList.add("lifted");
      const ended = (kept) => {
        over.abort();
        row.classList.remove("lifted");
        if (kept) keep(row, was);
        else put(row, was.indexOf(row));
      };
      document.addEventListener("pointermove", (event) => {
        const under = document.elementFromPoint(event.clientX, event.clientY);
        const to = rows().indexOf(under && under.closest("[data-row]"));
        if (to >= 0) put(row, to);
      }, { signal });
      document.addEventListener("pointerup", () => ended(true), { signal });
      document.addEventListener("pointercancel", () => ended(false), { signal });
      document.addEventListener("keydown", (event) => { if (event.key === "Escape") ended(false); }, { signal });
    }

    all().filter((row) => row.querySelector(".moves")).forEach(handle);
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (!button) return;
      event.preventDefault();
      const row = button.closest("[data-row]"), was = rows();
      put(row, was.indexOf(row) + Number(button.dataset.step));
      ends();
      const other = [...row.querySelectorAll("[data-step]")].find((one) => !one.disabled);
      (button.disabled ? other : button).focus();
      keep(row, was);
    });
    // An empty row that is written in is one to move.
    list.addEventListener("input", (event) => {
      const row = event.target.closest(".spare[data-row]");
      if (row) { row.classList.remove("spare"); ends(); }
    });
  }
  document.querySelectorAll("[data-arrange]").forEach(arranged);
})();

// Remembers on this phone which materials are ticked, and says when all are.
"use strict";
(() => {
  const list = document.getElementById("checklist");
  const boxes = [...list.querySelectorAll("input")];
  const ready = document.getElementById("ready");
  const name = `ticked:${list.dataset.service}`;

  function kept() {
    try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; }
  }
  function keep(ticked) {
    try { localStorage.setItem(name, JSON.stringify(ticked)); } catch { /* a private window keeps nothing */ }
  }
  function show() {
    ready.hidden = !boxes.length || !boxes.every((box) => box.checked);
  }

  const before = kept();
  boxes.forEach((box) => {
    box.checked = before.includes(box.value);
    box.addEventListener("change", () => {
      keep(boxes.filter((each) => each.checked).map((each) => each.value));
      show();
    });
  });
  document.querySelectorAll(".scripted").forEach((part) => { part.hidden = !boxes.length; });
  show();
})();

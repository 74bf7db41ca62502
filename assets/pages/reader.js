// What the reader of a page is about: nothing is drawn anew under a finger or over what is written.
"use strict";
const reader = (() => {
  // What was sent brings a page of its own; where none comes by then, none will.
  const SENDING = 10000, AGAIN = 1000;
  const ENDS = ["pointerup", "pointercancel", "touchend", "touchcancel", "blur", "focusout", "input",
    "change", "toggle", "close"];
  const HELD = "input:focus, select:focus, textarea:focus, details[open] form, dialog[open], [data-asks],"
    + "[data-going]";
  const waiting = new Map();
  let pressed = false, fingers = 0, sentAt = -Infinity;

  const isPressed = () => pressed || fingers > 0;
  const isSending = () => performance.now() - sentAt < SENDING;

  function isWritten(field) {
    if (field.options) {
      const usual = [...field.options].findIndex((one) => one.defaultSelected);
      return field.selectedIndex !== Math.max(usual, 0);
    }
    if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  }

  function isBusy(part) {
    return isPressed() || isSending() || Boolean(part.querySelector(HELD))
      || [...part.querySelectorAll("input, select, textarea")].some(isWritten);
  }

  // Of those that wait for the same part the last is called, once what kept it waiting is over.
  function whenFree(busy, then) { waiting.set(busy, then); }

  function look() {
    for (const [busy, then] of [...waiting]) {
      if (busy()) continue;
      waiting.delete(busy);
      then();
    }
  }

  const note = (name, noted) => window.addEventListener(name, noted, { capture: true, passive: true });
  note("pointerdown", () => { pressed = true; });
  for (const name of ["pointerup", "pointercancel"]) note(name, () => { pressed = false; });
  for (const name of ["touchstart", "touchend", "touchcancel"]) {
    note(name, (event) => { fingers = event.touches.length; });
  }
  note("blur", (event) => { if (event.target === window) { pressed = false; fingers = 0; } });
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sentAt = performance.now();
  });
  window.addEventListener("pageshow", () => { sentAt = -Infinity; });
  // After the click that a release makes.
  for (const name of ENDS) note(name, () => setTimeout(look));
  // Not everything that ends says so.
  setInterval(look, AGAIN);
  return { isPressed, isBusy, whenFree };
})();

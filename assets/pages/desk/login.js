// The log-in's script: six dots, in at the sixth digit, for whoever has no password.
"use strict";

const form = document.querySelector("[data-login]");
const pin = form.querySelector("#pin");
const missing = form.querySelector(".missing");
const dots = form.querySelectorAll(".dots i");

let sent = false;

function count() {
  pin.value = pin.value.replace(/\D/g, "");
  const n = pin.value.length;
  dots.forEach((dot, place) => dot.classList.toggle("on", place < n));
  missing.textContent = n < 6 ? missing.dataset.say.replace("#n", 6 - n) : missing.dataset.full;
  return n;
}

if (missing) {
  pin.addEventListener("input", () => {
    pin.parentElement.classList.remove("wrong");
    if (count() === 6 && form.checkValidity()) form.requestSubmit();
  });
  pin.parentElement.classList.add("drawn");
  count();
}
// What hold.js has kept back was not sent: it comes a second time.
window.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (sent) event.preventDefault();
  sent = true;
});
// Coming back by the browser's own button finds a form that can be sent again.
window.addEventListener("pageshow", () => { sent = false; });

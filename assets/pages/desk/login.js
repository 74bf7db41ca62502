// The log-in's script: six dots, in at the sixth digit, for whoever has no password; a lock counts
// itself down.
"use strict";

const form = document.querySelector("[data-login]");
const nameField = form.querySelector("#name");
const pin = form.querySelector("#pin");
const missing = form.querySelector(".missing");
const dots = form.querySelectorAll(".dots i");
const trouble = form.querySelector(".trouble");
const button = form.querySelector("button");

let sent = false;

function count() {
  pin.value = pin.value.replace(/\D/g, "");
  const n = pin.value.length;
  dots.forEach((dot, place) => dot.classList.toggle("on", place < n));
  missing.textContent = n < 6 ? missing.dataset.say.replace("#n", 6 - n) : missing.dataset.full;
  return n;
}

function countDown() {
  let until = performance.now() + trouble.dataset.seconds * 1000;
  // The lock is that account's; a colleague need not wait for it.
  nameField.addEventListener("input", () => { until = 0; });
  const wait = setInterval(() => {
    const left = Math.ceil((until - performance.now()) / 1000);
    pin.disabled = button.disabled = left > 0;
    const said = left > 0 ? trouble.dataset.say.replace("#n", left) : trouble.dataset.done;
    trouble.querySelector("span").textContent = said;
    if (left > 0) return;
    clearInterval(wait);
    if (until) pin.focus();
  }, 250);
}

if (missing) {
  pin.addEventListener("input", () => {
    pin.parentElement.classList.remove("wrong");
    if (count() === 6 && form.checkValidity()) form.requestSubmit();
  });
  pin.parentElement.classList.add("drawn");
  count();
}
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
// Coming back by the browser's own button finds a form that can be sent again.
window.addEventListener("pageshow", () => { sent = false; });

if (trouble.dataset.seconds) countDown();

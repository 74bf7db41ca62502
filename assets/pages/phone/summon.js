// A code that does not match calls the manager, without a press.
"use strict";
(() => {
  const form = document.getElementById("summon");
  const body = new URLSearchParams(new FormData(form));
  fetch(form.action, { method: "POST", headers: { Queued: "1" }, body, signal: within(30000) })
    .then((answer) => { if (answer.ok) form.querySelector("button").disabled = true; })
    .catch(() => { /* the button stays */ });
})();

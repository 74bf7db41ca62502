// A counter's tablet asks and thanks for some seconds, whether anybody answers or not: then the next
// one is waited for, with the server there or away.
"use strict";
(() => {
  let timer = 0;

  function begin() {
    clearTimeout(timer);
    const shown = document.querySelector("[data-seconds]");
    if (!shown) return;
    timer = setTimeout(() => {
      shown.hidden = true;
      shown.removeAttribute("data-asks");
      document.querySelector(".idle").hidden = false;
    }, Number(shown.dataset.seconds) * 1000);
  }

  function stayAwake() {
    if (navigator.wakeLock && !document.hidden) navigator.wakeLock.request("screen").catch(() => {});
  }

  document.addEventListener("redrawn", begin);
  document.addEventListener("visibilitychange", stayAwake);
  begin();
  stayAwake();
})();

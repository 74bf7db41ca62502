// Holds a tap while nobody answers: the browser's own error page would take the place of this one,
// and of all that is written on it. The last tap goes on by itself once somebody answers.
"use strict";
(() => {
  // A page that has just come was answered; after that it is asked first whether somebody is there.
  const FRESH = 2000, PATIENCE = 5000, AGAIN = 2000;
  const said = document.createElement("p");
  let heard = 0, going = null, held = null, passing = false, timer = 0;

  said.className = "tap-held";
  said.setAttribute("role", "alert");
  said.hidden = true;
  said.textContent = document.body.dataset.held;
  document.body.append(said);

  // A form that waits to be sent is not drawn anew: news may come before it can go.
  function keep(form) {
    held?.removeAttribute("data-going");
    held = form;
    held?.setAttribute("data-going", "");
  }

  async function answers() {
    try {
      await fetch("/healthz", { cache: "no-store", signal: within(PATIENCE) });
      heard = performance.now();
      return true;
    } catch { return false; }
  }

  async function look() {
    const mine = going;
    clearTimeout(timer);
    const there = await answers();
    if (mine !== going) return;
    said.hidden = there;
    if (!there) { timer = setTimeout(look, AGAIN); return; }
    going = null;
    passing = true;
    mine();
    passing = false;
    keep(null);
  }

  function hold(event, then, form = null) {
    if (event.defaultPrevented || passing || !event.isTrusted) return;
    if (performance.now() - heard < FRESH && navigator.onLine) return;
    event.preventDefault();
    going = then;
    keep(form);
    look();
  }

  window.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (submitter && submitter.formTarget) return;
    hold(event, () => { if (target.isConnected) target.requestSubmit(submitter); }, target);
  });
  window.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || link.target || event.button
      || event.metaKey || event.ctrlKey || event.shiftKey) return;
    // A place on this very page needs nobody.
    if (link.hash && link.href.split("#")[0] === location.href.split("#")[0]) return;
    hold(event, () => location.assign(link.href));
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) { going = null; keep(null); said.hidden = true; clearTimeout(timer); }
  });
})();

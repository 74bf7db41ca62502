// Keeps what stands on top of a page as the centre has it: a number that is called says so at once.
"use strict";
(() => {
  const EVERY = 5000, PATIENCE = 10000;
  const mine = document.getElementById("mine");
  const here = `${location.pathname}/`;
  const isBusy = () => reader.isBusy(mine);
  let tag = "";

  function put(html) {
    mine.innerHTML = html;
    for (const one of mine.querySelectorAll("a")) {
      if (here.startsWith(`${one.pathname}/`)) one.remove();
    }
  }

  async function look() {
    if (!document.hidden) {
      try {
        const answer = await fetch(mine.dataset.stateUrl, {
          headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", signal: within(PATIENCE),
        });
        if (answer.status === 200) {
          const { html } = await answer.json();
          tag = answer.headers.get("ETag");
          // A finger that came down on one link never lifts from another.
          if (isBusy()) reader.whenFree(isBusy, () => put(html));
          else put(html);
        }
      } catch { /* What stands there stays; that nobody answers is said elsewhere. */ }
    }
    setTimeout(look, EVERY);
  }

  setTimeout(look, EVERY);
})();

// Keeps a page as it stands in the house: asks for news, and draws anew what changed.
"use strict";
(() => {
  const USUAL = 2000, SLOWEST = 60000;
  const main = document.getElementById("main");
  const gone = document.getElementById("gone");
  const clock = document.getElementById("clock");
  let tag = "", known = "", wait = USUAL, failures = 0, timer = 0, offset = 0;

  const live = () => document.getElementById("live");

  function tick() {
    clock.textContent = new Date(Date.now() + offset).toLocaleTimeString("en-GB", {
      hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai",
    });
  }

  async function redraw() {
    const answer = await fetch(live().dataset.page || location.href, {
      headers: { "By-Itself": "1" }, cache: "no-store",
    });
    if (!answer.ok) throw new Error("page");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.title = page.title;
    offset = Date.parse(live().dataset.now) - Date.now();
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(live().dataset.stateUrl, {
        headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store",
      });
      if (answer.status === 404) { location.reload(); return; }
      if (answer.status === 200) {
        const told = await answer.text();
        // Whoever is writing is not disturbed: it is asked again.
        if (!main.querySelector("input:focus, select:focus, textarea:focus, details[open]")) {
          const fetched = answer.headers.get("ETag");
          // The first news is compared with the page's own age: it may have travelled a while.
          if (known ? told !== known : fetched !== document.body.dataset.news) await redraw();
          known = told;
          tag = fetched;
        }
      } else if (answer.status !== 304) {
        throw new Error("state");
      }
      failures = 0;
      wait = USUAL;
    } catch {
      failures += 1;
      wait = Math.min(SLOWEST, USUAL * 2 ** failures) * (0.8 + 0.4 * Math.random());
    }
    gone.hidden = failures < 2;
    schedule();
  }

  function schedule() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? schedule() : ask()));
  window.addEventListener("online", ask);
  offset = Date.parse(live().dataset.now) - Date.now();
  tick();
  setInterval(tick, 1000);
  ask();
})();

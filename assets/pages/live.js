// Keeps a page as it stands in the centre: asks for news, and draws anew what changed.
"use strict";
(() => {
  const USUAL = 2000, SLOWEST = 60000, PATIENCE = 10000;
  const main = document.getElementById("main");
  const gone = document.getElementById("gone");
  const clock = document.getElementById("clock");
  let tag = "", known = "", stale = false, called = false, asked = 0, failures = 0, timer = 0, offset = 0;

  const live = () => main.querySelector("[data-state-url]");
  const usual = () => Number(live().dataset.every) || USUAL;
  const where = () => live().dataset.page || location.href;
  // A call is shown whatever the reader is about: only a finger is waited for.
  const isBusy = () => (called ? reader.isPressed() : reader.isBusy(main));

  function tick() {
    clock.textContent = new Date(Date.now() + offset).toLocaleTimeString("en-GB", {
      hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai",
    });
  }

  function learn(facts, fetched) {
    if (facts.now) offset = Date.parse(facts.now) - Date.now();
    const told = JSON.stringify(facts, (name, value) => (name === "now" ? undefined : value));
    // The first news is compared with the page's own age: it may have travelled a while.
    if (known ? told !== known : fetched !== document.body.dataset.news) {
      stale = true;
      called = facts.state === "called";
    }
    known = told;
    tag = fetched;
  }

  // What the centre answered to a press stays where it stands until the reader does something else.
  function put(fresh) {
    const unfolded = [...main.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
    const answer = main.querySelector(":scope > [data-answer]");
    const nodes = [...fresh.childNodes];
    const first = answer ? fresh.children[[...main.children].indexOf(answer)] : undefined;
    const cut = first ? nodes.indexOf(first) : nodes.length;
    for (const old of [...main.childNodes]) if (old !== answer) old.remove();
    main.prepend(...nodes.slice(0, cut));
    main.append(...nodes.slice(cut));
    for (const one of main.querySelectorAll("details > summary")) {
      if (unfolded.includes(one.textContent)) one.parentElement.open = true;
    }
  }

  async function redraw(isLast) {
    if (!isBusy()) {
      const answer = await fetch(where(), {
        headers: { "By-Itself": "1" }, cache: "no-store", signal: within(PATIENCE),
      });
      if (!answer.ok) throw new Error("page");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!isLast()) return;
      // Meanwhile a finger may have come down.
      if (!isBusy()) {
        put(page.getElementById("main"));
        document.title = page.title;
        offset = Date.parse(live().dataset.now) - Date.now();
        stale = called = false;
        document.dispatchEvent(new Event("redrawn"));
        return;
      }
    }
    reader.whenFree(isBusy, ask);
  }

  async function ask() {
    clearTimeout(timer);
    const mine = ++asked;
    // What was asked later knows better, and an answer may never come.
    const isLast = () => mine === asked;
    let wait;
    try {
      const answer = await fetch(live().dataset.stateUrl, {
        headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", signal: within(PATIENCE),
      });
      if (!isLast()) return;
      if (answer.status === 404) { location.replace(where()); return; }
      if (answer.status === 200) learn(await answer.json(), answer.headers.get("ETag"));
      else if (answer.status !== 304) throw new Error("state");
      if (stale) await redraw(isLast);
      failures = 0;
      wait = usual();
    } catch {
      if (!isLast()) return;
      failures += 1;
      wait = Math.min(SLOWEST, usual() * 2 ** failures) * (0.8 + 0.4 * Math.random());
    }
    gone.hidden = failures < 2;
    if (isLast()) schedule(wait);
  }

  // A page that may ring goes on asking out of sight.
  function schedule(wait) {
    clearTimeout(timer);
    if (!document.hidden || "rings" in document.body.dataset) timer = setTimeout(ask, wait);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? schedule(usual()) : ask()));
  window.addEventListener("online", ask);
  // One look, for whoever does not want to wait for it.
  window.step = ask;
  offset = Date.parse(live().dataset.now) - Date.now();
  tick();
  setInterval(tick, 1000);
  ask();
})();

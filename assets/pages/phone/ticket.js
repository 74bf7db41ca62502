// Follows a number: asks for news, redraws what changed, rings when the turn is near.
"use strict";
(() => {
  const USUAL = 5000, NEAR = 1000, SLOWEST = 60000, NEAR_PEOPLE = 1;
  const main = document.getElementById("main");
  const gone = document.getElementById("gone");
  const clock = document.getElementById("clock");
  let ticket, ahead, state, tag = "", known = "", wait = USUAL, failures = 0, timer = 0;
  let sound = null, awake = null, ringing = false;
  let offset = 0;

  const byId = (id) => document.getElementById(id);
  const serverNow = () => Date.now() + offset;

  function read() {
    ticket = byId("ticket");
    state = ticket.dataset.state;
    ahead = Number(ticket.dataset.ahead);
    offset = Date.parse(ticket.dataset.now) - Date.now();
    const ring = byId("ring");
    if (ring) {
      ring.hidden = false;
      ring.setAttribute("aria-checked", String(ringing));
      ring.addEventListener("click", switchRing);
    }
    tick();
  }

  // Sound may only start inside a tap, so the switch is that tap.
  async function switchRing() {
    ringing = !ringing;
    byId("ring").setAttribute("aria-checked", String(ringing));
    if (!ringing) {
      if (awake) awake.release();
      awake = null;
      return;
    }
    const Sound = window.AudioContext || window.webkitAudioContext;
    if (Sound && !sound) sound = new Sound();
    if (sound) await sound.resume();
    chime(1);
    keepAwake();
  }

  async function keepAwake() {
    if (!ringing || !navigator.wakeLock) return;
    try { awake = await navigator.wakeLock.request("screen"); } catch { awake = null; }
  }

  function chime(times) {
    if (navigator.vibrate) navigator.vibrate(Array(times).fill([300, 200]).flat());
    if (!sound) return;
    for (let turn = 0; turn < times; turn += 1) {
      [[0, 659], [0.28, 523]].forEach(([after, pitch]) => {
        const tone = sound.createOscillator(), volume = sound.createGain();
        const at = sound.currentTime + turn * 0.9 + after;
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0.0001, at);
        volume.gain.exponentialRampToValueAtTime(0.5, at + 0.03);
        volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
        tone.connect(volume).connect(sound.destination);
        tone.start(at);
        tone.stop(at + 0.65);
      });
    }
  }

  function tick() {
    const now = serverNow();
    clock.textContent = new Date(now).toLocaleTimeString("en-GB", {
      hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai",
    });
    const held = byId("held");
    if (!held) return;
    const left = Math.max(0, Math.floor((Date.parse(held.dataset.until) - now) / 1000));
    held.hidden = left === 0;
    byId("held-over").hidden = left > 0;
    byId("held-bar").value = left;
    held.querySelector("b").textContent = held.dataset.words
      .replace("#m", Math.floor(left / 60)).replace("#s", left % 60);
  }

  async function redraw() {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) throw new Error("page");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const unfolded = Boolean(document.querySelector(".why[open]"));
    const before = { state, ahead };
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.title = page.title;
    if (unfolded && document.querySelector(".why")) document.querySelector(".why").open = true;
    read();
    announce(before);
  }

  function announce(before) {
    const called = state === "called" && before.state !== "called";
    const near = state === "waiting" && ahead <= NEAR_PEOPLE && before.ahead > NEAR_PEOPLE;
    if (called) window.scrollTo(0, 0);
    if (ringing && (called || near)) chime(called ? 4 : 2);
  }

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(ticket.dataset.stateUrl, {
        headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store",
      });
      if (answer.status === 404) { location.reload(); return; }
      if (answer.status === 200) {
        const facts = await answer.json();
        offset = Date.parse(facts.now) - Date.now();
        const told = JSON.stringify({ ...facts, now: "" });
        const fetched = answer.headers.get("ETag");
        // The first news is compared with the page's own age: it may have travelled a while.
        if (known ? told !== known : fetched !== document.body.dataset.news) await redraw();
        known = told;
        tag = fetched;
      } else if (answer.status !== 304) {
        throw new Error("state");
      }
      failures = 0;
      wait = state === "called" || (state === "waiting" && ahead <= NEAR_PEOPLE) ? NEAR : USUAL;
    } catch {
      failures += 1;
      wait = Math.min(SLOWEST, USUAL * 2 ** (failures - 1)) * (0.8 + 0.4 * Math.random());
    }
    gone.hidden = failures < 2;
    schedule();
  }

  function schedule() {
    clearTimeout(timer);
    if (!document.hidden || ringing) timer = setTimeout(ask, wait);
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) { keepAwake(); ask(); } else schedule();
  });
  window.addEventListener("online", ask);
  read();
  setInterval(tick, 1000);
  ask();
})();

// A followed number: rings when the turn is near, and counts how long the place is kept.
"use strict";
(() => {
  const NEAR_PEOPLE = 1;
  const byId = (id) => document.getElementById(id);
  const WISH = `rings ${byId("ticket")?.dataset.page}`;
  let ahead, state, open, offset = 0, sound = null, awake = null, ringing = false;

  function read() {
    const ticket = byId("ticket");
    state = ticket?.dataset.state;
    ahead = Number(ticket?.dataset.ahead);
    open = "open" in (ticket?.dataset ?? {});
    if (ticket) offset = Date.parse(ticket.dataset.now) - Date.now();
    const ring = byId("ring");
    if (ring) {
      ring.hidden = false;
      ring.setAttribute("aria-checked", String(ringing));
      // The wish outlives a page made anew, the right to make a sound does not.
      ring.classList.toggle("wished", !ringing && Boolean(sessionStorage.getItem(WISH)));
      ring.addEventListener("click", switchRing);
    }
    tick();
  }

  // Sound may only start inside a tap, so the switch is that tap.
  async function switchRing() {
    ringing = !ringing;
    byId("ring").setAttribute("aria-checked", String(ringing));
    byId("ring").classList.remove("wished");
    if (ringing) sessionStorage.setItem(WISH, "1");
    else sessionStorage.removeItem(WISH);
    if (!ringing) {
      delete document.body.dataset.rings;
      if (awake) awake.release();
      awake = null;
      return;
    }
    document.body.dataset.rings = "";
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
    const held = byId("held");
    if (!held) return;
    const now = Date.now() + offset;
    const left = Math.max(0, Math.floor((Date.parse(held.dataset.until) - now) / 1000));
    held.hidden = left === 0;
    byId("held-over").hidden = left > 0;
    byId("held-bar").value = left;
    held.querySelector("b").textContent = held.dataset.words
      .replace("#m", Math.floor(left / 60)).replace("#s", left % 60);
  }

  document.addEventListener("redrawn", () => {
    const before = { state, ahead, open };
    read();
    const called = state === "called" && before.state !== "called";
    const near = state === "waiting" && open && ahead <= NEAR_PEOPLE
      && (before.ahead > NEAR_PEOPLE || !before.open);
    if (called) window.scrollTo(0, 0);
    if (ringing && (called || near)) chime(called ? 4 : 2);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) keepAwake(); });
  read();
  setInterval(tick, 1000);
})();

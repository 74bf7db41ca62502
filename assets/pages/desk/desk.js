// The desk's script: news each second, keys, dialogs. Without it every button is a plain form.
"use strict";

const EVERY = 1000;
const REPEAT_GUARD = 500;
const NOTE_STAYS = 4000;
const HERE_FOR = 60000;
// How long news may take, and an act.
const PATIENCE = 6000;
const LONGEST_ACT = 30000;

const live = document.getElementById("live");
const note = document.getElementById("note");
const dialog = document.getElementById("dialog");

let etag = document.body.dataset.news;
let busy = false;
let saidAt = -Infinity;
let lastAction = "";
let lastPress = -Infinity;
let lastHere = -Infinity;
let drawnAt = performance.now();
let asked = 0;
let noteTimer;

const isBusy = () => reader.isBusy(live);
const isSaid = (sentence) => note.textContent.trim() === sentence;

// What the server says, drawn without taking away focus, scrolling or an open dialog.

function draw(html) {
  // Nothing moves under a finger: a press that begins on a button also ends on it.
  if (isBusy()) {
    reader.whenFree(isBusy, () => draw(html));
    return;
  }
  const focused = live.contains(document.activeElement) ? document.activeElement.id : "";
  const scrolled = [...live.querySelectorAll(".rows")].map((list) => [list.id, list.scrollTop]);
  live.innerHTML = html;
  drawnAt = performance.now();
  for (const [id, top] of scrolled) {
    const list = document.getElementById(id);
    if (list) list.scrollTop = top;
  }
  if (focused) {
    const again = document.getElementById(focused);
    (again && !again.disabled ? again : live).focus({ preventScroll: true });
  }
  tick();
}

function say(sentence, bad) {
  note.querySelector("span").textContent = sentence;
  note.classList.toggle("bad", Boolean(bad));
  note.hidden = false;
  saidAt = performance.now();
  clearTimeout(noteTimer);
  if (!bad) noteTimer = setTimeout(() => { note.hidden = true; }, NOTE_STAYS);
}

// Why something was not done stays until it can be read and the clerk goes on.
function goOn() {
  lastHere = performance.now();
  if (isSaid(live.dataset.lost) || lastHere - saidAt < NOTE_STAYS) return;
  note.hidden = true;
}

function tick() {
  const undo = live.querySelector(".undo");
  if (undo) undo.hidden = performance.now() - drawnAt > 1000 * Number(undo.dataset.for);
  const running = live.querySelector("[data-seconds]");
  if (!running) return;
  const passed = Math.floor((performance.now() - drawnAt) / 1000);
  const seconds = Number(running.dataset.seconds) + passed;
  running.textContent = running.dataset.say
    .replace("#m", Math.floor(seconds / 60)).replace("#s", seconds % 60);
}

async function take(answer, mine) {
  if (answer.status === 304) return;
  if (answer.status >= 500) throw new Error(`HTTP ${answer.status}`);
  const said = await answer.json();
  // An answer that was asked for before a later one came is yesterday's news.
  if (mine !== asked) return;
  if (said.go) location.assign(said.go);
  if (said.html) {
    etag = answer.headers.get("ETag");
    document.title = said.title;
    draw(said.html);
  }
  if (said.note) say(said.note, said.bad);
}

// News.

async function poll() {
  const mine = ++asked;
  const here = performance.now() - lastHere < HERE_FOR ? { "Desk-Here": "1" } : {};
  try {
    // The browser's own copy may be older than what the last action answered.
    await take(await fetch(live.dataset.state, {
      cache: "no-store", signal: within(PATIENCE),
      headers: { Accept: "application/json", ...(etag && { "If-None-Match": etag }), ...here },
    }), mine);
    if (isSaid(live.dataset.lost)) note.hidden = true;
  } catch {
    // What became of the last press is read first.
    if (note.hidden) say(live.dataset.lost, true);
  }
}

async function follow() {
  if (!busy) await poll();
  setTimeout(follow, EVERY);
}

// Actions.

async function send(form, button) {
  const now = performance.now();
  if (busy || (form.action === lastAction && now - lastPress < REPEAT_GUARD)) return;
  busy = true;
  lastAction = form.action;
  lastPress = now;
  live.classList.add("busy");
  const mine = ++asked;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      signal: within(LONGEST_ACT),
      body: new URLSearchParams(new FormData(form, button)),
    });
    if (dialog.open) dialog.close();
    // What an older act did is not said beside what this one did.
    if (!note.classList.contains("bad")) note.hidden = true;
    await take(answer, mine);
  } catch {
    say(live.dataset.failed, true);
  } finally {
    busy = false;
    live.classList.remove("busy");
  }
}

async function ask(form) {
  if (busy || dialog.open) return;
  busy = true;
  try {
    const answer = await fetch(form.action, {
      headers: { Accept: "text/html" }, signal: within(PATIENCE),
    });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const question = page.querySelector(".question");
    // Somewhere else by now (nobody is called any more, the session is over): show where.
    if (!question) return location.reload();
    dialog.replaceChildren(question);
    dialog.showModal();
    question.querySelector("[data-close]").focus();
  } catch {
    say(live.dataset.lost, true);
  } finally {
    busy = false;
  }
}

// Keys: Enter presses the red button unless something else has the focus; F2 to F8 as drawn.

function onKey(event) {
  const wanted = event.key === "Enter" ? "enter" : event.key;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const button = live.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
  const known = /^F[2-8]$/.test(wanted);
  if (known) event.preventDefault();
  if (dialog.open || event.target.closest("input, select, textarea")) return;
  if (wanted === "enter" && event.target.closest("button, a, summary")) return;
  if (!button || !(known || wanted === "enter")) return;
  event.preventDefault();
  if (!event.repeat && !button.disabled) button.click();
}

function desk() {
  live.tabIndex = -1;
  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-action], [data-ask], [data-find]")) return;
    event.preventDefault();
    if (form.matches("[data-find]")) find(form);
    else if (form.matches("[data-ask]")) ask(form);
    else send(form, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close && dialog.open) {
      event.preventDefault();
      dialog.close();
    }
    const tab = event.target.closest("[data-tab]");
    if (tab) {
      event.preventDefault();
      show(tab);
    }
  });
  document.addEventListener("pointermove", () => { lastHere = performance.now(); }, { passive: true });
  for (const name of ["pointerdown", "keydown"]) {
    document.addEventListener(name, goOn, { passive: true });
  }
  setInterval(tick, 1000);
  follow();
}

function show(tab) {
  look({ tab: tab.dataset.tab, q: "" }, tab.href);
}

// What is looked for is no longer being written: the list may be drawn over it.
function find(form) {
  const field = form.querySelector("input[name=q]");
  field.defaultValue = field.value;
  field.blur();
  look({ q: field.value }, location.href);
}

function look(wanted, shownAt) {
  const url = new URL(live.dataset.state, location.href);
  for (const [name, text] of Object.entries(wanted)) url.searchParams.set(name, text);
  live.dataset.state = url.pathname + url.search;
  history.replaceState(null, "", shownAt);
  etag = undefined;
  poll();
}

// One look, for whoever does not want to wait for it.
window.step = poll;
desk();

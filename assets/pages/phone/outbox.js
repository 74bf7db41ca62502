// Keeps on this phone what was done without network and sends it later, in its order, each with the
// key it had at first: the centre does it once, however often it comes.
"use strict";
const makeOutbox = (name, {
  stamped = () => ({}), body = (act, fields) => new URLSearchParams(fields), patience = () => 6000,
  answered, unsent, after,
}) => {
  const AGAIN = 5000;
  let sending = false;

  const kept = () => JSON.parse(localStorage.getItem(name) || "[]");
  const keep = (acts) => localStorage.setItem(name, JSON.stringify(acts));
  const push = (act) => keep([...kept(), act]);
  const without = (key) => keep(kept().filter((act) => act.key !== key));

  async function sent(act) {
    const token = document.querySelector("#main [name=csrf_token]").value;
    try {
      const answer = await fetch(act.url, {
        method: "POST", headers: { Queued: "1" }, signal: within(patience(act)), redirect: "error",
        body: await body(act, { ...act.fields, ...stamped(act), key: act.key, csrf_token: token }),
      });
      // The page itself is over, or the centre's storage is: the act stays kept.
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }

  async function flush() {
    if (sending) return;
    sending = true;
    try {
      for (let act = kept()[0]; act; act = kept()[0]) {
        const answer = await sent(act);
        if (!answer) {
          unsent();
          break;
        }
        without(act.key);
        answered(act, answer);
      }
    } finally { sending = false; }
    after();
  }

  window.addEventListener("online", flush);
  setInterval(() => { if (kept().length) flush(); }, AGAIN);
  return { kept, keep, push, without, flush };
};

// Goes on through an evening without network: what is done is kept on this phone, shown, and sent
// when there is network again, each with the key it had at first. Nothing kept names anybody.
"use strict";
(() => {
  const main = document.getElementById("main");
  const whole = () => document.getElementById("class");
  const offset = Date.parse(whole().dataset.now) - Date.now();
  const sentence = (key) => document.getElementById("sentences").dataset[key];
  const tries = {};
  const { kept, keep, push: put, without, flush } = makeOutbox(`class:${whole().dataset.link}`, {
    stamped: (act) => (act.waits ? { at: act.at } : {}),
    answered(act, answer) {
      if (answer.refused) stop(answer.said);
      else if (LEADS[act.action]) stand(act.fields.child, LEADS[act.action]);
    },
    unsent() { kept().filter((one) => !one.waits).forEach(holdBack); },
    after() {
      show();
      if (!kept().length) window.step();
    },
  });
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const child = (id) => main.querySelector(`[data-child="${id}"]`);

  function stand(id, state) {
    const one = child(id);
    if (!one || one.dataset.state === state) return;
    one.dataset.state = state;
    for (const open of one.querySelectorAll("details[open]")) open.open = false;
    for (const form of one.querySelectorAll("form")) form.reset();
    main.querySelector(`[data-list="${state}"]`)?.prepend(one);
    for (const list of main.querySelectorAll("[data-list]")) {
      for (const count of main.querySelectorAll(`[data-count="${list.dataset.list}"]`)) {
        count.textContent = list.children.length;
      }
    }
  }

  const LEADS = { arrive: "here", undo_arrival: "expected", collect: "collected" };

  function show() {
    const acts = kept();
    for (const act of acts) if (LEADS[act.action]) stand(act.fields.child, LEADS[act.action]);
    document.getElementById("waiting").hidden = !acts.some((act) => act.waits);
    main.querySelector("[data-waiting]").textContent = acts.filter((act) => act.waits).length;
  }

  function stop(why) {
    const sheet = document.getElementById("stop-sheet").content.firstElementChild.cloneNode(true);
    sheet.querySelector("[data-why]").textContent = why;
    sheet.querySelector("button").addEventListener("click", () => sheet.remove());
    document.body.append(sheet);
    sheet.querySelector("button").focus();
  }

  // Without network only the guardian's own number counts: whether another was taken back, nobody here knows.
  function refusal(fields) {
    const one = child(fields.child);
    if (one.dataset.state !== "here" || !one.dataset.digits) return sentence("unknown");
    if (fields.person.startsWith("d")) return sentence("offline");
    tries[fields.child] = tries[fields.child] || 0;
    if (tries[fields.child] >= Number(whole().dataset.tries)) return sentence("code_too_many_tries");
    const { salt, rounds } = whole().dataset;
    if (digest(salt + fields.digits.trim(), Number(rounds)) === one.dataset.digits) return "";
    tries[fields.child] += 1;
    return sentence("code_wrong");
  }

  function holdBack(act) {
    const why = act.action === "collect" ? refusal(act.fields) : "";
    if (why) {
      without(act.key);
      push({ action: "summon", url: act.url.replace(/[^/]+$/, "summon"), fields: { child: act.fields.child } }, true);
      stop(why);
      return;
    }
    keep(kept().map((one) => (one.key === act.key ? { ...one, waits: true } : one)));
  }

  function push(act, waits = false) {
    put({ ...act, key: fresh(), waits, at: new Date(Date.now() + offset).toISOString() });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.act) return;
    event.preventDefault();
    const { csrf_token: _token, key: _key, ...fields } = Object.fromEntries(new FormData(form));
    push({ action: form.dataset.act, url: form.action, fields });
    form.reset();
    for (const open of main.querySelectorAll(".child details[open]")) open.open = false;
    flush();
  });
  window.addEventListener("beforeunload", (event) => { if (kept().length) event.preventDefault(); });
  document.addEventListener("redrawn", show);
  show();
  if (kept().length) flush();
})();

// Sends pictures one by one, a video piece by piece, and shows how far it is; a picture that is
// refused stops none behind it.
"use strict";
(() => {
  function post(form, fields, ahead) {
    return new Promise((done) => {
      const body = new FormData(form);
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) ahead(event.loaded / event.total);
      });
      request.addEventListener("load", () => done(request.response));
      request.addEventListener("error", () => done(null));
      request.addEventListener("timeout", () => done(null));
      // Longer than the server gives a body.
      request.timeout = 240000;
      request.send(body);
    });
  }

  function going(form, n, of) {
    form.querySelector(".told").textContent = form.dataset.going.replace("#", n).replace("%", of);
  }

  // A line for each picture: what it is called and how far it is, then what became of it.
  function line(list, file) {
    const row = document.createElement("li"), said = document.createElement("span");
    const part = document.createElement("progress");
    said.textContent = file.name;
    part.setAttribute("aria-label", file.name);
    part.value = 0;
    row.append(said, part);
    list.append(row);
    return {
      ahead: (value) => { part.value = value; },
      end: (words, style) => { part.remove(); row.className = style; said.textContent = words; },
    };
  }

  async function pictures(form, files, progress) {
    const list = form.querySelector(".sent"), { lost, taken, ended } = form.dataset;
    list.replaceChildren();
    const lines = files.map((file) => line(list, file));
    let refused = 0;
    for (const [n, file] of files.entries()) {
      going(form, n + 1, files.length);
      const told = await post(form, { pictures: file }, (part) => {
        lines[n].ahead(part);
        progress.value = (n + part) / files.length;
      });
      const why = told && told.refused || [`${file.name}: ${lost}`];
      if (why.length) refused += 1;
      lines[n].end(why.length ? why.join(" ") : `${file.name} ${taken}`, why.length ? "bad" : "done");
      progress.value = (n + 1) / files.length;
    }
    return refused ? [ended.replace("#", files.length - refused).replace("%", refused)] : [];
  }

  // What is there is asked after each piece, so that a lost one is sent again: three times at most.
  async function film(form, [file], progress) {
    const data = form.dataset, key = String(Math.random()), whole = file.size;
    if (whole > data.most) return [data.tooLarge];
    for (let at = 0, lost = 0; lost <= 3;) {
      going(form, Math.floor(at / 1048576), Math.ceil(whole / 1048576));
      const end = Math.min(at + Number(data.piece), whole);
      const told = await post(form, {
        video: file.slice(at, end), name: file.name, key, at, whole,
      }, (part) => { progress.value = (at + part * (end - at)) / whole; });
      if (told && told.refused && told.refused.length) return told.refused;
      if (told && told.taken) return [];
      const moved = told && told.at > at;
      lost = moved ? 0 : lost + 1;
      if (told && told.at >= 0) at = told.at;
    }
    return [data.lost];
  }

  for (const form of document.querySelectorAll("form.upload")) {
    form.addEventListener("submit", async (event) => {
      const files = [...form.querySelector("[type=file]").files];
      event.preventDefault();
      if (!files.length) return;
      const progress = form.querySelector("progress");
      const told = form.querySelector(".told");
      const button = form.querySelector("button");
      progress.hidden = false;
      button.disabled = true;
      const send = form.classList.contains("film") ? film : pictures;
      const refused = await send(form, files, progress);
      button.disabled = false;
      if (!refused.length) { location.reload(); return; }
      told.replaceChildren(...refused.map((line) => {
        const one = document.createElement("span");
        one.textContent = line;
        one.style.display = "block";
        return one;
      }));
    });
  }
})();

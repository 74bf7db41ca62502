// Sends pictures one by one and shows how far it is; one that is refused stops none behind it.
"use strict";
(() => {
  function send(form, file, progress, share) {
    return new Promise((done) => {
      const body = new FormData(form);
      body.delete("pictures");
      body.append("pictures", file);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress.value = share(event.loaded / event.total);
      });
      const lost = `${file.name}: ${form.dataset.lost}`;
      request.addEventListener("load", () => {
        const told = request.response;
        done(told && told.refused ? told.refused : [lost]);
      });
      request.addEventListener("error", () => done([lost]));
      request.addEventListener("timeout", () => done([lost]));
      // Longer than the server gives a body.
      request.timeout = 240000;
      request.send(body);
    });
  }

  for (const form of document.querySelectorAll("form.upload")) {
    form.addEventListener("submit", async (event) => {
      const files = [...form.querySelector("[type=file]").files];
      event.preventDefault();
      if (!files.length) return;
      const progress = form.querySelector("progress");
      const told = form.querySelector(".told");
      const button = form.querySelector("button");
      const refused = [];
      progress.hidden = false;
      button.disabled = true;
      for (const [n, file] of files.entries()) {
        told.textContent = form.dataset.going.replace("#", n + 1).replace("%", files.length);
        refused.push(...await send(form, file, progress, (part) => (n + part) / files.length));
        progress.value = (n + 1) / files.length;
      }
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

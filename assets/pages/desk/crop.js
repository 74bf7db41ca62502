// A frame over a picture: what lies in it stays. It is dragged by its middle, its edges and its
// corners, or moved by keys; the server cuts, and keeps the whole.
"use strict";
(() => {
  const LEAST = 0.1, STEP = 0.02, WIDEST = 960;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const model = document.getElementById("cropping");
  const between = (low, value, high) => Math.min(Math.max(value, low), Math.max(high, low));

  // What becomes of a box of shares that is dragged by (x, y): an edge, a corner, or 0, 0 for all
  // of it. `slim` is how many times as wide as high it has to stay; 0 is as one likes.
  function dragged(box, x, y, dx, dy, slim) {
    if (!x && !y) {
      return { ...box, x: between(0, box.x + dx, 1 - box.w), y: between(0, box.y + dy, 1 - box.h) };
    }
    const room = (at, size, way) => way > 0 ? 1 - at : way < 0 ? at + size
      : slim ? 2 * Math.min(at + size / 2, 1 - at - size / 2) : size;
    const wide = room(box.x, box.w, x), high = room(box.y, box.h, y);
    let w = box.w + x * dx, h = box.h + y * dy;
    if (slim) {
      w = !x ? h * slim : !y ? w : Math.max(w, h * slim);
      w = between(Math.max(LEAST, LEAST * slim), w, Math.min(wide, high * slim));
      h = w / slim;
    } else {
      w = between(LEAST, w, wide);
      h = between(LEAST, h, high);
    }
    const from = (at, size, now, way) => way > 0 ? at : way < 0 ? at + size - now : at + (size - now) / 2;
    return { x: from(box.x, box.w, w, x), y: from(box.y, box.h, h, y), w, h };
  }

  // A form that went while a picture is being read would go without its frame: the centre would
  // keep the middle of it, and not the whole.
  const reading = new Set();
  let waits = false;
  window.addEventListener("submit", async (event) => {
    if (!reading.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waits) return;
    waits = true;
    await Promise.all(reading);
    waits = false;
    if (event.target.isConnected) event.target.requestSubmit(event.submitter);
  }, true);

  function cropped(cell) {
    const [sent, file] = ["[name^=':frame.']", "[type=file]"].map((one) => cell.querySelector(one));
    const chosen = cell.querySelector("select:not([name^=':'])");
    const parts = cell.querySelector("[name^=':keep.']");
    const begin = cell.querySelector(".crop-this");
    const [across, down] = cell.dataset.crop.split(":").map(Number);
    let view = null, picture = null, box = null, slim = 0;

    const option = () => chosen && chosen.value ? chosen.selectedOptions[0] : null;

    function largest() {
      const w = slim ? Math.min(1, slim) : 1, h = slim ? w / slim : 1;
      return { x: (1 - w) / 2, y: (1 - h) / 2, w, h };
    }

    // As one field of the form says it; a file of which all is kept needs none.
    function draw() {
      const canvas = view.querySelector("canvas"), brush = canvas.getContext("2d");
      const { width, height } = canvas, frame = view.querySelector(".crop-frame");
      brush.drawImage(picture, 0, 0, width, height);
      brush.fillStyle = "rgba(42, 31, 26, .6)";
      brush.beginPath();
      brush.rect(0, 0, width, height);
      brush.rect(box.x * width, box.y * height, box.w * width, box.h * height);
      brush.fill("evenodd");
      const { offsetLeft, offsetTop, clientWidth, clientHeight } = canvas;
      Object.assign(frame.style, {
        left: `${offsetLeft + box.x * clientWidth}px`, top: `${offsetTop + box.y * clientHeight}px`,
        width: `${box.w * clientWidth}px`, height: `${box.h * clientHeight}px`,
      });
    }

    function say() {
      const said = view.querySelector("[data-said]");
      said.textContent = said.dataset.said
        .replace("#", Math.round(box.w * 100)).replace("$", Math.round(box.h * 100));
    }

    function put(now) {
      box = now;
      sent.disabled = false;
      sent.value = [box.x, box.y, box.w, box.h].map((one) => one.toFixed(4)).join(" ");
      draw();
    }

    function close() {
      if (view) view.remove();
      view = null;
      sent.disabled = true;
      if (parts) parts.closest("label").hidden = false;
      begin.hidden = !option() && !file.files.length;
    }

    function hold(event) {
      if (event.button) return;
      const frame = event.currentTarget, at = event.target.dataset, was = { ...box }, value = sent.value;
      const [x, y] = [Number(at.x || 0), Number(at.y || 0)], off = sent.disabled;
      const over = new AbortController(), { signal } = over;
      const { clientWidth, clientHeight } = view.querySelector("canvas");
      frame.setPointerCapture(event.pointerId);
      frame.addEventListener("pointermove", (moved) => {
        const dx = (moved.clientX - event.clientX) / clientWidth;
        put(dragged(was, x, y, dx, (moved.clientY - event.clientY) / clientHeight, slim));
      }, { signal });
      frame.addEventListener("pointerup", () => { over.abort(); say(); }, { signal });
      frame.addEventListener("pointercancel", () => {
        over.abort();
        put(was);
        sent.value = value;
        sent.disabled = off;
      }, { signal });
    }

    function key(event) {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      const [dx, dy] = arrow, by = event.shiftKey ? [Math.abs(dx), Math.abs(dy)] : [0, 0];
      put(dragged(box, ...by, dx * STEP, dy * STEP, slim));
      say();
    }

    // A picture that a browser cannot draw is cut as without a script.
    async function open(source, was) {
      close();
      const read = createImageBitmap(source).catch(() => null);
      reading.add(read);
      picture = await read;
      reading.delete(read);
      if (!picture) return;
      view = model.content.firstElementChild.cloneNode(true);
      cell.append(view);
      begin.hidden = true;
      if (parts) parts.closest("label").hidden = true;
      const canvas = view.querySelector("canvas"), frame = view.querySelector(".crop-frame");
      canvas.width = Math.min(picture.width, WIDEST);
      canvas.height = Math.max(Math.round(canvas.width * picture.height / picture.width), 1);
      slim = down ? across / down * picture.height / picture.width : 0;
      box = was || largest();
      frame.addEventListener("pointerdown", hold);
      frame.addEventListener("keydown", key);
      view.querySelector("[value=whole]").addEventListener("click", () => { put(largest()); say(); });
      view.querySelector("[value=not]").addEventListener("click", close);
      if (file.files.length) put(box); else draw();
      say();
      new ResizeObserver(() => { if (view) draw(); }).observe(canvas);
    }

    async function stored(one) {
      const [x, y, w, h] = (one.dataset.frame || "").split(" ").map(Number), image = new Image();
      image.src = one.dataset.whole;
      await image.decode().catch(() => null);
      await open(image, h ? { x, y, w, h } : null);
    }

    file.addEventListener("change", () => {
      if (file.files.length) open(file.files[0]); else close();
    });
    if (chosen) chosen.addEventListener("change", close);
    begin.querySelector("button").addEventListener("click", async () => {
      await (file.files.length ? open(file.files[0]) : stored(option()));
      if (view) view.querySelector(".crop-frame").focus();
    });
    close();
  }
  document.querySelectorAll("[data-crop]").forEach(cropped);
})();

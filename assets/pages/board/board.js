// Keeps the board true: asks once a second, redraws what changed, keeps the last good picture.
"use strict";
(function () {
  var EVERY = 1000, NOTICE_EVERY = 12000, PATIENCE = 3, LONGEST_WAIT = 5000, ZONE = "Asia/Shanghai";
  var LONGEST = 600, UNKNOWN = 60;
  var clock = document.getElementById("clock"), gone = document.getElementById("gone");
  var main = document.getElementById("main");
  var tag = document.body.dataset.news, known = "", failures = 0, offset = 0;
  var seen = "", notice = 0, good = "", timer = 0;

  function now() { return Date.now() + offset; }

  function time(instant) {
    return new Date(instant).toLocaleTimeString("en-GB", {
      hour: "2-digit", minute: "2-digit", timeZone: ZONE,
    });
  }

  // A call is red for its first seconds, then wheat.
  function age() {
    var call = document.getElementById("call");
    if (!call) return;
    var fresh = now() - Date.parse(main.dataset.callAt) < main.dataset.fresh * 1000;
    if (!fresh) call.classList.remove("fresh", "pulse");
  }

  // A video is seen to its end; one that does not say how long it is, for a minute.
  function lasts(slide) {
    var film = slide.querySelector("video");
    if (!film) return slide.dataset.seconds * 1000;
    return (isFinite(film.duration) ? Math.min(film.duration, LONGEST) : UNKNOWN) * 1000;
  }

  // A page that was redrawn goes on where the video was.
  function play(film, shown, at) {
    if (!film) return;
    if (!shown) { film.pause(); return; }
    if (!film.paused || film.ended) return;
    film.muted = true;
    if (isFinite(film.duration) && at > 1) film.currentTime = at;
    film.play().catch(function () {});
  }

  // Slides take the place of the last call, never of one that somebody may still look for.
  function showSlide() {
    var slides = main.querySelectorAll(".slide"), wait = main.dataset.between * 1000;
    var called = main.dataset.callAt ? Date.parse(main.dataset.callAt) : 0;
    var between = slides.length > 0 && now() - called >= wait;
    var all = 0, at = -1, i;
    for (i = 0; i < slides.length; i += 1) all += lasts(slides[i]);
    var left = all ? now() % all : 0;
    for (i = 0; i < slides.length && between; i += 1) {
      if (left < lasts(slides[i])) { at = i; break; }
      left -= lasts(slides[i]);
    }
    for (i = 0; i < slides.length; i += 1) {
      slides[i].hidden = i !== at;
      play(slides[i].querySelector("video"), i === at, left / 1000);
    }
    main.querySelector(".big:not(.slide)").hidden = at >= 0;
  }

  function read(first) {
    offset = Date.parse(main.dataset.now) - Date.now();
    var call = document.getElementById("call");
    if (call && !first && main.dataset.call !== seen && call.classList.contains("fresh")) {
      call.classList.add("pulse");
    }
    seen = main.dataset.call;
    showSlide();
    showNotice(false);
  }

  function showNotice(turned) {
    var lines = main.querySelectorAll("#notices li");
    for (var i = 0; i < lines.length; i += 1) {
      lines[i].hidden = i !== notice % lines.length;
      lines[i].classList.toggle("turned", turned);
    }
    // A long notice has the line to itself.
    var news = main.querySelector(".news");
    news.classList.remove("wordy");
    news.classList.toggle("wordy",
      news.scrollWidth > news.clientWidth || news.scrollHeight > news.clientHeight);
  }

  function redraw() {
    return fetch(location.href, {
      cache: "no-store", signal: within(LONGEST_WAIT),
    }).then(function (answer) {
      if (!answer.ok) throw new Error("page");
      return answer.text();
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      var fresh = document.importNode(page.getElementById("main"), true);
      main.parentNode.replaceChild(fresh, main);
      main = fresh;
      document.getElementById("date").textContent = page.getElementById("date").textContent;
      read(false);
    });
  }

  // Nobody presses anything here: a call never waits for a hand on the glass.
  function ask() {
    clearTimeout(timer);
    return fetch(main.dataset.stateUrl, {
      headers: { "If-None-Match": tag }, cache: "no-store", signal: within(LONGEST_WAIT),
    }).then(function (answer) {
      if (answer.status === 304) return null;
      if (answer.status !== 200) throw new Error("state");
      return answer.json().then(function (facts) {
        var fetched = answer.headers.get("ETag");
        offset = Date.parse(facts.now) - Date.now();
        facts.now = facts.now.slice(0, 10);
        var told = JSON.stringify(facts);
        var drawn = told === known ? null : redraw();
        return Promise.resolve(drawn).then(function () { known = told; tag = fetched; });
      });
    }).then(function () { heard(true); }, function () { heard(false); });
  }

  function heard(well) {
    failures = well ? 0 : failures + 1;
    if (well) good = time(now());
    var lost = failures >= PATIENCE;
    gone.hidden = !lost;
    gone.querySelector("span").textContent = gone.dataset.words.replace("#", good);
    document.body.classList.toggle("is-gone", lost);
    timer = setTimeout(ask, EVERY);
  }

  function stayAwake() {
    if (navigator.wakeLock && !document.hidden) navigator.wakeLock.request("screen").catch(function () {});
  }

  read(true);
  good = time(now());
  setInterval(function () { clock.textContent = time(now()); age(); showSlide(); }, 500);
  setInterval(function () { notice += 1; showNotice(true); }, NOTICE_EVERY);
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
  // One look, for whoever does not want to wait for it.
  window.step = ask;
  ask();
})();

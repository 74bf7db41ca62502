"""The desk on the screens clerks have: nothing cut off, nothing too small, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from tests.support.centre import take
from tests.web.desk.conftest import OpenPage

SIZES = [(1440, 900), (1280, 720), (1024, 768), (1920, 1080)]
# Where the desk is one column that scrolls.
NARROW = [(800, 1000), (390, 844)]

# Everything that a clerk could not read or hit; rows below the fold of the list do not count.
TROUBLE = """() => {
  const told = [];
  const [w, h] = [innerWidth, innerHeight];
  const root = document.documentElement;
  if (root.scrollWidth > w || root.scrollHeight > h) told.push('the page scrolls');
  const scope = document.querySelector('dialog[open]') || document.body;
  const seen = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 1;
  const name = (e) => e.id || e.className || e.textContent.trim().slice(0, 20);
  for (const e of scope.querySelectorAll('button, a')) {
    if (!seen(e) || e.closest('.rows')) continue;
    const r = e.getBoundingClientRect();
    if (r.width < 44 || r.height < 44) told.push('small: ' + name(e));
    if (r.left < 0 || r.right > w || r.top < 0 || r.bottom > h) told.push('outside: ' + name(e));
    for (const part of e.querySelectorAll('b, span, small, kbd')) {
      const p = part.getBoundingClientRect();
      if (p.width > 1 && (p.right > r.right || p.bottom > r.bottom + 1 || p.top < r.top - 1))
        told.push('sticks out: ' + name(e) + ' ' + name(part));
    }
    const parts = [...e.children].map((c) => c.getBoundingClientRect()).filter((c) => c.width > 1);
    parts.forEach((p, i) => {
      if (i && p.left < parts[i - 1].right - 1 && p.top < parts[i - 1].bottom - 1)
        told.push('overlaps: ' + name(e));
    });
  }
  const card = document.querySelector('.ticket')?.getBoundingClientRect();
  const places = [...document.querySelectorAll('.standing > *, .number, .facts > *, .steps > *')]
    .filter(seen).map((e) => [e, e.getBoundingClientRect()]);
  for (const [e, r] of places) {
    if (r.left < card.left || r.right > card.right || r.bottom > card.bottom)
      told.push('out of the card: ' + name(e));
  }
  const facts = places.filter(([e]) => e.closest('.facts, .standing, .steps'));
  facts.forEach(([a, ra], i) => facts.slice(i + 1).forEach(([b, rb]) => {
    if (ra.left < rb.right - 1 && rb.left < ra.right - 1 && ra.top < rb.bottom - 4
        && rb.top < ra.bottom - 4) told.push('on each other: ' + name(a) + ', ' + name(b));
  }));
  for (const e of scope.querySelectorAll('*')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (own && seen(e) && parseFloat(getComputedStyle(e).fontSize) < 18)
      told.push('tiny: ' + name(e));
  }
  return told;
}"""
# What is offered for a moment must not lie over anything that can be pressed all the time.
COVERED = """() => {
  const undo = document.querySelector('.undo'), told = [];
  const r = undo.getBoundingClientRect();
  if (!undo.checkVisibility() || r.width < 44) told.push('it is not there');
  for (const e of document.querySelectorAll('button, a, input')) {
    const p = e.getBoundingClientRect();
    if (!undo.contains(e) && e.checkVisibility() && p.left < r.right && r.left < p.right
        && p.top < r.bottom && r.top < p.bottom) told.push('covered: ' + (e.id || e.textContent));
  }
  return told;
}"""


def check(page: Page, state: str) -> None:
    """Looks at a state of the page on every screen."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(TROUBLE) == [], f"{state} at {width} x {height}"
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_state_fits_every_screen(
    sqlite_ctx: AppContext, clerk_page: OpenPage, language: str
) -> None:
    page = clerk_page()
    page.goto(page.url.partition("?")[0] + f"?lang={language}")
    check(page, "nobody")
    for n in range(30):
        take(sqlite_ctx, priority=Priority.ELDER if n % 3 else Priority.ORDINARY)
    expect(page.locator("#primary")).to_be_enabled()
    check(page, "free")
    page.click("#primary")
    expect(page.locator("#number")).to_be_visible()
    check(page, "serving")
    page.click("#do-ask_for_help")
    expect(page.locator("#do-no_help")).to_be_enabled()
    check(page, "helped")
    for question in ("do-transfer", "leave", "shut"):
        page.click(f"#{question}")
        expect(page.locator("dialog")).to_be_visible()
        check(page, question)
        page.keyboard.press("Escape")
    page.click("#pause-counter")
    expect(page.locator(".state")).to_be_visible()
    check(page, "resting")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_what_takes_back_covers_nothing(
    sqlite_ctx: AppContext, clerk_page: OpenPage, language: str
) -> None:
    for _ in range(12):
        take(sqlite_ctx)
    page = clerk_page()
    page.goto(page.url.partition("?")[0] + f"?lang={language}")
    page.keyboard.press("Enter")
    expect(page.locator("#number")).to_be_visible()
    page.keyboard.press("F6")
    for state in ("nobody is served", "the next is served"):
        expect(page.locator(".undo")).to_be_visible()
        check(page, state)
        for width, height in SIZES + NARROW:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(COVERED) == [], f"{state} at {width} x {height}"
        page.keyboard.press("Enter")
        expect(page.locator("#number")).to_be_visible()
    low = page.evaluate(
        "() => { document.querySelector('.undo').style.position = 'fixed'; return ("
        f"{COVERED})() }}")
    assert low, "the control: at the foot of the window it lies over the buttons"


def test_the_check_sees_what_does_not_fit(clerk_page: OpenPage) -> None:
    page = clerk_page()

    def with_(fault: str) -> list[str]:
        # In one go: news would put the page right again.
        return page.evaluate(f"() => {{ {fault}; return ({TROUBLE})() }}")

    assert with_("document.querySelector('#primary b').textContent = '办完了'.repeat(30)")
    page.reload()
    assert with_("") == []
    low = "minHeight: '20px', padding: '0', height: '20px'"
    assert with_(f"Object.assign(document.querySelector('#leave').style, {{{low}}})")

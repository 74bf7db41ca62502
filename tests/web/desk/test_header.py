"""The ways between the sections: one line on a PC, the rest unfolded, as all where it is narrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.desk import sections
from kiosk.web.desk.sections import Section, Sections
from tests.support.web.axe import violations
from tests.web.desk.test_axe import signed_in

MOST = 22
BAR, MORE, MENU = ".sections > .section-list", ".more", ".sections > details"
# Of each row of the page's head: what sticks out, lies on something else, or is too small to hit.
TROUBLE = """() => {
  const told = [], seen = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 1;
  if (document.documentElement.scrollWidth > innerWidth) told.push('the page scrolls sideways');
  const shown = '.logo, h1, .top :is(a, time, button), .sections :is(a, summary)';
  const all = [...document.querySelectorAll(shown)].filter(seen);
  const head = document.querySelector('.top').getBoundingClientRect();
  for (const e of document.querySelectorAll('.top *')) {
    if (seen(e) && e.getBoundingClientRect().bottom > head.bottom + 1) told.push('below the head');
  }
  const at = all.map((e) => [e.textContent.trim(), e.getBoundingClientRect()]);
  at.forEach(([name, r], n) => {
    if (r.left < 0 || r.right > innerWidth) told.push('outside: ' + name);
    for (const [other, o] of at.slice(n + 1)) {
      if (r.left < o.right - 1 && o.left < r.right - 1 && r.top < o.bottom - 1
          && o.top < r.bottom - 1) told.push('on each other: ' + name + ', ' + other);
    }
  });
  for (const e of document.querySelectorAll('.sections :is(a, summary), .top :is(a, button)')) {
    const r = e.getBoundingClientRect();
    if (seen(e) && (r.height < 44 || r.width < 44)) told.push('small: ' + e.textContent.trim());
  }
  const title = document.querySelector('h1');
  if (title.scrollWidth > title.clientWidth) told.push('cut off: ' + title.textContent);
  return told;
}"""


@pytest.fixture
def full(sqlite_ctx: AppContext, open_page: Callable[..., Page],
         monkeypatch: pytest.MonkeyPatch) -> Page:
    """状况 as the admin sees it once there are many sections; those planted have long names."""
    really = sections.sections_for

    def with_more(known: Sections, role: Role) -> Sections:
        mine = really(known, role)
        by_name = {one.name: one for one in mine}
        long = [by_name[name] for name in ("help", "appointments", "accounts", "content", "rooms")]
        planted: tuple[Section, ...] = tuple(replace(one, may=frozenset()) for one in long)
        return (*planted[:max(MOST - len(mine), 0)], *mine)

    monkeypatch.setattr(sections, "sections_for", with_more)
    page = signed_in(sqlite_ctx, open_page)
    page.goto(page.url.replace("counters", "health"))
    assert page.locator(f"{MENU} a").count() >= MOST
    return page


def lines(page: Page) -> int:
    """On how many lines the sections stand."""
    tops = page.locator(f"{BAR} > a, {MORE} summary").evaluate_all(
        "all => all.map((e) => Math.round(e.getBoundingClientRect().top))")
    return len(set(tops))


def test_the_sections_stand_in_one_line_on_a_pc_and_unfold_at_its_end(full: Page) -> None:
    address = full.url
    for language, here in (("zh_CN", "状况"), ("en", "Health")):
        full.goto(f"{address}?lang={language}")
        stand_in_one_line(full, here)
    full.reload()
    # The control: in larger letters they would be two.
    full.locator(f"{BAR} > a").evaluate_all("all => all.forEach((e) => e.style.fontSize = '26px')")
    assert lines(full) == 2


def stand_in_one_line(full: Page, here: str) -> None:
    assert lines(full) == 1 and full.evaluate(TROUBLE) == []
    expect(full.locator(f"{BAR} [aria-current]")).to_have_count(1)
    expect(full.locator(f"{MORE} summary")).to_have_text(here)
    expect(full.locator(MENU)).to_be_hidden()
    full.click(f"{MORE} summary")
    expect(full.locator(f"{MORE} a[aria-current]")).to_have_text(here)
    # What unfolds moves no way of the line, and covers nothing of the page.
    assert lines(full) == 1
    covers = TROUBLE.replace(".sections :is(a, summary)", ".sections :is(a, summary), main > *")
    assert full.evaluate(covers) == []
    full.locator(f"{MORE} > div").evaluate("one => { one.style.position = 'absolute' }")
    assert full.evaluate(covers) != [], "the control: laid over the page"
    assert violations(full) == []


def test_where_there_is_no_room_they_unfold(full: Page) -> None:
    address = full.url
    # 720 is a PC at 200 %.
    for width, language in ((720, "zh_CN"), (390, "zh_CN"), (320, "zh_CN"), (320, "en")):
        full.set_viewport_size({"width": width, "height": 844})
        full.goto(f"{address}?lang={language}")
        unfold(full)
    ways = full.locator(f"{MENU} a")
    ways.filter(has_text="Record").click()
    full.wait_for_url("**/audit")
    expect(full.locator("h1")).to_have_text("Record")


def unfold(full: Page) -> None:
    expect(full.locator(BAR)).to_be_hidden()
    assert full.evaluate(TROUBLE) == []
    assert full.locator(".top").bounding_box()["height"] < 80, "the head is one line"  # type: ignore[index]
    full.click(f"{MENU} summary")
    ways = full.locator(f"{MENU} a")
    expect(ways.first).to_be_visible()
    assert ways.count() >= MOST and full.evaluate(TROUBLE) == [] and violations(full) == []


def test_without_a_script_they_are_all_there(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    """What unfolds is the browser's own."""
    page = signed_in(sqlite_ctx, open_page)
    kept = page.context.cookies()
    plain = open_page("/desk", 390, 844, java_script_enabled=False)
    plain.context.add_cookies(kept)  # type: ignore[arg-type]
    plain.goto(page.url.replace("counters", "health"))
    plain.click(f"{MENU} summary")
    expect(plain.locator(f"{MENU} a").filter(has_text="账号")).to_be_visible()

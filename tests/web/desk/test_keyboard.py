"""The desk by keyboard alone: calling, the rooms and a service are reached by Tab and done by
Enter, and where the keys are can be seen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from kiosk.actions import content
from kiosk.actions.rooms import follow
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.staff.roles import Role
from tests.support.centre import take
from tests.support.rooms import at, booked, with_rooms
from tests.support.volunteer_help import coordinator
from tests.web.desk.conftest import OpenPage

# Notes what the keys come to, and whether it shows: by how it is written, for the page of calling
# draws itself anew. Of a group of radio buttons the keys come to one; what is drawn beside a field
# that is not seen shows for it.
FOLLOWED = """() => {
  window.called = (one) => one.type === 'radio' ? one.name : one.outerHTML;
  window.reached = new Set();
  window.unseen = [];
  document.addEventListener('focusin', ({ target }) => {
    reached.add(called(target));
    const shows = [target, target.nextElementSibling].some((one) => {
      const look = one && getComputedStyle(one);
      return look && (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 3
        || one === target && parseFloat(look.borderTopWidth) >= 5);
    });
    if (!shows) unseen.push(`unseen: ${target.outerHTML.slice(0, 120)}`);
  });
}"""
TARGETS = """[...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((one) => !one.disabled && !one.closest('[aria-hidden=true]')
    && one.checkVisibility({ visibilityProperty: true }))"""
MISSED = f"""() => [...unseen, ...{TARGETS}
  .filter((one) => !reached.has(called(one)))
  .map((one) => `missed: ${{one.outerHTML.slice(0, 120)}}`)]"""
FORGET = "() => { reached.clear(); unseen.length = 0; document.activeElement.blur(); }"


def lost(page: Page) -> list[str]:
    """What Tab does not come to on a page, or comes to unseen."""
    page.evaluate(FORGET)
    # Once round, and a little over where a field has parts of its own.
    for _ in range(page.evaluate(f"{TARGETS}.length") + 12):
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate(MISSED)
    return found


def comes_to(page: Page, what: str) -> None:
    """Presses Tab until the keys are at what is looked for."""
    for _ in range(page.evaluate(f"{TARGETS}.length") + 12):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"Tab does not come to {what}")


def calls(page: Page) -> None:
    """Somebody is called, and set aside by a button."""
    page.keyboard.press("Enter")
    expect(page.locator("#number")).to_have_text("A001")
    assert lost(page) == []
    comes_to(page, "#do-park")
    page.keyboard.press("Enter")
    expect(page.locator("#tab-parked")).to_have_text("放着 1")


def answers(page: Page) -> None:
    """Whoever asked for a room may have it."""
    assert lost(page) == []
    comes_to(page, "form[action$=approve] button")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def is_shown_what_is_missing(page: Page) -> None:
    """A service of which only the name is written is to be shown."""
    page.fill("[name='title.zh']", "老年大学报名")
    page.focus("button[value=publish]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[aria-invalid]").first, "what is missing has the keys").to_be_focused()
    expect(page.locator(".wrong").first).to_be_in_viewport()


def writes(page: Page) -> None:
    """What a service costs is written and shown."""
    assert lost(page) == []
    comes_to(page, "[name='fee.zh']")
    page.keyboard.insert_text("一分钱也不收")
    comes_to(page, "button[value=publish]")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_calling_rooms_and_a_service_are_done_by_keys_that_can_be_seen(
    sqlite_ctx: AppContext, clerk_page: OpenPage, open_page: OpenPage
) -> None:
    ctx = with_rooms(sqlite_ctx)
    take(ctx)
    asked = booked(ctx, at(17, 30), "meeting").booking.reservation.code
    page = clerk_page()
    page.evaluate(FOLLOWED)
    calls(page)
    page = open_page("/desk/rooms", 1440, 900, coordinator(ctx, name="小周"))
    page.evaluate(FOLLOWED)
    answers(page)
    assert follow(ctx, asked).phase is Phase.BOOKED
    writer = coordinator(ctx, Role.EDITOR, "小李")
    page = open_page("/desk/content/service/new", 1440, 900, writer)
    is_shown_what_is_missing(page)
    page.goto(page.url.replace("new", "medical"))
    page.evaluate(FOLLOWED)
    writes(page)
    assert "一分钱也不收" in content.sheet(ctx, writer, "service", "medical").written["fee.zh"]

    # The controls: what is out of the order of Tab is found, and what the keys come to unseen.
    page.evaluate(FOLLOWED)
    page.evaluate("""() => { const [one, other] = document.querySelectorAll('main .open');
        one.tabIndex = -1; other.style.outline = 'none'; }""")
    assert {found.partition(":")[0] for found in lost(page)} == {"missed", "unseen"}

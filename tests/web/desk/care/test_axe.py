"""Care at the desk under axe-core, on a PC and on a medic's phone; and entered in a browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from kiosk.actions.care import own_readings
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.care import booked_device, card, entered, medic, with_care
from tests.support.rooms import at
from tests.support.web.axe import shut_out

WIDTHS = (1440, 900, 390)


def faults(page: Page) -> list[str]:
    """What shuts somebody out, at each width."""
    found = shut_out(page, [(width, 900) for width in WIDTHS], ("100%",))
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found


def test_a_medic_moves_a_booking_and_enters_a_reading_and_nobody_is_shut_out(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    ctx = with_care(sqlite_ctx)
    mine, record = booked_device(ctx, at(16), phone="13812345678"), card(ctx, medic(ctx))
    entered(ctx, medic(ctx), record, 121, minutes=9)
    page = open_page("/desk", 1440, 900)
    page.fill("#name", "李护士")
    page.fill("#pin", add_account(ctx, "李护士", Role.MEDIC))
    page.wait_for_selector("nav")
    assert page.url.endswith("/desk/today")
    page.goto(page.url.replace("/today", "/care"))
    assert faults(page) == []
    page.locator("input[name=until]").first.fill("2026-10-17")
    # A tap goes once somebody is known to be there: not at once, on a page some seconds old.
    with page.expect_navigation():
        page.locator("button", has_text="先看看").first.click()
    assert faults(page) == []
    page.click("button.primary")
    page.wait_for_selector("text=修好了")
    with page.expect_navigation():
        page.click("nav >> text=血压")
    assert faults(page) == []
    page.fill("input[name=card]", record.letters)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("text=121/82")
    for name, value in (("systolic", "196"), ("diastolic", "99"), ("pulse", "77")):
        page.fill(f"input[name={name}]", value)
    page.click("button.primary")
    page.wait_for_selector("text=是不是打错了")
    assert faults(page) == []
    page.check("input[name=sure]")
    page.click("button.primary")
    page.wait_for_selector("text=再量一次")
    assert faults(page) == []
    assert [one.systolic for one in own_readings(ctx, record.code).readings] == [121, 196]
    assert mine.booking.number

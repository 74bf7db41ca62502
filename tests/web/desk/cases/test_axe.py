"""The desk's pages of cases and mediation under axe-core, at each width and in both languages; by
keyboard alone, and without a script."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from kiosk.actions import cases
from kiosk.actions.cases import mediation
from kiosk.actions.cases.calls import call_over
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.resident_cases import bring_in, staff, told
from tests.support.web.axe import shut_out

WIDTHS = (1440, 900, 390, 320)
PAGES = ("cases", "cases/1", "cases/new", "cases/papers", "cases/represented", "mediation",
         "mediation/1", "cases?show=ended")


def faults(page: Page) -> list[str]:
    """What shuts somebody out, at each width."""
    found = shut_out(page, [(width, 900) for width in WIDTHS], ("100%",))
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found


def manager(ctx: AppContext, open_page: Callable[..., Page], **more: object) -> Page:
    """A manager in a browser, at the desk."""
    page = open_page("/desk", 1440, 900, **more)
    page.fill("#name", "王主任")
    page.fill("#pin", add_account(ctx, "王主任", Role.MANAGER))
    if more:
        page.click("form button")
    page.wait_for_url("**/counters")
    return page


def lively(ctx: AppContext) -> AppContext:
    """A centre with two cases that may be the same, a representative, a mediation and somebody who
    calls from the touch screen."""
    at = staff(bring_in(ctx), Role.COORDINATOR)
    staff(ctx, Role.REPRESENTATIVE, "张代表")
    first = told(ctx, "1", "family", "楼上空调水滴到窗台", estate_id="e3", phone="13812345678")
    told(ctx, "2", "family", "楼上空调水一直滴到窗台", estate_id="e3")
    cases.assign(ctx, at, first.case_id, "team:mediation", "请去看看")
    cases.note(ctx, at, first.case_id, "孔洞朝着窗台")
    mediation.open_mediation(ctx, at, MediationRequest(
        "k", (SideFacts("李梅", "13812345678"), SideFacts("王强")), "空调滴水", first.number))
    call_over(ctx, "a visit", "repairs", "studio")
    return ctx


def test_nobody_who_works_on_cases_is_shut_out(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    page = manager(lively(sqlite_ctx), open_page)
    desk = page.url.removesuffix("counters")
    for path in PAGES:
        page.goto(desk + path)
        assert faults(page) == [], path
    page.goto(f"{desk}cases/1?lang=en")
    assert faults(page) == []
    # The control: a field nobody named is found.
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert any("label:" in found for found in faults(page))


def test_a_case_is_answered_by_keyboard_alone(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    page = manager(lively(sqlite_ctx), open_page)
    page.goto(page.url.replace("counters", "cases"))
    page.focus(".case-rows a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.focus(".case-answer textarea")
    page.keyboard.insert_text("去看过了，周五接好滴水管。")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".said")
    assert "周五接好滴水管" in page.inner_text(".case-steps")


def test_without_a_script_a_case_is_handed_on_and_its_end_is_found(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    page = manager(lively(sqlite_ctx), open_page, java_script_enabled=False)
    page.goto(page.url.replace("counters", "cases/2"))
    page.select_option("select[name=to] >> nth=1", "body:property")
    page.fill(".case-both input[name=text] >> nth=0", "物业去看管子")
    page.click("text=转过去")
    page.wait_for_selector(".said")
    assert "小区物业" in page.inner_text(".case-steps")
    page.click("summary:has-text('解决不了')")
    page.fill("details[open] textarea", "管子是邻居家的，劝不动，可以去调解。")
    page.click("details[open] button")
    page.wait_for_selector(".said")
    assert "解决不了" in page.inner_text(".case-head")

"""The first evening of a new centre: `admin` is led by the keyboard through what has to be known,
until the touch screen has its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.actions.content.centre import guide
from kiosk.actions.operations.bootstrap import prepare
from kiosk.actions.operations.health import checkup
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock, context_on
from tests.support.screens.resident import Resident
from tests.support.web.axe import SIDEWAYS, violations
from tests.support.web.by_keyboard import goes_to, types
from tests.support.web.serving import served

# The steps that have more than a way to their form.
STEPS = ("services", "doors", "phones")
NAMED = {"centre.zh": "南门社区服务中心", "centre.en": "South Gate Centre",
         "address.zh": "南门街 5 号", "address.en": "5 South Gate", "phone": "0358-7654321"}
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


@pytest.fixture
def new_centre(tmp_path: Path) -> Iterator[tuple[AppContext, str]]:
    """One that has just started for the first time, and the PIN that this start showed."""
    ctx = context_on(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path, Clock(), KIOSK_SEED="blank")
    pin = prepare(ctx, ctx.settings.seed)
    assert pin
    yield ctx, pin
    ctx.database.close()


def comes_in(browser: Browser, base: str, name: str, pin: str) -> Page:
    """Somebody at a PC of their own; where the log-in led."""
    page = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{base}/desk")
    types(page, "name", name)
    types(page, "pin", pin)
    expect(page.locator("#pin")).to_have_count(0)
    return page


def presses(page: Page, name: str, value: str = "") -> None:
    """Goes to a button or a link by the keyboard, and there Enter."""
    goes_to(page, name, value)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def stands_at(page: Page, title: str) -> None:
    """The step that somebody is led to now."""
    expect(page.locator(".setup-step h2")).to_have_text(title)


def state_of(ctx: AppContext) -> tuple[bool, str]:
    """状况 of the first evening."""
    part = next(one for one in checkup(ctx) if one.name == "setup")
    return part.well, part.said(ctx.words["zh_CN"])


def test_the_first_evening_leads_to_a_centre_with_its_name(
    new_centre: tuple[AppContext, str], browser: Browser
) -> None:
    ctx, pin = new_centre
    before, guest = guide(ctx).centre, Resident(ctx, others=True)
    assert "〔中心的名字〕" in guest.read(), "control: the touch screen has no name yet"
    assert not state_of(ctx)[0]
    with served(ctx) as base:
        page = comes_in(browser, base, "admin", pin)
        walks_through(page, base)
        is_whole(page, f"{base}/desk/setup")
        page.context.close()
        again = comes_in(browser, base, "admin", pin)
        assert again.url.endswith("/desk/counters"), "who has seen to it is led there no more"
        again.context.close()
    known = guide(ctx)
    assert (known.centre.centre.zh, known.centre.phone) == ("南门社区服务中心", "0358-7654321")
    assert known.centre.queue == before.queue and known.centre.words == before.words
    assert known.centre.priority_age == before.priority_age, "what the short form had not is kept"
    assert known.centre.hours.week[5:] == ((), ()) and len(known.services) == 2
    assert state_of(ctx) == (
        True, "以后再说：首页开哪些门、打印机和声音、备份放哪里、手机怎么连")
    guest.hears_news()
    # Nobody touches it, and its header says whose it is.
    assert "南门社区服务中心" in guest.read()
    assert "〔" not in guest.read()
    guest.leaves()


def walks_through(page: Page, base: str) -> None:
    """Each step by the keyboard alone: written, right as it is, or left for later."""
    stands_at(page, "名字、地址、电话")
    assert page.locator("[value=done]").count() == 0, "a name has no usual answer"
    writes(page, NAMED)
    stands_at(page, "几点开门，节假日")
    writes(page, {**{f"hours.{day}": "08:30-12:00、14:00-17:30" for day in WORKDAYS},
                  "hours.sat": "", "hours.sun": ""})
    stands_at(page, "窗口和队伍")
    presses(page, "how", "done")
    stands_at(page, "办哪些事")
    for _ in range(2):
        goes_to(page, "item")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    presses(page, "how", "pick")
    stands_at(page, "首页开哪些门")
    presses(page, "how", "later")
    stands_at(page, "谁能进来")
    presses(page, "账号")
    types(page, "name", "小王")
    presses(page, "how", "add")
    page.goto(f"{base}/desk/setup")
    stands_at(page, "打印机和声音")
    presses(page, "how", "rest")
    stands_at(page, "都看过了")


def writes(page: Page, fields: dict[str, str]) -> None:
    """Opens the short form, fills it in and shows it."""
    presses(page, "写一写")
    for name, text in fields.items():
        types(page, name, text)
        if not text:
            page.keyboard.press("Delete")
    presses(page, ":how", "publish")


def is_whole(page: Page, address: str) -> None:
    """What a step shows, on a PC and on a phone, in both languages."""
    for step in STEPS:
        page.goto(f"{address}?step={step}&lang=zh_CN")
        assert violations(page) == [], step
        page.goto(f"{address}?step={step}&lang=en")
        page.set_viewport_size({"width": 320, "height": 844})
        assert page.evaluate(SIDEWAYS) == [], step
        page.set_viewport_size({"width": 1440, "height": 900})


def test_nobody_else_is_led_there(new_centre: tuple[AppContext, str], browser: Browser) -> None:
    ctx, _ = new_centre
    with served(ctx) as base:
        page = comes_in(browser, base, "主任", add_account(ctx, "主任", Role.MANAGER))
        assert page.url.endswith("/desk/counters")
        page.goto(f"{base}/desk/setup?step=accounts")
        stands_at(page, "谁能进来")
        assert page.get_by_role("link", name="账号").count() == 0, "accounts are for admin alone"
        page.context.close()

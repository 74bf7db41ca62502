"""Long lists at the desk: found by words and chips in the address, without any script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.rooms import at, booked, with_rooms
from tests.support.volunteer_help import asked, coordinator, on_duty, volunteer, with_help
from tests.support.web.colleague import Colleague


@pytest.fixture
def boss(sqlite_ctx: AppContext, ctx: AppContext, site: Flask) -> Colleague:
    """A manager of a centre with rooms, volunteers and requests."""
    made = with_help(with_rooms(ctx))
    keeper = coordinator(made)
    for name in ("刘小明", "王芳", "李芳"):
        on_duty(made, keeper, volunteer(made, keeper, name)) if name == "王芳" else volunteer(
            made, keeper, name, vetted=False)
    asked(made, "phone")
    asked(made, "repair")
    colleague = Colleague(site, "主任", add_account(made, "主任", Role.MANAGER))
    colleague.log_in()
    return colleague


# Each with what is found, and what is not.
ASKED = [
    ("/desk/content/service?q=居民医保", "居民医保", "养老保险"),
    ("/desk/content/service?q=MEDICAL", "居民医保", "养老保险"),
    ("/desk/content/room?q=会议", "会议室", "棋牌室"),
    ("/desk/help/people?q=芳", "王芳", "刘小明"),
    ("/desk/help/people?q=V0002", "王芳", "刘小明"),
    ("/desk/help/people?q=芳 V0002", "王芳", "李芳"),
    ("/desk/help/people?show=on_duty", "王芳", "刘小明"),
    ("/desk/help/people?q=芳&show=on_duty", "王芳", "李芳"),
]


@pytest.mark.parametrize(("address", "seen", "hidden"), ASKED)
def test_a_long_list_is_found_by_words_and_chips(
    boss: Colleague, address: str, seen: str, hidden: str
) -> None:
    whole = boss.get(address.partition("?")[0]).text
    assert f"<b>{hidden}" in whole, "the control: without a word it stands there"
    page = boss.get(address).text
    assert f"<b>{seen}" in page and f"<b>{hidden}" not in page and "看全部" in page
    assert "没有找到，换个词试试" in boss.get(address.partition("?")[0] + "?q=不存在").text


def test_a_request_is_found_by_its_number(boss: Colleague) -> None:
    numbers = re.findall(r"<small>(\S+ [\d]+) ", boss.get("/desk/help").text)
    first, second = numbers[:2]
    page = boss.get(f"/desk/help?q={first.split()[-1]}").text
    assert first in page and second not in page


def test_a_booking_is_found_by_its_number_whatever_its_day(
    ctx: AppContext, boss: Colleague, clock: Clock
) -> None:
    today, later = booked(ctx, at(18, 30)), booked(ctx, at(9, 30) + timedelta(days=1))
    number = later.booking.number
    assert str(number) not in boss.get("/desk/rooms").text
    page = boss.get(f"/desk/rooms?q={number}").text
    assert "明天 09:30–\N{WORD JOINER}10:30" in page and str(today.booking.number) not in page
    assert "明天" not in boss.get("/desk/rooms?q=12345678901234567890").text
    # The week shows both, each on its day.
    week = boss.get("/desk/rooms/week").text
    assert week.count("号 ") == 2 and str(number) in week


def test_who_may_not_answer_is_not_shown_what_waits_for_an_answer(
    ctx: AppContext, boss: Colleague, site: Flask
) -> None:
    booked(ctx, at(17, 30), "meeting")
    clerk = Colleague(site, "小王", add_account(ctx, "小王", Role.CLERK))
    clerk.log_in()
    assert "小区议事" not in clerk.get("/desk/rooms").text
    assert "小区议事" in boss.get("/desk/rooms").text, "the control"

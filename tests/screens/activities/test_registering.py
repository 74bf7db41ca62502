"""A grandmother with her grandchild at the touch screen: put down for two, waiting, offered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kiosk.actions.activities import follow_registration, give_up, move_session
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from tests.support.activities import (
    SATURDAY,
    registered,
    rewritten,
    session_at,
    waiting,
    with_activities,
)
from tests.support.centre import Clock
from tests.support.rooms import PHONE, keeper
from tests.support.screens.guests import types
from tests.support.screens.resident import Resident
from tests.support.volunteer_help import with_help


@pytest.fixture
def grandmother(ctx: AppContext) -> Iterator[Resident]:
    """Somebody at a touch screen of a centre with activities, on each kind of database."""
    made = Resident(with_activities(ctx))
    yield made
    made.leaves()


@pytest.fixture
def neighbour(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """The same where the kind of database does not matter."""
    made = Resident(with_activities(sqlite_ctx))
    yield made
    made.leaves()


def comes_to(resident: Resident, title: str = "剪纸课") -> None:
    """From home to an activity."""
    resident.taps("活动预告")
    resident.wait_for("activities")
    resident.taps(title)
    resident.wait_for("activity")


def shown(resident: Resident) -> int:
    """The four digits that stand on the page."""
    return int(resident.stage.screen.page.number)


@pytest.mark.both
def test_two_are_put_down_without_a_telephone(grandmother: Resident) -> None:
    comes_to(grandmother)
    grandmother.taps("多一个")
    grandmother.until(lambda: "2 个人" in grandmother.read())
    grandmother.taps("报名")
    grandmother.wait_for("activity_number")
    grandmother.taps("不留电话，报名")
    grandmother.wait_for("registered")
    assert "报上了，明天见" in grandmother.read()
    grandmother.taps("好了，回首页")
    grandmother.wait_for("home")


@pytest.mark.parametrize("way", ["portrait", "landscape"])
def test_whoever_wonders_reads_who_holds_it(sqlite_ctx: AppContext, way: str) -> None:
    rewritten(with_activities(with_help(sqlite_ctx)), "papercut", team="civility",
              whom={"zh": "大人孩子都能来", "en": "Everybody"})
    resident, held_by = Resident(sqlite_ctx, way), "文明宣传服务队"
    comes_to(resident)
    assert held_by in resident.read()
    resident.taps("大字")
    resident.wait_for("activity")
    assert held_by not in resident.read(), "as large as letters are now, it takes a second page"
    resident.taps("要带什么、是什么")
    resident.until(lambda: held_by in resident.read())
    resident.leaves()


@pytest.mark.both
def test_second_in_line_she_gets_what_is_held_for_her(grandmother: Resident) -> None:
    ctx = grandmother.ctx
    full = registered(ctx, 5)
    first = waiting(ctx, 5)
    comes_to(grandmother)
    grandmother.taps("多一个")
    grandmother.until(lambda: "2 个人" in grandmother.read())
    grandmother.taps("一起排队")
    grandmother.wait_for("activity_number")
    grandmother.taps("一起排队")
    grandmother.wait_for("registered")
    assert "排上了" in grandmother.read() and "排第几" in grandmother.read()
    number = shown(grandmother)
    grandmother.taps("好了，回首页")
    grandmother.wait_for("home")
    give_up(ctx, first.code)
    give_up(ctx, full.code)
    grandmother.taps("活动预告")
    grandmother.wait_for("activities")
    grandmother.taps("我报过名")
    grandmother.wait_for("activity_number")
    types(grandmother, str(number))
    grandmother.taps("看看")
    grandmother.wait_for("registered")
    assert "有位了，给您留着" in grandmother.read()
    grandmother.taps("要来，给我留着")
    grandmother.until(lambda: "报上了" in grandmother.read())


def test_a_telephone_may_be_left(neighbour: Resident) -> None:
    comes_to(neighbour)
    neighbour.taps("报名")
    neighbour.wait_for("activity_number")
    types(neighbour, PHONE[:8])
    assert not neighbour.target("留这个电话，报名").enabled
    types(neighbour, PHONE[8:])
    neighbour.taps("留这个电话，报名")
    neighbour.wait_for("registered")
    assert neighbour.router.kept == {}


def test_giving_up_asks_first(neighbour: Resident) -> None:
    mine = registered(neighbour.ctx, 2)
    neighbour.goes_to("registered", code=mine.code)
    neighbour.taps("不去了，退掉")
    neighbour.taps("留着")
    assert follow_registration(neighbour.ctx, mine.code).booking.phase is Phase.BOOKED
    neighbour.taps("不去了，退掉")
    neighbour.taps("退掉")
    neighbour.wait_for("home")
    assert follow_registration(neighbour.ctx, mine.code).booking.phase is Phase.CANCELLED


def test_somebody_was_quicker_and_the_page_says_so(neighbour: Resident) -> None:
    comes_to(neighbour)
    neighbour.taps("报名")
    neighbour.wait_for("activity_number")
    registered(neighbour.ctx, 5)
    neighbour.taps("不留电话，报名")
    neighbour.until(lambda: "名额不够了" in neighbour.read() or "一起排队" in neighbour.read())


def test_who_looks_again_reads_that_it_was_moved(neighbour: Resident, clock: Clock) -> None:
    ctx, mine = neighbour.ctx, registered(neighbour.ctx, 2)
    clock.pass_(minutes=1)
    move_session(ctx, keeper(ctx), session_at(ctx, SATURDAY).id, SATURDAY.replace(hour=15),
                 "老师有事")
    neighbour.goes_to("registered", code=mine.code)
    assert "改了时间" in neighbour.read() and "老师有事" in neighbour.read()


def test_a_kind_and_a_week_are_chosen(neighbour: Resident) -> None:
    neighbour.goes_to("activities")
    neighbour.taps("健康")
    neighbour.until(lambda: "量血压" in neighbour.read() and "剪纸课" not in neighbour.read())
    neighbour.taps("下周")
    neighbour.until(lambda: "剪纸课" in neighbour.read())


@pytest.mark.both
def test_whoever_registered_says_at_the_screen_that_they_are_here(
    grandmother: Resident, clock: Clock
) -> None:
    made = registered(grandmother.ctx, 2)
    clock.now = SATURDAY - timedelta(hours=2)
    grandmother.goes_to("registered", code=made.code)
    assert "我到了" not in grandmother.read(), "control: an hour before at the earliest"
    clock.now = SATURDAY - timedelta(minutes=20)
    grandmother.goes_to("registered", code=made.code)
    grandmother.taps("我到了")
    grandmother.until(lambda: "来啦，请进" in grandmother.read())
    assert follow_registration(grandmother.ctx, made.code).phase is Phase.HERE

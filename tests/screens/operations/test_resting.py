"""The touch screen while nobody is there: it rests, wakes on any touch, closes, opens and
sleeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from kivy.base import EventLoop
from kivy.clock import Clock as KivyClock

from db.engine.database import Database
from kiosk.actions.operations.kiosk_closure import close_today, open_again
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.calendar import QuietHours
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.screens.finger import Finger
from tests.support.screens.resident import Resident


@pytest.fixture
def resident(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at the touch screen of a small centre."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


def rests(resident: Resident, page: str = "attract") -> None:
    """Nobody touches the touch screen for more than a minute."""
    resident.steady.now += 61
    resident.wait_for(page)


def wakes(resident: Resident, page: str = "home") -> None:
    """A finger anywhere on the resting touch screen."""
    resident.steady.now += 1
    resident.touches(resident.stage.width / 2, resident.stage.height / 2)
    resident.wait_for(page)


def test_an_untouched_home_goes_to_rest_without_asking_anybody(resident: Resident) -> None:
    resident.stands(59)
    assert resident.page == "home"
    resident.steady.now += 2
    resident.wait_for("attract")
    assert resident.stage.dialog is None
    assert not resident.ctx.speaker.said
    assert KivyClock._max_fps == 15
    wakes(resident)
    assert KivyClock._max_fps == 60


def test_the_touch_that_wakes_does_nothing_else(resident: Resident) -> None:
    tile = resident.target("办事取号").center
    rests(resident)
    finger = Finger(*tile)
    resident.steady.now += 1
    EventLoop.post_dispatch_input("begin", finger)
    resident.wait_for("home")
    resident.steady.now += 1
    EventLoop.post_dispatch_input("update", finger)
    EventLoop.post_dispatch_input("end", finger)
    resident.stands(0.5)
    assert resident.page == "home" and resident.router.visit.untouched
    assert not resident.target("办事取号").pressed
    # The control: the same touch, now that the touch screen is awake.
    resident.steady.now += 1
    resident.touches(*tile)
    resident.wait_for("service_list")


def test_who_comes_to_the_resting_touch_screen_finds_a_whole_minute(resident: Resident) -> None:
    rests(resident)
    wakes(resident)
    resident.stands(55)
    assert resident.page == "home"
    rests(resident)


def test_what_a_person_left_is_gone_when_the_touch_screen_rests(resident: Resident) -> None:
    resident.taps("高对比")
    resident.taps("English")
    resident.router.kept["name"] = "张三"
    key = resident.router.key("number", "one")
    resident.stands(61)
    assert "still here" in resident.read().lower() or resident.stage.dialog is not None
    resident.steady.now += 20
    resident.wait_for("attract")
    wakes(resident)
    visit = resident.router.visit
    assert visit.untouched and not visit.mode.contrast and visit.mode.language == "zh_CN"
    assert not resident.router.kept and resident.router.key("number", "one") != key


def test_the_warning_is_seen_and_heard_and_one_button_stays(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    resident.stands(61)
    resident.until(lambda: any("还在吗" in u.text for u in resident.ctx.speaker.said))
    assert resident.stage.dialog.share > 0.9
    resident.stands(10)
    assert 0.4 < resident.stage.dialog.share < 0.6
    button = resident.target("我还在")
    assert button.box.w * button.theme.panel.mm > 150 and button.box.h * button.theme.panel.mm > 20
    resident.taps("我还在")
    resident.looks()
    assert resident.stage.dialog is None and resident.page == "service_list"


def test_in_the_evening_it_closes_and_in_the_morning_it_is_open_by_itself(
    resident: Resident, clock: Clock
) -> None:
    clock.now = clock.now.replace(hour=17, minute=31)
    resident.wait_for("closed")
    said = resident.read()
    assert "窗口没开门" in said and "周一 08:30 开门" in said and "周六、周日" in said
    resident.taps("看办事指南")
    resident.wait_for("service_list")
    resident.taps("首页")
    resident.wait_for("closed")
    clock.now = (clock.now + timedelta(days=3)).replace(hour=8, minute=31)
    resident.steady.now += 61
    resident.wait_for("attract")
    wakes(resident)


def test_closing_time_takes_no_visit_away(resident: Resident, clock: Clock) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    clock.now = clock.now.replace(hour=17, minute=31)
    resident.stands(0.6)
    assert resident.page == "service_list"
    resident.taps("首页")
    resident.wait_for("closed")


def test_a_kiosk_put_out_of_use_says_so_and_still_lets_read(resident: Resident) -> None:
    ctx = resident.ctx
    who = log_in(ctx, "小王", add_account(ctx, "小王", Role.CLERK))
    close_today(ctx, who)
    resident.feed.look()
    resident.wait_for("closed")
    assert "今天这里不取号" in resident.read() and "请到窗口" in resident.read()
    resident.taps("看办事指南")
    resident.wait_for("service_list")
    assert "这里不取号" in resident.read()
    resident.taps("看流程")
    resident.wait_for("service_detail")
    assert "请到窗口取" in resident.read()
    assert not any(t.piece.enabled and "现在取号" in str(t.piece.written())
                   for t in resident.stage.targets())
    resident.taps("首页")
    resident.wait_for("closed")
    open_again(ctx, who)
    resident.feed.look()
    resident.wait_for("home")


def test_at_night_it_sleeps_and_a_touch_shows_when_it_opens(
    resident: Resident, clock: Clock
) -> None:
    clock.now = clock.now.replace(hour=22, minute=5)
    resident.wait_for("closed")
    rests(resident, "asleep")
    assert resident.read() == "22:05"
    first = resident.stage.screen.page.box
    clock.pass_(minutes=1)
    resident.until(lambda: resident.read() == "22:06")
    assert resident.stage.screen.page.box != first
    wakes(resident, "closed")
    rests(resident, "asleep")
    clock.pass_(hours=8)
    resident.wait_for("closed")


def test_a_centre_without_quiet_hours_does_not_sleep(resident: Resident, clock: Clock) -> None:
    known = resident.router.presenter.known
    clock.now = clock.now.replace(hour=23)
    resident.wait_for("closed")
    rests(resident, "asleep")

    def wakes_of_itself() -> bool:
        # Each time anew: the centre's answer may have come after it.
        resident.router.presenter.known = replace(known, centre=replace(known.centre, quiet=None))
        return resident.page == "closed"

    resident.until(wakes_of_itself)
    assert QuietHours.parse("") is None


def test_what_stands_still_moves_a_little_each_minute(resident: Resident) -> None:
    rests(resident)
    resident.until(lambda: drift(resident) != (0, 0))
    places = [drift(resident)]
    for _ in range(5):
        resident.steady.now += 60
        resident.until(lambda: drift(resident) != places[-1])
        places.append(drift(resident))
    assert len(set(places)) == 6, "each place once, and then again from the beginning"
    mm = resident.stage.around.theme.panel.mm
    assert all(abs(x) * mm <= 3 for place in places for x in place)
    wakes(resident)
    assert drift(resident) == (0, 0)


def away_while(broken: list[bool], reach: Callable[[Database], Any]) -> Callable[[Database], Any]:
    """A way to reach the database that fails for a while."""

    def reached(database: Database) -> Any:
        if broken[0]:
            raise StorageDown("away")
        return reach(database)

    return reached


def drift(resident: Resident) -> tuple[float, float]:
    """How far all is moved."""
    moved = resident.stage._drift
    return moved.x, moved.y


def test_a_centre_that_cannot_be_read_is_out_of_service_until_it_can(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [True]
    database = type(sqlite_ctx.database)
    for name in ("read", "version"):
        monkeypatch.setattr(database, name, away_while(broken, getattr(database, name)))
    resident = Resident(sqlite_ctx, finds="")
    resident.until(lambda: resident.stage.trouble is not None)
    assert "不是您的错" in resident.read() and "窗口" in resident.read()
    resident.taps("English")
    resident.until(lambda: resident.stage.trouble is not None and "fault" in resident.read())
    resident.feed.look()
    resident.stands(200)
    # No dialog and no slides; and the next one reads Chinese again.
    resident.until(lambda: "不是您的错" in resident.read())
    assert resident.stage.dialog is None and resident.stage.trouble is not None
    broken[0] = False
    resident.feed.look()
    resident.wait_for("attract")
    wakes(resident)
    resident.leaves()

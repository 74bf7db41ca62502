"""The activities at the desk: the week, who comes, letting in, counting, calling off, planning."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask import Flask

from db.engine import event_log
from kiosk.actions.activities import follow_registration
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.activities.activities import SessionState
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.staff.roles import Role
from tests.support.activities import (
    CLUB,
    SATURDAY,
    registered,
    session_at,
    waiting,
    with_activities,
)
from tests.support.centre import AFTERNOON, Clock
from tests.support.rooms import PHONE, booked, with_rooms
from tests.support.web.colleague import Colleague

WEEK = "/desk/activities"
PRESSURE = AFTERNOON.replace(hour=16, minute=0)


def colleague(ctx: AppContext, site: Flask, role: Role = Role.COORDINATOR) -> Colleague:
    made = Colleague(site, f"小{role}", add_account(ctx, f"小{role}", role))
    assert made.log_in().status_code == 303
    return made


@pytest.fixture
def keeper(activities: AppContext, site: Flask) -> Colleague:
    """A coordinator at the desk."""
    return colleague(activities, site)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def page_of(
    ctx: AppContext, starts_at: datetime = SATURDAY, activity_id: str = "papercut"
) -> str:
    return f"{WEEK}/{session_at(ctx, starts_at, activity_id).id}"


def looked(ctx: AppContext) -> int:
    """How often it was written down that somebody read who comes."""
    with ctx.database.read() as tx:
        return len(event_log.since(tx, 0, ("see_attendance",)))


def test_the_week_says_how_many_registered_came_and_wait(
    activities: AppContext, keeper: Colleague
) -> None:
    registered(activities, 5)
    waiting(activities, 2)
    page = plain(keeper.get(WEEK).text)
    assert "报名 5，满 5" in page and "排队 1 家" in page and "报名 0，满 8" in page
    assert "剪纸课" in plain(keeper.get(f"{WEEK}?day=2026-10-19").text)
    assert keeper.get(f"{WEEK}?day=never").status_code == 200


@pytest.mark.both
def test_reading_who_comes_is_written_down_and_names_nobody(
    activities: AppContext, keeper: Colleague
) -> None:
    view = registered(activities, 2, phone=PHONE)
    where, before = page_of(activities), looked(activities)
    keeper.get(WEEK)
    keeper.get(f"{WEEK}/state")
    assert looked(activities) == before, "control: the week names nobody"
    page = keeper.get(where).text
    assert looked(activities) == before + 1
    assert f"号 {view.number}" in plain(page) and "138****5678" in page and PHONE not in page
    seen = keeper.press(where, f"{where}/see_who",
                        reservation=view.booking.booking.reservation.id)
    assert PHONE in seen.text and "已记下" in seen.text


@pytest.mark.both
def test_who_comes_is_let_in_by_a_tap_or_a_number(
    activities: AppContext, keeper: Colleague, clock: Clock
) -> None:
    taps, types = registered(activities, 2), registered(activities, 3, phone=PHONE)
    where = page_of(activities)
    early = keeper.press(where, f"{where}/number", number=str(taps.number))
    assert early.status_code == 409 and "提前 60 分钟" in plain(early.text)
    clock.now = SATURDAY
    keeper.log_in()
    for _ in range(2):
        assert keeper.press(where, f"{where}/let_in",
                            reservation=taps.booking.booking.reservation.id).status_code == 303
    said = keeper.press(where, f"{where}/number", number=PHONE)
    assert "来了 3 个人，记上了" in plain(said.text) and "来了 5" in plain(said.text)
    for one in (taps, types):
        assert follow_registration(activities, one.code).phase is Phase.HERE
    wrong = keeper.press(where, f"{where}/number", number="1000")
    assert wrong.status_code == 409 and "没有这个号" in plain(wrong.text)


def test_who_walks_in_is_counted(activities: AppContext, keeper: Colleague, clock: Clock) -> None:
    where = page_of(activities, PRESSURE, "pressure")
    for how in ("five_more", "more", "fewer"):
        assert keeper.press(where, f"{where}/count", how=how).status_code == 303
    assert session_at(activities, PRESSURE, "pressure").walked_in == 5
    assert "来了 5" in plain(keeper.get(WEEK).text)
    assert keeper.press(where, f"{where}/count", how="many").status_code == 400
    early = page_of(activities)
    assert keeper.press(early, f"{early}/count", how="more").status_code == 409


@pytest.mark.both
def test_calling_off_shows_first_whom_it_concerns_and_needs_a_reason(
    activities: AppContext, keeper: Colleague
) -> None:
    view, line = registered(activities, 4, phone=PHONE), waiting(activities, 2)
    where = page_of(activities)
    look = plain(keeper.press(where, f"{where}/cancel", how="look", reason="老师病了").text)
    assert "报了名的 1 家、4 个人" in look and "排队的 1 家" in look and "1 家留了电话" in look
    assert session_at(activities, SATURDAY).is_planned
    silent = keeper.press(where, f"{where}/cancel", how="do", reason=" ")
    assert silent.status_code == 409 and "请写一句为什么" in plain(silent.text)
    done = keeper.press(where, f"{where}/cancel", how="do", reason="老师病了")
    assert "取消了，1 家会看到" in plain(done.text)
    assert session_at(activities, SATURDAY).state is SessionState.CANCELLED
    for one in (view, line):
        assert follow_registration(activities, one.code).called_off
    off = plain(keeper.get(where).text)
    assert "取消了：老师病了" in off
    assert "来一家点一家" not in off and "还没有人报名" not in off, "nobody comes to it any more"


def test_moving_takes_everybody_along_or_nobody(
    activities: AppContext, keeper: Colleague
) -> None:
    view = registered(activities, 2, starts_at=CLUB, activity_id="chess-club")
    booked(activities, CLUB.replace(hour=18, minute=30))
    where = page_of(activities, CLUB, "chess-club")
    form = {"on": "2026-10-17", "opens": "18:00", "reason": "换老师"}
    look = keeper.press(where, f"{where}/move", how="look", **form)
    assert "报了名的 1 家、2 个人" in plain(look.text)
    taken = keeper.press(where, f"{where}/move", how="do", **form)
    assert taken.status_code == 409
    assert "那个时间场地用不了，没有排上" in plain(taken.text) and "有人订了" in plain(taken.text)
    assert follow_registration(activities, view.code).starts_at == CLUB
    form["opens"] = "09:00"
    done = keeper.press(where, f"{where}/move", how="do", **form)
    assert "改好了，1 家跟着改" in plain(done.text)
    assert follow_registration(activities, view.code).starts_at == CLUB.replace(hour=9)
    for wrong in ({"opens": "soon"}, {"on": "2026-02-30"}, {"on": "2020-01-01"}):
        assert keeper.press(where, f"{where}/move", **{**form, **wrong}).status_code == 409


def test_a_single_date_is_added_and_what_is_none_is_said(
    activities: AppContext, keeper: Colleague
) -> None:
    form = {"activity": "papercut", "on": "2026-10-18", "opens": "14:00", "closes": "15:30"}
    assert keeper.press(WEEK, f"{WEEK}/add", **form).status_code == 303
    assert session_at(activities, SATURDAY.replace(day=18, hour=14)).is_extra
    again = keeper.press(WEEK, f"{WEEK}/add", **form)
    assert again.status_code == 409 and "已经有一场" in plain(again.text)
    for wrong in ({"opens": "x"}, {"on": ""}, {"closes": "13:00"}, {"on": "2020-01-01"}):
        assert keeper.press(WEEK, f"{WEEK}/add", **{**form, **wrong}).status_code == 409
    assert keeper.press(WEEK, f"{WEEK}/add", **{**form, "activity": "x"}).status_code == 409


def test_last_months_plan_is_copied_and_says_what_was_left_out(
    activities: AppContext, keeper: Colleague
) -> None:
    keeper.press(WEEK, f"{WEEK}/add", activity="papercut", on="2026-10-28", opens="14:00",
                 closes="15:30")
    done = plain(keeper.press(WEEK, f"{WEEK}/copy", month="2026-11-01").text)
    assert re.search(r"排上了 \d+ 场，\d+ 场本来就有", done)
    assert session_at(activities, SATURDAY.replace(month=11, day=25, hour=14)).is_extra
    assert keeper.press(WEEK, f"{WEEK}/copy", month="soon").status_code == 400


def test_a_session_without_its_room_says_whose_the_room_is(
    ctx: AppContext, site: Flask
) -> None:
    booked(with_rooms(ctx), CLUB.replace(minute=30))
    keeper = colleague(with_activities(ctx), site)
    page = plain(keeper.get(WEEK).text)
    assert "没有场地" in page and "那时：有人订了。空着的时间：" in page
    # It is moved to when the room is free, and everybody is offered it.
    where = page_of(ctx, CLUB, "chess-club")
    keeper.press(where, f"{where}/move", how="do", on="2026-10-17", opens="18:00", reason="等场地")
    assert session_at(ctx, CLUB.replace(hour=18), "chess-club").is_planned


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER])
def test_a_clerk_lets_in_and_only_the_keepers_plan(
    activities: AppContext, site: Flask, role: Role
) -> None:
    member, where = colleague(activities, site, role), page_of(activities)
    may = role is not Role.CLERK
    pages = plain(member.get(WEEK).text) + plain(member.get(where).text)
    assert ("照上个月排" in pages) is may and ("取消这一场" in pages) is may
    answer = member.press("/desk/own", f"{where}/cancel", how="do", reason="老师病了")
    assert (answer.status_code == 200) is may
    assert session_at(activities, SATURDAY).is_planned is not may


def test_what_there_is_not_is_said_kindly(activities: AppContext, keeper: Colleague) -> None:
    assert keeper.get(f"{WEEK}/999").status_code == 404
    assert keeper.press(WEEK, f"{WEEK}/999/cancel", reason="x").status_code == 404
    assert keeper.press(WEEK, f"{page_of(activities)}/dance").status_code == 404

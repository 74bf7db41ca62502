"""The staff keep the rooms: they answer, take back, let in, see whom to call, and plan ahead."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr

from db.engine import event_log
from db.operations import calendar_exceptions as special_days
from db.reservations import bookings
from kiosk.actions.reservations import BookingRequest
from kiosk.actions.reservations.settling import ended_bookings
from kiosk.actions.rooms import (
    ROOMS,
    approve,
    book,
    draft_series,
    end_series,
    follow,
    join_waitlist,
    let_in,
    refuse,
    room_book,
    rooms_desk,
    save_series,
    see_who,
    series_view,
    take_back,
)
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.calendar_exceptions import DayKind, SpecialDay, kind_of
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.reservations.series import MOST, InTheWay, SeriesPlan, days_of
from kiosk.domain.staff.roles import MAY_COUNT, MAY_KEEP_ROOMS, Role, StaffSession
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at, booked, rewritten, with_rooms

WEEKLY = "FREQ=WEEKLY;COUNT=4"
FRIDAY = date(2026, 10, 23)


def staff(ctx: AppContext, role: Role = Role.COORDINATOR) -> StaffSession:
    name = f"{role:.10} {secrets.token_hex(3)}"
    return log_in(ctx, name, add_account(ctx, name, role))


def plan(**changes: Any) -> SeriesPlan:
    """A class in the room of chess, on Friday mornings."""
    usual = SeriesPlan("chess", WEEKLY, FRIDAY, time(9), time(11), "书法班", skips_holidays=True)
    return replace(usual, **changes)


def saved(ctx: AppContext, session: StaffSession, planned: SeriesPlan, **more: Any) -> int:
    return save_series(ctx, session, secrets.token_hex(8), planned, **more).times


def planned_times(ctx: AppContext, room_id: str = "chess") -> list[datetime]:
    with ctx.database.read() as tx:
        return [one.reservation.starts_at for one in bookings.live_in(
            tx, "rooms", room_id, at(0), at(0) + timedelta(days=400)) if one.is_of_series]


def test_the_desk_sees_what_waits_and_what_today_brings(rooms: AppContext) -> None:
    session = staff(rooms, Role.CLERK)
    asked = booked(rooms, at(17, 30), "meeting", phone=PHONE)
    mine = booked(rooms, at(16, 30))
    seen = rooms_desk(rooms, session)
    assert [(one.booking.number, one.phone) for one in seen.asked] == [
        (asked.booking.number, "138****5678")]
    assert [one.booking.number for one in seen.today] == [mine.booking.number]
    assert len(seen.rooms) == 3


def test_an_answer_reaches_whoever_asked(rooms: AppContext) -> None:
    session = staff(rooms)
    yes, no = (booked(rooms, at(hour, 30), "meeting") for hour in (17, 18))
    approve(rooms, session, yes.booking.reservation.id)
    refuse(rooms, session, no.booking.reservation.id, "  那天  换届开会 ")
    assert follow(rooms, yes.booking.reservation.code).phase is Phase.BOOKED
    refused = follow(rooms, no.booking.reservation.code)
    assert (refused.phase, refused.booking.reason) == (Phase.REFUSED, "那天 换届开会")
    for again in (approve, lambda *a: refuse(*a, "x")):
        with pytest.raises(Refusal, match="claim_changed"):
            again(rooms, session, yes.booking.reservation.id)


def test_nobody_is_refused_without_a_reason(rooms: AppContext) -> None:
    asked = booked(rooms, at(17, 30), "meeting")
    with pytest.raises(Refusal, match="reason_missing"):
        refuse(rooms, staff(rooms), asked.booking.reservation.id, "  ")
    assert follow(rooms, asked.booking.reservation.code).phase is Phase.ASKED


def test_what_the_centre_takes_back_goes_to_the_line(rooms: AppContext) -> None:
    mine = [booked(rooms, at(16, 30)) for _ in range(2)]
    line = join_waitlist(
        rooms, BookingRequest("w", "chess", at(16, 30), Source.PHONE, browser="one"))
    assert take_back(rooms, staff(rooms), mine[0].booking.reservation.id, "桌子坏了") == 1
    assert follow(rooms, mine[0].booking.reservation.code).phase is Phase.REFUSED
    assert follow(rooms, line.entry.code).phase is Phase.OFFERED


def test_who_has_no_phone_is_let_in_by_hand(rooms: AppContext, clock: Clock) -> None:
    session, view = staff(rooms, Role.CLERK), booked(rooms, at(16, 30))
    with pytest.raises(Refusal, match="not_yet"):
        let_in(rooms, session, view.booking.reservation.id)
    clock.now = at(16, 20)
    let_in(rooms, session, view.booking.reservation.id)
    assert follow(rooms, view.booking.reservation.code).phase is Phase.HERE


def test_seeing_whom_to_call_is_written_down(rooms: AppContext) -> None:
    session = staff(rooms)
    view, without = booked(rooms, at(16, 30), phone=PHONE), booked(rooms, at(16, 30))
    assert see_who(rooms, session, view.booking.reservation.id) == PHONE
    with pytest.raises(Refusal, match="left_no_phone"):
        see_who(rooms, session, without.booking.reservation.id)
    with rooms.database.read() as tx:
        lines = list(event_log.since(tx, 0, ["see_who"]))
    assert len(lines) == 1 and PHONE not in str(lines)


ACTIONS: dict[str, tuple[frozenset[Role], Callable[[AppContext, StaffSession, int], object]]] = {
    "desk": (MAY_COUNT, lambda ctx, at_desk, _: rooms_desk(ctx, at_desk)),
    "book": (MAY_COUNT, lambda ctx, at_desk, _: room_book(ctx, at_desk, "chess")),
    "let in": (MAY_COUNT, let_in),
    "approve": (MAY_KEEP_ROOMS, approve),
    "refuse": (MAY_KEEP_ROOMS,
               lambda ctx, at_desk, reservation: refuse(ctx, at_desk, reservation, "x")),
    "take back": (MAY_KEEP_ROOMS,
                  lambda ctx, at_desk, reservation: take_back(ctx, at_desk, reservation, "x")),
    "see who": (MAY_KEEP_ROOMS, see_who),
    "draft": (MAY_KEEP_ROOMS, lambda ctx, at_desk, _: draft_series(ctx, at_desk, plan())),
    "save": (MAY_KEEP_ROOMS, lambda ctx, at_desk, _: saved(ctx, at_desk, plan())),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_role_does_what_it_may_and_nothing_else(
    sqlite_ctx: AppContext, role: Role, action: str
) -> None:
    centre = with_rooms(sqlite_ctx)
    may, do = ACTIONS[action]
    reservation = booked(centre, at(17, 30), "meeting", phone=PHONE).booking.reservation.id
    somebody = staff(centre, role)
    try:
        do(centre, somebody, reservation)
        refused = False
    except Refusal as refusal:
        refused = refusal.code == "not_allowed"
    assert refused is (role not in may)


@pytest.mark.both
def test_each_time_of_a_series_is_a_booking_of_its_own(rooms: AppContext) -> None:
    session = staff(rooms)
    assert saved(rooms, session, plan()) == 4
    fridays = [datetime.combine(FRIDAY + timedelta(weeks=n), time(9), ZONE) for n in range(4)]
    assert planned_times(rooms) == fridays
    with pytest.raises(Refusal, match="just_taken"):
        book(rooms, BookingRequest("k", "chess", fridays[0].replace(minute=30), Source.PHONE))
    seen = room_book(rooms, session, "chess", FRIDAY)
    assert [one.booking.title for one in seen.booked] == ["书法班"] * 2
    assert take_back(rooms, session, seen.booked[1].booking.reservation.id, "老师有事") == 1
    assert len(planned_times(rooms)) == 3
    first = seen.booked[0].booking.reservation.id
    assert take_back(rooms, session, first, "停课", all_later=True) == 3
    assert planned_times(rooms) == []


def test_what_is_in_the_way_is_said_before_and_the_others_are_saved(rooms: AppContext) -> None:
    session, tomorrow = staff(rooms), date(2026, 10, 17)
    taken = booked(rooms, datetime.combine(tomorrow, time(9, 30), ZONE))
    with rooms.database.write(content=True) as tx:
        special_days.put(tx, SpecialDay("chess", date(2026, 10, 31), (), None))
    weekly = plan(first=tomorrow, rule="FREQ=WEEKLY;COUNT=3")
    found = draft_series(rooms, session, weekly)
    assert [one.in_the_way for one in found.times] == [
        InTheWay.TAKEN, None, InTheWay.SHUT] and found.conflicts == 2
    with pytest.raises(Refusal, match="conflicts"):
        saved(rooms, session, weekly)
    assert planned_times(rooms) == []
    assert saved(rooms, session, weekly, but_conflicts=True) == 1
    assert follow(rooms, taken.booking.reservation.code).phase is Phase.BOOKED


def test_a_clash_names_whose_it_is_and_the_nearest_other_time(rooms: AppContext) -> None:
    session = staff(rooms)
    saved(rooms, session, plan(rule="FREQ=DAILY;COUNT=1", title="棋社"))
    booked(rooms, at(9, 30) + timedelta(days=1))
    week = plan(rule="FREQ=DAILY;COUNT=7", first=FRIDAY - timedelta(days=6))
    found = draft_series(rooms, session, week)
    private, ours = found.why[found.times[0].starts_at], found.why[found.times[-1].starts_at]
    assert (ours.why, ours.whose) == (InTheWay.TAKEN, "棋社")
    assert (private.why, private.whose) == (InTheWay.TAKEN, ""), "whose it is stays unsaid"
    friday = datetime.combine(FRIDAY, time(11), ZONE)
    assert friday in ours.free and all(
        not friday - timedelta(hours=4) < one < friday for one in ours.free)


def test_a_series_goes_on_through_a_noon_rest_where_the_keeper_says_so(
    rooms: AppContext
) -> None:
    rewritten(rooms, "chess", hours={"fri": ["08:30-12:00", "14:00-21:00"]})
    session, all_day = staff(rooms), plan(opens=time(10), closes=time(16))
    assert draft_series(rooms, session, all_day).conflicts == 4
    for ends in (time(13), time(21, 30)):
        # What begins or ends while it is shut is still in the way.
        wrong = replace(all_day, closes=ends, through_noon=True)
        assert draft_series(rooms, session, wrong).conflicts == 4
    assert saved(rooms, session, replace(all_day, through_noon=True)) == 4
    with rooms.database.read() as tx:
        first = at(0)
        assert not ended_bookings(ROOMS, tx, first), "a look at the hours ends none of it"
    rewritten(rooms, "chess", hours={"fri": ["08:30-12:00", "17:00-21:00"]})
    with rooms.database.read() as tx:
        assert len(ended_bookings(ROOMS, tx, first)) == 4, "the control"


@pytest.mark.both
def test_a_series_is_changed_and_ended_as_a_whole(rooms: AppContext, clock: Clock) -> None:
    session = staff(rooms)
    made = save_series(rooms, session, "tap", plan())
    clock.now = at(12) + timedelta(days=7)
    session = staff(rooms)
    booked(rooms, at(11, 30) + timedelta(days=14))
    left = plan(rule="FREQ=WEEKLY;COUNT=3", first=FRIDAY + timedelta(days=7), closes=time(11, 30))
    # Its own times are not in its way; what nobody can have leaves all as it was.
    assert draft_series(rooms, session, left, instead_of=made.id).conflicts == 0
    with pytest.raises(Refusal, match="conflicts"):
        save_series(rooms, session, "late", replace(left, closes=time(12)), instead_of=made.id)
    assert len(series_view(rooms, session, made.id).coming) == 3
    new = save_series(rooms, session, "new", left, instead_of=made.id)
    assert (new.times, series_view(rooms, session, made.id).coming) == (3, ())
    seen = series_view(rooms, session, new.id)
    assert [one.reservation.ends_at.hour for one in seen.coming] == [11, 11, 11]
    assert [end_series(rooms, session, new.id) for _ in range(2)] == [3, 0]
    assert booked(rooms, at(9, 30) + timedelta(days=14)).phase is Phase.BOOKED


def test_a_room_is_blocked_by_a_series_of_one(rooms: AppContext) -> None:
    session = staff(rooms)
    once = plan(rule="FREQ=DAILY;COUNT=1", opens=time(8, 30), closes=time(21), title="检修")
    assert saved(rooms, session, once) == 1
    with pytest.raises(Refusal, match="conflicts"):
        saved(rooms, session, once)


def test_the_same_tap_twice_is_one_series(rooms: AppContext) -> None:
    session = staff(rooms)
    once, twice = (save_series(rooms, session, "tap", plan()) for _ in range(2))
    assert (once.id, once.times, twice.times) == (twice.id, 4, 0)
    assert len(planned_times(rooms)) == 4


@pytest.mark.parametrize("wrong", [
    {"rule": "FREQ=NEVER"}, {"rule": "FREQ=WEEKLY"}, {"rule": ""}, {"title": "  "},
    {"opens": time(11), "closes": time(9)}, {"rule": f"FREQ=DAILY;COUNT={MOST + 1}"},
    {"rule": "FREQ=WEEKLY;UNTIL=20301231T000000"}, {"rule": "FREQ=WEEKLY;UNTIL=20261001T000000"},
])
def test_a_plan_that_is_none_is_refused(rooms: AppContext, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="bad_plan"):
        draft_series(rooms, staff(rooms), plan(**wrong))


@pytest.mark.parametrize("rule", [
    "FREQ=WEEKLY;COUNT=20", "FREQ=WEEKLY;INTERVAL=2;COUNT=12", "FREQ=MONTHLY;BYDAY=2TU;COUNT=10",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=60", "FREQ=DAILY;COUNT=40", "FREQ=MONTHLY;BYDAY=-1SU;COUNT=8",
])
def test_days_are_those_of_the_rule_without_the_states_days_off(rule: str) -> None:
    first = date(2026, 9, 1)
    meant = [day.date() for day in rrulestr(rule, dtstart=datetime.combine(first, time.min))]
    assert list(days_of(plan(rule=rule, first=first, skips_holidays=False))) == meant
    off = [day for day in meant if kind_of(day) is DayKind.REST]
    left = list(days_of(plan(rule=rule, first=first)))
    assert left == [day for day in meant if day not in off]


def test_a_class_over_the_national_holiday_keeps_the_weekends_to_work_on() -> None:
    # In 2026 the state rests from 1 to 7 October and works on Saturday the 10th of October.
    saturdays = days_of(plan(rule="FREQ=WEEKLY;COUNT=6", first=date(2026, 9, 19)))
    assert date(2026, 10, 3) not in saturdays and date(2026, 10, 10) in saturdays
    assert kind_of(date(2026, 10, 10)) is DayKind.WORK

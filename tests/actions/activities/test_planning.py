"""The plan of the activities: its sessions, their rooms, and what the staff do with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from db.activities import queries as stored
from db.engine import event_log
from db.reservations import bookings
from kiosk.actions import content
from kiosk.actions.activities import (
    activities_desk,
    activities_feed,
    activities_now,
    add_session,
    attendance,
    cancel_session,
    copy_last_month,
    count_walk_ins,
    follow_registration,
    let_in,
    let_in_by_number,
    move_session,
    register,
    registration_feed,
    run_due,
)
from kiosk.actions.activities.staff import CAME
from kiosk.actions.content.centre import seed
from kiosk.actions.exhibition.slides import slides
from kiosk.actions.operations.calendar_exceptions import set_special_day
from kiosk.context import AppContext
from kiosk.domain.activities.activities import SessionState
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.reservations.series import InTheWay
from kiosk.domain.reservations.settling import Agreement, BookingsEnd
from kiosk.domain.staff.roles import Role
from tests.support import rooms as of_rooms
from tests.support.activities import (
    CLUB,
    NEXT_SATURDAY,
    SATURDAY,
    asked,
    registered,
    rewritten,
    session_at,
    waiting,
    with_activities,
)
from tests.support.centre import AFTERNOON, SEED, Clock
from tests.support.rooms import keeper


def times(ctx: AppContext, activity_id: str) -> list[datetime]:
    """When an activity takes place from now on."""
    with ctx.database.read() as tx:
        return [one.starts_at for one in stored.of_activity(tx, activity_id, ctx.clock())
                if one.is_planned]


def test_each_week_has_its_session_and_a_second_round_makes_none(activities: AppContext) -> None:
    planned = times(activities, "papercut")
    assert planned == [SATURDAY + timedelta(weeks=n) for n in range(6)]
    version = activities_now(activities).version
    run_due(activities)
    assert activities_now(activities).version == version


def test_whoever_looks_first_sees_what_is_on(ctx: AppContext) -> None:
    assert activities_now(ctx).next is None
    seed(ctx, SEED)
    assert activities_now(ctx).next is not None


def test_holidays_of_the_state_are_left_out(ctx: AppContext, clock: Clock) -> None:
    clock.now = datetime(2026, 9, 20, 12, tzinfo=AFTERNOON.tzinfo)
    with_activities(ctx)
    rewritten(ctx, "papercut", first="2026-09-05", holidays="shut")
    days = [one.date() for one in times(ctx, "papercut")]
    assert date(2026, 9, 26) not in days and date(2026, 10, 3) not in days
    assert date(2026, 10, 17) in days
    rewritten(ctx, "papercut", first="2026-09-05")
    assert date(2026, 10, 3) in [one.date() for one in times(ctx, "papercut")]


@pytest.mark.both
def test_a_plan_that_changes_takes_along_only_what_nobody_registered_for(
    activities: AppContext
) -> None:
    registered(activities, 2)
    rewritten(activities, "papercut", hours="09:00-10:00")
    found = times(activities, "papercut")
    assert found[0] == SATURDAY, "a session with people stays, and its day has no other"
    assert found[1:] == [(SATURDAY + timedelta(weeks=n)).replace(hour=9) for n in range(1, 6)]


def room_taken(ctx: AppContext, starts_at: datetime) -> list[str]:
    """What the staff have in the room 棋牌室 at a time."""
    with ctx.database.read() as tx:
        return [one.title for one in bookings.live_in(
            tx, "rooms", "chess", starts_at, starts_at + timedelta(minutes=1))]


def test_a_session_takes_its_room_along(activities: AppContext) -> None:
    assert room_taken(activities, CLUB) == ["棋友会"]
    with pytest.raises(Refusal, match="just_taken"):
        of_rooms.booked(activities, CLUB.replace(minute=30))
    staff = keeper(activities)
    club = session_at(activities, CLUB, "chess-club")
    move_session(activities, staff, club.id, CLUB.replace(hour=17), "老师有事")
    assert (room_taken(activities, CLUB), room_taken(activities, CLUB.replace(hour=17))) == (
        [], ["棋友会"])
    cancel_session(activities, staff, club.id, "老师病了")
    assert room_taken(activities, CLUB.replace(hour=17)) == []


def test_without_its_room_no_session_is_offered_and_the_desk_says_whose_it_is(
    ctx: AppContext
) -> None:
    of_rooms.with_rooms(ctx)
    of_rooms.booked(ctx, CLUB.replace(minute=30))
    with_activities(ctx)
    staff = keeper(ctx)
    assert CLUB not in times(ctx, "chess-club")
    assert all(one.activity.id != "chess-club" for one in activities_now(ctx).on(CLUB.date()))
    (blocked,) = [one for one in activities_desk(ctx, staff).sessions if one.conflict]
    assert (blocked.conflict.why, blocked.conflict.whose) == (InTheWay.TAKEN, "")
    assert blocked.conflict.free
    move_session(ctx, staff, blocked.stands.session.id, blocked.conflict.free[0], "场地有人")
    assert blocked.conflict.free[0] in times(ctx, "chess-club")


def test_a_session_added_has_both_or_none(activities: AppContext) -> None:
    staff, evening = keeper(activities), CLUB.replace(hour=15)
    with pytest.raises(Refusal, match="session_there"):
        add_session(activities, staff, "chess-club", evening, evening + timedelta(hours=2))
    of_rooms.booked(activities, (CLUB + timedelta(0)).replace(hour=18, minute=30))
    later = CLUB.replace(hour=18)
    before = len(times(activities, "chess-club"))
    with pytest.raises(Refusal, match="in_the_way") as refused:
        add_session(activities, staff, "chess-club", later, later + timedelta(hours=2))
    assert refused.value.details["conflict"].free
    assert (len(times(activities, "chess-club")), room_taken(activities, later)) == (before, [])
    add_session(activities, staff, "chess-club", CLUB.replace(hour=9),
                CLUB.replace(hour=11))
    assert room_taken(activities, CLUB.replace(hour=9)) == ["棋友会"]


def test_everybody_reads_why_a_session_was_called_off(activities: AppContext) -> None:
    mine, second = registered(activities, 4), waiting(activities, 2)
    session = session_at(activities, SATURDAY)
    assert cancel_session(activities, keeper(activities), session.id, "下大雪，路滑") == 1
    told = follow_registration(activities, mine.code)
    assert (told.booking.phase, told.cancelled, told.session.reason) == (
        Phase.REFUSED, True, "下大雪，路滑")
    assert follow_registration(activities, second.code).waits.phase is Phase.LAPSED
    feed = registration_feed(activities, mine.code, "zh_CN").decode()
    assert "STATUS:CANCELLED" in feed and "SEQUENCE:1" in feed
    every = activities_feed(activities, "zh_CN").decode()
    assert every.count("STATUS:CANCELLED") == 1 and "SEQUENCE:1" in every


def test_who_registers_while_it_is_called_off_is_told(activities: AppContext) -> None:
    session = session_at(activities, SATURDAY)
    cancel_session(activities, keeper(activities), session.id, "下大雪")
    with pytest.raises(Refusal, match="no_such_session"):
        registered(activities, 1)
    run_due(activities)
    assert SATURDAY not in times(activities, "papercut")


def test_a_session_that_moves_takes_everybody_along(
    activities: AppContext, clock: Clock
) -> None:
    mine, second = registered(activities, 4), waiting(activities, 2)
    clock.pass_(minutes=1)
    session, to = session_at(activities, SATURDAY), SATURDAY.replace(hour=15)
    assert move_session(activities, keeper(activities), session.id, to, "场地要用") == 1
    told = follow_registration(activities, mine.code)
    assert (told.starts_at, told.moved, told.session.was_at, told.number) == (
        to, True, SATURDAY, mine.number)
    assert "SEQUENCE:1" in registration_feed(activities, mine.code, "zh_CN").decode()
    waits = follow_registration(activities, second.code)
    assert (waits.starts_at, waits.waits.place, waits.moved) == (to, 1, True)
    assert not register(activities, asked(1, to)).moved
    run_due(activities)
    assert SATURDAY not in times(activities, "papercut"), "the plan does not bring it back"


def test_two_sessions_never_share_their_places(activities: AppContext) -> None:
    session = session_at(activities, NEXT_SATURDAY)
    with pytest.raises(Refusal, match="session_there"):
        move_session(activities, keeper(activities), session.id,
                     SATURDAY + timedelta(minutes=30), "老师有事")


@pytest.mark.both
def test_who_comes_is_let_in_by_a_tap_or_a_number(activities: AppContext, clock: Clock) -> None:
    mine, other = registered(activities, 2), registered(activities, 3, phone="13812345678")
    session, staff = session_at(activities, SATURDAY), keeper(activities, Role.CLERK)
    clock.now = SATURDAY - timedelta(minutes=30)
    seen = attendance(activities, staff, session.id)
    assert [one.phone for one in seen.booked] == ["", "138****5678"]
    let_in(activities, staff, session.id, seen.booked[0].booking.reservation.id)
    assert let_in_by_number(activities, staff, session.id, "13812345678") == 3
    assert let_in_by_number(activities, staff, session.id, str(other.number)) == 3
    assert count_walk_ins(activities, staff, session.id, 4) == 4
    assert count_walk_ins(activities, staff, session.id, -1) == 3
    after = attendance(activities, staff, session.id)
    assert (after.came, after.stands.session.walked_in) == (5, 3)
    assert {one.booking.reservation.state for one in after.booked} <= CAME
    assert follow_registration(activities, mine.code).booking.phase is Phase.HERE


def test_looking_at_who_comes_is_written_down(activities: AppContext) -> None:
    staff, session = keeper(activities), session_at(activities, SATURDAY)
    attendance(activities, staff, session.id)
    with activities.database.read() as tx:
        (told,) = event_log.since(tx, 0, ["see_attendance"])
    assert told.details == {"session": session.id, "activity": "papercut"}


def test_who_does_not_come_is_a_no_show_only_when_it_is_over(
    activities: AppContext, clock: Clock
) -> None:
    mine = registered(activities, 2)
    clock.now = SATURDAY + timedelta(minutes=80)
    run_due(activities)
    assert follow_registration(activities, mine.code).booking.phase is Phase.BOOKED
    clock.now = SATURDAY + timedelta(minutes=90)
    run_due(activities)
    assert follow_registration(activities, mine.code).booking.phase is Phase.NO_SHOW


def test_last_months_plan_is_copied_once(activities: AppContext, clock: Clock) -> None:
    staff = keeper(activities)
    extra = SATURDAY.replace(hour=16)
    add_session(activities, staff, "papercut", extra, extra + timedelta(hours=1))
    clock.now = datetime(2026, 10, 30, 12, tzinfo=AFTERNOON.tzinfo)
    copied = copy_last_month(activities, staff, date(2026, 11, 1))
    # The third Saturday again.
    assert datetime(2026, 11, 21, 16, tzinfo=AFTERNOON.tzinfo) in times(activities, "papercut")
    assert copied.made >= 1
    assert copy_last_month(activities, staff, date(2026, 11, 1)).made == 0


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_only_who_answers_for_activities_calls_one_off(
    activities: AppContext, role: Role
) -> None:
    session = session_at(activities, SATURDAY)
    with pytest.raises(Refusal, match="not_allowed"):
        cancel_session(activities, keeper(activities, role), session.id, "不办了")
    assert session_at(activities, SATURDAY).state is SessionState.PLANNED


def test_the_hall_sees_what_is_coming(activities: AppContext) -> None:
    (slide,) = [one for one in slides(activities) if one.id == "activities"]
    assert [one.caption.zh for one in slide.exhibits] == [
        "量血压\n今天 16:00", "剪纸课\n明天 10:00", "棋友会\n明天 14:00"]
    for activity in ("papercut", "pressure", "chess-club"):
        rewritten(activities, activity, hidden=True)
    assert [one for one in slides(activities) if one.id == "activities"] == []


def test_a_day_that_is_closed_calls_off_the_activity_in_its_room(activities: AppContext) -> None:
    boss, group = keeper(activities, Role.MANAGER), registered(
        activities, 3, starts_at=CLUB, activity_id="chess-club")
    with pytest.raises(BookingsEnd) as ends:
        set_special_day(activities, boss, CLUB.date())
    seen = {one.title.zh: one.whose for one in ends.value.details["ended"]}
    assert seen == {"棋友会": "3 人报了名", "棋牌室": "棋友会"}
    registered(activities, 2, starts_at=CLUB, activity_id="chess-club")
    late = Agreement(ends.value.details["mark"], "停电检修")
    with pytest.raises(BookingsEnd) as again:
        set_special_day(activities, boss, CLUB.date(), agreed=late)
    set_special_day(activities, boss, CLUB.date(),
                    agreed=Agreement(again.value.details["mark"], "停电检修"))
    off = session_at(activities, CLUB, "chess-club")
    assert (off.state, off.reason) == (SessionState.CANCELLED, "停电检修")
    assert follow_registration(activities, group.code).phase is Phase.REFUSED
    assert session_at(activities, SATURDAY).is_planned, "it takes no room"


def test_an_activity_out_of_sight_tells_whoever_registered(activities: AppContext) -> None:
    boss, group = keeper(activities, Role.MANAGER), registered(activities, 3)
    with pytest.raises(BookingsEnd) as ends:
        content.hide(activities, boss, "activity", "papercut")
    assert [one.people for one in ends.value.details["ended"]] == [3]
    content.hide(activities, boss, "activity", "papercut",
                 agreed=Agreement(ends.value.details["mark"], "老师病了"))
    assert follow_registration(activities, group.code).phase is Phase.REFUSED

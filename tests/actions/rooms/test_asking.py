"""Rooms that the centre agrees to: until it has, nobody is let in; what is moved is asked anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.actions.reservations import BookingView
from kiosk.actions.rooms import (
    approve,
    cancel,
    check_in,
    check_in_at_door,
    check_in_by_number,
    follow,
    let_in,
    move,
    refuse,
    rooms_desk,
    run_due,
    sign_code,
    take_offer,
)
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import Clock
from tests.support.rooms import (
    PHONE,
    at,
    booked,
    code_of,
    full_at,
    keeper,
    rewritten,
    waits,
    with_rooms,
)

Way = Callable[[AppContext, BookingView], object]
WAYS: dict[str, Way] = {
    "number at the touch screen": lambda ctx, mine: check_in_by_number(
        ctx, None, str(mine.booking.number)),
    "telephone at the touch screen": lambda ctx, _: check_in_by_number(ctx, None, PHONE),
    "sign on the phone that booked": lambda ctx, mine: check_in(
        ctx, code_of(mine), sign_code(ctx, "meeting")),
    "number at the sign": lambda ctx, mine: check_in_at_door(
        ctx, "meeting", sign_code(ctx, "meeting"), str(mine.booking.number)),
    "telephone at the sign": lambda ctx, _: check_in_at_door(
        ctx, "meeting", sign_code(ctx, "meeting"), PHONE),
    "desk": lambda ctx, mine: let_in(ctx, keeper(ctx), mine.booking.reservation.id),
}


@pytest.fixture
def centre(sqlite_ctx: AppContext) -> AppContext:
    """The small centre with three rooms; the centre is asked for the meeting room."""
    return with_rooms(sqlite_ctx)


@pytest.fixture
def desk(centre: AppContext) -> StaffSession:
    """Who answers for the rooms."""
    return keeper(centre)


def asked(ctx: AppContext) -> BookingView:
    """The meeting room asked for at half past five."""
    return booked(ctx, at(17, 30), "meeting", phone=PHONE)


def agreed(ctx: AppContext, at_desk: StaffSession) -> BookingView:
    """The same, and the centre said yes."""
    mine = asked(ctx)
    approve(ctx, at_desk, mine.booking.reservation.id)
    return follow(ctx, code_of(mine))


def to_answer(ctx: AppContext, at_desk: StaffSession) -> list[int]:
    """What waits for an answer at the desk."""
    return [one.booking.reservation.id for one in rooms_desk(ctx, at_desk).asked]


def test_whoever_says_not_what_for_is_refused_and_has_no_time(
    centre: AppContext, desk: StaffSession
) -> None:
    with pytest.raises(Refusal, match="purpose_missing"):
        booked(centre, at(17, 30), "meeting", purpose=None)
    assert to_answer(centre, desk) == []
    # A table is nobody's to allow.
    assert booked(centre, at(17, 30), purpose=None).phase is not Phase.ASKED


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_let_in_before_the_centre_has_said_yes(
    centre: AppContext, desk: StaffSession, clock: Clock, way: str
) -> None:
    mine = asked(centre)
    clock.now = at(17, 20)
    with pytest.raises(Refusal, match="not_agreed"):
        WAYS[way](centre, mine)
    assert follow(centre, code_of(mine)).phase is Phase.ASKED
    approve(centre, desk, mine.booking.reservation.id)
    WAYS[way](centre, mine)
    assert follow(centre, code_of(mine)).phase is Phase.HERE


def test_what_the_centre_agreed_to_is_asked_anew_once_it_is_moved(
    rooms: AppContext, clock: Clock
) -> None:
    at_desk = keeper(rooms)
    mine = agreed(rooms, at_desk)
    assert to_answer(rooms, at_desk) == []
    moved = move(rooms, code_of(mine), at(18, 30))
    assert (moved.phase, moved.booking.number) == (Phase.ASKED, mine.booking.number)
    assert to_answer(rooms, at_desk) == [mine.booking.reservation.id]
    # Its old time is for others.
    booked(rooms, at(17, 30), "meeting")
    clock.now = at(18, 20)
    with pytest.raises(Refusal, match="not_agreed"):
        check_in_by_number(rooms, None, PHONE)
    approve(rooms, at_desk, mine.booking.reservation.id)
    assert check_in_by_number(rooms, None, PHONE).phase is Phase.HERE


def test_a_move_that_cannot_be_had_leaves_what_was_agreed_to(centre: AppContext,
                                                             desk: StaffSession) -> None:
    mine = agreed(centre, desk)
    booked(centre, at(18, 30), "meeting")
    with pytest.raises(Refusal, match="just_taken"):
        move(centre, code_of(mine), at(18, 30))
    assert follow(centre, code_of(mine)).booking == mine.booking


def test_a_second_tap_on_the_time_it_has_asks_nobody(centre: AppContext,
                                                     desk: StaffSession) -> None:
    mine = agreed(centre, desk)
    assert move(centre, code_of(mine), at(17, 30)).phase is Phase.BOOKED
    once, again = (move(centre, code_of(mine), at(18, 30)) for _ in range(2))
    assert once.booking == again.booking


def test_the_desk_answers_only_for_the_time_it_has_seen(centre: AppContext,
                                                        desk: StaffSession) -> None:
    mine = asked(centre)
    seen = rooms_desk(centre, desk).asked[0].booking
    move(centre, code_of(mine), at(18, 30))
    for answer in (lambda: approve(centre, desk, seen.reservation.id, seen.sequence),
                   lambda: refuse(centre, desk, seen.reservation.id, "开会", seen.sequence)):
        with pytest.raises(Refusal, match="claim_changed"):
            answer()
    assert follow(centre, code_of(mine)).phase is Phase.ASKED
    now = rooms_desk(centre, desk).asked[0].booking
    approve(centre, desk, now.reservation.id, now.sequence)
    assert follow(centre, code_of(mine)).phase is Phase.BOOKED


@pytest.mark.parametrize("source", [Source.KIOSK, Source.PHONE])
def test_going_in_now_is_asked_for_too_and_has_its_time_to_be_answered(
    rooms: AppContext, clock: Clock, source: Source
) -> None:
    rewritten(rooms, "meeting", lead=0)
    at_desk, mine = keeper(rooms), booked(rooms, None, "meeting", source=source)
    assert mine.phase is Phase.ASKED
    clock.pass_(minutes=14)
    run_due(rooms)
    assert to_answer(rooms, at_desk) == [mine.booking.reservation.id]
    approve(rooms, at_desk, mine.booking.reservation.id)
    clock.pass_(minutes=14)
    run_due(rooms)
    assert follow(rooms, code_of(mine)).phase is Phase.BOOKED
    clock.pass_(minutes=1)
    run_due(rooms)
    assert follow(rooms, code_of(mine)).phase is Phase.NO_SHOW


def test_what_nobody_answers_for_a_time_under_way_lapses_after_a_while(
    centre: AppContext, clock: Clock
) -> None:
    rewritten(centre, "meeting", lead=0)
    mine = booked(centre, at(14, 30), "meeting")
    clock.now = at(15, 30)
    run_due(centre)
    assert follow(centre, code_of(mine)).phase is Phase.LAPSED


def test_a_room_that_begins_to_ask_asks_for_the_next_time_only(centre: AppContext) -> None:
    mine = booked(centre, at(16, 30))
    rewritten(centre, "chess", how="approval")
    run_due(centre)
    assert follow(centre, code_of(mine)).phase is Phase.BOOKED
    assert move(centre, code_of(mine), at(17, 30)).phase is Phase.ASKED
    rewritten(centre, "chess", how="slots")
    assert move(centre, code_of(mine), at(18, 30)).phase is Phase.BOOKED


def test_an_offer_taken_in_a_room_that_asks_is_asked_for(centre: AppContext,
                                                         desk: StaffSession) -> None:
    mine = full_at(centre, at(16, 30))
    first = waits(centre, at(16, 30)).entry.code
    rewritten(centre, "chess", how="approval")
    cancel(centre, code_of(mine[0]))
    assert follow(centre, first).phase is Phase.OFFERED
    once, again = take_offer(centre, first), take_offer(centre, first)
    assert once.phase is Phase.ASKED and once.booking == again.booking
    assert to_answer(centre, desk) == [once.booking.reservation.id]


def test_what_is_only_offered_is_neither_moved_nor_arrived_at(centre: AppContext,
                                                              clock: Clock) -> None:
    mine = full_at(centre, at(16, 30))
    first = waits(centre, at(16, 30)).entry.code
    clock.now = at(16, 20)
    cancel(centre, code_of(mine[0]))
    for action in (lambda: move(centre, first, at(17, 30)),
                 lambda: check_in(centre, first, sign_code(centre, "chess"))):
        with pytest.raises(Refusal, match="claim_changed"):
            action()
    assert follow(centre, first).phase is Phase.OFFERED


@pytest.mark.parametrize(("changes", "why"), [
    ({"hidden": True}, "no_such_room"), ({"how": "walk_in"}, "not_booked"),
])
def test_a_booking_of_a_room_that_is_not_offered_stays_where_it_is(
    centre: AppContext, changes: dict[str, object], why: str
) -> None:
    mine = booked(centre, at(16, 30))
    rewritten(centre, "chess", **changes)
    with pytest.raises(Refusal, match=why):
        move(centre, code_of(mine), at(17, 30))
    assert follow(centre, code_of(mine)).booking == mine.booking


def test_what_was_asked_for_early_still_ends_when_it_begins(centre: AppContext,
                                                            clock: Clock) -> None:
    mine = asked(centre)
    clock.now = at(17, 30) - timedelta(seconds=1)
    run_due(centre)
    assert follow(centre, code_of(mine)).phase is Phase.ASKED
    clock.now = at(17, 30)
    run_due(centre)
    assert follow(centre, code_of(mine)).phase is Phase.LAPSED

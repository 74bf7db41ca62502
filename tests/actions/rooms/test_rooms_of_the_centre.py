"""Rooms: what is free now, a time of one had once and by one, arriving, and giving back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.actions.rooms import (
    cancel,
    count_people,
    follow,
    give_back,
    move,
    room_view,
    rooms_now,
)
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at, booked


def staff(ctx: AppContext, role: Role = Role.CLERK) -> StaffSession:
    return log_in(ctx, role, add_account(ctx, role, role))


def states(ctx: AppContext) -> dict[str, Availability]:
    return {one.room.id: one.state for one in rooms_now(ctx).rooms}


def test_what_is_free_follows_who_booked_who_walked_in_and_the_hours(
    rooms: AppContext, clock: Clock
) -> None:
    assert set(states(rooms).values()) == {Availability.FREE}
    booked(rooms, at(14, 30))
    assert states(rooms)["chess"] is Availability.NEAR
    count_people(rooms, staff(rooms), "chess", +1)
    assert states(rooms)["chess"] is Availability.FULL
    assert rooms_now(rooms).count(Availability.FULL) == 1
    (chess, *_) = rooms_now(rooms).rooms
    assert chess.free_at == at(15, 30)
    clock.pass_(hours=6)
    assert set(states(rooms).values()) == {Availability.SHUT}


def test_who_walked_in_sits_where_the_time_under_way_is_offered(
    rooms: AppContext, clock: Clock
) -> None:
    clock.pass_(minutes=45)
    who = staff(rooms)
    count_people(rooms, who, "chess", +1)
    view = room_view(rooms, "chess")
    assert [slot.left for slot in view.slots[:2]] == [view.stands.left, 2] == [1, 2]
    count_people(rooms, who, "chess", full=True)
    view = room_view(rooms, "chess")
    assert [slot.left for slot in view.slots[:2]] == [view.stands.left, 2] == [0, 2]
    assert next(one.state for one in view.stages if not one.over) is Availability.FULL
    tomorrow = room_view(rooms, "chess", view.day + timedelta(days=1))
    assert tomorrow.slots[0].left == 2


def test_the_page_of_a_room_shows_a_day_and_the_week(rooms: AppContext) -> None:
    view = room_view(rooms, "chess")
    assert (view.day, view.slots[0].begins, view.slots[0].left) == (at(0).date(), at(14, 30), 2)
    assert [state for _, state in view.week] == [Availability.FREE] * 2 + [Availability.SHUT] * 5
    tomorrow = view.day + timedelta(days=1)
    assert room_view(rooms, "chess", tomorrow).slots[0].begins == at(8, 30) + timedelta(days=1)
    assert room_view(rooms, "chess", tomorrow + timedelta(days=90)).day == view.day
    assert room_view(rooms, "library").slots == ()
    with pytest.raises(Refusal, match="no_such_room"):
        room_view(rooms, "sauna")


def test_the_same_tap_is_the_same_booking(rooms: AppContext) -> None:
    first = booked(rooms, at(16, 30), key="tap")
    assert booked(rooms, at(16, 30), key="tap").booking == first.booking
    assert booked(rooms, at(16, 30), key="another").booking != first.booking


def test_who_comes_too_late_hears_of_the_nearest_free_times(rooms: AppContext) -> None:
    for _ in range(2):
        booked(rooms, at(16, 30))
    with pytest.raises(Refusal) as refused:
        booked(rooms, at(16, 30))
    assert refused.value.code == "just_taken"
    assert refused.value.details["free"] == (at(15, 30), at(17, 30), at(18, 30))


def test_a_telephone_has_two_bookings_and_another_has_its_own(rooms: AppContext) -> None:
    first = booked(rooms, at(16, 30), phone=PHONE)
    booked(rooms, at(18, 30), phone=PHONE)
    with pytest.raises(Refusal, match="enough_booked"):
        booked(rooms, at(19, 30), phone=PHONE)
    booked(rooms, at(19, 30), phone="13912345678")
    cancel(rooms, first.booking.reservation.code)
    booked(rooms, at(19, 30), phone=PHONE)


@pytest.mark.parametrize(("room", "hour", "why"), [
    ("library", 16, "not_booked"), ("chess", 16, "no_such_time"), ("sauna", 16, "no_such_room"),
    ("meeting", 15, "too_late_to_claim"), ("chess", 8, "no_such_time"),
])
def test_what_cannot_be_booked_says_why(rooms: AppContext, room: str, hour: int, why: str) -> None:
    begins = at(hour, 0) if (room, hour) == ("chess", 16) else at(hour, 30)
    with pytest.raises(Refusal, match=why):
        booked(rooms, begins, room)
    assert (why, rooms_now(rooms).rooms[0].left) == (why, 2)


def test_a_wrong_telephone_is_said_before_anything_else(rooms: AppContext) -> None:
    with pytest.raises(Refusal, match="public_phone"):
        booked(rooms, at(16, 30), phone="12345")


def test_the_meeting_room_is_asked_for_and_nobody_else_gets_it(rooms: AppContext) -> None:
    assert booked(rooms, at(17, 30), "meeting").phase is Phase.ASKED
    with pytest.raises(Refusal, match="just_taken"):
        booked(rooms, at(17, 30), "meeting")


def test_going_in_now_lasts_as_long_as_the_time_does(rooms: AppContext, clock: Clock) -> None:
    clock.now = at(15, 10)
    mine = booked(rooms, None, source=Source.KIOSK).booking
    assert (mine.reservation.starts_at, mine.reservation.ends_at) == (at(15, 10), at(15, 30))
    assert mine.phase is Phase.HERE


def test_near_its_end_going_in_now_lasts_through_the_next_time_too(rooms: AppContext) -> None:
    assert booked(rooms, None, source=Source.KIOSK).booking.reservation.ends_at == at(16, 30)


def test_where_the_next_time_is_taken_going_in_now_ends_before_it(rooms: AppContext) -> None:
    for _ in range(2):
        booked(rooms, at(15, 30))
    assert booked(rooms, None, source=Source.KIOSK).booking.reservation.ends_at == at(15, 30)


def test_a_booking_moves_or_stays_where_it_was(rooms: AppContext) -> None:
    mine = booked(rooms, at(16, 30))
    code = mine.booking.reservation.code
    for _ in range(2):
        booked(rooms, at(18, 30))
    with pytest.raises(Refusal, match="just_taken"):
        move(rooms, code, at(18, 30))
    assert follow(rooms, code).booking == mine.booking
    moved = move(rooms, code, at(20, 0) - timedelta(minutes=30)).booking
    assert (moved.reservation.starts_at, moved.sequence) == (at(19, 30), mine.booking.sequence + 1)


def test_what_is_given_back_somebody_else_can_have_at_once(rooms: AppContext) -> None:
    codes = [booked(rooms, at(16, 30)).booking.reservation.code for _ in range(2)]
    with pytest.raises(Refusal, match="just_taken"):
        booked(rooms, at(16, 30))
    assert cancel(rooms, codes[0]).phase is Phase.CANCELLED
    assert cancel(rooms, codes[0]).phase is Phase.CANCELLED
    booked(rooms, at(16, 30))
    now = [booked(rooms, None, source=Source.KIOSK).booking.reservation.code for _ in range(2)]
    assert states(rooms)["chess"] is Availability.FULL
    assert give_back(rooms, now[0]).phase is Phase.OVER
    assert states(rooms)["chess"] is Availability.NEAR
    with pytest.raises(Refusal, match="claim_changed"):
        cancel(rooms, now[0])

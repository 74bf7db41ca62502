"""Arriving at a room, what falls due by the clock, who is forgotten, and who may count."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from db.engine import event_log
from db.reservations import bookings
from kiosk.actions.reservations.booking import SEALED_OF, purpose_of
from kiosk.actions.rooms import (
    check_in,
    check_in_by_number,
    count_people,
    follow,
    move,
    rooms_now,
    run_due,
    sign_code,
)
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import OF_CENTRE, Phase, Source
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.rooms.rooms import HeadCount
from kiosk.domain.staff.roles import MAY_COUNT, Role, StaffSession
from tests.support.centre import Clock
from tests.support.rooms import PHONE, PURPOSE, at, booked


def staff(ctx: AppContext, role: Role = Role.CLERK) -> StaffSession:
    return log_in(ctx, role, add_account(ctx, role, role))


def states(ctx: AppContext) -> dict[str, Availability]:
    return {one.room.id: one.state for one in rooms_now(ctx).rooms}


def test_one_arrives_by_the_sign_of_the_right_door(rooms: AppContext, clock: Clock) -> None:
    code = booked(rooms, at(16, 30)).booking.reservation.code
    with pytest.raises(Refusal, match="not_yet"):
        check_in(rooms, code, sign_code(rooms, "chess"))
    clock.now = at(16, 20)
    with pytest.raises(Refusal, match="wrong_door"):
        check_in(rooms, code, sign_code(rooms, "meeting"))
    assert check_in(rooms, code, sign_code(rooms, "chess")).phase is Phase.HERE
    assert check_in(rooms, code, sign_code(rooms, "chess")).phase is Phase.HERE


def test_at_the_touch_screen_one_arrives_by_number_or_telephone(rooms: AppContext,
                                                                clock: Clock) -> None:
    by_number, _ = booked(rooms, at(16, 30)), booked(rooms, at(16, 30), phone=PHONE)
    clock.now = at(16, 35)
    with pytest.raises(Refusal, match="not_found_here"):
        check_in_by_number(rooms, "meeting", PHONE)
    with pytest.raises(Refusal, match="not_found_here"):
        check_in_by_number(rooms, "chess", "13900000000")
    assert check_in_by_number(rooms, "chess", str(by_number.booking.number)).phase is Phase.HERE
    assert check_in_by_number(rooms, "chess", PHONE).phase is Phase.HERE


def test_a_place_nobody_comes_for_is_free_after_a_quarter_of_an_hour(
    rooms: AppContext, clock: Clock
) -> None:
    late, there = (booked(rooms, at(16, 30)).booking.reservation.code for _ in range(2))
    clock.now = at(16, 44)
    run_due(rooms)
    check_in(rooms, there, sign_code(rooms, "chess"))
    assert follow(rooms, late).phase is Phase.BOOKED
    clock.now = at(16, 45)
    run_due(rooms)
    run_due(rooms)
    assert (follow(rooms, late).phase, follow(rooms, there).phase) == (Phase.NO_SHOW, Phase.HERE)
    assert states(rooms)["chess"] is Availability.NEAR
    with pytest.raises(Refusal, match="claim_changed"):
        check_in(rooms, late, sign_code(rooms, "chess"))


def test_a_centre_that_slept_catches_up(rooms: AppContext, clock: Clock) -> None:
    late, there = booked(rooms, at(16, 30)), booked(rooms, None, source=Source.KIOSK)
    clock.pass_(days=2)
    run_due(rooms)
    assert follow(rooms, late.booking.reservation.code).phase is Phase.NO_SHOW
    assert follow(rooms, there.booking.reservation.code).phase is Phase.OVER


def test_nothing_due_changes_nothing(rooms: AppContext) -> None:
    booked(rooms, at(16, 30))
    before = rooms.database.version()
    assert run_due(rooms) > 0
    assert rooms.database.version() == before


def test_a_telephone_and_a_purpose_lie_sealed_and_are_gone_after_thirty_days(
    rooms: AppContext, clock: Clock
) -> None:
    mine = booked(rooms, at(17, 30), "meeting", phone=PHONE).booking
    with rooms.database.read() as tx:
        sealed, purpose = bookings.phone_of(tx, mine), bookings.purpose_of(tx, mine)
        told = json.dumps([str(line) for line in event_log.since(tx, 0, ["book"])])
        assert purpose is not None and purpose_of(rooms, tx, mine) == PURPOSE
    assert sealed is not None and PHONE not in sealed and PHONE not in told
    assert PURPOSE.what not in purpose and PURPOSE.what not in told
    assert rooms.vault.decrypt(sealed, SEALED_OF.format(mine.reservation.id)) == PHONE
    clock.now = mine.reservation.ends_at + OF_CENTRE.kept
    run_due(rooms)
    with rooms.database.read() as tx:
        assert bookings.phone_of(tx, mine) == sealed, "thirty days are not over yet"
    clock.pass_(seconds=1)
    run_due(rooms)
    with rooms.database.read() as tx:
        assert bookings.phone_of(tx, mine) is None and bookings.purpose_of(tx, mine) is None
        kept = bookings.by_id(tx, mine.reservation.id)
    assert kept is not None and kept.owner_index is None


@pytest.mark.both
def test_who_walks_in_is_counted_by_whoever_passes(rooms: AppContext, clock: Clock) -> None:
    who = staff(rooms)
    assert count_people(rooms, who, "library", +3) == HeadCount(3)
    assert count_people(rooms, who, "library", -9) == HeadCount(0)
    assert count_people(rooms, who, "library", full=True) == HeadCount(0, full=True)
    assert states(rooms)["library"] is Availability.FULL
    clock.pass_(days=1)
    assert states(rooms)["library"] is Availability.FREE, "yesterday's count is no news"


@pytest.mark.parametrize("role", list(Role))
def test_only_some_may_count(rooms: AppContext, role: Role) -> None:
    who = staff(rooms, role)
    if role in MAY_COUNT:
        assert count_people(rooms, who, "library", +1) == HeadCount(1)
    else:
        with pytest.raises(Refusal, match="not_allowed"):
            count_people(rooms, who, "library", +1)


@pytest.mark.parametrize("begins", [at(14, 30), None])
def test_whoever_books_a_time_under_way_has_a_quarter_of_an_hour_from_then(
    rooms: AppContext, clock: Clock, begins: datetime | None
) -> None:
    clock.now = at(15, 5)
    mine = booked(rooms, begins).booking.reservation.code
    for minutes in (0.5, 14):
        clock.pass_(minutes=minutes)
        run_due(rooms)
        assert follow(rooms, mine).phase is Phase.BOOKED
    clock.pass_(minutes=0.5)
    run_due(rooms)
    assert follow(rooms, mine).phase is Phase.NO_SHOW


def test_near_its_end_a_time_under_way_lasts_to_its_end(rooms: AppContext, clock: Clock) -> None:
    clock.now = at(15, 28)
    mine = booked(rooms, at(14, 30)).booking.reservation.code
    clock.now = at(15, 29)
    run_due(rooms)
    assert follow(rooms, mine).phase is Phase.BOOKED
    clock.now = at(15, 30)
    run_due(rooms)
    assert follow(rooms, mine).phase is Phase.NO_SHOW


def test_whoever_moves_to_a_time_under_way_has_as_long(rooms: AppContext, clock: Clock) -> None:
    mine = booked(rooms, at(17, 30)).booking.reservation.code
    clock.now = at(15, 50)
    move(rooms, mine, at(15, 30))
    clock.pass_(minutes=14)
    run_due(rooms)
    assert check_in(rooms, mine, sign_code(rooms, "chess")).phase is Phase.HERE

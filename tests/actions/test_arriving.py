"""Arriving at a room, what falls due by the clock, who is forgotten, and who may count."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from db import bookings, journal
from db.sealed import Seal
from kiosk.actions.rooms import (
    arrive,
    arrive_by_number,
    count_people,
    follow,
    keep_time,
    move,
    rooms_now,
    sign_code,
)
from kiosk.actions.rooms.booking import SEALED_OF
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import Lobby
from kiosk.domain.bookings import KEPT, Phase, Source
from kiosk.domain.refusals import Refusal
from kiosk.domain.rooms.rooms import HeadCount, RoomState
from kiosk.domain.staff.roles import MAY_COUNT, Role, Session
from tests.house import Clock
from tests.rooms import PHONE, at, booked


def staff(lobby: Lobby, role: Role = Role.CLERK) -> Session:
    return log_in(lobby, role, add_account(lobby, role, role))


def states(lobby: Lobby) -> dict[str, RoomState]:
    return {one.room.id: one.state for one in rooms_now(lobby).rooms}


def test_one_arrives_by_the_sign_of_the_right_door(rooms: Lobby, clock: Clock) -> None:
    code = booked(rooms, at(16, 30)).booking.claim.code
    with pytest.raises(Refusal, match="not_yet"):
        arrive(rooms, code, sign_code(rooms, "chess"))
    clock.now = at(16, 20)
    with pytest.raises(Refusal, match="wrong_door"):
        arrive(rooms, code, sign_code(rooms, "meeting"))
    assert arrive(rooms, code, sign_code(rooms, "chess")).phase is Phase.HERE
    assert arrive(rooms, code, sign_code(rooms, "chess")).phase is Phase.HERE


def test_at_the_glass_one_arrives_by_number_or_telephone(rooms: Lobby, clock: Clock) -> None:
    by_number, _ = booked(rooms, at(16, 30)), booked(rooms, at(16, 30), phone=PHONE)
    clock.now = at(16, 35)
    with pytest.raises(Refusal, match="not_found_here"):
        arrive_by_number(rooms, "meeting", PHONE)
    with pytest.raises(Refusal, match="not_found_here"):
        arrive_by_number(rooms, "chess", "13900000000")
    assert arrive_by_number(rooms, "chess", str(by_number.booking.number)).phase is Phase.HERE
    assert arrive_by_number(rooms, "chess", PHONE).phase is Phase.HERE


def test_a_place_nobody_comes_for_is_free_after_a_quarter_of_an_hour(
    rooms: Lobby, clock: Clock
) -> None:
    late, there = (booked(rooms, at(16, 30)).booking.claim.code for _ in range(2))
    clock.now = at(16, 44)
    keep_time(rooms)
    arrive(rooms, there, sign_code(rooms, "chess"))
    assert follow(rooms, late).phase is Phase.BOOKED
    clock.now = at(16, 45)
    keep_time(rooms)
    keep_time(rooms)
    assert (follow(rooms, late).phase, follow(rooms, there).phase) == (Phase.MISSED, Phase.HERE)
    assert states(rooms)["chess"] is RoomState.NEAR
    with pytest.raises(Refusal, match="claim_changed"):
        arrive(rooms, late, sign_code(rooms, "chess"))


def test_a_house_that_slept_catches_up(rooms: Lobby, clock: Clock) -> None:
    late, there = booked(rooms, at(16, 30)), booked(rooms, None, source=Source.GLASS)
    clock.pass_(days=2)
    keep_time(rooms)
    assert follow(rooms, late.booking.claim.code).phase is Phase.MISSED
    assert follow(rooms, there.booking.claim.code).phase is Phase.OVER


def test_nothing_due_changes_nothing(rooms: Lobby) -> None:
    booked(rooms, at(16, 30))
    before = rooms.database.version()
    assert keep_time(rooms) > 0
    assert rooms.database.version() == before


def test_a_telephone_lies_sealed_and_is_gone_after_thirty_days(
    rooms: Lobby, clock: Clock
) -> None:
    mine = booked(rooms, at(16, 30), phone=PHONE).booking
    with rooms.database.session() as session:
        sealed = bookings.phone_of(session, mine)
        told = json.dumps([str(line) for line in journal.since(session, 0, ["book"])])
    assert sealed is not None and PHONE not in sealed and PHONE not in told
    assert Seal(rooms.secret).open(sealed, SEALED_OF.format(mine.claim.id)) == PHONE
    clock.now = mine.claim.ends + KEPT
    keep_time(rooms)
    with rooms.database.session() as session:
        assert bookings.phone_of(session, mine) == sealed, "thirty days are not over yet"
    clock.pass_(seconds=1)
    keep_time(rooms)
    with rooms.database.session() as session:
        assert bookings.phone_of(session, mine) is None
        kept = bookings.by_code(session, mine.claim.code)
    assert kept is not None and kept.holder is None


def test_who_walks_in_is_counted_by_whoever_passes(rooms: Lobby, clock: Clock) -> None:
    who = staff(rooms)
    assert count_people(rooms, who, "library", +3) == HeadCount(3)
    assert count_people(rooms, who, "library", -9) == HeadCount(0)
    assert count_people(rooms, who, "library", full=True) == HeadCount(0, full=True)
    assert states(rooms)["library"] is RoomState.FULL
    clock.pass_(days=1)
    assert states(rooms)["library"] is RoomState.FREE, "yesterday's count is no news"


@pytest.mark.parametrize("role", list(Role))
def test_only_some_may_count(rooms: Lobby, role: Role) -> None:
    who = staff(rooms, role)
    if role in MAY_COUNT:
        assert count_people(rooms, who, "library", +1) == HeadCount(1)
    else:
        with pytest.raises(Refusal, match="not_allowed"):
            count_people(rooms, who, "library", +1)


@pytest.mark.parametrize("begins", [at(14, 30), None])
def test_whoever_books_a_time_under_way_has_a_quarter_of_an_hour_from_then(
    rooms: Lobby, clock: Clock, begins: datetime | None
) -> None:
    clock.now = at(15, 5)
    mine = booked(rooms, begins).booking.claim.code
    for minutes in (0.5, 14):
        clock.pass_(minutes=minutes)
        keep_time(rooms)
        assert follow(rooms, mine).phase is Phase.BOOKED
    clock.pass_(minutes=0.5)
    keep_time(rooms)
    assert follow(rooms, mine).phase is Phase.MISSED


def test_near_its_end_a_time_under_way_lasts_to_its_end(rooms: Lobby, clock: Clock) -> None:
    clock.now = at(15, 28)
    mine = booked(rooms, at(14, 30)).booking.claim.code
    clock.now = at(15, 29)
    keep_time(rooms)
    assert follow(rooms, mine).phase is Phase.BOOKED
    clock.now = at(15, 30)
    keep_time(rooms)
    assert follow(rooms, mine).phase is Phase.MISSED


def test_whoever_moves_to_a_time_under_way_has_as_long(rooms: Lobby, clock: Clock) -> None:
    mine = booked(rooms, at(17, 30)).booking.claim.code
    clock.now = at(15, 50)
    move(rooms, mine, at(15, 30))
    clock.pass_(minutes=14)
    keep_time(rooms)
    assert arrive(rooms, mine, sign_code(rooms, "chess")).phase is Phase.HERE

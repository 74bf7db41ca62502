"""The schema sells no place twice, whoever writes: the program, or a script that knows no rule."""

from __future__ import annotations

import secrets
from datetime import timedelta

import peewee
import pytest

from db.engine.column_types import stored_instant
from db.reservations import places
from db.reservations.places import OVER_CAPACITY, ReservationRow
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import (
    LONGEST,
    Occupancy,
    Reservation,
    ReservationState,
    Resource,
)
from tests.support.centre import AFTERNOON
from tests.support.guarantees.booking import unguard

HOUR = timedelta(hours=1)
TABLE = Resource("rooms", "table", 1)
LAMP = Resource("lamps", "table", 1)
HALL = Resource("rooms", "hall", 3, teardown=timedelta(minutes=15))


@pytest.fixture
def rooms(ctx: AppContext) -> AppContext:
    """A centre with a table and a hall, and a lamp that has the id of the table in its own area."""
    with ctx.database.write() as tx:
        for resource in (TABLE, HALL, LAMP):
            places.put(tx, resource)
    return ctx


def add(ctx: AppContext, of: Resource, hour: float, seats: int = 1,
        hours: float = 1) -> Reservation:
    """Reservations some hours from now on."""
    begins = AFTERNOON + hour * HOUR
    made = Reservation.of(of, secrets.token_hex(8), begins, begins + hours * HOUR, seats)
    with ctx.database.write() as tx:
        return places.add(tx, made, of, f"tap {made.code}")


def stored(ctx: AppContext, code: str) -> Reservation | None:
    """What lies in the database under a page's code."""
    with ctx.database.read() as tx:
        query = places.RESERVATIONS.select().where(ReservationRow.code == code)
        return places.RESERVATIONS.first(tx.query(query))


def refused(ctx: AppContext, of: Resource, hour: float, seats: int = 1) -> str:
    with pytest.raises(Refusal) as told:
        add(ctx, of, hour, seats)
    return told.value.code


def script(ctx: AppContext, sql: str, *values: object) -> None:
    """What somebody writes who goes around the program."""
    peewee_ = ctx.database.peewee
    with peewee_.atomic():
        peewee_.execute_sql(sql.replace("?", peewee_.param), values)


def test_a_reservation_is_found_as_it_was_made(rooms: AppContext) -> None:
    made = add(rooms, HALL, 2, seats=2)
    assert stored(rooms, made.code) == made and stored(rooms, "another") is None


def test_the_same_tap_cannot_reserve_twice(rooms: AppContext) -> None:
    made = add(rooms, HALL, 2)
    with pytest.raises(peewee.IntegrityError), rooms.database.write() as tx:
        places.add(tx, made, HALL, f"tap {made.code}")


def test_a_place_is_sold_once(rooms: AppContext) -> None:
    add(rooms, TABLE, 1)
    add(rooms, LAMP, 1)
    assert refused(rooms, LAMP, 1) == "just_taken"
    assert refused(rooms, TABLE, 1) == refused(rooms, TABLE, 1.5) == "just_taken"
    add(rooms, TABLE, 2)
    add(rooms, TABLE, 0)


def test_several_places_are_sold_until_none_is_left_at_any_moment(rooms: AppContext) -> None:
    add(rooms, HALL, 1, seats=2)
    add(rooms, HALL, 3, seats=2)
    assert refused(rooms, HALL, 2.5, seats=2) == "just_taken", "it would meet the second"
    assert refused(rooms, HALL, 2.2, seats=2) == "just_taken", "they still tidy up"
    add(rooms, HALL, 1.5, hours=2)
    assert refused(rooms, HALL, 2.9) == "just_taken"


def test_what_is_taken_is_told_of_a_stretch_of_time_only(rooms: AppContext) -> None:
    first, second = add(rooms, HALL, 1), add(rooms, HALL, 2)
    with rooms.database.read() as tx:
        begins = AFTERNOON + 2.1 * HOUR
        wanted = Occupancy(begins, begins + HOUR)
        told = places.occupied(tx, HALL, wanted)
        assert [span.starts_at for span in told] == [first.starts_at, second.starts_at]
        assert [span.ends_at for span in told] == [
            one.ends_at + HALL.teardown for one in (first, second)]
        assert len(places.occupied(tx, HALL, wanted, but=second)) == 1
        assert places.occupied(tx, HALL, Occupancy(AFTERNOON, first.starts_at)) == ()
        assert places.occupied(tx, TABLE, wanted) == ()


def test_what_was_given_back_can_be_had_again(rooms: AppContext) -> None:
    made = add(rooms, TABLE, 1)
    with rooms.database.write() as tx:
        gone = places.become(tx, made, ReservationState.CANCELLED)
    assert gone.state is ReservationState.CANCELLED
    add(rooms, TABLE, 1)
    for state in ReservationState:
        # What the centre takes back by mistake may live again, where nobody has its place by then.
        lives = state in (ReservationState.HELD, ReservationState.CONFIRMED)
        why = "just_taken" if lives else "claim_changed"
        with pytest.raises(Refusal, match=why), rooms.database.write() as tx:
            places.become(tx, gone, state)


def test_of_two_who_move_a_reservation_on_one_does_it(rooms: AppContext) -> None:
    made = add(rooms, TABLE, 1)
    with rooms.database.write() as tx:
        places.become(tx, made, ReservationState.CHECKED_IN)
    with pytest.raises(Refusal, match="claim_changed"), rooms.database.write() as tx:
        places.become(tx, made, ReservationState.RELEASED)


def test_a_reservation_moves_to_where_there_is_room_and_stays_otherwise(rooms: AppContext) -> None:
    made = add(rooms, TABLE, 1)
    add(rooms, TABLE, 3)
    with pytest.raises(Refusal, match="just_taken"), rooms.database.write() as tx:
        places.move(tx, made, TABLE, AFTERNOON + 2.5 * HOUR, AFTERNOON + 3.5 * HOUR, 1)
    with rooms.database.write() as tx:
        # Over what it had itself: it does not stand in its own way.
        moved = places.move(
            tx, made, TABLE, AFTERNOON + 1.5 * HOUR, AFTERNOON + 2.5 * HOUR, 1
        )
    assert stored(rooms, made.code) == moved
    with rooms.database.write() as tx:
        places.become(tx, moved, ReservationState.CANCELLED)
    with pytest.raises(Refusal, match="claim_changed"), rooms.database.write() as tx:
        places.move(tx, moved, TABLE, made.starts_at, made.ends_at, 1)


def test_a_resource_does_not_become_smaller_than_what_is_reserved(rooms: AppContext) -> None:
    add(rooms, HALL, 1, seats=2)
    with pytest.raises(Refusal, match="claimed_already"), rooms.database.write() as tx:
        places.put(tx, Resource("rooms", "hall", 1))
    with rooms.database.write() as tx:
        places.put(tx, Resource("rooms", "hall", 2))
    assert refused(rooms, HALL, 1) == "just_taken"


# What a script may try: each of it would give the table to two at once.
TRIED = {
    "insert": """INSERT INTO reservation (code, request_key, area, resource_id, starts_at, ends_at,
        blocked_from, blocked_until, seats, state) SELECT 'x', 'x', area, resource_id, starts_at,
        ends_at, blocked_from, blocked_until, 1, 'held' FROM reservation WHERE id = ?""",
    "resource": "UPDATE reservation SET resource_id = 'table' WHERE seats = 1 AND id > ?",
    "area": "UPDATE reservation SET area = 'rooms' WHERE area = 'lamps' AND id > ?",
    "interval": "UPDATE reservation SET blocked_until = blocked_until + 5400000000 WHERE id = ?",
    "places": "UPDATE reservation SET seats = 2 WHERE id = ?",
    "state": "UPDATE reservation SET state = 'checked_in' WHERE state = 'cancelled' AND id > ?",
    "capacity": "UPDATE resource SET capacity = 0 WHERE area = 'rooms' AND id = 'table' AND ? > 0",
}


@pytest.mark.parametrize("tried", TRIED)
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_a_script_cannot_sell_a_place_twice_either(
    rooms: AppContext, tried: str, guarded: bool
) -> None:
    first = add(rooms, TABLE, 1)
    add(rooms, TABLE, 2)
    add(rooms, HALL, 1)
    add(rooms, LAMP, 1)
    gone = add(rooms, TABLE, 4)
    with rooms.database.write() as tx:
        places.become(tx, gone, ReservationState.CANCELLED)
    add(rooms, TABLE, 4)
    if guarded:
        with pytest.raises(peewee.IntegrityError, match=OVER_CAPACITY):
            script(rooms, TRIED[tried], first.id)
    else:
        unguard(rooms.database)
        script(rooms, TRIED[tried], first.id)


@pytest.mark.parametrize("column", ["ends_at", "blocked_from", "blocked_until", "seats", "state"])
def test_what_is_no_reservation_cannot_be_written(rooms: AppContext, column: str) -> None:
    made = add(rooms, TABLE, 1)
    wrong = {
        "ends_at": stored_instant(made.starts_at), "blocked_from": stored_instant(made.ends_at),
        "blocked_until": stored_instant(made.starts_at + LONGEST) + 1, "seats": 0,
        "state": "dreamt",
    }
    with pytest.raises(peewee.IntegrityError):
        script(rooms, f"UPDATE reservation SET {column} = ? WHERE id = ?", wrong[column], made.id)


def test_what_is_taken_is_found_by_its_index_however_many_years_lie_behind(
    rooms: AppContext) -> None:
    peewee_ = rooms.database.peewee
    sql, gaps = places.OCCUPIED.sql(peewee_)
    known = {"area": "rooms", "resource": "hall"}
    filled = [gap if isinstance(gap, str) else known.get(getattr(gap, "name", ""), 1)
              for gap in gaps]
    explain = "EXPLAIN QUERY PLAN" if rooms.database.is_sqlite else "EXPLAIN"
    if not rooms.database.is_sqlite:
        peewee_.execute_sql("SET enable_seqscan = off")
    plan = str(peewee_.execute_sql(f"{explain} {sql}", filled).fetchall())
    assert "live_reservations" in plan
    # The control: without it everything is read. (An explanation already made is not made anew.)
    peewee_.execute_sql("DROP INDEX live_reservations")
    without = peewee_.execute_sql(f"{explain}  {sql}", filled).fetchall()
    assert "live_reservations" not in str(without)

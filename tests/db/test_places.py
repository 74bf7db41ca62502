"""The schema sells no place twice, whoever writes: the program, or a script that knows no rule."""

from __future__ import annotations

import secrets
from datetime import timedelta

import peewee
import pytest

from db import claims
from db.claims import OVER_CAPACITY
from db.fields import stored_instant
from kiosk.context import Lobby
from kiosk.domain.claims import LONGEST, Claim, ClaimState, Resource
from kiosk.domain.refusals import Refusal
from tests.faults.booking import unguard
from tests.house import AFTERNOON

HOUR = timedelta(hours=1)
TABLE = Resource("table", 1)
HALL = Resource("hall", 3, after=timedelta(minutes=15), lead=HOUR, ahead=3)


@pytest.fixture
def rooms(lobby: Lobby) -> Lobby:
    """A house with a table and a hall."""
    with lobby.database.change() as change:
        for resource in (TABLE, HALL):
            claims.put(change, resource)
    return lobby


def add(lobby: Lobby, of: Resource, hour: float, places: int = 1, hours: float = 1) -> Claim:
    """Claims some hours from now on."""
    begins = AFTERNOON + hour * HOUR
    made = Claim(0, secrets.token_hex(8), of.id, begins, begins + hours * HOUR, places,
                 ClaimState.CONFIRMED)
    with lobby.database.change() as change:
        return claims.add(change, made, of, f"tap {made.code}")


def refused(lobby: Lobby, of: Resource, hour: float, places: int = 1) -> str:
    with pytest.raises(Refusal) as told:
        add(lobby, of, hour, places)
    return told.value.code


def script(lobby: Lobby, sql: str, *values: object) -> None:
    """What somebody writes who goes around the program."""
    peewee_ = lobby.database.peewee
    with peewee_.atomic():
        peewee_.execute_sql(sql.replace("?", peewee_.param), values)


def test_a_resource_comes_back_as_it_was_put(rooms: Lobby) -> None:
    with rooms.database.session() as session:
        assert claims.resource(session, "hall") == HALL
        assert claims.resource(session, "nowhere") is None


def test_a_claim_is_found_by_its_code_and_by_its_tap(rooms: Lobby) -> None:
    made = add(rooms, HALL, 2, places=2)
    with rooms.database.session() as session:
        assert claims.by_code(session, made.code) == made
        assert claims.by_request(session, f"tap {made.code}") == made
        assert claims.by_code(session, "another") is None


def test_the_same_tap_cannot_claim_twice(rooms: Lobby) -> None:
    made = add(rooms, HALL, 2)
    with pytest.raises(peewee.IntegrityError), rooms.database.change() as change:
        claims.add(change, made, HALL, f"tap {made.code}")


def test_a_place_is_sold_once(rooms: Lobby) -> None:
    add(rooms, TABLE, 1)
    assert refused(rooms, TABLE, 1) == refused(rooms, TABLE, 1.5) == "just_taken"
    add(rooms, TABLE, 2)
    add(rooms, TABLE, 0)


def test_several_places_are_sold_until_none_is_left_at_any_moment(rooms: Lobby) -> None:
    add(rooms, HALL, 1, places=2)
    add(rooms, HALL, 3, places=2)
    assert refused(rooms, HALL, 2.5, places=2) == "just_taken", "it would meet the second"
    assert refused(rooms, HALL, 2.2, places=2) == "just_taken", "they still tidy up"
    add(rooms, HALL, 1.5, hours=2)
    assert refused(rooms, HALL, 2.9) == "just_taken"


def test_what_is_taken_is_told_of_a_stretch_of_time_only(rooms: Lobby) -> None:
    first, second = add(rooms, HALL, 1), add(rooms, HALL, 2)
    with rooms.database.session() as session:
        begins = AFTERNOON + 2.1 * HOUR
        told = claims.taken(session, "hall", begins, begins + HOUR)
        assert [span.begins for span in told] == [first.begins, second.begins]
        assert [span.ends for span in told] == [first.ends + HALL.after, second.ends + HALL.after]
        assert len(claims.taken(session, "hall", begins, begins + HOUR, but=second)) == 1
        assert claims.taken(session, "hall", AFTERNOON, first.begins) == ()
        assert claims.taken(session, "table", begins, begins + HOUR) == ()


def test_what_was_given_back_can_be_had_again(rooms: Lobby) -> None:
    made = add(rooms, TABLE, 1)
    with rooms.database.change() as change:
        gone = claims.become(change, made, ClaimState.CANCELLED)
    assert gone.state is ClaimState.CANCELLED
    add(rooms, TABLE, 1)
    for state in ClaimState:
        with pytest.raises(Refusal, match="claim_changed"), rooms.database.change() as change:
            claims.become(change, gone, state)


def test_of_two_who_move_a_claim_on_one_does_it(rooms: Lobby) -> None:
    made = add(rooms, TABLE, 1)
    with rooms.database.change() as change:
        claims.become(change, made, ClaimState.ARRIVED)
    with pytest.raises(Refusal, match="claim_changed"), rooms.database.change() as change:
        claims.become(change, made, ClaimState.RELEASED)


def test_a_claim_moves_to_where_there_is_room_and_stays_where_there_is_none(rooms: Lobby) -> None:
    made = add(rooms, TABLE, 1)
    add(rooms, TABLE, 3)
    with pytest.raises(Refusal, match="just_taken"), rooms.database.change() as change:
        claims.move(change, made, TABLE, AFTERNOON + 2.5 * HOUR, AFTERNOON + 3.5 * HOUR, 1)
    with rooms.database.change() as change:
        # Over what it had itself: it does not stand in its own way.
        moved = claims.move(
            change, made, TABLE, AFTERNOON + 1.5 * HOUR, AFTERNOON + 2.5 * HOUR, 1
        )
    with rooms.database.session() as session:
        assert claims.by_code(session, made.code) == moved
    with rooms.database.change() as change:
        claims.become(change, moved, ClaimState.CANCELLED)
    with pytest.raises(Refusal, match="claim_changed"), rooms.database.change() as change:
        claims.move(change, moved, TABLE, made.begins, made.ends, 1)


def test_a_resource_does_not_become_smaller_than_what_is_claimed(rooms: Lobby) -> None:
    add(rooms, HALL, 1, places=2)
    with pytest.raises(Refusal, match="claimed_already"), rooms.database.change() as change:
        claims.put(change, Resource("hall", 1))
    with rooms.database.change() as change:
        claims.put(change, Resource("hall", 2))
    assert refused(rooms, HALL, 1) == "just_taken"


# What a script may try: each of it would give the table to two at once.
TRIED = {
    "insert": """INSERT INTO claim (code, request_key, resource_id, begins_at, ends_at, from_at,
        to_at, places, state) SELECT 'x', 'x', resource_id, begins_at, ends_at, from_at, to_at,
        1, 'held' FROM claim WHERE id = ?""",
    "resource": "UPDATE claim SET resource_id = 'table' WHERE places = 1 AND id > ?",
    "interval": "UPDATE claim SET to_at = to_at + 5400000000 WHERE id = ?",
    "places": "UPDATE claim SET places = 2 WHERE id = ?",
    "state": "UPDATE claim SET state = 'arrived' WHERE state = 'cancelled' AND id > ?",
    "capacity": "UPDATE resource SET capacity = 0 WHERE id = 'table' AND ? > 0",
}


@pytest.mark.parametrize("tried", TRIED)
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_a_script_cannot_sell_a_place_twice_either(
    rooms: Lobby, tried: str, guarded: bool
) -> None:
    first = add(rooms, TABLE, 1)
    add(rooms, TABLE, 2)
    add(rooms, HALL, 1)
    gone = add(rooms, TABLE, 4)
    with rooms.database.change() as change:
        claims.become(change, gone, ClaimState.CANCELLED)
    add(rooms, TABLE, 4)
    if guarded:
        with pytest.raises(peewee.IntegrityError, match=OVER_CAPACITY):
            script(rooms, TRIED[tried], first.id)
    else:
        unguard(rooms.database)
        script(rooms, TRIED[tried], first.id)


@pytest.mark.parametrize("column", ["ends_at", "from_at", "to_at", "places", "state"])
def test_what_is_no_claim_cannot_be_written(rooms: Lobby, column: str) -> None:
    made = add(rooms, TABLE, 1)
    wrong = {
        "ends_at": stored_instant(made.begins), "from_at": stored_instant(made.ends),
        "to_at": stored_instant(made.begins + LONGEST) + 1, "places": 0, "state": "dreamt",
    }
    with pytest.raises(peewee.IntegrityError):
        script(rooms, f"UPDATE claim SET {column} = ? WHERE id = ?", wrong[column], made.id)


def test_what_is_taken_is_found_by_its_index_however_many_years_lie_behind(rooms: Lobby) -> None:
    peewee_ = rooms.database.peewee
    sql, gaps = claims.TAKEN.sql(peewee_)
    filled = ["hall" if getattr(gap, "name", "") == "resource" else
              gap if isinstance(gap, str) else 1 for gap in gaps]
    explain = "EXPLAIN QUERY PLAN" if rooms.database.is_sqlite else "EXPLAIN"
    if not rooms.database.is_sqlite:
        peewee_.execute_sql("SET enable_seqscan = off")
    plan = str(peewee_.execute_sql(f"{explain} {sql}", filled).fetchall())
    assert "live_claims" in plan
    # The control: without it everything is read. (An explanation already made is not made anew.)
    peewee_.execute_sql("DROP INDEX live_claims")
    assert "live_claims" not in str(peewee_.execute_sql(f"{explain}  {sql}", filled).fetchall())

"""Numbers to say on arrival: one for each booking of a day, and what if none is left."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from db.engine.bearer_codes import key_index
from db.engine.column_types import stored_instant
from db.reservations import bookings
from db.reservations.bookings import BookingRow
from db.reservations.places import ReservationRow
from kiosk.actions.reservations.check_in import WRONG_NUMBERS
from kiosk.actions.rooms import (
    cancel,
    check_in_at_screen,
    check_in_by_number,
    follow,
    move,
    run_due,
    save_series,
    take_offer,
)
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import NUMBERS, Phase, Source
from kiosk.domain.reservations.places import ReservationState
from kiosk.domain.reservations.series import SeriesPlan
from tests.support.centre import Clock
from tests.support.guarantees.booking import unguard
from tests.support.rooms import at, booked, code_of, keeper, rewritten, waits, with_rooms

TOMORROW = timedelta(days=1)


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> range:
    """There are only three numbers."""
    numbers = range(1000, 1003)
    monkeypatch.setattr(bookings, "NUMBERS", numbers)
    return numbers


def test_on_a_day_without_numbers_it_is_said_and_nothing_is_booked(
    rooms: AppContext, three: range
) -> None:
    mine = [booked(rooms, at(hour, 30)) for hour in (16, 17, 18)]
    assert sorted(one.booking.number for one in mine) == list(three)
    with pytest.raises(Refusal, match="no_number_left"):
        booked(rooms, at(19, 30), key="tap")
    with rooms.database.read() as tx:
        assert bookings.by_request(tx, key_index(rooms.secret, "tap")) is None
    # Another day has its own, and what is given back is there again.
    assert booked(rooms, at(16, 30) + TOMORROW).booking.number in three
    cancel(rooms, code_of(mine[1]))
    assert booked(rooms, at(19, 30)).booking.number == mine[1].booking.number


def test_what_the_centre_plans_takes_no_numbers_and_nobody_arrives_by_one(
    rooms: AppContext, three: range, clock: Clock
) -> None:
    plan = SeriesPlan("chess", "FREQ=DAILY;COUNT=1", date(2026, 10, 16), time(16), time(17),
                      "书法班",
                skips_holidays=False)
    daily = SeriesPlan("library", "FREQ=WEEKLY;COUNT=50", date(2026, 10, 17), time(9), time(10),
                       "读书",
                 skips_holidays=False)
    for n, one in enumerate((plan, daily)):
        assert save_series(rooms, keeper(rooms), f"tap {n}", one).times
    assert len([booked(rooms, at(hour, 30)) for hour in (17, 18, 19)]) == 3
    clock.now = at(15, 50)
    for typed in ("0", "0000", ""):
        with pytest.raises(Refusal, match="not_found_here"):
            check_in_by_number(rooms, None, typed)


def test_a_number_is_kept_on_a_move_unless_somebody_has_it_that_day(
    rooms: AppContext, three: range
) -> None:
    mine = booked(rooms, at(16, 30))
    assert move(rooms, code_of(mine), at(17, 30)).booking.number == mine.booking.number
    others = [booked(rooms, at(hour, 30) + TOMORROW) for hour in (16, 17)]
    moved = move(rooms, code_of(mine), at(18, 30) + TOMORROW)
    numbers = [moved.booking.number, *(one.booking.number for one in others)]
    assert sorted(numbers) == list(three)
    another = booked(rooms, at(16, 30))
    with pytest.raises(Refusal, match="no_number_left"):
        move(rooms, code_of(another), at(19, 30) + TOMORROW)
    assert follow(rooms, code_of(another)).booking == another.booking


def test_an_offer_is_made_without_a_number_and_gets_one_when_it_is_taken(
    rooms: AppContext, three: range, clock: Clock
) -> None:
    rewritten(rooms, "chess", capacity=1)
    booked(rooms, at(16, 30))
    first = waits(rooms, at(16, 30)).entry.code
    rest = [booked(rooms, at(hour, 30)) for hour in (17, 18)]
    # Places come, numbers do not: the clock makes its offers and does all else it has to do.
    rewritten(rooms, "chess", capacity=2)
    run_due(rooms)
    assert follow(rooms, first).phase is Phase.OFFERED
    with pytest.raises(Refusal, match="no_number_left"):
        take_offer(rooms, first)
    assert follow(rooms, first).phase is Phase.OFFERED
    cancel(rooms, code_of(rest[0]))
    taken = take_offer(rooms, first).booking
    assert taken.number == rest[0].booking.number
    clock.now = at(16, 20)
    assert check_in_by_number(rooms, None, str(taken.number)).booking.reservation.code == first


def every_number_of(ctx: AppContext, day: datetime) -> None:
    """Somebody has each number of a day, one after the other; without the guard, which would
    look at all of them for each."""
    unguard(ctx.database)
    moments = [stored_instant(day) + n * 9_000_000 for n in range(len(NUMBERS) + 1)]
    live = {"area": "rooms", "resource_id": "chess", "seats": 1,
            "state": ReservationState.CONFIRMED}
    with ctx.database.write() as tx:
        tx.query(ReservationRow.insert_many([
            live | {"code": str(n), "request_key": str(n), "starts_at": begins,
                    "blocked_from": begins, "ends_at": ends, "blocked_until": ends}
            for n, (begins, ends) in enumerate(pairwise(moments))
        ]))
        ids = tx.column(ReservationRow.select(ReservationRow.id))
        tx.query(BookingRow.insert_many([
            {"reservation": id_, "number": number, "source": Source.PHONE, "made_at": 0,
             "changed_at": 0}
            for id_, number in zip(ids, NUMBERS, strict=True)
        ]))


def test_nine_thousand_on_one_day_leave_the_other_days_theirs(sqlite_ctx: AppContext) -> None:
    centre = with_rooms(sqlite_ctx)
    every_number_of(centre, at(0))
    with pytest.raises(Refusal, match="no_number_left"):
        booked(centre, at(16, 30))
    assert booked(centre, at(16, 30) + TOMORROW).phase is Phase.BOOKED


def test_whoever_tries_number_after_number_at_the_screen_has_to_wait(
    rooms: AppContext, clock: Clock
) -> None:
    mine = booked(rooms, at(16, 30))
    clock.now = at(16, 20)
    for typed in range(WRONG_NUMBERS):
        with pytest.raises(Refusal, match="not_found_here"):
            check_in_at_screen(rooms, f"{typed:04}")
    with pytest.raises(Refusal) as told:
        check_in_at_screen(rooms, str(mine.booking.number))
    assert told.value.code == "too_many_numbers" and told.value.details == {"minutes": 5}
    # The control: without the limit the next number is as good as the first.
    with pytest.raises(Refusal, match="not_found_here"):
        check_in_by_number(rooms, None, "0009")
    clock.pass_(minutes=5)
    assert check_in_at_screen(rooms, str(mine.booking.number)).phase is Phase.HERE
    for _ in range(WRONG_NUMBERS * 2):
        assert check_in_at_screen(rooms, str(mine.booking.number)).phase is Phase.HERE

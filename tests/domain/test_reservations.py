"""Reservations: how many places are left, which times are near, what may be asked for at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, strategies as st

from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import (
    AFTER,
    LIVE,
    LONGEST,
    Occupancy,
    Reservation,
    ReservationState,
    Resource,
    available,
    blocked,
    check,
    may_become,
    most_occupied,
    nearest_free,
    slots,
)
from tests.support.centre import AFTERNOON

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FOUR = AFTERNOON.replace(hour=16, minute=0)
CHESS = Resource("rooms", "chess", 2, setup=5 * MINUTE, teardown=15 * MINUTE)


def at(minute: int) -> datetime:
    return AFTERNOON + minute * MINUTE


def reservation(state: ReservationState = ReservationState.CONFIRMED) -> Reservation:
    return Reservation.of(CHESS, "code", FOUR, FOUR + HOUR, state=state)


def a_span() -> st.SearchStrategy[Occupancy]:
    minutes = st.integers(0, 60)
    return st.builds(
        lambda begins, length, places: Occupancy(at(begins), at(begins + length), places),
        minutes, st.integers(1, 30), st.integers(1, 3),
    )


@given(st.lists(a_span(), max_size=8), a_span())
def test_most_taken_is_what_counting_each_minute_says(taken: list[Occupancy],
                                                      within: Occupancy) -> None:
    minutes = (within.ends_at - within.starts_at) // MINUTE
    counted = max(
        sum(s.seats for s in taken if s.starts_at <= moment < s.ends_at)
        for moment in (within.starts_at + n * MINUTE for n in range(minutes))
    )
    assert most_occupied(taken, within) == counted


def test_one_may_begin_as_the_other_ends() -> None:
    hour = Occupancy(FOUR, FOUR + HOUR)
    assert not hour.meets(Occupancy(FOUR + HOUR, FOUR + 2 * HOUR))
    assert hour.meets(Occupancy(FOUR + HOUR - MINUTE, FOUR + 2 * HOUR))


def test_preparing_and_tidying_up_keep_the_places_too() -> None:
    kept = blocked(CHESS, FOUR, FOUR + HOUR)
    assert (kept.starts_at, kept.ends_at) == (FOUR - 5 * MINUTE, FOUR + HOUR + 15 * MINUTE)
    assert available(CHESS, [kept], FOUR + HOUR, FOUR + 2 * HOUR) == 1
    assert available(CHESS, [kept], FOUR + HOUR + 20 * MINUTE, FOUR + 2 * HOUR) == 2
    smaller = Resource("rooms", "chess", 0)
    assert available(smaller, [kept], FOUR, FOUR + HOUR) == 0, "never less than none"


def test_the_nearest_free_times_are_told_in_their_order() -> None:
    table = Resource("rooms", "table", 1)
    day = tuple(slots(FOUR - 2 * HOUR, FOUR + 3 * HOUR, HOUR))
    assert len(day) == 5
    taken = [Occupancy(FOUR, FOUR + HOUR)]
    near = nearest_free(table, taken, day, FOUR)
    assert [begins.hour for begins, _ in near] == [15, 17, 18], "18 is as near as 14, and later"
    assert [begins.hour for begins, _ in nearest_free(table, taken, day, FOUR, most=1)] == [17]
    assert nearest_free(table, taken, day, FOUR, seats=2) == ()


def test_a_slot_that_does_not_fit_before_closing_is_none() -> None:
    assert len(list(slots(FOUR, FOUR + 2 * HOUR + 30 * MINUTE, HOUR))) == 2


@pytest.mark.parametrize(("begins", "ends", "places", "code"), [
    (FOUR, FOUR + HOUR, 3, "too_many_places"),
    (AFTERNOON - HOUR, AFTERNOON, 1, "over_already"),
    (FOUR + 8 * 24 * HOUR, FOUR + 8 * 24 * HOUR + HOUR, 1, "too_far_ahead"),
])
def test_what_cannot_be_had_is_said(
    begins: datetime, ends: datetime, places: int, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check(CHESS, begins, ends, places, AFTERNOON)
    assert refused.value.code == code


def test_a_slot_under_way_can_be_had_unless_it_has_to_be_asked_for_before() -> None:
    begins, ends = AFTERNOON - 20 * MINUTE, AFTERNOON + 40 * MINUTE
    check(CHESS, begins, ends, 1, AFTERNOON)
    hall = Resource("rooms", "hall", 1, min_notice=HOUR)
    for begins in (AFTERNOON - 20 * MINUTE, AFTERNOON + 59 * MINUTE):
        with pytest.raises(Refusal) as refused:
            check(hall, begins, begins + HOUR, 1, AFTERNOON)
        assert (refused.value.code, refused.value.details) == ("too_late_to_claim", {"minutes": 60})
    check(hall, AFTERNOON + HOUR, AFTERNOON + 2 * HOUR, 1, AFTERNOON)


@pytest.mark.parametrize(("begins", "ends", "places"), [
    (FOUR, FOUR, 1), (FOUR + HOUR, FOUR, 1), (FOUR, FOUR + LONGEST, 1), (FOUR, FOUR + HOUR, 0),
])
def test_what_is_no_reservation_is_the_programs_fault(
    begins: datetime, ends: datetime, places: int
) -> None:
    with pytest.raises(ValueError, match="reservation"):
        check(CHESS, begins, ends, places, AFTERNOON)


@pytest.mark.parametrize(("before", "after"), list(product(ReservationState, ReservationState)))
def test_every_way_from_state_to_state_is_decided(
    before: ReservationState, after: ReservationState
) -> None:
    leads = {
        "held": {"confirmed", "released", "cancelled"},
        "confirmed": {"held", "checked_in", "released", "cancelled"},
        "checked_in": {"finished"},
        "cancelled": {"held", "confirmed"},
    }
    assert may_become(reservation(before), after) is (after in leads.get(before, set()))
    assert reservation(before).is_live is (before in LIVE)


def test_nothing_that_gave_its_places_back_takes_them_again_but_by_the_centres_mistake() -> None:
    for state in LIVE:
        assert AFTER.get(state, set()) <= LIVE | {ReservationState.CANCELLED}

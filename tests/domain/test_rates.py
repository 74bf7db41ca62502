"""Rates: how many at once, and how long each of them takes to come free again."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, strategies as st

from kiosk.domain.rates import NO_WAIT, Rate
from tests.support.centre import AFTERNOON

THREE = Rate(3, timedelta(minutes=1))


def done(rate: Rate, gaps: list[float]) -> list[datetime]:
    """When something is done by somebody who tries after each of these gaps, in seconds."""
    now = free_at = AFTERNOON
    done = []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if rate.wait(free_at, now) == NO_WAIT:
            free_at = rate.taken(free_at, now)
            done.append(now)
    return done


def test_so_many_come_at_once_and_the_next_after_its_share() -> None:
    assert len(done(THREE, [0] * 10)) == 3
    assert len(done(THREE, [0] * 10 + [19])) == 3
    assert len(done(THREE, [0] * 10 + [20])) == 4
    assert len(done(THREE, [0] * 10 + [60, 0, 0, 0])) == 6


def test_the_wait_that_is_named_is_the_true_one() -> None:
    free_at = AFTERNOON
    for _ in range(3):
        free_at = THREE.taken(free_at, AFTERNOON)
    wait = THREE.wait(free_at, AFTERNOON)
    assert wait == timedelta(seconds=20)
    assert THREE.wait(free_at, AFTERNOON + wait) == NO_WAIT
    assert THREE.wait(free_at, AFTERNOON + wait - timedelta.resolution) > NO_WAIT, "the control"


@given(st.lists(st.floats(0, 30), max_size=60))
def test_no_rhythm_gets_more_than_twice_the_times_into_any_counter(gaps: list[float]) -> None:
    """All at once and then each as it comes free: a counter never holds more."""
    done_at = done(THREE, gaps)
    for begin in done_at:
        counter = [one for one in done_at if begin <= one < begin + THREE.per]
        assert len(counter) <= 2 * THREE.times

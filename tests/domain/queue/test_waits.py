"""The expected wait: shown only with something to go by, and right eight times in ten."""

from __future__ import annotations

import random
from statistics import mean

import pytest
from hypothesis import given, strategies as st

from kiosk.domain.queue.expected_wait import FIRST_SPREAD, expected_wait, pace, spread


def test_nothing_to_go_by_shows_no_wait() -> None:
    assert pace([300.0, 240.0]) is None
    assert pace([-3.0, -2.0, -1.0]) == 0, "the clock was set back"
    assert expected_wait({"a": 1}, [], 1, {"a": None}, []) is None
    assert expected_wait({"a": 1}, [], 0, {"a": 300.0}, []) is None


def test_two_counters_halve_the_wait() -> None:
    one = expected_wait({"a": 6}, [], 1, {"a": 300.0}, [])
    two = expected_wait({"a": 6}, [], 2, {"a": 300.0}, [])
    assert one and two
    assert one.point == pytest.approx(2 * two.point)


def test_a_service_without_a_pace_borrows_the_usual_one() -> None:
    wait = expected_wait({"new": 1}, [], 1, {"new": None, "a": 240.0}, [])
    assert wait and wait.point == pytest.approx(240.0)


def test_few_estimates_are_not_trusted() -> None:
    assert spread([1.0] * 9) == FIRST_SPREAD
    assert spread([1.0] * 10) == (1.0, 1.0)


@given(st.floats(60, 7200), st.lists(st.floats(-4, 6), max_size=100))
def test_the_range_is_a_range_of_whole_minutes(point: float, scores: list[float]) -> None:
    wait = expected_wait({"a": 1}, [], 1, {"a": point}, scores)
    assert wait and 0 <= wait.low < wait.high
    assert wait.high <= 10 or wait.high % 5 == 0


def hold_rate(day: random.Random, widen: float = 1.0) -> float:
    """A counter's days: estimates against what came true, learning as they go."""
    held, scores, served, queue = [], [], [300.0] * 3, 0
    for _ in range(900):
        queue = max(0, min(12, queue + day.choice((-1, 0, 0, 1))))
        wait = expected_wait({"a": queue + 1}, [], 1, {"a": pace(served[-20:])}, scores[-100:])
        assert wait
        true = sum(day.lognormvariate(5.6, 0.6) for _ in range(queue + 1))
        middle = (wait.low + wait.high) / 2
        half = (wait.high - wait.low) / 2 * widen
        held.append(middle - half <= true / 60 <= middle + half)
        served.append(day.lognormvariate(5.6, 0.6))
        scores.append((true - wait.point) / wait.scale)
    return mean(held[100:])


def test_the_range_holds_eight_times_in_ten() -> None:
    rates = [hold_rate(random.Random(seed)) for seed in range(8)]
    assert 0.75 <= mean(rates) <= 0.9
    # The control: a range of half the width is caught out.
    assert mean(hold_rate(random.Random(seed), widen=0.5) for seed in range(3)) < 0.7

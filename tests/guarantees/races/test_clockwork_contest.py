"""Several processes look at what is due in the rooms, and some die of it: each is done once."""

from __future__ import annotations

import signal
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from kiosk.actions.rooms import run_due
from kiosk.context import AppContext
from tests.support.centre import Clock
from tests.support.guarantees.processes import PROCESSES, together
from tests.support.guarantees.timekeepers import (
    EVENING,
    Release,
    a_day_of,
    dies_at,
    done,
    from_any_state,
    from_its_state,
    keep_the_day,
    left_to_do,
    release_what_was_seen,
)
from tests.support.rooms import with_rooms

TOGETHER = 4


def test_four_keep_the_same_day_and_each_place_is_given_on_once(
    ctx: AppContext, small_url: str, tmp_path: Path
) -> None:
    centre = with_rooms(ctx)
    count = a_day_of(centre)
    told, _ = together([
        partial(keep_the_day, small_url, tmp_path / f"data{n}") for n in range(TOGETHER)
    ])
    assert [one.troubles for one in told] == [()] * TOGETHER
    changed, written = done(centre)
    assert len(changed) == count and left_to_do(centre) == 0
    assert set(changed.values()) == set(written.values()) == {1} and changed == written


@pytest.mark.parametrize(("release", "is_once"), [(from_its_state, True), (from_any_state, False)])
def test_who_releases_from_the_state_it_saw_does_it_once(
    ctx: AppContext, small_url: str, tmp_path: Path, release: Release, is_once: bool
) -> None:
    centre = with_rooms(ctx)
    count = a_day_of(centre)
    told, _ = together([
        partial(release_what_was_seen, small_url, tmp_path / f"data{n}", release)
        for n in range(TOGETHER)
    ])
    released = Counter(reservation for one in told for reservation in one.labels)
    # Otherwise they did not meet, and the rest proves nothing.
    assert sum(bool(one.labels) for one in told) > 1
    assert len(released) == count
    # The control, without the condition: some were released twice.
    assert (set(released.values()) == {1}) is is_once


def killed(url: str, data: Path, line: int, in_one: bool = True) -> None:
    """A round that dies at that line of the journal."""
    process = PROCESSES.Process(target=dies_at, args=(url, data, line, in_one), daemon=True)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("line", [1, 20, 44, 0], ids=["first", "middle", "last", "done"])
def test_killed_in_between_the_next_round_does_what_is_left(
    ctx: AppContext, small_url: str, tmp_path: Path, clock: Clock, line: int
) -> None:
    centre = with_rooms(ctx)
    count = a_day_of(centre)
    for _ in range(2):
        killed(small_url, tmp_path / "victim", line)
        # All of a round or nothing of it.
        assert left_to_do(centre) == (count if line else 0)
    clock.now = EVENING
    run_due(centre)
    changed, written = done(centre)
    assert len(changed) == count and left_to_do(centre) == 0
    assert set(changed.values()) == {1} and changed == written


def test_control_killed_between_two_transactions_something_is_missing(
    ctx: AppContext, small_url: str, tmp_path: Path, clock: Clock
) -> None:
    centre = with_rooms(ctx)
    a_day_of(centre)
    killed(small_url, tmp_path / "victim", 20, in_one=False)
    clock.now = EVENING
    run_due(centre)
    changed, written = done(centre)
    assert changed != written

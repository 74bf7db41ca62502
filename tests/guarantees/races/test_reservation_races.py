"""Many want the same slots at once: each is sold once, and counting each minute says the same."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from db.engine.database import open_database
from kiosk.domain.reservations.places import Resource
from tests.support.guarantees.booking import (
    TABLE,
    Book,
    book_all,
    build,
    by_action,
    by_deferred_script,
    by_repeatable_script,
    by_script,
    differences,
    sold,
)
from tests.support.guarantees.processes import together

WHO = 8
WHOLE = pytest.param(300, 20, marks=pytest.mark.soak, id="20 runs of 300")
SAMPLE = pytest.param(20, 1, id="20 slots")
HALL = Resource("rooms", "hall", 3, setup=timedelta(minutes=5), teardown=timedelta(minutes=15))


def contest(
    url: str, slots: int, book: Book, guarded: bool = True
) -> tuple[Counter[int], list[str]]:
    """Eight try to get every slot: how often each was sold, and every trouble somebody saw."""
    build(url, TABLE, guarded=guarded)
    told, _ = together([partial(book_all, url, slots, seed, book) for seed in range(WHO)])
    # Otherwise they did not meet, and the rest proves nothing.
    assert sum(bool(one.labels) for one in told) > 1
    begins = sold(url)
    assert len(begins) == sum(len(one.labels) for one in told)
    return Counter(begins), [trouble for one in told for trouble in one.troubles]


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("slots", "runs"), [SAMPLE, WHOLE])
@pytest.mark.parametrize("book", [by_action, by_script])
def test_eight_want_every_slot_and_each_is_sold_once(
    request: pytest.FixtureRequest, tmp_path: Path, url: str, book: Book, slots: int, runs: int
) -> None:
    for n in range(runs):
        here = url
        if n and "postgresql" in url:
            here = request.getfixturevalue("postgres").new_database()
        elif n:
            here = f"cysqlite:///{tmp_path / f'centre{n}.db'}"
        often, troubles = contest(here, slots, book)
        assert troubles == []
        assert len(often) == slots, "unsold"
        assert set(often.values()) == {1}, "sold twice"


def test_whoever_keeps_to_an_old_picture_is_stopped_too(postgres: object) -> None:
    often, troubles = contest(postgres.new_database(), 40, by_repeatable_script)
    assert troubles == [] and set(often.values()) == {1}


def test_control_without_the_guard_slots_are_sold_twice(url: str) -> None:
    often, _ = contest(url, 40, by_script, guarded=False)
    assert max(often.values()) > 1


def test_control_a_deferred_transaction_runs_into_lock_errors(tmp_path: Path) -> None:
    _, troubles = contest(f"cysqlite:///{tmp_path / 'centre.db'}", 40, by_deferred_script)
    assert any("locked" in trouble for trouble in troubles)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "actions", [500, pytest.param(100_000, marks=pytest.mark.soak, id="100000 actions")]
)
def test_random_actions_agree_with_counting_each_minute(url: str, actions: int) -> None:
    build(url, HALL)
    database = open_database(url)
    assert differences(database, HALL, actions, seed=actions) == []
    database.close()


def test_control_the_minute_count_sees_a_place_sold_twice(url: str) -> None:
    build(url, HALL, guarded=False)
    database = open_database(url)
    assert differences(database, HALL, 400, seed=1) != []
    database.close()

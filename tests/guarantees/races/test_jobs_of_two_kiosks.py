"""Whatever falls due by the clock, two kiosks that share a database do as often as one."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.actions.operations import bootstrap, demo
from kiosk.context import AppContext
from tests.support.centre import SEED, Clock, context_on
from tests.support.postgres import Server

# Each machine backs up to its own disk, has a copy of the keys and reads the log for itself;
# what is sent out waits in the database (`tests/actions/volunteers`).
OF_EACH_MACHINE = {"backup", "keys", "event log", "notices"}
LATER = (timedelta(hours=3), timedelta(days=1), timedelta(days=8), timedelta(days=40))
# Months of figures are caught up a week at a look.
LOOKS = 10
Job = Callable[[AppContext], float]


@pytest.fixture(scope="module")
def lively(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with a lively day, to be copied."""
    url = postgres.new_database()
    ctx = context_on(url, tmp_path_factory.mktemp("lively"))
    bootstrap.prepare(ctx, SEED)
    assert list(demo.fill(ctx))
    ctx.database.close()
    yield url.rpartition("/")[2]
    postgres.drop(url)


def done_by(kiosks: int, postgres: Server, lively: str, folder: Path) -> Counter[str]:
    """What so many kiosks do of what falls due, by event, each looking at the same moments."""
    url, clock = postgres.new_database(lively), Clock()
    machines = [context_on(url, folder / f"{kiosks}-{n}", clock) for n in range(kiosks)]
    first = machines[0]
    jobs = [job for area in first.areas for name, job in (area.jobs or {}).items()
            if name not in OF_EACH_MACHINE]
    before = events(first)
    for step in LATER:
        clock.pass_(seconds=step.total_seconds())
        for job in jobs * LOOKS:
            _at_once(machines, job)
    done = events(first) - before
    for one in machines:
        one.database.close()
    postgres.drop(url)
    return done


def events(ctx: AppContext) -> Counter[str]:
    """How often what was done."""
    rows = ctx.database.peewee.execute_sql("SELECT action, COUNT(*) FROM event_log GROUP BY action")
    return Counter(dict(rows.fetchall()))


def _at_once(machines: list[AppContext], job: Job) -> None:
    begin, troubles = threading.Barrier(len(machines)), list[BaseException]()

    def look(ctx: AppContext) -> None:
        begin.wait()
        try:
            job(ctx)
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the job would not be done
            troubles.append(trouble)
        finally:
            ctx.database.close()

    threads = [threading.Thread(target=look, args=[ctx]) for ctx in machines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


@pytest.mark.soak
def test_two_kiosks_do_each_thing_as_often_as_one(
    postgres: Server, lively: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = done_by(1, postgres, lively, tmp_path)
    assert len(alone) > 8 and done_by(2, postgres, lively, tmp_path) == alone
    # The control: a sweep that does not look again who did it meanwhile.
    monkeypatch.setattr("kiosk.actions.ratings.scheduled._is_new_week", lambda *_: True)
    assert done_by(2, postgres, lively, tmp_path) != alone

"""Two machines that share a database are started at once: one prepares it, the other waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from db.engine.database import Database
from kiosk.actions.operations import bootstrap
from kiosk.domain.refusals import StorageDown
from tests.support.centre import SEED, context_on
from tests.support.postgres import Server


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    """An empty database."""
    made = postgres.new_database()
    yield made
    postgres.drop(made)


def started(url: str, folder: Path) -> tuple[list[str], list[str]]:
    """The PINs of admin and the troubles that two machines tell who begin at one moment."""
    begin, pins, troubles = threading.Barrier(2), list[str](), list[str]()

    def start(data: Path) -> None:
        ctx = context_on(url, data)
        begin.wait()
        try:
            pins.extend(filter(None, [bootstrap.prepare(ctx, SEED)]))
        except Exception as trouble:  # noqa: BLE001 - whatever it is, this machine would not start
            troubles.append(repr(trouble))
        ctx.database.close()

    machines = [threading.Thread(target=start, args=(folder / name,)) for name in "ab"]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    return pins, troubles


def test_two_machines_prepare_one_database_once(url: str, tmp_path: Path) -> None:
    pins, troubles = started(url, tmp_path)
    assert (len(pins), troubles) == (1, [])


def test_control_both_at_once_run_into_each_other(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "alone", nullcontext)
    assert started(url, tmp_path)[1]


def test_who_waits_for_too_long_says_so(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.database.POSTGRES", "-c lock_timeout=1s")
    first, second = (context_on(url, tmp_path / name).database for name in "ab")
    with first.alone(), pytest.raises(StorageDown, match="lock timeout"), second.alone():
        pytest.fail("both prepare it")
    with second.alone():
        assert second.is_new()
    for one in (first, second):
        one.close()

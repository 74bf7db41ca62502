"""Accounts that are changed at once: each is written down as it is, and nobody is turned away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from db.engine.database import Database
from db.engine.key_store import KeyStore
from db.operations import standing
from kiosk.actions import acting
from kiosk.actions.staff.sessions import add_account, reset_account
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import Role
from tests.support.centre import small_centre

RIVALS, ROUNDS = 6, 8


@pytest.fixture
def centre(small_url: str, tmp_path: Path) -> AppContext:
    """A centre with some accounts."""
    ctx = small_centre(small_url, tmp_path / "data")
    for n in range(RIVALS):
        add_account(ctx, f"员工{n}", Role.CLERK)
    return ctx


def resets(centre: AppContext, n: int, turned_away: list[str],
           first: Callable[[], object] = lambda: None) -> threading.Thread:
    """Gives an account a new PIN, on a thread of its own."""
    def run() -> None:
        first()
        try:
            reset_account(centre, f"员工{n}")
        except StorageDown as trouble:
            turned_away.append(str(trouble))
        finally:
            centre.database.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def not_as_written(centre: AppContext) -> list[str]:
    """Accounts that a restore would give another state than they have."""
    with centre.database.read() as tx:
        known = centre.vault.keys.standing()
        return [key[1] for key, body in standing.state(tx).items()
                if known.get(key, ("",))[0] != body]


def test_all_who_change_at_once_are_written_down(centre: AppContext) -> None:
    turned_away: list[str] = []
    for _ in range(ROUNDS):
        start = threading.Barrier(RIVALS)
        threads = [resets(centre, n, turned_away, start.wait) for n in range(RIVALS)]
        for thread in threads:
            thread.join()
        assert not_as_written(centre) == []
    assert turned_away == []
    centre.database.close()


def unguarded(database: Database, keys: KeyStore) -> None:
    """Writing down what was read, whoever else wrote meanwhile."""
    with database.read() as tx:
        keys.keep_standing(standing._unwritten(tx, keys, tx.version))


def test_control_whoever_is_slower_loses_what_the_other_changed(
    centre: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned_away: list[str] = []
    monkeypatch.setattr(acting.standing, "keep", unguarded)
    really, meanwhile = KeyStore.keep_standing, threading.local()

    def slow(keys: KeyStore, bodies: dict[tuple[str, str], str]) -> None:
        if getattr(meanwhile, "happens", False):
            meanwhile.happens = False
            resets(centre, 0, turned_away).join()
        really(keys, bodies)

    monkeypatch.setattr(KeyStore, "keep_standing", slow)
    resets(centre, 0, turned_away, lambda: setattr(meanwhile, "happens", True)).join()
    assert turned_away if not centre.database.is_sqlite else not_as_written(centre)
    centre.database.close()

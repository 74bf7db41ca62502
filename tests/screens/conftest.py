"""What tests of screens can ask for: a resident at a touch screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.context import AppContext
from tests.support.centre import Clock, small_centre
from tests.support.rooms import with_rooms
from tests.support.screens.resident import Resident
from tests.support.screens.writer import Writer, scripted_writing


@pytest.fixture
def printing_ctx(tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A small centre whose kiosk has a printer."""
    url = f"cysqlite:///{tmp_path / 'centre.db'}"
    made = small_centre(url, tmp_path / "data", clock, KIOSK_PRINTER=f"file:{tmp_path / 'paper'}")
    yield made
    made.database.close()


@pytest.fixture
def resident(printing_ctx: AppContext) -> Iterator[Resident]:
    """Somebody who has just come to the touch screen of that centre."""
    made = Resident(printing_ctx)
    yield made
    made.leaves()


@pytest.fixture
def visitor(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at a touch screen, where the kind of database does not matter."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


@pytest.fixture
def anybody(ctx: AppContext) -> Iterator[Resident]:
    """Somebody at a touch screen, on each kind of database."""
    made = Resident(ctx)
    yield made
    made.leaves()


@pytest.fixture
def writing_ctx(sqlite_ctx: AppContext) -> AppContext:
    """A small centre whose engines answer as they are told to."""
    return replace(sqlite_ctx, writing=scripted_writing())


@pytest.fixture
def writer(writing_ctx: AppContext) -> Iterator[Writer]:
    """Somebody who has come to the search of that centre."""
    made = Writer(writing_ctx)
    yield made
    made.leaves()


@pytest.fixture
def guest(ctx: AppContext) -> Iterator[Resident]:
    """Somebody at a touch screen of a centre with rooms, on each kind of database."""
    made = Resident(with_rooms(ctx))
    yield made
    made.leaves()


@pytest.fixture
def one_guest(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """The same where the kind of database does not matter."""
    made = Resident(with_rooms(sqlite_ctx))
    yield made
    made.leaves()

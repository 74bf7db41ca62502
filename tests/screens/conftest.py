"""What tests of screens can ask for: a resident at a glass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.lobby import Lobby
from tests.house import Clock, small_house
from tests.rooms import with_rooms
from tests.screens.resident import Resident
from tests.screens.writer import Writer, scripted_writing


@pytest.fixture
def printing_lobby(tmp_path: Path, clock: Clock) -> Iterator[Lobby]:
    """A small house whose kiosk has a printer."""
    url = f"cysqlite:///{tmp_path / 'house.db'}"
    made = small_house(url, tmp_path / "data", clock, KIOSK_PRINTER=f"file:{tmp_path / 'paper'}")
    yield made
    made.database.close()


@pytest.fixture
def resident(printing_lobby: Lobby) -> Iterator[Resident]:
    """Somebody who has just come to the glass of that house."""
    made = Resident(printing_lobby)
    yield made
    made.leaves()


@pytest.fixture
def visitor(sqlite_lobby: Lobby) -> Iterator[Resident]:
    """Somebody at a glass, where the kind of database does not matter."""
    made = Resident(sqlite_lobby)
    yield made
    made.leaves()


@pytest.fixture
def anybody(lobby: Lobby) -> Iterator[Resident]:
    """Somebody at a glass, on each kind of database."""
    made = Resident(lobby)
    yield made
    made.leaves()


@pytest.fixture
def writing_lobby(sqlite_lobby: Lobby) -> Lobby:
    """A small house whose engines answer as they are told to."""
    return replace(sqlite_lobby, writing=scripted_writing())


@pytest.fixture
def writer(writing_lobby: Lobby) -> Iterator[Writer]:
    """Somebody who has come to the search of that house."""
    made = Writer(writing_lobby)
    yield made
    made.leaves()


@pytest.fixture
def guest(lobby: Lobby) -> Iterator[Resident]:
    """Somebody at a glass of a house with rooms, on each kind of database."""
    made = Resident(with_rooms(lobby))
    yield made
    made.leaves()


@pytest.fixture
def one_guest(sqlite_lobby: Lobby) -> Iterator[Resident]:
    """The same where the kind of database does not matter."""
    made = Resident(with_rooms(sqlite_lobby))
    yield made
    made.leaves()

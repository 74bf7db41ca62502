"""What tests of deeds can ask for: a house with rooms."""

from __future__ import annotations

import pytest

from kiosk.lobby import Lobby
from tests.rooms import with_rooms


@pytest.fixture
def rooms(lobby: Lobby) -> Lobby:
    """The small house with three rooms, on each database."""
    return with_rooms(lobby)

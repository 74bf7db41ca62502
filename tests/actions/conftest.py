"""What tests of actions can ask for: a house with rooms, a house with volunteers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.volunteers.registry import Volunteer
from tests.support.house import Clock, small_house
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import coordinator, volunteer, with_help


@pytest.fixture
def rooms(ctx: AppContext) -> AppContext:
    """The small house with three rooms, on each database."""
    return with_rooms(ctx)


@pytest.fixture
def house(small_url: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """The small house with the seed's teams, on each database."""
    ctx = with_help(small_house(small_url, tmp_path, clock))
    yield ctx
    ctx.database.close()


@pytest.fixture
def at(house: AppContext) -> StaffSession:
    """The coordinator."""
    return coordinator(house)


@pytest.fixture
def liu(house: AppContext, at: StaffSession) -> Volunteer:
    """A volunteer of the team that shows how phones work."""
    return volunteer(house, at)


@pytest.fixture
def wang(ctx: AppContext) -> StaffSession:
    """An editor."""
    return coordinator(ctx, Role.EDITOR, "小王")


@pytest.fixture
def li(ctx: AppContext) -> StaffSession:
    """Another one."""
    return coordinator(ctx, Role.EDITOR, "小李")

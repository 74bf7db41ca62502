"""What tests of actions can ask for: a centre with rooms, a centre with volunteers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.volunteers.registry import Volunteer
from tests.support.centre import Clock, small_centre
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import coordinator, volunteer, with_help


@pytest.fixture
def rooms(ctx: AppContext) -> AppContext:
    """The small centre with three rooms, on each database."""
    return with_rooms(ctx)


@pytest.fixture
def centre(small_url: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """The small centre with the seed's teams, on each database."""
    ctx = with_help(small_centre(small_url, tmp_path, clock))
    yield ctx
    ctx.database.close()


@pytest.fixture
def at(centre: AppContext) -> StaffSession:
    """The coordinator."""
    return coordinator(centre)


@pytest.fixture
def liu(centre: AppContext, at: StaffSession) -> Volunteer:
    """A volunteer of the team that shows how phones work."""
    return volunteer(centre, at)


@pytest.fixture
def wang(ctx: AppContext) -> StaffSession:
    """An editor."""
    return coordinator(ctx, Role.EDITOR, "小王")


@pytest.fixture
def li(ctx: AppContext) -> StaffSession:
    """Another one."""
    return coordinator(ctx, Role.EDITOR, "小李")

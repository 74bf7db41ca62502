"""A centre with activities."""

import pytest

from kiosk.context import AppContext
from tests.support.activities import with_activities


@pytest.fixture
def activities(ctx: AppContext) -> AppContext:
    """A small centre with three activities, their sessions planned."""
    return with_activities(ctx)

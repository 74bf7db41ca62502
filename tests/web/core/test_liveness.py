"""What a watching program hears of the pages: `/healthz` knows disk and folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.liveness import FRESH, Liveness


class Seconds:
    """A monotonic clock that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def feed(sqlite_ctx: AppContext) -> ChangePoller:
    """A poller that has looked once."""
    made = ChangePoller(sqlite_ctx.database)
    made.look()
    return made


@pytest.mark.parametrize("folder", ["/proc", "/nowhere"])
def test_a_folder_that_takes_no_file_is_noticed(
    sqlite_ctx: AppContext, feed: ChangePoller, folder: str
) -> None:
    settings = replace(sqlite_ctx.settings, data=Path(folder))
    liveness = Liveness(replace(sqlite_ctx, settings=settings), feed)
    assert liveness.trouble().startswith("nothing can be written: ")


def test_the_disk_is_not_asked_by_each_who_asks(
    sqlite_ctx: AppContext, feed: ChangePoller
) -> None:
    data = sqlite_ctx.settings.data
    data.mkdir(exist_ok=True)
    seconds = Seconds()
    liveness = Liveness(sqlite_ctx, feed, seconds)
    assert liveness.trouble() == ""
    data.rename(data.with_name("away"))
    assert liveness.trouble() == ""
    seconds.now += FRESH
    assert liveness.trouble() != ""
    data.with_name("away").rename(data)

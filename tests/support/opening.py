"""A centre on a good morning: touch screen, pages, board, paper and voice are there, and the
machine's clock was set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.display import Display
from kiosk.devices.own_pages import ask_pages
from kiosk.supervisor import only_copy
from kiosk.web.core.site import make_site
from tests.support.web.serving import Serving

LOOKS = "kiosk.actions.operations.opening_parts"


@contextmanager
def good_morning(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppContext]:
    """All ten parts are well."""
    monkeypatch.setattr(f"{LOOKS}.time_sync.is_synchronized", lambda: True)
    monkeypatch.setattr(f"{LOOKS}.display", lambda: Display.LIT)
    feed = ChangePoller(ctx.database)
    feed.look()
    pages = Serving(make_site(ctx, feed))
    settings = replace(ctx.settings, port=pages.port, fixed_url=pages.base, host="127.0.0.1")
    ask_pages(pages.base, "/board/state", 10)
    with only_copy(settings, "ui"):
        yield replace(ctx, settings=settings)
    pages.ends()

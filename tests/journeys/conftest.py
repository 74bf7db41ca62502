"""What journeys can ask for: a resident at the touch screen, and phones beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import waitress
from playwright.sync_api import Browser, Page

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.site import make_site
from tests.support.rooms import with_rooms
from tests.support.screens.resident import Resident
from tests.support.volunteer_help import with_help


@pytest.fixture
def centre(sqlite_ctx: AppContext) -> Iterator[tuple[Resident, str]]:
    """A touch screen and the pages of one centre; its news runs by itself."""
    ctx = with_help(with_rooms(sqlite_ctx))
    feed = ChangePoller(ctx.database)
    feed.start()
    server = waitress.create_server(
        make_site(ctx, feed, limited=False), host="127.0.0.1", port=0, threads=4,
        asyncore_use_poll=True,
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    guest = Resident(ctx, others=True)
    yield guest, f"http://127.0.0.1:{server.effective_port}"
    guest.leaves()
    server.close()
    thread.join(5)
    feed.stop()


@pytest.fixture
def phone(centre: tuple[Resident, str], browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of the centre on a phone of its own; all of them are gone before the pages:
    what still asks a server that is closed writes where it should not.
    """
    _, served = centre
    contexts = []

    def opened(path: str, **more: object) -> Page:
        context = browser.new_context(**{
            "viewport": {"width": 390, "height": 844}, "locale": "zh-CN", **more,
        })
        contexts.append(context)
        page = context.new_page()
        page.goto(served + path)
        return page

    yield opened
    for context in contexts:
        context.close()

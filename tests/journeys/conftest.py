"""What journeys can ask for: a resident at the touch screen, and phones beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from kiosk.context import AppContext
from tests.support.rooms import with_rooms
from tests.support.screens.resident import Resident
from tests.support.volunteer_help import with_help
from tests.support.web.serving import served


@pytest.fixture
def centre(sqlite_ctx: AppContext) -> Iterator[tuple[Resident, str]]:
    """A touch screen and the pages of one centre; its news runs by itself."""
    ctx = with_help(with_rooms(sqlite_ctx))
    with served(ctx) as base:
        guest = Resident(ctx, others=True)
        yield guest, base
        guest.leaves()


@pytest.fixture
def phone(centre: tuple[Resident, str], browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of the centre on a phone of its own; all of them are gone before the pages:
    what still asks a server that is closed writes where it should not.
    """
    _, base = centre
    contexts = []

    def opened(path: str, **more: object) -> Page:
        context = browser.new_context(**{
            "viewport": {"width": 390, "height": 844}, "locale": "zh-CN", **more,
        })
        contexts.append(context)
        page = context.new_page()
        page.goto(base + path)
        return page

    yield opened
    for context in contexts:
        context.close()

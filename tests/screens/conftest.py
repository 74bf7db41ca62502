"""What tests of screens can ask for: a resident at a glass."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.site import make_site
from tests.helpers import with_help
from tests.house import Clock, small_house
from tests.rooms import with_rooms
from tests.screens.resident import Resident
from tests.screens.writer import Writer, scripted_writing


@pytest.fixture
def printing_ctx(tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A small house whose kiosk has a printer."""
    url = f"cysqlite:///{tmp_path / 'house.db'}"
    made = small_house(url, tmp_path / "data", clock, KIOSK_PRINTER=f"file:{tmp_path / 'paper'}")
    yield made
    made.database.close()


@pytest.fixture
def resident(printing_ctx: AppContext) -> Iterator[Resident]:
    """Somebody who has just come to the glass of that house."""
    made = Resident(printing_ctx)
    yield made
    made.leaves()


@pytest.fixture
def visitor(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at a glass, where the kind of database does not matter."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


@pytest.fixture
def anybody(ctx: AppContext) -> Iterator[Resident]:
    """Somebody at a glass, on each kind of database."""
    made = Resident(ctx)
    yield made
    made.leaves()


@pytest.fixture
def writing_ctx(sqlite_ctx: AppContext) -> AppContext:
    """A small house whose engines answer as they are told to."""
    return replace(sqlite_ctx, writing=scripted_writing())


@pytest.fixture
def writer(writing_ctx: AppContext) -> Iterator[Writer]:
    """Somebody who has come to the search of that house."""
    made = Writer(writing_ctx)
    yield made
    made.leaves()


@pytest.fixture
def guest(ctx: AppContext) -> Iterator[Resident]:
    """Somebody at a glass of a house with rooms, on each kind of database."""
    made = Resident(with_rooms(ctx))
    yield made
    made.leaves()


@pytest.fixture
def one_guest(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """The same where the kind of database does not matter."""
    made = Resident(with_rooms(sqlite_ctx))
    yield made
    made.leaves()


@pytest.fixture
def house(sqlite_ctx: AppContext) -> Iterator[tuple[Resident, str]]:
    """A glass and the pages of one house; its news runs by itself."""
    ctx = with_help(with_rooms(sqlite_ctx))
    feed = ChangePoller(ctx.database)
    feed.start()
    server = waitress.create_server(
        make_site(ctx, feed, limited=False), host="127.0.0.1", port=0, threads=4
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
def phone(house: tuple[Resident, str], browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of the house on a phone of its own; all of them are gone before the pages:
    what still asks a server that is closed writes where it should not.
    """
    _, served = house
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

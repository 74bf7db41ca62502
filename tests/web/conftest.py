"""The site on a small centre: asked directly, or served to a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import StaffSession
from kiosk.web.core.site import make_site
from tests.support.activities import with_activities
from tests.support.rooms import with_rooms
from tests.support.web import serving, sites
from tests.support.web.visitor import Visitor

sites.share()


@pytest.fixture
def feed(ctx: AppContext) -> ChangePoller:
    """The centre's feed; a test lets it look when it wants news told."""
    made = ChangePoller(ctx.database)
    made.look()
    return made


@pytest.fixture
def site(ctx: AppContext, feed: ChangePoller) -> Flask:
    """All pages, with every protection, on each kind of database."""
    return make_site(ctx, feed)


@pytest.fixture
def phone(site: Flask) -> Visitor:
    """A resident's phone."""
    return Visitor(site)


@pytest.fixture
def rooms(ctx: AppContext) -> AppContext:
    """The small centre with three rooms, on each database."""
    return with_rooms(ctx)


@pytest.fixture
def activities(ctx: AppContext) -> AppContext:
    """The small centre with three activities, their sessions planned, on each database."""
    return with_activities(ctx)


@pytest.fixture
def served(sqlite_ctx: AppContext) -> Iterator[str]:
    """The address of the pages, served as in the centre, with a feed that runs."""
    with serving.served(sqlite_ctx) as base:
        yield base


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the centre in a fresh browser, signed in where somebody of the staff is
    named; fails the test on any error in it."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(path: str, width: int = 390, height: int = 844, staff: StaffSession | None = None,
               **more: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, **{"locale": "zh-CN", **more},
        )
        contexts.append(context)
        if staff:
            context.add_cookies([{"name": "desk", "value": staff.token, "path": "/desk",
                                  "domain": "127.0.0.1"}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text)
                if "Content Security Policy" in said.text else None)
        page.goto(served + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors

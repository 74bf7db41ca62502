"""Clerks at their desks: asked directly, or in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import clerk
from tests.support.web.colleague import Colleague

OpenPage = Callable[..., Page]


@pytest.fixture
def desk(ctx: AppContext, site: Flask) -> Colleague:
    """小王 at counter 2, by the log-in page."""
    return Colleague(site, "小王", add_account(ctx, "小王", Role.CLERK)).sit(2)


@pytest.fixture
def clerk_page(sqlite_ctx: AppContext, open_page: OpenPage) -> OpenPage:
    """Opens a browser in which a clerk sits at a counter: `clerk_page(2, "小王")`; the test can let
    time pass on the page. The way there is walked in `test_guides` and in `test_first_ticket`,
    without a script in `cases/test_axe`."""

    def opened(counter: int = 2, name: str = "小王", width: int = 1440, height: int = 900,
               **more: object) -> Page:
        at = clerk(sqlite_ctx, counter, name)
        page = open_page("/desk", width, height, at, **more)
        page.wait_for_selector("#live")
        page.clock.install()
        return page

    return opened

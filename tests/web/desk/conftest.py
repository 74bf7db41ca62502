"""Clerks at their desks: asked directly, or in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.web.colleague import Colleague

OpenPage = Callable[..., Page]


@pytest.fixture
def desk(ctx: AppContext, site: Flask) -> Colleague:
    """小王 at counter 2, by the log-in page."""
    return Colleague(site, "小王", add_account(ctx, "小王", Role.CLERK)).sit(2)


@pytest.fixture
def clerk_page(sqlite_ctx: AppContext, open_page: OpenPage) -> OpenPage:
    """Opens a browser in which a clerk sits at a counter: `clerk_page(2, "小王")`."""
    pins: dict[str, str] = {}

    def opened(counter: int = 2, name: str = "小王", width: int = 1440, height: int = 900,
               **more: object) -> Page:
        if name not in pins:
            pins[name] = add_account(sqlite_ctx, name, Role.CLERK)
        page = open_page("/desk", width, height, **more)
        page.fill("#name", name)
        page.fill("#pin", pins[name])
        if more.get("java_script_enabled") is False:
            page.click("form button")
        page.wait_for_url("**/counters")
        # A key pressed before the page's script has come is nobody's.
        with page.expect_navigation():
            page.click(f"button[value='{counter}']")
        page.wait_for_selector("#live")
        return page

    return opened

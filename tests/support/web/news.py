"""News that a page is told when a test says so, and whether the page was drawn anew for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from tests.support.centre import AFTERNOON
from tests.support.screen import wait_until

# Where every page asks for it.
NEWS = "**/state*"
# What is drawn anew, and its last part marked.
ROOT = "(document.querySelector('#live.desk') || document.getElementById('main'))"
MARK = f"{ROOT}.lastElementChild.dataset.mark = 'old'"


def is_old(page: Page) -> bool:
    return bool(page.evaluate("Boolean(document.querySelector('[data-mark]'))"))


def is_new(page: Page) -> None:
    expect(page.locator("[data-mark]")).to_have_count(0)


@contextmanager
def hears_nothing(page: Page) -> Iterator[None]:
    """A page that is not told what happens meanwhile, so that it is pressed as it stands."""
    page.route(NEWS, lambda route: route.fulfill(status=304))
    yield
    page.unroute(NEWS)


class News:
    """What `/…/state` tells a page: nothing, or something new when a test says so."""

    def __init__(self, page: Page) -> None:
        # Not wait_for_function: the pages' policy forbids what it evaluates.
        wait_until(lambda: page.evaluate("!!window.step"))
        self.page, self._told = page, 0
        self._html = page.evaluate("document.querySelector('#live.desk')?.innerHTML || ''")
        page.route(NEWS, self._answer)

    def _answer(self, route: Route) -> None:
        tag = f'W/"{self._told}"'
        if route.request.headers.get("if-none-match") == tag:
            route.fulfill(status=304, headers={"ETag": tag})
        else:
            route.fulfill(headers={"ETag": tag}, json={
                "now": AFTERNOON.isoformat(), "told": self._told, "title": "", "html": self._html})

    def comes(self) -> None:
        """Something new happens, and the page looks."""
        self._told += 1
        self.page.evaluate("step()")

    def begins(self) -> News:
        """The page has heard of this news too, so that nothing else is on its way."""
        self.page.evaluate(MARK)
        self.comes()
        is_new(self.page)
        return self

    def looks(self) -> None:
        """The page looks again, and there is nothing new."""
        self.page.evaluate("step()")

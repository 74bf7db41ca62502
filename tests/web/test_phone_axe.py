"""Every phone page under axe-core, on a small phone and a usual one, with text at 200 % too."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import waitress
from playwright.sync_api import Browser, BrowserContext, Page

from kiosk.actions import volunteers
from kiosk.actions.volunteers import helping, people, visiting
from kiosk.domain.volunteers import Place
from kiosk.feed import Feed
from kiosk.lobby import Lobby
from kiosk.web.site import make_site
from tests.helpers import PIN, asked, coordinator, on_duty, volunteer, with_help
from tests.house import SQLITE, small_house, take
from tests.rooms import at, booked, with_rooms
from tests.web.axe import ENLARGED, WEIGHT, violations

SIZES = ((390, 844), (320, 568))
HEAVIEST = 60 * 1024


class Pages:
    """A house with something of everything, its pages, and the phones that look at them."""

    def __init__(self, lobby: Lobby, browser: Browser) -> None:
        self.lobby, self._browser = lobby, browser
        feed = Feed(lobby.database)
        feed.look()
        self.server = waitress.create_server(
            make_site(lobby, feed, limited=False), host="127.0.0.1", port=0, threads=4
        )
        threading.Thread(target=self.server.run, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.effective_port}"
        self.contexts: list[BrowserContext] = []
        self.helper = self.phone()
        self.paths = self._fill()

    def phone(self, **more: object) -> Page:
        context = self._browser.new_context(**{"locale": "zh-CN", **more})
        self.contexts.append(context)
        return context.new_page()

    def _fill(self) -> dict[str, str]:
        lobby = self.lobby
        staff = coordinator(lobby)
        liu = volunteer(lobby, staff, "刘明", ("civility", "repair"))
        on_duty(lobby, staff, liu)
        new = people.new_link(lobby, staff, volunteer(lobby, staff, "王芳").id)
        link = urlsplit(people.new_link(lobby, staff, liu.id)).path
        self.helper.goto(self.base + link)
        self.helper.fill("#pin", PIN)
        self.helper.click("button.primary")
        self.helper.wait_for_selector("h2")
        sent, done = asked(lobby), asked(lobby, phone="13700001234")
        helping.claim(lobby, liu.id, done.request.id)
        visiting.arrive(lobby, liu.id, done.request.id, "")
        left = asked(lobby, phone="13700001235")
        helping.claim(lobby, liu.id, left.request.id)
        visiting.arrive(lobby, liu.id, left.request.id, "")
        visiting.leave(lobby, liu.id, left.request.id, "")
        visiting.leave(lobby, liu.id, done.request.id, "")
        volunteers.confirm(lobby, done.request.code)
        home = asked(lobby, "repair", place=Place.HOME, phone="13700001236")
        helping.claim(lobby, liu.id, home.request.id)
        chess = booked(lobby, at(17, 30))
        ticket = take(lobby)
        return {
            "guide": "/", "service": "/s/medical", "rooms": "/rooms", "room": "/r/chess",
            "chosen": "/r/chess?day=2026-10-16&at=16:30",
            "booking": f"/b/{chess.booking.claim.code}",
            "cancel": f"/b/{chess.booking.claim.code}/cancel",
            "move": f"/b/{chess.booking.claim.code}/time", "ticket": f"/t/{ticket.ticket.code}",
            "missing": "/h/nothing-like-it", "kinds": "/help", "used": "/help?k=a.b.c",
            "form": "/help?kind=phone", "sent": f"/h/{sent.request.code}",
            "left": f"/h/{left.request.code}", "done": f"/h/{done.request.code}",
            "home": f"/h/{home.request.code}", "withdraw": f"/h/{sent.request.code}/ask/withdraw",
            "forget": f"/h/{sent.request.code}/ask/forget", "new_link": urlsplit(new).path,
            "volunteer": link, "task": f"{link}/{home.request.id}",
        }

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.server.close()


@pytest.fixture(scope="module")
def pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """One house for all pages: none of them changes it."""
    folder: Path = tmp_path_factory.mktemp("axe")
    made = Pages(with_help(with_rooms(small_house(f"{SQLITE}{folder / 'h.db'}", folder))), browser)
    yield made
    made.close()


NAMES = (
    "guide", "service", "rooms", "room", "chosen", "booking", "cancel", "move", "ticket",
    "missing", "kinds", "used", "form", "sent", "left", "done", "home", "withdraw", "forget",
    "new_link", "volunteer", "task",
)
HELPERS_OWN = ("volunteer", "task")


def _looked_at(pages: Pages, name: str, look: Callable[[Page], None]) -> None:
    page = pages.helper if name in HELPERS_OWN else pages.phone()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(pages.base + pages.paths[name])
        look(page)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_shut_out_of_a_page(pages: Pages, name: str) -> None:
    def look(page: Page) -> None:
        assert violations(page) == []
        page.evaluate(ENLARGED)
        assert violations(page) == []
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth")

    _looked_at(pages, name, look)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light(pages: Pages, name: str) -> None:
    page = pages.helper if name in HELPERS_OWN else pages.phone()
    page.goto(pages.base + pages.paths[name])
    page.wait_for_load_state("load")
    assert page.evaluate(WEIGHT) < HEAVIEST


def test_a_field_without_a_name_and_pale_words_are_found(pages: Pages) -> None:
    page = pages.phone()
    page.goto(pages.base + pages.paths["form"])
    page.evaluate("""() => {
        const main = document.getElementById("main");
        main.append(document.createElement("input"));
        const pale = document.createElement("p");
        pale.textContent = "看不清";
        pale.style.color = "#ddd";
        main.append(pale);
    }""")
    found = " ".join(violations(page))
    assert "label" in found and "color-contrast" in found

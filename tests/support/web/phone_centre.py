"""A centre that is served to phones, with something going on in every part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from kiosk.actions import activities, queue, ratings, rooms
from kiosk.actions.volunteers import registry, visits, volunteer_tasks
from kiosk.actions.volunteers.results import HelpView
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.activities.activities import Session
from kiosk.domain.guessing import from_stranger
from kiosk.domain.volunteers.help_requests import HelpPlace
from kiosk.web.core.site import make_site
from tests.support.activities import session_at, with_activities
from tests.support.appointments import with_appointments
from tests.support.care import with_care
from tests.support.centre import AFTERNOON, SQLITE, Clock, clerk, small_centre
from tests.support.lessons import registered, with_child, with_class
from tests.support.resident_cases import with_cases
from tests.support.rooms import at, booked, code_of, with_rooms
from tests.support.volunteer_help import (
    PIN,
    asked,
    coordinator,
    on_duty,
    volunteer,
    with_help,
)
from tests.support.web.serving import Serving


@contextmanager
def served_centre(browser: Browser, folder: Path) -> Iterator[Centre]:
    """One that is served as long as it is used; all of its files are in the folder."""
    clock = Clock()
    ctx = with_help(with_rooms(small_centre(f"{SQLITE}{folder / 'h.db'}", folder, clock)))
    made = Centre(ctx, clock, browser)
    yield made
    made.close()
    ctx.database.close()


def forgets(page: Page) -> None:
    """A phone that goes on as one nobody used before: opening one takes longer than to ask it."""
    page.unroute_all()
    page.goto("about:blank")
    page.context.clear_cookies()


class Centre:
    """A small centre with all its parts, who works in it, and the phones that look at it.

    `made` remembers the address of a page, so that no phone after the first has it made anew.
    """

    def __init__(self, ctx: AppContext, clock: Clock, browser: Browser) -> None:
        self.ctx, self._browser, self.made = with_appointments(
            with_cases(with_care(ctx))), browser, dict[str, str]()
        self._next_free = at(8, 30) + timedelta(days=1)
        self._callers = 0
        self.staff = coordinator(ctx)
        clock.now = at(13)
        self.missed, self.lapsed = (
            f"/b/{code_of(booked(ctx, at(14, 30), room))}" for room in ("chess", "meeting"))
        clock.now = AFTERNOON
        rooms.run_due(ctx)
        # The club would take the room in which a page needs a free time.
        with_activities(ctx, but="chess-club")
        self.guardian = registered(with_class(ctx), confirmed_by=self.staff)
        with_child(ctx, self.guardian)
        self._next_date = AFTERNOON.replace(hour=8, minute=0) + timedelta(days=2)
        self.counters = [clerk(ctx, counter, f"小{counter}") for counter in (2, 3)]
        for counter in self.counters:
            queue.open_counter(ctx, counter)
        self.liu = volunteer(ctx, self.staff, "刘明", ("civility", "repair"))
        on_duty(ctx, self.staff, self.liu)
        self.link = self.new_link(self.liu.id)
        self.feed = ChangePoller(ctx.database)
        self.feed.look()
        self._serving = Serving(make_site(ctx, self.feed, limited=False))
        self.base = self._serving.base
        self._contexts: list[BrowserContext] = []
        self.volunteers_cookies = self._moves_in()

    def _moves_in(self) -> list[Any]:
        page = self.phone()
        page.goto(self.base + self.link)
        page.fill("#pin", PIN)
        page.click("button.primary")
        page.wait_for_selector("h2")
        cookies = [{"name": one["name"], "value": one["value"], "domain": one["domain"],
                    "path": one["path"]} for one in page.context.cookies()]
        self.close_phones()
        return cookies

    def phone(self) -> Page:
        """A phone nobody used before."""
        context = self._browser.new_context(locale="zh-CN")
        self._contexts.append(context)
        return context.new_page()

    def close_phones(self) -> None:
        """All that were opened: what they show would ask again and again."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def close(self) -> None:
        self.close_phones()
        self._serving.ends()

    def binds(self, page: Page, path: str) -> None:
        """From now on it is the tablet of the counter whose page has that path."""
        counter = int(path.rsplit("/", 1)[1])
        code = ratings.tablet_code(self.ctx, self.counters[0], counter)
        held = ratings.bind_tablet(self.ctx, counter, code, from_stranger("10.0.0.36"))
        page.context.add_cookies([
            {"name": "tablet", "value": held, "path": path, "domain": "127.0.0.1"}])

    def free_time(self) -> datetime:
        """A time nobody has, of a day that is all free."""
        self._next_free += timedelta(hours=1)
        return self._next_free - timedelta(hours=1)

    def new_date(self) -> Session:
        """A date of the class with all its places."""
        begins = self._next_date = self._next_date + timedelta(hours=1)
        activities.add_session(
            self.ctx, self.staff, "papercut", begins, begins + timedelta(minutes=45))
        return session_at(self.ctx, begins)

    def new_link(self, volunteer_id: int) -> str:
        return urlsplit(registry.new_link(self.ctx, self.staff, volunteer_id)).path

    def asks(self, kind: str = "phone", place: HelpPlace = HelpPlace.HALL) -> HelpView:
        """A request of somebody who asked for nothing before."""
        self._callers += 1
        return asked(self.ctx, kind, place, phone=f"1370000{self._callers:04}")

    def helped(self, *actions: str) -> HelpView:
        """A request in the hall that the volunteer took, with what came after."""
        view = self.asks()
        volunteer_tasks.claim(self.ctx, self.liu.id, view.request.id)
        if actions:
            visits.arrive(self.ctx, self.liu.id, view.request.id, "")
        if "left" in actions:
            visits.leave(self.ctx, self.liu.id, view.request.id, "")
        return view

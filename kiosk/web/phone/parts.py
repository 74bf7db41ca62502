"""What the phone pages of an area are made with, and how the pages of a code are added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Blueprint, redirect, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.web.core.limits import ACTIONS, LOOKS, Limit, Limiter
from kiosk.web.core.live_state import LiveState
from kiosk.web.phone.bookings import BookingPages
from kiosk.web.phone.doors import OwnThings, PhoneDoor

Route = TypeVar("Route", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class PhoneParts:
    """Where an area adds its pages. A page or an action of a code is limited by that code.

    `bookings` has, by the name of an area, what it shows at the address of a booking; `doors` are
    the doors of home in their order, `own` says what else than bookings this phone has.
    """

    phone: Blueprint
    ctx: AppContext
    news: LiveState
    limiter: Limiter
    bookings: dict[str, BookingPages] = field(default_factory=dict)
    doors: list[PhoneDoor] = field(default_factory=list)
    own: list[OwnThings] = field(default_factory=list)

    def page(self, path: str, *limits: Limit, method: str = "GET") -> Callable[[Route], Route]:
        """Adds a page whose address has a code; without `limits` it is limited as a look is."""
        def add(route: Route) -> Route:
            self.phone.route(path, methods=[method])(self.limiter.limit(*limits or (LOOKS,))(route))
            return route

        return add

    def action(self, path: str, *limits: Limit) -> Callable[[Route], Route]:
        """Adds what a form of such a page does; without `limits` it is limited as an action is."""
        return self.page(path, *limits or (ACTIONS,), method="POST")

    def actions(
        self, endpoint: str, path: str, by_name: Mapping[str, Callable[[AppContext, str], object]],
        back: str, refused: Callable[[AppContext, str, Refusal], Answer] | None = None,
        said_in_place: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """Adds what can be done with what a code holds, each by the last part of its address.

        Done, it leads on to the page `back`. Refused with a code that is `said_in_place`, it shows
        the page `refused`. NotFound where nothing has that name.
        """
        def act(code: str, action: str) -> Answer:
            if action not in by_name:
                raise NotFound
            try:
                by_name[action](self.ctx, code)
            except Refusal as refusal:
                if refused is None or not said_in_place(refusal.code):
                    raise
                return refused(self.ctx, code, refusal)
            return redirect(url_for(back, code=code), 303)

        act.__name__ = endpoint
        self.action(f"{path}/<action>")(act)

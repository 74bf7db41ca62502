"""Lamps to borrow for an hour: an area that the product does not have, described for the engine."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from db.engine.database import ReadTransaction
from db.reservations import places
from kiosk.actions import reservations
from kiosk.actions.reservations import (
    BookingRequest,
    BookingView,
    ReservationArea,
    WaitlistView,
)
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.bookings import BookingRules, Source
from kiosk.domain.reservations.places import AccessMode, Resource
from kiosk.domain.staff.roles import Role
from kiosk.wording.translator import Translator

# Lamps are lent in the evening, by the hour.
EVENING = (17, 18, 19, 20)
RULES = BookingRules(
    max_live=3, check_in_within=timedelta(minutes=5), offer_lasts=timedelta(minutes=2),
    kept=timedelta(days=1),
)
REFUSALS = {
    "no_such_resource": "no_such_lamp", "just_taken": "lamps_are_out",
    "no_such_booking": "no_such_loan", "not_found_here": "lamp_not_lent",
}
WORDS = {"lamp.title": "{resource}: {what}", "lamp.booked": "借走了", "lamp.number": "灯号 {n}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp(Resource):
    """A kind of lamp, of which there are some."""

    area: str = "lamps"
    bulb: str


# It has the id of a room: what it is called is its own affair.
DESK_LAMP = Lamp(
    id="chess", capacity=3, max_per_booking=3, bulb="LED", title=Text("台灯", "Desk lamp"),
    where=Text("柜子里", "In the cupboard"),
)
# For this one the keepers are asked.
PROJECTOR = Lamp(id="projector", capacity=1, bulb="halogen", access=AccessMode.APPROVAL)


def evenings(_tx: ReadTransaction, _lamp: Lamp, day: date) -> list[tuple[datetime, datetime]]:
    """When a lamp is lent on a day."""
    hour = timedelta(hours=1)
    begins = [datetime(day.year, day.month, day.day, at, tzinfo=ZONE) for at in EVENING]
    return [(one, one + hour) for one in begins]


def is_evening(tx: ReadTransaction, lamp: Lamp, starts_at: datetime,
               ends_at: datetime) -> bool:
    """Whether a lamp is lent all through a time."""
    lent = evenings(tx, lamp, starts_at.date())
    return lent[0][0] <= starts_at and ends_at <= lent[-1][1]


LAMPS: ReservationArea[Lamp] = ReservationArea(
    name="lamps", title=lambda _ctx, language: f"lamps {language}",
    resources=lambda _: (DESK_LAMP, PROJECTOR), sessions=evenings, is_open=is_evening,
    attendants=frozenset({Role.CLERK, Role.EDITOR}), keepers=frozenset({Role.EDITOR}),
    words="lamp", notice="lamps-1", page="/lamp/{code}", rules=RULES, refusals=REFUSALS,
)


def with_lamps(ctx: AppContext) -> AppContext:
    """The context, its centre with lamps to lend, and words for them."""
    with ctx.database.write() as tx:
        for lamp in (DESK_LAMP, PROJECTOR):
            places.put(tx, lamp)
    return replace(ctx, words={language: Translator(language, WORDS) for language in ctx.words})


def wish(starts_at: datetime, seats: int = 1, **more: str) -> BookingRequest:
    """What a tap asks for; each from another browser where none is said."""
    browser = more.pop("browser", secrets.token_hex(8))
    key = more.pop("key", secrets.token_hex(8))
    lamp = more.pop("lamp", DESK_LAMP.id)
    return BookingRequest(key, lamp, starts_at, Source.PHONE, seats, browser=browser, **more)


def lent(ctx: AppContext, starts_at: datetime, seats: int = 1, **more: str) -> BookingView[Lamp]:
    """A lamp as a tap borrows it."""
    return reservations.book(LAMPS, ctx, wish(starts_at, seats, **more))


def waits(ctx: AppContext, starts_at: datetime, **more: str) -> WaitlistView[Lamp]:
    """Somebody new who waits for a lamp."""
    return reservations.join_waitlist(LAMPS, ctx, wish(starts_at, **more))


def code_of(view: BookingView[Lamp]) -> str:
    """The code of a loan's page."""
    return view.booking.reservation.code

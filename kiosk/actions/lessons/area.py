"""The class as an area of the reservations engine: each of its days is a session with places."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from db.engine.database import ReadTransaction
from db.lessons import terms
from db.operations import calendar_exceptions as special_days
from kiosk.actions.content.centre import guide
from kiosk.actions.reservations import ReservationArea
from kiosk.context import AppContext
from kiosk.domain.lessons.terms import KEPT, LESSONS as NAME, ClassTerm
from kiosk.domain.privacy import LESSONS_NOTICE
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import BookingRules
from kiosk.domain.staff.roles import MAY_KEEP_LESSONS

# Whoever waits for a day has time to see that it is theirs.
OFFER_LASTS = timedelta(days=1)


def _centre(ctx: AppContext, language: str) -> str:
    return guide(ctx).centre.centre.in_(language)


def _sessions(tx: ReadTransaction, term: ClassTerm, day: date) -> list[tuple[datetime, datetime]]:
    held = term.session(day, special_days.calendar(tx))
    return [held] if held else []


def _is_open(tx: ReadTransaction, term: ClassTerm, starts_at: datetime, ends_at: datetime) -> bool:
    return (starts_at, ends_at) in _sessions(tx, term, starts_at.date())


# A child that comes late is let in until the class ends; it then did not come.
LESSONS: ReservationArea[ClassTerm] = ReservationArea(
    name=NAME, title=_centre, resources=terms.terms, sessions=_sessions, is_open=_is_open,
    attendants=MAY_KEEP_LESSONS, keepers=MAY_KEEP_LESSONS, words="feed", notice=LESSONS_NOTICE,
    rules=BookingRules(
        max_live=100, check_in_before=timedelta(days=1), check_in_within=timedelta(days=1),
        reminded_before=timedelta(), offer_lasts=OFFER_LASTS, kept=KEPT),
    refusals={"no_such_resource": "no_such_term"},
)


def current_term(tx: ReadTransaction, today: date) -> ClassTerm | None:
    """The term that is held, or the next one; None where there is none."""
    return min((one for one in terms.terms(tx) if not one.hidden and one.last >= today),
               key=lambda one: one.first, default=None)


def known_term(tx: ReadTransaction, today: date) -> ClassTerm:
    """The same. Refuses with `no_such_term`."""
    term = current_term(tx, today)
    if term is None:
        raise Refusal("no_such_term")
    return term

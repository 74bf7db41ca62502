"""The class as residents see it: places, what is done, who looks after the children."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from db.engine.database import ReadTransaction
from db.lessons import days
from db.operations import calendar_exceptions as special_days
from db.volunteers import catalogue, registry as volunteers
from kiosk.actions.content.centre import guide
from kiosk.actions.lessons.area import current_term
from kiosk.actions.lessons.results import ClassDayView, ClassNow, PlaceState
from kiosk.actions.reservations.area import occupied_in
from kiosk.context import AppContext
from kiosk.domain.calendar_exceptions import Timetable
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.terms import DAYS_SHOWN, ClassTerm
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import UNNAMED, available
from kiosk.domain.volunteers.registry import Duty, Volunteer

# With a fifth of the places left a day is nearly full.
NEARLY = 5


def class_now(ctx: AppContext) -> ClassNow:
    """The class of this term, or of the next. Refuses with `no_such_term`."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        term = current_term(tx, now.date())
        if term is None:
            raise Refusal("no_such_term")
        return _now(ctx, tx, term, now)


def class_or_none(ctx: AppContext) -> ClassNow | None:
    """The same, None where there is no term: home asks."""
    with ctx.database.read() as tx:
        now = ctx.clock()
        term = current_term(tx, now.date())
        return None if term is None else _now(ctx, tx, term, now)


def minders_on(
    tx: ReadTransaction, term: ClassTerm, day: date
) -> tuple[tuple[Volunteer, Duty], ...]:
    """Who looks after the children on a day: the volunteers of the team on the roster while there
    is class, each once."""
    held = term.session(day, special_days.calendar(tx))
    if held is None:
        return ()
    found = {}
    for duty in volunteers.duties(tx, *held):
        who = volunteers.by_id(tx, duty.volunteer_id)
        if who and term.team_id in who.team_ids:
            found[who.id] = (who, duty)
    return tuple(found.values())


def _now(ctx: AppContext, tx: ReadTransaction, term: ClassTerm, now: datetime) -> ClassNow:
    today = now.date()
    team = next((one.name for one in catalogue.book(tx).teams if one.id == term.team_id), UNNAMED)
    here = sum(one.state is ChildState.HERE for one in days.of_day(tx, today).values())
    return ClassNow(
        tx.version, now, term, team, len(minders_on(tx, term, today)), here,
        tuple(day_view(tx, term, today + timedelta(days=n)) for n in range(DAYS_SHOWN)),
        guide(ctx).centre.phone)


def day_view(tx: ReadTransaction, term: ClassTerm, day: date) -> ClassDayView:
    """A day of a term."""
    calendar = special_days.calendar(tx)
    held, theme = term.session(day, calendar), term.theme(day, calendar)
    if held is None:
        table = Timetable(term.hours, calendar, term.holidays, term.id)
        return ClassDayView(day, None, 0, PlaceState.SHUT, None, (), table.note_on(day))
    left = available(term, occupied_in(tx, term, *held), *held)
    state = PlaceState.FREE
    if left <= term.capacity // NEARLY:
        state = PlaceState.NEAR if left else PlaceState.FULL
    return ClassDayView(day, held, left, state, theme.label if theme else None,
                        term.steps_on(day, calendar))



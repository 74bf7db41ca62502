"""Special days: giving a door other hours for a day, or none, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.operations import calendar_exceptions as special_days
from kiosk.actions.acting import acting
from kiosk.actions.reservations.settling import settle
from kiosk.context import AppContext
from kiosk.domain.calendar import stretches
from kiosk.domain.calendar_exceptions import CENTRE, SpecialDay
from kiosk.domain.content.guide import Text
from kiosk.domain.drawable import refuse_undrawn
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.settling import Agreement
from kiosk.domain.staff.roles import MAY_SET_DAYS, StaffSession
from kiosk.domain.times import WrongTime


def days_ahead(ctx: AppContext) -> tuple[SpecialDay, ...]:
    """The special days of all doors from today on, by day and door. Raises StorageDown."""
    today = ctx.clock().date()
    with ctx.database.read() as tx:
        return tuple(s for s in special_days.calendar(tx).special if s.day >= today)


def set_special_day(
    ctx: AppContext, session: StaffSession, day: date, hours: Sequence[str] = (),
    note: Text | None = None, door: str = CENTRE, agreed: Agreement | None = None,
) -> SpecialDay:
    """Gives a door other hours on a day, each as `"08:30-12:00"`; without any it is shut.

    It takes the place of the special day the door had. Refuses with `not_allowed`, `day_over`,
    `hours_missing` (nothing is written), `bad_hours`, `hours_turned`, `hours_overlap`,
    `not_drawn`, and as `settle` does for what is booked then.
    """
    with acting(ctx, session, MAY_SET_DAYS, content=True, agreed=agreed) as act:
        if day < act.now.date():
            raise Refusal("day_over")
        if note:
            refuse_undrawn(note.zh)
        try:
            special = SpecialDay(door, day, stretches("、".join(hours)), note)
        except WrongTime as wrong:
            raise Refusal(wrong.code, **wrong.details) from wrong
        if hours and not special.stretches:
            raise Refusal("hours_missing")
        special_days.put(act.tx, special)
        act.log("set_special_day", door=door, day=day.isoformat(),
                hours=[str(s) for s in special.stretches])
        settle(act)
    return special


def remove_special_day(
    ctx: AppContext, session: StaffSession, day: date, door: str = CENTRE,
    agreed: Agreement | None = None,
) -> None:
    """Lets a door keep its usual hours on a day again; twice is once. Refuses with `not_allowed`,
    and as `settle` does for what is booked outside them."""
    with acting(ctx, session, MAY_SET_DAYS, content=True, agreed=agreed) as act:
        if special_days.remove(act.tx, door, day):
            act.log("remove_special_day", door=door, day=day.isoformat())
            settle(act)
        else:
            act.without_event("it has its usual hours already")

"""Closing a kiosk for the day, opening it again, and how the centre stands for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from db.content import guide as content
from db.engine.database import WriteTransaction
from db.operations import kiosk_closure as closing
from kiosk.actions.acting import acting
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE, StaffSession

REMEMBERED = "centre_now"


def centre_now(ctx: AppContext) -> CentreNow:
    """The centre as this kiosk has to show it.

    While the database is down it is what was last read; raises StorageDown where nothing was.
    """
    try:
        with ctx.database.read() as tx:
            guide = content.guide(tx)
            day = business_day(ctx.clock(), guide.centre.day_starts)
            shut = closing.is_shut(tx, day, ctx.settings.kiosk_name)
            found = CentreNow(guide.centre, day if shut else None, guide.calendar)
            return ctx.database.remember(REMEMBERED, found)
    except StorageDown:
        last: CentreNow | None = ctx.database.recall(REMEMBERED)
        if last is None:
            raise
        return last


def close_today(ctx: AppContext, session: StaffSession) -> None:
    """Puts this kiosk out of use until the next business day; twice is once.

    The guide stays readable; numbers are refused with `kiosk_shut`. Refuses with `not_allowed`.
    """
    _turn(ctx, session, "close_today", closing.shut)


def open_again(ctx: AppContext, session: StaffSession) -> None:
    """Puts this kiosk back in use; twice is once. Refuses with `not_allowed`."""
    _turn(ctx, session, "open_again", closing.open_again)


def _turn(
    ctx: AppContext, session: StaffSession, event: str,
    turn: Callable[[WriteTransaction, date, str], bool]
) -> None:
    kiosk = ctx.settings.kiosk_name
    with acting(ctx, session, MAY_CLOSE, content=True) as act:
        day = business_day(act.now, content.guide(act.tx).centre.day_starts)
        if turn(act.tx, day, kiosk):
            act.log(event, kiosk=kiosk)
        else:
            act.without_event("it stands so already")

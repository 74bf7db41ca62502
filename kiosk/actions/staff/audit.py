"""The record of what the staff did: looked at page by page, and taken along as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.engine import event_log
from db.engine.event_log import Event
from db.staff import accounts as staff
from kiosk.actions.acting import acting, allowed
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.staff.roles import MAY_AUDIT, StaffAccount, StaffSession

PAGE = 50
MOST_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Whose lines, which action, from which day to which, both included; all where it says
    nothing."""

    account_id: int | None = None
    action: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Some lines, newest first, and who is who; `more` says that there are older ones."""

    lines: tuple[Event, ...]
    accounts: tuple[StaffAccount, ...]
    more: bool


def record(
    ctx: AppContext, session: StaffSession, which: AuditFilter,
    before: tuple[int, int] | None = None, most: int = PAGE,
) -> AuditRecord:
    """What the staff did, as far as the filter asks for it.

    Refuses with `not_allowed`."""
    allowed(session, MAY_AUDIT)
    since = _midnight(which.first) if which.first else None
    until = _midnight(which.last + timedelta(days=1)) if which.last else None
    with ctx.database.read() as tx:
        found = event_log.of_staff(
            tx, before, most + 1, which.account_id, which.action, since, until)
        accounts = staff.all_accounts(tx)
    return AuditRecord(found[:most], accounts, len(found) > most)


def take_along(ctx: AppContext, session: StaffSession, which: AuditFilter) -> AuditRecord:
    """The last 5,000 lines at once; that they were taken along is kept. Refuses `not_allowed`."""
    taken = record(ctx, session, which, most=MOST_AT_ONCE)
    with acting(ctx, session, MAY_AUDIT) as act:
        act.log("export_record", lines=len(taken.lines))
    return taken


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)

"""The record of what the staff did: looked at page by page, and taken along as a table."""

from __future__ import annotations

from dataclasses import dataclass

from db.engine import event_log
from db.engine.event_log import Event
from db.staff import accounts as staff
from kiosk.actions.acting import acting, allowed
from kiosk.context import AppContext
from kiosk.domain.staff.roles import MAY_AUDIT, StaffAccount, StaffSession

PAGE = 50
MOST_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Some lines, newest first, and who is who; `more` says that there are older ones."""

    lines: tuple[Event, ...]
    accounts: tuple[StaffAccount, ...]
    more: bool


def record(
    ctx: AppContext, session: StaffSession, account_id: int | None = None, action: str = "",
    before: tuple[int, int] | None = None, most: int = PAGE,
) -> AuditRecord:
    """What the staff did: all of them or one, everything or one action.

    Refuses with `not_allowed`."""
    allowed(session, MAY_AUDIT)
    with ctx.database.read() as tx:
        found = tuple(event_log.of_staff(tx, before, most + 1, account_id, action))
        accounts = staff.all_accounts(tx)
    return AuditRecord(found[:most], accounts, len(found) > most)


def take_along(
    ctx: AppContext, session: StaffSession, account_id: int | None = None, action: str = ""
) -> AuditRecord:
    """The last 5,000 lines at once; that they were taken along is kept. Refuses `not_allowed`."""
    taken = record(ctx, session, account_id, action, most=MOST_AT_ONCE)
    with acting(ctx, session, MAY_AUDIT) as act:
        act.log("export_record", lines=len(taken.lines))
    return taken

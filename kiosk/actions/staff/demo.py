"""Staff for a demo: they do what they do at work, without a PIN."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db.staff import accounts as staff
from kiosk.actions.acting import housekeeping
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession

MADE_UP = "nobody of a demo logs in"


def demo_account(ctx: AppContext, name: str, role: Role) -> str:
    """What to tell of an account that whoever tries may use; one that is there keeps its PIN."""
    try:
        return f"{name} ({role}): PIN {add_account(ctx, name, role)}"
    except Refusal:
        return f"{name} ({role}): has an account already"


def earlier(ctx: AppContext, when: datetime) -> AppContext:
    """The centre at a time before now: what is done with it was done then."""
    return replace(ctx, clock=lambda: when)


def demo_session(ctx: AppContext, name: str) -> StaffSession:
    """An open session of an account. Refuses with `no_such_account`."""
    now = ctx.clock()
    with housekeeping(ctx, MADE_UP) as tx:
        found = staff.find(tx, name)
        if found is None:
            raise Refusal("no_such_account", name=name)
        token = ctx.codes()
        staff.open_session(tx, token, found.account, now)
        return StaffSession(token, found.account, None, now, now)


def end_demo_session(ctx: AppContext, session: StaffSession) -> None:
    """Ends a session that a demo opened."""
    with housekeeping(ctx, MADE_UP) as tx:
        staff.close_session(tx, session.token)

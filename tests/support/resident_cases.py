"""A centre with cases, and those who work on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db.cases import book as stored
from db.staff import accounts
from kiosk.actions import cases
from kiosk.actions.cases.results import CaseAsk, CaseReceipt
from kiosk.actions.content.centre import seed
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.cases.cases import CaseSource
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import SEED, first_content
from tests.support.furnished import made_once

# A Thursday morning.
MORNING = datetime(2026, 10, 15, 9, 40, tzinfo=ZONE)
LAMP = "三号楼门口的路灯不亮了，晚上看不见路。"
NEVER = "13900000000"


@made_once
def bring_in(ctx: AppContext) -> AppContext:
    """The centre's own topics, listeners, bodies and estates."""
    seed(ctx, SEED)
    return ctx


@made_once
def with_cases(ctx: AppContext) -> AppContext:
    """The topics, listeners and offices alone, where other parts have content of their own."""
    with ctx.database.write(content=True) as tx:
        stored.seed(tx, first_content())
    return ctx


def staff(ctx: AppContext, role: Role, name: str = "") -> StaffSession:
    """An open session of a new account of a role."""
    name = name or f"{role}的人"
    add_account(ctx, name, role)
    with ctx.database.write() as tx:
        found = accounts.find(tx, name)
        assert found is not None
        token = ctx.codes()
        accounts.open_session(tx, token, found.account, ctx.clock())
    now = ctx.clock()
    return StaffSession(token, found.account, None, now, now)


def asked(key: str = "1", topic: str = "repairs", text: str = LAMP, **more: object) -> CaseAsk:
    """A form as it was filled in."""
    return replace(CaseAsk(key, topic, text, CaseSource.KIOSK), **more)  # type: ignore[arg-type]


def told(ctx: AppContext, key: str = "1", topic: str = "repairs", text: str = LAMP,
         **more: object) -> CaseReceipt:
    """A case that was told at the touch screen."""
    return cases.tell(ctx, asked(key, topic, text, **more), "kiosk-1")

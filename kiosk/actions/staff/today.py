"""What is due now across the areas, for somebody's role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.actions.acting import allowed
from kiosk.area import DueNow
from kiosk.context import AppContext
from kiosk.domain.staff.roles import MAY_SEE_TODAY, StaffSession


@dataclass(frozen=True, slots=True)
class TodayDesk:
    """What is due now, area by area in their order; areas of which nothing is due are left out."""

    version: int
    now: datetime
    areas: tuple[tuple[str, tuple[DueNow, ...]], ...]


def today(ctx: AppContext, session: StaffSession) -> TodayDesk:
    """All that is due now and that somebody of this role sees. Refuses with `not_allowed`."""
    allowed(session, MAY_SEE_TODAY)
    role = session.account.role
    with ctx.database.read() as tx:
        now = ctx.clock()
        found = ((area.name, tuple(one for one in area.today(tx, now) if role in one.may))
                 for area in ctx.areas if area.today)
        return TodayDesk(tx.version, now, tuple((name, due) for name, due in found if due))

"""Care for the staff: how the devices stand, and who comes today."""

from __future__ import annotations

from collections import Counter

from db.engine.database import ReadTransaction
from db.reservations import waitlist
from kiosk.actions.acting import allowed
from kiosk.actions.care.area import CARE
from kiosk.actions.care.queries import devices_now
from kiosk.actions.care.results import CareDesk, DeviceLine
from kiosk.actions.reservations.staff import agreed_on
from kiosk.context import AppContext
from kiosk.domain.staff.roles import StaffSession


def care_desk(ctx: AppContext, session: StaffSession) -> CareDesk:
    """Care as the desk sees it. Refuses with `not_allowed`."""
    allowed(session, CARE.attendants)
    with CARE.reading(ctx) as tx:
        now = ctx.clock()
        return CareDesk(tx.version, now, devices_now(tx, now),
                        agreed_on(CARE, ctx, tx, now.date()), _lines(tx))


def _lines(tx: ReadTransaction) -> tuple[DeviceLine, ...]:
    """The times for which somebody waits, the nearest first."""
    waiting = Counter((one.starts_at, one.ends_at, one.resource_id)
                      for one in waitlist.waiting(tx, CARE.name))
    return tuple(DeviceLine(CARE.known(tx, device_id), begins, ends, n)
                 for (begins, ends, device_id), n in sorted(waiting.items()))

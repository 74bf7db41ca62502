"""Care for the staff: how the devices stand, and who comes today."""

from __future__ import annotations

from kiosk.actions.acting import allowed
from kiosk.actions.care.area import CARE
from kiosk.actions.care.queries import devices_now
from kiosk.actions.care.results import CareDesk
from kiosk.actions.reservations.staff import agreed_on
from kiosk.context import AppContext
from kiosk.domain.staff.roles import StaffSession


def care_desk(ctx: AppContext, session: StaffSession) -> CareDesk:
    """Care as the desk sees it. Refuses with `not_allowed`."""
    allowed(session, CARE.attendants)
    with CARE.reading(ctx) as tx:
        now = ctx.clock()
        return CareDesk(tx.version, now, devices_now(tx, now),
                        agreed_on(CARE, ctx, tx, now.date()))

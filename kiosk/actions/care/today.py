"""What of care is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from db.engine.database import ReadTransaction
from kiosk.actions.reservations.today import expected_of
from kiosk.area import DueNow
from kiosk.domain.care.devices import CARE
from kiosk.domain.staff.roles import MAY_KEEP_CARE


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Who is expected at a device."""
    yield from expected_of(tx, CARE, now, MAY_KEEP_CARE, "care")

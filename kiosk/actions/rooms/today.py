"""What of the rooms is due now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from db.engine.database import ReadTransaction
from kiosk.actions.reservations.today import asked_of, expected_of
from kiosk.area import DueNow
from kiosk.domain.rooms.rooms import ROOMS
from kiosk.domain.staff.roles import MAY_COUNT, MAY_KEEP_ROOMS


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Rooms asked for, and who is expected."""
    yield from asked_of(tx, ROOMS, now, MAY_KEEP_ROOMS, "rooms")
    yield from expected_of(tx, ROOMS, now, MAY_COUNT, "rooms")

"""What is due now of whatever is booked: what nobody has answered, and who is expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.engine.database import ReadTransaction
from db.reservations import bookings
from kiosk.area import DueNow, due
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.staff.roles import Role

EXPECTED = timedelta(minutes=30)


def asked_of(
    tx: ReadTransaction, area: str, now: datetime, may: frozenset[Role], page: str
) -> Iterator[DueNow]:
    """What is asked of the centre and begins some time: in a day it has to be answered."""
    found = (one.reservation.starts_at for one in bookings.unanswered(tx, area, now)
             if one.phase is Phase.ASKED)
    yield from due(f"{area}_asked", found, may, page, -timedelta(days=2), -timedelta(days=1))


def expected_of(
    tx: ReadTransaction, area: str, now: datetime, may: frozenset[Role], page: str
) -> Iterator[DueNow]:
    """Who has booked for now or the next half hour and is not here yet."""
    begun, coming = bookings.begun(tx, area, now), bookings.coming(tx, area, now, now + EXPECTED)
    found = (one.reservation.starts_at for one in (*begun, *coming)
             if one.phase is Phase.BOOKED and one.reservation.ends_at > now)
    yield from due(f"{area}_expected", found, may, page, timedelta(0), timedelta(minutes=10))

"""What of the content is due now: a centre that has no name yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from kiosk.area import DueNow, due
from kiosk.domain.staff.roles import MAY_SET_CENTRE


def due_now(tx: ReadTransaction, _now: datetime) -> Iterable[DueNow]:
    """The name and the address, while they are the blanks of a seed."""
    since = content.unnamed_since(tx)
    return due("unnamed", [since] if since else (), MAY_SET_CENTRE, "setup", timedelta(0),
               timedelta(days=1))

"""What of the content is due now: a centre that has no name yet; and who and how open it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from db.content import guide as content
from db.engine.database import ReadTransaction
from kiosk.area import DueNow, due
from kiosk.domain.calendar import opening
from kiosk.domain.staff.roles import MAY_SET_CENTRE


def due_now(tx: ReadTransaction, _now: datetime) -> Iterable[DueNow]:
    """The name and the address, while they are the blanks of a seed."""
    since = content.unnamed_since(tx)
    return due("unnamed", [since] if since else (), MAY_SET_CENTRE, "setup", timedelta(0),
               timedelta(days=1))


def in_summary(tx: ReadTransaction, now: datetime) -> Mapping[str, object]:
    """The centre's name, and how its door stands."""
    guide = content.guide(tx)
    door = opening(guide.timetable, now)
    return {"name": guide.centre.centre, "is_open": door.is_open, "until": door.until,
            "opens_at": door.next_at}

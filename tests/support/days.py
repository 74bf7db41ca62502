"""Days of chance: closed days full of numbers that ended one way or the other."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import chunked

from db.engine.column_types import stored_instant
from db.queue.tables import TicketRow
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from tests.support.centre import AFTERNOON

TODAY = AFTERNOON.date()
# Rows of one statement: SQLite takes so many values in it.
AT_ONCE = 500
STATES = ("done", "missed", "given_up", "waiting")


def days_of_chance(ctx: AppContext, seed: int, days: int = 20,
                   most: int = 40) -> list[dict[str, Any]]:
    """Puts random tickets into the days before today and into today; returns what was put."""
    chance, rows = random.Random(seed), []
    for n in range(days):
        day = TODAY - timedelta(days=n)
        rows += [ticket(chance, day, number + 1) for number in range(chance.randrange(most))]
    with ctx.database.write() as tx:
        for some in chunked(rows, AT_ONCE):
            tx.query(TicketRow.insert_many(some))
    return rows


def ticket(chance: random.Random, day: date, number: int) -> dict[str, Any]:
    """A row of chance."""
    state = chance.choice(STATES)
    opens = datetime.combine(day, time(8), ZONE) + timedelta(seconds=chance.randrange(25_000))
    taken = stored_instant(opens)
    called = taken + chance.randrange(3_600_000_000) if state in ("done", "missed") else None
    return {
        "code": f"{day}{number}", "request_key": f"{day}{number}", "day": day.isoformat(),
        "prefix": "A", "number": number, "service": chance.choice(["medical", "card"]),
        "queue": "A",
        "priority": chance.choice(["ordinary", "elder"]), "state": state,
        "needs_slow_call": chance.random() < 0.3, "taken_at": taken,
        "counter": chance.choice([2, 3]) if called else None, "called_at": called,
        "last_called_at": called,
        "closed_at": called + chance.randrange(900_000_000) if state == "done" else None,
    }

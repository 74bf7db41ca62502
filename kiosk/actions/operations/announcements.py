"""What the areas have to say aloud in the hall, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from db.engine import event_log
from db.engine.database import ReadTransaction
from kiosk.area import Announce, Announcement
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown


@dataclass(frozen=True, slots=True)
class HallCall:
    """What is to be said of an event; `place` is the event's version and number."""

    place: tuple[int, int]
    at: datetime
    said: Announcement


def announcements_since(ctx: AppContext, version: int) -> tuple[int, tuple[HallCall, ...]]:
    """What is to be said of events after a version, oldest first, and the version it reaches up
    to. An event of which nothing can be said is logged and left out. Raises StorageDown."""
    known = {event: say for area in ctx.areas for event, say in (area.announces or {}).items()}
    with ctx.database.read() as tx:
        return tx.version, tuple(_said(ctx, tx, version, known))


def _said(
    ctx: AppContext, tx: ReadTransaction, version: int, known: Mapping[str, Announce]
) -> Iterator[HallCall]:
    log = structlog.get_logger()
    for event in event_log.since(tx, version, tuple(known)):
        try:
            said = known[event.action](ctx, tx, event)
        except StorageDown:
            raise
        except Exception:
            log.exception("cannot_be_said", action=event.action)
        else:
            if said:
                yield HallCall((event.version, event.n), event.at, said)

"""A street to look at: centres as they are read, well and not."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.actions.operations.street import StreetReader
from kiosk.context import StreetContext
from kiosk.domain.content.guide import Text
from kiosk.domain.operations.street import (
    CaseRates,
    CentreSummary,
    KioskTrouble,
    Overdue,
    StreetCentre,
    WhyAway,
)
from kiosk.settings import read_settings
from tests.support.centre import AFTERNOON, SECRET, Clock, read_words

NOW = AFTERNOON
QUIET = CentreSummary(
    name=Text("留义社区党群服务中心", "Liuyi Community Service Centre"), is_open=True,
    until=NOW.replace(hour=17, minute=30), opens_at=None, counters=2, waiting=0, first_waits=None,
    overdue=(), rates=CaseRates(12, 11, 9, 8), kiosks=2, troubles=())
BUSY = replace(QUIET, counters=4, waiting=11, first_waits=NOW - timedelta(minutes=26))
BEHIND = replace(
    BUSY, first_waits=NOW - timedelta(minutes=52), rates=CaseRates(20, 14, 11, 9),
    overdue=(Overdue("case_answers", 3, NOW - timedelta(days=4)),
             Overdue("case_ratings", 1, NOW - timedelta(days=1)),
             Overdue("help_waiting", 2, NOW - timedelta(days=2))),
    troubles=(KioskTrouble("hall-2", "away", NOW - timedelta(hours=3)),
              KioskTrouble("hall-1", "broken", NOW - timedelta(minutes=20))))
SHUT = replace(QUIET, is_open=False, until=None, counters=0,
               opens_at=NOW.replace(hour=8, minute=30) + timedelta(days=3), rates=CaseRates())
# One of each kind.
CENTRES = (
    StreetCentre("留义社区", QUIET, NOW), StreetCentre("北街社区", BUSY, NOW),
    StreetCentre("南门社区", BEHIND, NOW), StreetCentre("西沟社区", SHUT, NOW),
    StreetCentre("东园社区", replace(BUSY, counters=0), NOW),
    StreetCentre("河边社区", BUSY, NOW - timedelta(minutes=12)),
    StreetCentre("桥头社区", BUSY, NOW - timedelta(hours=5), WhyAway.SILENT,
                 NOW - timedelta(hours=5)),
    *(StreetCentre(f"{n} 号社区", away=why, away_since=NOW - timedelta(days=3))
      for n, why in enumerate(WhyAway)))


class StillReader(StreetReader):
    """Reads nothing: tells what a test says."""

    def __init__(self, centres: tuple[StreetCentre, ...], clock: Clock) -> None:
        super().__init__({one.name: "postgresql://street:geheim@192.0.2.7/centre"
                          for one in centres}, clock)
        self.tells(*centres)

    def tells(self, *centres: StreetCentre) -> None:
        """From now on so."""
        self._known |= {one.name: one for one in centres}
        self.version += 1


def street_ctx(data: Path, clock: Clock, **environment: str) -> StreetContext:
    """What the street's pages have at hand."""
    return StreetContext(clock, read_settings({"KIOSK_DATA": str(data), **environment}),
                         read_words(), SECRET)


@contextmanager
def frozen_port() -> Iterator[int]:
    """A port at which somebody listens who never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as deaf:
        yield deaf.getsockname()[1]


def many(centres: int, told: Mapping[str, CentreSummary], now: datetime) -> Iterator[StreetCentre]:
    """So many centres that stand as these."""
    kinds = list(told.values())
    for n in range(centres):
        yield StreetCentre(f"{n + 1:03d} 社区", kinds[n % len(kinds)], now)

"""What has to be known of the queue before residents come: which counters serve whom."""

from __future__ import annotations

from db.content import guide as content
from db.engine.database import ReadTransaction
from kiosk.area import SetupFacts, SetupStep, noted
from kiosk.context import AppContext


def _counters(_ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
    known = content.guide(tx)
    return SetupFacts(False, noted("setup_counters", counters=len(known.counters),
                                   queues=len(known.queues)))


SETUP = (SetupStep("counters", 30, _counters, kinds=("queue", "counter")),)

"""What has to be known of the content before residents come: names, hours, services."""

from __future__ import annotations

from db.content import guide as content
from db.engine.database import ReadTransaction
from kiosk.area import SetupFacts, SetupStep, noted
from kiosk.context import AppContext
from kiosk.domain.content.content_types import SERVICE


def _names(_ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
    return SetupFacts(not content.guide(tx).centre.is_unnamed)


def _hours(_ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
    """Open at any hour is what a seed says that does not know them."""
    known = not content.guide(tx).centre.hours.never_close
    return SetupFacts(known, () if known else noted("setup_any_hour"))


def _services(_ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
    n = len(content.guide(tx).services)
    return SetupFacts(n > 0, noted("services", n=n))


SETUP = (
    SetupStep("names", 10, _names, fields=("name", "centre", "address", "phone"),
              has_default=False),
    SetupStep("hours", 20, _hours, fields=("hours", "holidays"), pages=("days",)),
    SetupStep("services", 40, _services, kinds=("service", "category"), picks=SERVICE.name),
)

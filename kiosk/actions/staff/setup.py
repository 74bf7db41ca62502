"""What has to be known of the staff before residents come: who comes in besides `admin`."""

from __future__ import annotations

from db.engine.database import ReadTransaction
from db.staff import accounts as stored
from kiosk.area import SetupFacts, SetupStep, noted
from kiosk.context import AppContext


def _accounts(_ctx: AppContext, tx: ReadTransaction) -> SetupFacts:
    n = sum(one.active for one in stored.all_accounts(tx))
    return SetupFacts(n > 1, noted("setup_accounts", n=n))


SETUP = (SetupStep("accounts", 60, _accounts, pages=("accounts",)),)

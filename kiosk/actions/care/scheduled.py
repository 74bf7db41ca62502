"""What falls due in care: bookings nobody came for, and readings older than a year."""

from __future__ import annotations

from db.care import readings as stored
from kiosk.actions import reservations
from kiosk.actions.acting import SYSTEM, Act, acting
from kiosk.actions.care.area import CARE
from kiosk.actions.reservations.scheduled import to_forget
from kiosk.area import RetentionRule
from kiosk.context import AppContext
from kiosk.domain.care.blood_pressure import KEPT

RETENTION = (
    RetentionRule(
        "care_bookings", CARE.rules.kept.days, "forget_bookings", "bookings",
        lambda tx, before: to_forget(CARE, tx, before + CARE.rules.kept),
        ("booking", "waitlist_entry"),
    ),
    RetentionRule("readings", KEPT.days, "forget_readings", "readings", stored.to_forget,
                  ("care_reading",)),
)


def run_due(ctx: AppContext) -> float:
    """Does what is due now, and returns after how many seconds to ask again. Raises StorageDown."""
    with ctx.database.read() as tx:
        is_due = stored.to_forget(tx, ctx.clock() - KEPT)
    if is_due:
        with acting(ctx, SYSTEM) as act:
            act.log("forget_readings", readings=stored.forget(act.tx, act.now - KEPT))
    return reservations.run_due(CARE, ctx)


def erase(act: Act, keys: frozenset[str]) -> int:
    """Deletes once more the readings, and who made the bookings, that name one of these keys."""
    return stored.delete_with_keys(act.tx, keys) + reservations.erase(CARE, act, keys)

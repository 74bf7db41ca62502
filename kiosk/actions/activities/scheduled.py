"""What falls due of the activities: their plan, places, offers, reminders, what to forget."""

from __future__ import annotations

from db.reservations import bookings, waitlist
from kiosk.actions import reservations
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.activities.papers import forget_papers
from kiosk.actions.activities.planning import plan_due
from kiosk.area import RetentionRule
from kiosk.context import AppContext

RETENTION = RetentionRule(
    "registrations", AREA_OF_ACTIVITIES.rules.kept.days, "forget_bookings", "bookings",
    lambda session, before: (bookings.to_forget(session, AREA_OF_ACTIVITIES.name, before)
                             or waitlist.to_forget(session, AREA_OF_ACTIVITIES.name, before)),
    ("booking", "waitlist_entry"),
)


def run_due(ctx: AppContext) -> float:
    """Does what is due, and returns after how many seconds to ask again. Raises StorageDown."""
    plan_due(ctx)
    forget_papers(ctx)
    return reservations.run_due(AREA_OF_ACTIVITIES, ctx)

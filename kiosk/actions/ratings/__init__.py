"""好差评: rating a served number, in sums of five; poor ones are followed up."""

from kiosk.actions.ratings import demo
from kiosk.actions.ratings.hall import (
    at_tablet,
    bind_tablet,
    find_served,
    rate_at_tablet,
    rate_by_number,
    tablet_code,
    unbind_tablet,
)
from kiosk.actions.ratings.personal_records import RECORDS
from kiosk.actions.ratings.resident import add, asked, is_asked, leave_phone, own_rating, rate
from kiosk.actions.ratings.scheduled import RETENTION, erase, health, run_due
from kiosk.actions.ratings.staff import answer, deal_with, desk, see_phone
from kiosk.actions.ratings.statistics import STATISTICS
from kiosk.actions.ratings.today import due_now
from kiosk.area import Area, EventNames

AREA = Area(
    name="ratings",
    events=EventNames(
        ("tablet_code", "unbind_tablet", "answer_rating", "deal_with_rating", "see_rating_phone"),
        ("rate", "bind_tablet", "sweep_ratings", "forget_ratings")),
    jobs={"ratings": run_due},
    health=health,
    today=due_now,
    retention=RETENTION,
    records=RECORDS,
    statistics=STATISTICS,
    content=None,
    names=None,
    announces=None,
    seed=None,
    demo=demo.fill,
    erase=erase,
    losses={"ratings": ("rate",)},
)

__all__ = [
    "AREA", "add", "answer", "asked", "at_tablet", "bind_tablet", "deal_with", "desk",
    "find_served", "is_asked", "leave_phone", "own_rating", "rate", "rate_at_tablet",
    "rate_by_number", "see_phone", "tablet_code", "unbind_tablet",
]

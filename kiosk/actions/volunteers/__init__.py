"""Volunteer help: asking, following, helping, sending volunteers, and its clock."""

from db.volunteers import catalogue as stored
from kiosk.actions.volunteers import demo
from kiosk.actions.volunteers.announcements import print_code, print_number, rings_since
from kiosk.actions.volunteers.notifications import send_next
from kiosk.actions.volunteers.requests import (
    ask,
    call_over,
    hand_over,
    handed_over,
    help_now,
    is_handed_over,
)
from kiosk.actions.volunteers.resident import (
    answer,
    change_time,
    confirm,
    end_consent,
    follow,
    not_yet,
    photo,
    progress,
    thank,
    withdraw,
)
from kiosk.actions.volunteers.scheduled import RETENTION, health, keep_time
from kiosk.actions.volunteers.statistics import STATISTICS
from kiosk.area import Area, Seed

AREA = Area(
    name="volunteers",
    jobs={"help": keep_time, "notices": send_next},
    health=health,
    retention=(RETENTION,),
    statistics=STATISTICS,
    seed=Seed(stored.is_there, stored.seed),
    demo=demo.fill,
    losses={"requests": ("help_ask", "help_call")},
)

__all__ = [
    "AREA", "answer", "ask", "call_over", "change_time", "confirm", "end_consent", "follow",
    "hand_over", "handed_over", "help_now", "is_handed_over", "keep_time", "not_yet", "photo",
    "print_code", "print_number", "progress", "rings_since", "send_next", "thank", "withdraw",
]

"""Volunteer help: asking, following, helping, sending volunteers, and its clock."""

from db.volunteers import catalogue as stored
from kiosk.actions.volunteers import demo
from kiosk.actions.volunteers.announcements import print_code, print_number, say_help_call
from kiosk.actions.volunteers.dispatch import number_of
from kiosk.actions.volunteers.erasing import erase
from kiosk.actions.volunteers.notifications import send_next
from kiosk.actions.volunteers.personal_records import RECORDS
from kiosk.actions.volunteers.registry import local_names
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
from kiosk.actions.volunteers.scheduled import RETENTION, health, run_due
from kiosk.actions.volunteers.statistics import STATISTICS
from kiosk.actions.volunteers.today import due_now
from kiosk.area import Area, AreaContent, AtLength, EventNames, Seed
from kiosk.domain.volunteers.content_types import ESTATE, GRID, HELP_KIND, POST, TEAM
from kiosk.domain.volunteers.help_requests import OF_COORDINATORS, HelpAction

# A request is withdrawn at the desk where all that is kept of a person is deleted.
BY_STAFF = (*OF_COORDINATORS, HelpAction.WITHDRAW)

AREA = Area(
    name="volunteers",
    events=EventNames(
        by_staff=(*(f"help_{one}" for one in BY_STAFF), "help_seen", "help_said",
                  "help_add_second",
                  "save_volunteer", "new_link", "revoke_link", "put_on_duty", "take_off_duty",
                  "correct_hours", "add_notice_target", "drop_notice_target"),
        by_others=(*(f"help_{one}" for one in HelpAction if one not in BY_STAFF),
                   "help_ask", "help_call", "help_report", "help_join", "help_thanked",
                   "help_consent_ended", "help_overdue", "forget_help", "forget_volunteers",
                   "bind_link")),
    jobs={"help": run_due, "notices": AtLength(send_next)},
    health=health,
    retention=RETENTION,
    records=RECORDS,
    statistics=STATISTICS,
    content=AreaContent((HELP_KIND, TEAM, POST, ESTATE, GRID), stored.book),
    names=local_names,
    announces={"help_call": say_help_call},
    seed=Seed(stored.is_there, stored.seed),
    demo=demo.fill,
    erase=erase,
    losses={"requests": ("help_ask", "help_call")},
    numbers={"help": number_of},
    today=due_now,
    door=HELP_KIND.name,
)

__all__ = [
    "AREA",
    "answer",
    "ask",
    "call_over",
    "change_time",
    "confirm",
    "end_consent",
    "follow",
    "hand_over",
    "handed_over",
    "help_now",
    "is_handed_over",
    "not_yet",
    "photo",
    "print_code",
    "print_number",
    "progress",
    "run_due",
    "send_next",
    "thank",
    "withdraw",
]

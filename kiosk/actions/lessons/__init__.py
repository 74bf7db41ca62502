"""The after-school class: registering, days, arriving, collecting; and its clock."""

from db.lessons import terms as stored
from kiosk.actions import reservations
from kiosk.actions.lessons import demo
from kiosk.actions.lessons.guardian import (
    change_weekdays,
    come_on,
    delegate_page,
    delegate_today,
    guardian_page,
    take_back,
    take_day,
    tell_absent,
)
from kiosk.actions.lessons.personal_records import RECORDS, erase_again
from kiosk.actions.lessons.queries import class_now, class_or_none
from kiosk.actions.lessons.registration import register_child, register_guardian, withdraw
from kiosk.actions.lessons.scheduled import RETENTION, health, run_due
from kiosk.actions.lessons.statistics import STATISTICS
from kiosk.actions.lessons.teacher import call_desk
from kiosk.actions.lessons.today import due_now
from kiosk.area import Area, AreaContent, EventNames, Seed
from kiosk.domain.lessons.content_types import TERM

AREA = Area(
    name="lessons",
    events=EventNames(
        by_staff=("see_class_register", "see_class_alarm", "confirm_guardian",
                  "show_guardian_page", "drop_guardian", "add_pickup", "drop_pickup",
                  "reprint_child_code", "see_class_attendance", "export_attendance", "add_incident",
                  "see_incidents", "register_guardian", "withdraw_guardian"),
        by_others=("register_child", "tell_absent", "come_on_day", "change_weekdays", "delegate",
                   "take_delegation_back", "class_seen", "child_arrived", "child_arrival_undone",
                   "class_without_place", "child_collected", "class_refused", "class_call",
                   "class_manager_called", "class_desk_called",
                   "class_not_collected", "forget_children",
                   "forget_unconfirmed", "book", "join_waitlist", "leave_waitlist",
                   *reservations.EVENTS.by_others)),
    jobs={"lessons": run_due},
    health=health,
    retention=RETENTION,
    records=RECORDS,
    statistics=STATISTICS,
    content=AreaContent((TERM,), stored.terms, {TERM.name: stored.put}),
    names=None,
    announces=None,
    seed=Seed(stored.are_there, stored.seed),
    demo=demo.fill,
    erase=erase_again,
    losses={"guardians": ("register_guardian",)},
    today=due_now,
    door=TERM.name,
)

__all__ = [
    "AREA",
    "call_desk",
    "change_weekdays",
    "class_now",
    "class_or_none",
    "come_on",
    "delegate_page",
    "delegate_today",
    "guardian_page",
    "register_child",
    "register_guardian",
    "run_due",
    "take_back",
    "take_day",
    "tell_absent",
    "withdraw",
]

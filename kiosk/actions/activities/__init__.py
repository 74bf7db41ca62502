"""Activities: what is on, registering a group, waiting together, the plan, and the staff's part."""

from functools import partial

from db.activities import queries as stored
from kiosk.actions import reservations
from kiosk.actions.activities import demo, papers
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.activities.coming_slides import coming_slides
from kiosk.actions.activities.feeds import activities_feed, activities_feed_mark
from kiosk.actions.activities.planning import plan_due
from kiosk.actions.activities.queries import activities_now, activity_view
from kiosk.actions.activities.resident import (
    change_people,
    check_in,
    check_in_at_door,
    check_in_at_screen,
    find_registration,
    follow_registration,
    give_up,
    join,
    move_registration,
    print_again,
    register,
    take_offer,
    where_of_registration,
)
from kiosk.actions.activities.scheduled import RETENTION, run_due
from kiosk.actions.activities.settling import SETTLING
from kiosk.actions.activities.staff import (
    activities_desk,
    add_session,
    attendance,
    cancel_session,
    copy_last_month,
    count_walk_ins,
    let_in,
    let_in_by_number,
    move_session,
)
from kiosk.actions.activities.statistics import STATISTICS
from kiosk.actions.activities.telling import say_change
from kiosk.actions.activities.today import due_now
from kiosk.area import Area, AreaContent, EventNames, Seed
from kiosk.domain.activities.content_types import ACTIVITY

AREA = Area(
    name="activities",
    events=EventNames(
        ("see_attendance", "count_walk_ins", "cancel_session", "move_session", "add_session",
         "copy_plan", "bring_paper", *reservations.EVENTS.by_staff),
        ("plan_activity", "forget_papers", *reservations.EVENTS.by_others),
    ),
    jobs={"activities": run_due},
    health=None,
    retention=(RETENTION, papers.RETENTION),
    records=reservations.personal_records(AREA_OF_ACTIVITIES),
    statistics=STATISTICS,
    content=AreaContent((ACTIVITY,), stored.activities, {ACTIVITY.name: stored.put}),
    names=None,
    announces={"cancel_session": say_change, "move_session": say_change},
    seed=Seed(stored.are_there, stored.seed, plan_due),
    demo=demo.fill,
    erase=partial(reservations.erase, AREA_OF_ACTIVITIES),
    losses={"registrations": ("book",)},
    slides=coming_slides,
    slips=reservations.slips_of(AREA_OF_ACTIVITIES, where_of_registration),
    settling=SETTLING,
    today=due_now,
    door=ACTIVITY.name,
)

__all__ = [
    "AREA",
    "AREA_OF_ACTIVITIES",
    "activities_desk",
    "activities_feed",
    "activities_feed_mark",
    "activities_now",
    "activity_view",
    "add_session",
    "attendance",
    "cancel_session",
    "change_people",
    "check_in",
    "check_in_at_door",
    "check_in_at_screen",
    "copy_last_month",
    "count_walk_ins",
    "find_registration",
    "follow_registration",
    "give_up",
    "join",
    "let_in",
    "let_in_by_number",
    "move_registration",
    "move_session",
    "print_again",
    "register",
    "run_due",
    "take_offer",
]

# What the engine does, done with activities.
registration_feed = partial(reservations.booking_feed, AREA_OF_ACTIVITIES)
see_who = partial(reservations.see_who, AREA_OF_ACTIVITIES)

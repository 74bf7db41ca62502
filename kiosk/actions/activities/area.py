"""The activities as an area of the reservations engine: what is an activity's own in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from db.activities import queries as stored
from db.engine.database import ReadTransaction
from kiosk.actions.content.centre import guide
from kiosk.actions.reservations import ReservationArea
from kiosk.actions.reservations.area import midnight
from kiosk.context import AppContext
from kiosk.domain.activities.activities import ACTIVITIES, Activity
from kiosk.domain.privacy import ACTIVITIES_NOTICE
from kiosk.domain.reservations.bookings import BookingRules
from kiosk.domain.reservations.places import LONGEST
from kiosk.domain.staff.roles import MAY_ATTEND_ACTIVITIES, MAY_KEEP_ACTIVITIES

# Whoever comes late to an activity is welcome until its end: no place is given to others.
RULES = BookingRules(
    max_live=6, check_in_before=timedelta(hours=1), check_in_within=LONGEST,
    reminded_before=timedelta(hours=2), offer_lasts=timedelta(minutes=30),
    offer_lasts_at_most=timedelta(days=1),
)


def _title(ctx: AppContext, language: str) -> str:
    return guide(ctx).centre.centre.in_(language)


def _times(
    tx: ReadTransaction, activity: Activity, day: date
) -> list[tuple[datetime, datetime]]:
    begins = midnight(day)
    return [(one.starts_at, one.ends_at) for one in stored.planned_ones(
        tx, activity.id, begins, begins + timedelta(days=1))]


def _takes_place(
    tx: ReadTransaction, activity: Activity, starts_at: datetime, ends_at: datetime
) -> bool:
    return (starts_at, ends_at) in _times(tx, activity, starts_at.date())


def _walked_in(tx: ReadTransaction, activity: Activity, now: datetime) -> int:
    under_way = stored.planned_ones(tx, activity.id, now - LONGEST, now)
    return sum(one.walked_in for one in under_way if one.ends_at > now)


AREA_OF_ACTIVITIES: ReservationArea[Activity] = ReservationArea(
    name=ACTIVITIES, title=_title, resources=stored.activities, sessions=_times,
    is_open=_takes_place, walked_in=_walked_in, attendants=MAY_ATTEND_ACTIVITIES,
    keepers=MAY_KEEP_ACTIVITIES, words="activity_feed", notice=ACTIVITIES_NOTICE,
    asks_by_number=True, rules=RULES, refusals={
        "no_such_resource": "no_such_activity", "no_such_time": "no_such_session",
        "not_booked": "just_come", "just_taken": "no_places", "too_far_ahead": "not_open_yet",
        "too_late_to_claim": "registration_over", "enough_booked": "enough_activities",
        "too_many_places": "group_too_large",
    },
)

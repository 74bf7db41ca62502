"""Activities, which are content and places, and their sessions, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from peewee import BigIntegerField, BooleanField, Check, IntegerField, Model, TextField, fn

from db.content import content_items
from db.content.guide import text_of
from db.engine.column_types import earliest_day_of, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from db.reservations import places
from db.reservations.places import OF_RESOURCE
from kiosk.domain.activities.activities import (
    ACTIVITIES,
    Activity,
    ActivityKind,
    Every,
    Session,
    SessionPlan,
    ToBring,
    weekdays_of,
)
from kiosk.domain.calendar import TimeRange
from kiosk.domain.calendar_exceptions import Holidays
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import AccessMode


class ActivitySessionRow(Model):
    """A session of an activity; `planned_at` names it within its activity, whenever it takes
    place. `room_booking` is the reservation of its `room`."""

    area = TextField()
    resource_id = TextField()
    planned_at = BigIntegerField()
    starts_at = BigIntegerField()
    ends_at = BigIntegerField()
    state = TextField()
    is_extra = BooleanField()
    was_at = BigIntegerField(null=True)
    reason = TextField()
    room = TextField()
    room_booking = IntegerField(null=True)
    walked_in = IntegerField(constraints=[Check("walked_in >= 0")])
    changed_at = BigIntegerField()
    sequence = IntegerField()

    class Meta:
        table_name = "activity_session"
        indexes = ((("resource_id", "planned_at"), True),)
        constraints = (
            OF_RESOURCE,
            Check("starts_at < ends_at"),
            Check("state IN ('planned', 'blocked', 'cancelled')"),
        )


ActivitySessionRow.add_index(ActivitySessionRow.index(
    ActivitySessionRow.starts_at, name="activity_sessions_in_time"))
SESSIONS = RowMapper(Session, ActivitySessionRow)


def activities(tx: ReadTransaction) -> tuple[Activity, ...]:
    """All activities, hidden ones too, in display order; kept in memory until the staff change
    any content."""
    return tx.remembered("activities", lambda: tuple(
        map(activity_of, content_items.bodies(tx, "activity"))))


def names(tx: ReadTransaction, kind: str, field: str) -> Mapping[str, Text]:
    """What the items of another kind of content are called, by id: teams and rooms."""
    return tx.remembered(f"activities: names of {kind}", lambda: {
        body["id"]: text_of(body[field]) for body in content_items.bodies(tx, kind)})


def are_there(tx: ReadTransaction) -> bool:
    """Whether there is any activity yet."""
    return bool(activities(tx))


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's `[[activities]]`. KeyError or ValueError where it is wrong."""
    for body in written.get("activities", ()):
        put(tx, body["id"], body)


def put(tx: WriteTransaction, activity_id: str, body: dict[str, Any]) -> None:
    """Writes an activity with its places. Refuses with `claimed_already` where fewer would be left
    than are reserved; KeyError or ValueError where the body is wrong."""
    places.put(tx, activity_of({**body, "id": activity_id}))
    content_items.put(tx, "activity", activity_id, body)


def activity_of(body: dict[str, Any]) -> Activity:
    """An activity from its body. KeyError or ValueError where it is wrong."""
    return Activity(
        id=body["id"],
        icon=body["icon"],
        kind=ActivityKind(body["kind"]),
        title=text_of(body["title"]),
        about=text_of(body["about"]),
        whom=text_of(body["whom"]) if "whom" in body else Text("", ""),
        where=text_of(body["where"]) if "where" in body else Text("", ""),
        bring=tuple(
            ToBring(one["icon"], text_of(one["name"]),
                    text_of(one["note"]) if "note" in one else Text("", ""))
            for one in body.get("bring", ())
        ),
        team=body.get("team") or "",
        room=body.get("room") or "",
        takes_room=bool(body.get("takes_room")) and bool(body.get("room")),
        picture=body.get("picture", ""),
        paper=body.get("paper", ""),
        access=AccessMode(body["entry"]),
        capacity=body["capacity"],
        max_per_booking=body.get("most", 5),
        max_days_ahead=body.get("ahead", 14),
        # Whoever comes when it has begun simply comes in.
        min_notice=timedelta(minutes=max(body.get("lead", 0), 1)),
        hidden=bool(body.get("hidden")),
        plan=_plan_of(body),
    )


def _plan_of(body: dict[str, Any]) -> SessionPlan:
    return SessionPlan(
        first=date.fromisoformat(body["first"]),
        hours=TimeRange.parse(body["hours"]),
        every=Every(body["every"]),
        weekdays=weekdays_of(body.get("weekdays", ())),
        last=date.fromisoformat(body["last"]) if "last" in body else None,
        skips_holidays=Holidays(body.get("holidays", Holidays.AS_USUAL)) is Holidays.SHUT,
    )


def add(tx: WriteTransaction, session: Session) -> Session:
    """Writes a new session and returns it with its id. Refuses with `session_there` where the
    activity has one of that planned start."""
    id_ = tx.value(
        ActivitySessionRow.insert(area=ACTIVITIES, **SESSIONS.write(session))
        .on_conflict_ignore().returning(ActivitySessionRow.id))
    if id_ is None:
        raise Refusal("session_there")
    return replace(session, id=id_)


def change(tx: WriteTransaction, session: Session, now: datetime) -> Session:
    """Writes a session as it is from now on, as one change more. Refuses with `claim_changed`
    where somebody else changed it meanwhile."""
    changed = replace(session, sequence=session.sequence + 1, changed_at=now)
    done = tx.query(ActivitySessionRow.update(**SESSIONS.write(
        changed, "starts_at", "ends_at", "state", "was_at", "reason", "room", "room_booking",
        "changed_at", "sequence",
    )).where((ActivitySessionRow.id == session.id)
             & (ActivitySessionRow.sequence == session.sequence)))
    if not done:
        raise Refusal("claim_changed")
    return changed


def count_in(tx: WriteTransaction, session: Session, walked_in: int) -> None:
    """Writes how many came without having registered: no change of the session itself."""
    tx.query(ActivitySessionRow.update(walked_in=walked_in)
             .where(ActivitySessionRow.id == session.id))


def withdraw(tx: WriteTransaction, session: Session) -> None:
    """Takes away a session that the plan does not have any more."""
    tx.query(ActivitySessionRow.delete().where(ActivitySessionRow.id == session.id))


def by_id(tx: ReadTransaction, session_id: int) -> Session | None:
    """The session of an id, or None."""
    return next(iter(_all(tx, ActivitySessionRow.id == session_id)), None)


def of_activity(tx: ReadTransaction, activity_id: str, begins: datetime) -> tuple[Session, ...]:
    """The sessions of an activity that start from an instant on, soonest first."""
    return _all(tx, (ActivitySessionRow.resource_id == activity_id)
                & (ActivitySessionRow.starts_at >= stored_instant(begins)))


def of_plan(tx: ReadTransaction, activity_id: str, begins: datetime) -> tuple[Session, ...]:
    """The sessions of an activity that take place or were planned from an instant on."""
    since = stored_instant(begins)
    return _all(tx, (ActivitySessionRow.resource_id == activity_id)
                & ((ActivitySessionRow.starts_at >= since)
                   | (ActivitySessionRow.planned_at >= since)))


def between(tx: ReadTransaction, begins: datetime, ends: datetime) -> tuple[Session, ...]:
    """All sessions that start in `[begins, ends)`, soonest first."""
    return _all(tx, (ActivitySessionRow.starts_at >= stored_instant(begins))
                & (ActivitySessionRow.starts_at < stored_instant(ends)))


def planned_ones(
    tx: ReadTransaction, activity_id: str, begins: datetime, ends: datetime
) -> tuple[Session, ...]:
    """The sessions of an activity that take place and start in `[begins, ends)`."""
    return tuple(one for one in of_activity(tx, activity_id, begins)
                 if one.is_planned and one.starts_at < ends)


def changes(tx: ReadTransaction, begins: datetime) -> str:
    """What changes with every change of the sessions from an instant on: how many, changed how
    often."""
    query = ActivitySessionRow.select(
        fn.COUNT(ActivitySessionRow.id), fn.SUM(ActivitySessionRow.sequence),
        fn.MAX(ActivitySessionRow.changed_at),
    ).where(ActivitySessionRow.starts_at >= stored_instant(begins))
    return "-".join(map(str, next(iter(tx.query(query.tuples())))))


def first_day(tx: ReadTransaction) -> date | None:
    """The first day, at the earliest, of any session; None where there was none."""
    return earliest_day_of(tx.value(
        ActivitySessionRow.select(fn.MIN(ActivitySessionRow.starts_at))))


def _all(tx: ReadTransaction, where: Any) -> tuple[Session, ...]:
    query = SESSIONS.select().where(where).order_by(
        ActivitySessionRow.starts_at, ActivitySessionRow.id)
    return SESSIONS.read(tx.query(query))



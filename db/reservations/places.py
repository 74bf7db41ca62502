"""Resources and the reservations of their places: their tables, and the only queries on them.

That no moment has more places occupied than there are is the schema's own rule (triggers), so an
import script cannot sell a place twice either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import peewee
from peewee import (
    SQL,
    BigIntegerField,
    Check,
    CompositeKey,
    IntegerField,
    Model,
    TextField,
    fn,
)

from db.engine.column_types import Param, PreparedQuery, earliest_day_of, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import (
    LIVE,
    LONGEST,
    Occupancy,
    Reservation,
    ReservationState,
    Resource,
    blocked,
    may_become,
)

# What the triggers say.
OVER_CAPACITY = "over_capacity"
# What every table that names a resource by its area and id says of it.
OF_RESOURCE = SQL("FOREIGN KEY (area, resource_id) REFERENCES resource (area, id)")


class ResourceRow(Model):
    """Something that can be reserved, and how many places it has at one moment."""

    area = TextField()
    id = TextField()
    capacity = IntegerField(constraints=[Check("capacity >= 0")])

    class Meta:
        table_name = "resource"
        primary_key = CompositeKey("area", "id")


class ReservationRow(Model):
    """A reservation. It blocks its places from `blocked_from` to `blocked_until`, and somebody is
    there from `starts_at` to `ends_at`."""

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    area = TextField()
    resource_id = TextField()
    starts_at = BigIntegerField()
    ends_at = BigIntegerField()
    blocked_from = BigIntegerField()
    blocked_until = BigIntegerField()
    seats = IntegerField(constraints=[Check("seats > 0")])
    state = TextField()

    class Meta:
        table_name = "reservation"
        constraints = (
            OF_RESOURCE,
            Check("starts_at < ends_at"),
            Check("blocked_from <= starts_at AND ends_at <= blocked_until"),
            Check(f"blocked_until - blocked_from <= {LONGEST // timedelta(microseconds=1)}"),
            Check("state IN ('held', 'confirmed', 'checked_in', 'released', 'cancelled',"
                  " 'finished')"),
        )


ReservationRow.add_index(
    ReservationRow.index(
        ReservationRow.area, ReservationRow.resource_id, ReservationRow.blocked_from,
        where=ReservationRow.state << sorted(LIVE), name="live_reservations",
    )
)

ReservationRow.add_index(
    ReservationRow.index(
        ReservationRow.starts_at, where=ReservationRow.state << sorted(LIVE),
        name="reservations_by_start",
    )
)
ReservationRow.add_index(
    ReservationRow.index(ReservationRow.starts_at, name="reservations_in_time")
)

RESERVATIONS = RowMapper(Reservation, ReservationRow)
SPANS = RowMapper(
    Occupancy, ReservationRow, starts_at=ReservationRow.blocked_from,
    ends_at=ReservationRow.blocked_until,
)
# Written out, for SQLite takes no index of some rows only on the word of a parameter.
IS_LIVE = SQL("state IN ('checked_in', 'confirmed', 'held')")
# Nothing lasts longer than LONGEST, so what started before that is over: the index ends there.
OCCUPIED = PreparedQuery(
    lambda: SPANS.select().where(
        (ReservationRow.area == Param("area")) & (ReservationRow.resource_id == Param("resource"))
        & IS_LIVE
        & (ReservationRow.blocked_from > Param("earliest"))
        & (ReservationRow.blocked_from < Param("until"))
        & (ReservationRow.blocked_until > Param("since")) & (ReservationRow.id != Param("but"))
    )
)


def put(tx: WriteTransaction, resource: Resource) -> None:
    """Writes a resource, new or as it is from now on. Refuses with `claimed_already` where fewer
    places would be left than are reserved."""
    with _guarded("claimed_already"):
        tx.query(upsert(ResourceRow, {"area": resource.area, "id": resource.id},
                          {"capacity": resource.capacity}))


def add(tx: WriteTransaction, reservation: Reservation, of: Resource,
        request_key: str) -> Reservation:
    """Writes a new reservation and returns it with its id. Refuses with `just_taken` where the
    schema has no room for it."""
    with _guarded("just_taken"):
        id_ = tx.value(ReservationRow.insert(
            request_key=request_key, **_row(reservation, of)
        ).returning(ReservationRow.id))
    return replace(reservation, id=id_)


def move(
    tx: WriteTransaction, reservation: Reservation, of: Resource, starts_at: datetime,
    ends_at: datetime, seats: int,
) -> Reservation:
    """The same reservation at another time or with other places. Refuses with `just_taken`, or
    `claim_changed` where it is not live any more."""
    moved = replace(reservation, starts_at=starts_at, ends_at=ends_at, seats=seats)
    with _guarded("just_taken"):
        done = tx.query(ReservationRow.update(**_row(moved, of)).where(
            (ReservationRow.id == reservation.id) & (ReservationRow.state << sorted(LIVE))
        ))
    if not done:
        raise Refusal("claim_changed")
    return moved


def become(tx: WriteTransaction, reservation: Reservation,
           state: ReservationState) -> Reservation:
    """The reservation in its next state. Refuses with `claim_changed` where it cannot go there
    from the one it is in now: of two who try at once one does it. What comes back to life refuses
    with `just_taken` where others have its places."""
    with _guarded("just_taken"):
        done = may_become(reservation, state) and tx.query(
            ReservationRow.update(state=state).where(
                (ReservationRow.id == reservation.id)
                & (ReservationRow.state == reservation.state)
            ))
    if not done:
        raise Refusal("claim_changed")
    return replace(reservation, state=state)


def occupied(
    tx: ReadTransaction, resource: Resource, within: Occupancy, but: Reservation | None = None
) -> tuple[Occupancy, ...]:
    """When places are blocked by reservations that have a moment in a time, one of them left
    out."""
    return SPANS.read(tx.execute(
        OCCUPIED, area=resource.area, resource=resource.id,
        earliest=stored_instant(within.starts_at - LONGEST),
        since=stored_instant(within.starts_at), until=stored_instant(within.ends_at),
        but=but.id if but else 0,
    ))


def first_day(tx: ReadTransaction, area: str) -> date | None:
    """The first day, at the earliest, on which something of an area was reserved; None where
    nothing was."""
    first = ReservationRow.select(fn.MIN(ReservationRow.starts_at)).where(
        ReservationRow.area == area)
    return earliest_day_of(tx.value(first))


def _row(reservation: Reservation, of: Resource) -> dict[str, Any]:
    kept = blocked(of, reservation.starts_at, reservation.ends_at, reservation.seats)
    return RESERVATIONS.write(reservation) | SPANS.write(kept)


@contextmanager
def _guarded(code: str) -> Iterator[None]:
    """What the schema has no room for is a refusal with this code."""
    try:
        yield
    except peewee.IntegrityError as fault:
        if OVER_CAPACITY not in str(fault):
            raise
        raise Refusal(code) from fault

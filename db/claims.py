"""Claims and what can be claimed: their tables, and the only queries on them.

That no moment has more places taken than there are is the schema's own rule (the triggers of
the first migration), so an import script cannot sell a place twice either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import peewee
from peewee import (
    SQL,
    BigIntegerField,
    Check,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from db.database import Change, Session
from db.fields import Gap, Prepared, instant_of, stored_instant
from kiosk.domain.claims import (
    LIVE,
    LONGEST,
    Claim,
    ClaimState,
    Resource,
    Span,
    may_become,
    span_of,
)
from kiosk.domain.refusals import Refusal

MINUTE = timedelta(minutes=1)
# What the triggers say.
OVER_CAPACITY = "over_capacity"


class ResourceRow(Model):
    """Something that can be claimed; minutes where it says how long."""

    id = TextField(primary_key=True)
    capacity = IntegerField(constraints=[Check("capacity >= 0")])
    before = IntegerField(default=0, constraints=[Check("before >= 0")])
    after = IntegerField(default=0, constraints=[Check("after >= 0")])
    lead = IntegerField(default=0)
    ahead = IntegerField(default=7)

    class Meta:
        table_name = "resource"


class ClaimRow(Model):
    """A claim. `from_at` to `to_at` is when it keeps its places, `begins_at` to `ends_at` when
    somebody is there."""

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    resource = ForeignKeyField(ResourceRow, index=False)
    begins_at = BigIntegerField()
    ends_at = BigIntegerField()
    from_at = BigIntegerField()
    to_at = BigIntegerField()
    places = IntegerField(constraints=[Check("places > 0")])
    state = TextField()

    class Meta:
        table_name = "claim"
        constraints = (
            Check("begins_at < ends_at"),
            Check("from_at <= begins_at AND ends_at <= to_at"),
            Check(f"to_at - from_at <= {LONGEST // timedelta(microseconds=1)}"),
            Check("state IN ('held', 'confirmed', 'arrived', 'released', 'cancelled', 'finished')"),
        )


ClaimRow.add_index(
    ClaimRow.index(
        ClaimRow.resource, ClaimRow.from_at,
        where=ClaimRow.state << sorted(LIVE), name="live_claims",
    )
)

ClaimRow.add_index(
    ClaimRow.index(
        ClaimRow.begins_at, where=ClaimRow.state << sorted(LIVE), name="claims_by_begin"
    )
)
ClaimRow.add_index(ClaimRow.index(ClaimRow.begins_at, name="claims_in_time"))

_SHOWN = (
    ClaimRow.id, ClaimRow.code, ClaimRow.resource, ClaimRow.begins_at, ClaimRow.ends_at,
    ClaimRow.places, ClaimRow.state,
)
RESOURCE = Prepared(
    lambda: ResourceRow.select(
        ResourceRow.capacity, ResourceRow.before, ResourceRow.after, ResourceRow.lead,
        ResourceRow.ahead,
    ).where(ResourceRow.id == Gap("id"))
)
BY_CODE = Prepared(lambda: ClaimRow.select(*_SHOWN).where(ClaimRow.code == Gap("code")))
BY_REQUEST = Prepared(lambda: ClaimRow.select(*_SHOWN).where(ClaimRow.request_key == Gap("key")))
# Written out, for SQLite takes no index of some rows only on the word of a parameter.
IS_LIVE = SQL("state IN ('arrived', 'confirmed', 'held')")
# Nothing lasts longer than LONGEST, so what began before that is over: the index ends there.
TAKEN = Prepared(
    lambda: ClaimRow.select(ClaimRow.from_at, ClaimRow.to_at, ClaimRow.places).where(
        (ClaimRow.resource == Gap("resource")) & IS_LIVE
        & (ClaimRow.from_at > Gap("earliest")) & (ClaimRow.from_at < Gap("to_at"))
        & (ClaimRow.to_at > Gap("from_at")) & (ClaimRow.id != Gap("but"))
    )
)


def put(change: Change, resource: Resource) -> None:
    """Writes a resource, new or as it is from now on. Refuses with `claimed_already` where fewer
    places would be left than are claimed."""
    row = {
        "capacity": resource.capacity, "before": resource.before // MINUTE,
        "after": resource.after // MINUTE, "lead": resource.lead // MINUTE, "ahead": resource.ahead,
    }
    with _guarded("claimed_already"):
        change.ask(ResourceRow.insert(id=resource.id, **row).on_conflict(
            conflict_target=(ResourceRow.id,),
            update={getattr(ResourceRow, name): value for name, value in row.items()},
        ))


def resource(session: Session, resource_id: str) -> Resource | None:
    """What can be claimed under an id, or None."""
    row = session.run(RESOURCE, id=resource_id).fetchone()
    if row is None:
        return None
    capacity, before, after, lead, ahead = row
    return Resource(resource_id, capacity, before * MINUTE, after * MINUTE, lead * MINUTE, ahead)


def add(change: Change, claim: Claim, of: Resource, request_key: str) -> Claim:
    """Writes a new claim and returns it with its id. Refuses with `just_taken` where the schema
    has no room for it."""
    with _guarded("just_taken"):
        (row,) = change.ask(ClaimRow.insert(
            code=claim.code, request_key=request_key, resource=of.id,
            places=claim.places, state=claim.state, **_instants(claim, of),
        ).returning(ClaimRow.id).tuples())
    return replace(claim, id=row[0])


def move(change: Change, claim: Claim, of: Resource, begins: datetime, ends: datetime,
         places: int) -> Claim:
    """The same claim at another time or with other places. Refuses with `just_taken`, or
    `claim_changed` where it is not live any more."""
    moved = replace(claim, begins=begins, ends=ends, places=places)
    with _guarded("just_taken"):
        done = change.ask(ClaimRow.update(places=places, **_instants(moved, of)).where(
            (ClaimRow.id == claim.id) & (ClaimRow.state << sorted(LIVE))
        ))
    if not done:
        raise Refusal("claim_changed")
    return moved


def become(change: Change, claim: Claim, state: ClaimState) -> Claim:
    """The claim in its next state. Refuses with `claim_changed` where it cannot go there from
    the one it is in now: of two who try at once one does it."""
    done = may_become(claim, state) and change.ask(ClaimRow.update(state=state).where(
        (ClaimRow.id == claim.id) & (ClaimRow.state == claim.state)
    ))
    if not done:
        raise Refusal("claim_changed")
    return replace(claim, state=state)


def by_code(session: Session, code: str) -> Claim | None:
    """The claim of a page's code, or None."""
    return _one(session.run(BY_CODE, code=code))


def by_request(session: Session, key: str) -> Claim | None:
    """The claim that a tap with this key made, or None."""
    return _one(session.run(BY_REQUEST, key=key))


def taken(
    session: Session, resource_id: str, begins: datetime, ends: datetime, but: Claim | None = None
) -> tuple[Span, ...]:
    """When places are kept by claims that have a moment in `[begins, ends)`, one claim left out."""
    rows = session.run(
        TAKEN, resource=resource_id, earliest=stored_instant(begins - LONGEST),
        from_at=stored_instant(begins), to_at=stored_instant(ends), but=but.id if but else 0,
    ).fetchall()
    return tuple(Span(instant_of(start), instant_of(end), places) for start, end, places in rows)


def _instants(claim: Claim, of: Resource) -> dict[str, int]:
    kept = span_of(claim, of)
    return {
        "begins_at": stored_instant(claim.begins), "ends_at": stored_instant(claim.ends),
        "from_at": stored_instant(kept.begins), "to_at": stored_instant(kept.ends),
    }


@contextmanager
def _guarded(code: str) -> Iterator[None]:
    """What the schema has no room for is a refusal with this code."""
    try:
        yield
    except peewee.IntegrityError as fault:
        if OVER_CAPACITY not in str(fault):
            raise
        raise Refusal(code) from fault


def _one(cursor: Any) -> Claim | None:
    row = cursor.fetchone()
    return claim_of(row) if row else None


def claim_of(row: Iterable[Any]) -> Claim:
    """A claim from its columns, in the order in which they are shown."""
    id_, code, resource_id, begins, ends, places, state = row
    return Claim(id_, code, resource_id, instant_of(begins), instant_of(ends), places,
                 ClaimState(state))

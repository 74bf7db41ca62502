"""A crowd that wants the same slots, and a script that fills a room at random."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import peewee

from db import claims
from db.claims import OVER_CAPACITY, ClaimRow
from db.database import Database, open_database
from db.fields import stored_instant
from kiosk.domain.claims import LIVE, Claim, ClaimState, Resource, Span, left, span_of
from kiosk.domain.refusals import Refusal
from tests.faults.processes import Told
from tests.house import AFTERNOON

TABLE = Resource("table", 1)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
Book = Callable[[Database, Claim, Resource], None]


def build(url: str, *resources: Resource, guarded: bool = True) -> None:
    """A house in which these can be claimed; not `guarded`, its schema lets everything in."""
    database = open_database(url)
    database.migrate()
    with database.change() as change:
        for resource in resources:
            claims.put(change, resource)
    if not guarded:
        unguard(database)
    database.close()


def unguard(database: Database) -> None:
    """Takes the guards of the schema out: the negative control."""
    for name in ("claim_fits_added", "claim_fits_changed", "claim_fits",
                 "resource_holds_its_claims"):
        sqlite = f"DROP TRIGGER IF EXISTS {name}"
        postgres = f"DROP FUNCTION IF EXISTS {name} CASCADE"
        database.peewee.execute_sql(sqlite if database.is_sqlite else postgres)


def by_deed(database: Database, claim: Claim, of: Resource) -> None:
    """As the program does it: alone from the first statement on. Refuses with `just_taken`."""
    with database.change() as change:
        claims.add(change, claim, of, claim.code)


def by_script(database: Database, claim: Claim, of: Resource) -> None:
    """As somebody does it who knows no rule: looks, thinks, and writes. Refuses likewise."""
    begins = stored_instant(claim.begins)
    seen = ClaimRow.select(ClaimRow.id).where(
        (ClaimRow.begins_at == begins) & (ClaimRow.state << sorted(LIVE))
    )
    if list(seen.bind(database.peewee).tuples()):
        raise Refusal("just_taken")
    time.sleep(0.003)
    kept = span_of(claim, of)
    try:
        ClaimRow.insert(
            code=claim.code, request_key=claim.code, resource=of.id, places=claim.places,
            state=claim.state, begins_at=begins, ends_at=stored_instant(claim.ends),
            from_at=stored_instant(kept.begins), to_at=stored_instant(kept.ends),
        ).bind(database.peewee).execute()
    except peewee.IntegrityError as fault:
        if OVER_CAPACITY not in str(fault):
            raise
        raise Refusal("just_taken") from fault


def by_deferred_script(database: Database, claim: Claim, of: Resource) -> None:
    """The same in one transaction, as SQLite begins it by itself."""
    with database.peewee.atomic():
        by_script(database, claim, of)


def by_repeatable_script(database: Database, claim: Claim, of: Resource) -> None:
    """The same on PostgreSQL in a transaction that keeps to the picture it began with."""
    try:
        with database.peewee.atomic("REPEATABLE READ"):
            by_script(database, claim, of)
    except peewee.OperationalError as fault:
        if "serialize" not in str(fault):
            raise
        raise Refusal("just_taken") from fault


def book_all(url: str, slots: int, seed: int, book: Book, over: Any = None) -> Told:
    """Tries every slot once, in an order of its own; tells which it got, and what went wrong."""
    database, chance = open_database(url), random.Random(seed)
    got, troubles, wanted = [], [], list(range(slots))
    chance.shuffle(wanted)
    for n in wanted:
        # So that nobody is through before the others have begun.
        time.sleep(chance.random() / 500)
        begins = AFTERNOON + n * HOUR
        claim = Claim(0, f"{seed}-{n}", TABLE.id, begins, begins + HOUR, 1, ClaimState.CONFIRMED)
        try:
            book(database, claim, TABLE)
            got.append(str(n))
        except Refusal:
            pass
        except Exception as trouble:  # noqa: BLE001 - whatever it is, somebody would see it
            troubles.append(repr(trouble))
    database.close()
    return Told(tuple(got), tuple(troubles))


def sold(url: str) -> list[int]:
    """The begins of all live claims."""
    database = open_database(url)
    with database.session() as session:
        query = ClaimRow.select(ClaimRow.begins_at).where(ClaimRow.state << sorted(LIVE))
        begins = [row[0] for row in session.ask(query.tuples())]
    database.close()
    return begins


@dataclass
class Grid:
    """The oracle: how many places are taken in each minute, counted one by one."""

    resource: Resource
    from_: datetime
    minutes: list[int]
    live: dict[str, Claim] = field(default_factory=dict)

    @classmethod
    def of(cls, resource: Resource, days: int) -> Grid:
        return cls(resource, AFTERNOON, [0] * (days * 24 * 60))

    def cells(self, span: Span) -> slice:
        return slice((span.begins - self.from_) // MINUTE, (span.ends - self.from_) // MINUTE)

    def has_room(self, span: Span) -> bool:
        """Whether every minute of it has room."""
        return max(self.minutes[self.cells(span)]) + span.places <= self.resource.capacity

    def count(self, span: Span, by: int) -> None:
        """Marks its minutes as taken, or as free again."""
        cells = self.cells(span)
        self.minutes[cells] = [n + by * span.places for n in self.minutes[cells]]


def differences(database: Database, resource: Resource, deeds: int, seed: int) -> list[str]:
    """Does so many random deeds; where the house and the oracle do not agree it says so."""
    chance, grid, found = random.Random(seed), Grid.of(resource, 4), []
    for n in range(deeds):
        claim = _wish(chance, grid, n)
        known = grid.live.get(chance.choice([*grid.live, ""])) if chance.random() < 0.6 else None
        if known and chance.random() < 0.7:
            with database.change() as change:
                claims.become(change, known, ClaimState.CANCELLED)
            grid.count(span_of(known, resource), -1)
            del grid.live[known.code]
            continue
        if known:
            grid.count(span_of(known, resource), -1)
        expected = grid.has_room(span_of(claim, resource))
        made, free = deed(database, resource, claim, known)
        if (made is not None, free >= claim.places) != (expected, expected):
            found.append(f"deed {n}: {claim} {made=} {free=} {expected=}")
        now = made or known
        if now:
            grid.count(span_of(now, resource), 1)
            grid.live[now.code] = now
    return found


def _wish(chance: random.Random, grid: Grid, n: int) -> Claim:
    latest = len(grid.minutes) - 240
    begins = grid.from_ + chance.randrange(60, latest) * MINUTE
    length = chance.choice((30, 60, 60, 60, 90, 137)) * MINUTE
    return Claim(0, f"c{n}", grid.resource.id, begins, begins + length,
                 chance.randint(1, grid.resource.capacity), ClaimState.CONFIRMED)


def deed(
    database: Database, resource: Resource, claim: Claim, known: Claim | None
) -> tuple[Claim | None, int]:
    """Adds a claim or moves a known one there; what came of it, and how many places were left."""
    wanted = span_of(claim, resource)
    with database.session() as session:
        taken = claims.taken(session, resource.id, wanted.begins, wanted.ends, but=known)
        free = left(resource, taken, claim.begins, claim.ends)
    try:
        with database.change() as change:
            if known:
                return claims.move(
                    change, known, resource, claim.begins, claim.ends, claim.places), free
            return claims.add(change, claim, resource, claim.code), free
    except Refusal:
        return None, free

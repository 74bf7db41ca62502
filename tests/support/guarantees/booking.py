"""A crowd that wants the same slots, and a script that fills a room at random."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import peewee

from db.engine.column_types import stored_instant
from db.engine.database import Database, open_database
from db.reservations import places
from db.reservations.places import OVER_CAPACITY, ReservationRow
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import (
    LIVE,
    Occupancy,
    Reservation,
    ReservationState,
    Resource,
    available,
    blocked,
)
from tests.support.centre import AFTERNOON
from tests.support.guarantees.processes import Told, think

TABLE = Resource("rooms", "table", 1)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
Book = Callable[[Database, Reservation, Resource], None]


def kept_by(reservation: Reservation, of: Resource) -> Occupancy:
    """What a reservation blocks."""
    return blocked(of, reservation.starts_at, reservation.ends_at, reservation.seats)


def build(url: str, *resources: Resource, guarded: bool = True) -> None:
    """A centre in which these can be reserved; not `guarded`, its schema lets everything in."""
    database = open_database(url)
    database.migrate()
    with database.write() as tx:
        for resource in resources:
            places.put(tx, resource)
    if not guarded:
        unguard(database)
    database.close()


def unguard(database: Database) -> None:
    """Takes the guards of the schema out: the negative control."""
    for name in ("reservation_fits_added", "reservation_fits_changed", "reservation_fits",
                 "resource_keeps_its_reservations"):
        sqlite = f"DROP TRIGGER IF EXISTS {name}"
        postgres = f"DROP FUNCTION IF EXISTS {name} CASCADE"
        database.peewee.execute_sql(sqlite if database.is_sqlite else postgres)


def by_action(database: Database, reservation: Reservation, of: Resource) -> None:
    """As the program does it: alone from the first statement on. Refuses with `just_taken`."""
    with database.write() as tx:
        places.add(tx, reservation, of, reservation.code)


def by_script(database: Database, reservation: Reservation, of: Resource) -> None:
    """As somebody does it who knows no rule: looks, thinks, and writes. Refuses likewise."""
    begins = stored_instant(reservation.starts_at)
    seen = ReservationRow.select(ReservationRow.id).where(
        (ReservationRow.starts_at == begins) & (ReservationRow.state << sorted(LIVE))
    )
    if list(seen.bind(database.peewee).tuples()):
        raise Refusal("just_taken")
    think()
    kept = kept_by(reservation, of)
    try:
        ReservationRow.insert(
            code=reservation.code, request_key=reservation.code, area=of.area,
            resource_id=of.id, seats=reservation.seats,
            state=reservation.state, starts_at=begins, ends_at=stored_instant(reservation.ends_at),
            blocked_from=stored_instant(kept.starts_at), blocked_until=stored_instant(kept.ends_at),
        ).bind(database.peewee).execute()
    except peewee.IntegrityError as fault:
        if OVER_CAPACITY not in str(fault):
            raise
        raise Refusal("just_taken") from fault


def by_deferred_script(database: Database, reservation: Reservation, of: Resource) -> None:
    """The same in one transaction, as SQLite begins it by itself."""
    with database.peewee.atomic():
        by_script(database, reservation, of)


def by_repeatable_script(database: Database, reservation: Reservation, of: Resource) -> None:
    """The same on PostgreSQL in a transaction that keeps to the picture it began with."""
    try:
        with database.peewee.atomic("REPEATABLE READ"):
            by_script(database, reservation, of)
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
        reservation = Reservation.of(TABLE, f"{seed}-{n}", begins, begins + HOUR)
        try:
            book(database, reservation, TABLE)
            got.append(str(n))
        except Refusal:
            pass
        except Exception as trouble:  # noqa: BLE001 - whatever it is, somebody would see it
            troubles.append(repr(trouble))
    database.close()
    return Told(tuple(got), tuple(troubles))


def sold(url: str) -> list[int]:
    """The begins of all live reservations."""
    database = open_database(url)
    with database.read() as tx:
        begins = tx.column(ReservationRow.select(ReservationRow.starts_at).where(
            ReservationRow.state << sorted(LIVE)))
    database.close()
    return begins


@dataclass
class Grid:
    """The oracle: how many places are taken in each minute, counted one by one."""

    resource: Resource
    from_: datetime
    minutes: list[int]
    live: dict[str, Reservation] = field(default_factory=dict)

    @classmethod
    def of(cls, resource: Resource, days: int) -> Grid:
        return cls(resource, AFTERNOON, [0] * (days * 24 * 60))

    def cells(self, span: Occupancy) -> slice:
        return slice((span.starts_at - self.from_) // MINUTE, (span.ends_at - self.from_) // MINUTE)

    def has_room(self, span: Occupancy) -> bool:
        """Whether every minute of it has room."""
        return max(self.minutes[self.cells(span)]) + span.seats <= self.resource.capacity

    def count(self, span: Occupancy, by: int) -> None:
        """Marks its minutes as taken, or as free again."""
        cells = self.cells(span)
        self.minutes[cells] = [n + by * span.seats for n in self.minutes[cells]]


def differences(database: Database, resource: Resource, actions: int, seed: int) -> list[str]:
    """Does so many random actions; where the centre and the oracle do not agree it says so."""
    chance, grid, found = random.Random(seed), Grid.of(resource, 4), []
    for n in range(actions):
        reservation = _wish(chance, grid, n)
        known = grid.live.get(chance.choice([*grid.live, ""])) if chance.random() < 0.6 else None
        if known and chance.random() < 0.7:
            with database.write() as tx:
                places.become(tx, known, ReservationState.CANCELLED)
            grid.count(kept_by(known, resource), -1)
            del grid.live[known.code]
            continue
        if known:
            grid.count(kept_by(known, resource), -1)
        expected = grid.has_room(kept_by(reservation, resource))
        made, free = action(database, resource, reservation, known)
        if (made is not None, free >= reservation.seats) != (expected, expected):
            found.append(f"action {n}: {reservation} {made=} {free=} {expected=}")
        now = made or known
        if now:
            grid.count(kept_by(now, resource), 1)
            grid.live[now.code] = now
    return found


def _wish(chance: random.Random, grid: Grid, n: int) -> Reservation:
    latest = len(grid.minutes) - 240
    begins = grid.from_ + chance.randrange(60, latest) * MINUTE
    length = chance.choice((30, 60, 60, 60, 90, 137)) * MINUTE
    return Reservation.of(grid.resource, f"c{n}", begins, begins + length,
                          chance.randint(1, grid.resource.capacity))


def action(
    database: Database, resource: Resource, reservation: Reservation, known: Reservation | None
) -> tuple[Reservation | None, int]:
    """Adds a reservation or moves a known one there; what came of it, and the places left."""
    wanted = kept_by(reservation, resource)
    with database.read() as tx:
        taken = places.occupied(tx, resource, wanted, but=known)
        free = available(resource, taken, reservation.starts_at, reservation.ends_at)
    try:
        with database.write() as tx:
            if known:
                return places.move(tx, known, resource, reservation.starts_at,
                                   reservation.ends_at, reservation.seats), free
            return places.add(tx, reservation, resource, reservation.code), free
    except Refusal:
        return None, free

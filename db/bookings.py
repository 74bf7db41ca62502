"""Bookings: what there is of a claim on a room besides its places and its time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from peewee import (
    JOIN,
    BigIntegerField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
    fn,
)

from db import claims
from db.claims import IS_LIVE, ClaimRow
from db.database import Change, Session
from db.fields import instant_of, instant_or_none, stored_instant, stored_or_none
from db.numbers import draw
from db.series import SeriesRow
from kiosk.domain.bookings import NUMBERS, Booking, Source
from kiosk.domain.claims import Claim, ClaimState


class BookingRow(Model):
    """A booking. `holder` is a mark of the telephone or the browser it came from, `phone` the
    telephone sealed; `notice` names the text the person had read."""

    claim = ForeignKeyField(ClaimRow, primary_key=True)
    number = SmallIntegerField()
    source = TextField()
    holder = TextField(null=True, index=True)
    phone = TextField(null=True)
    notice = TextField(null=True)
    title = TextField(default="")
    reason = TextField(default="")
    held_until = BigIntegerField(null=True)
    made_at = BigIntegerField()
    changed_at = BigIntegerField()
    sequence = IntegerField(default=0)
    reminded = BooleanField(default=False)
    series = ForeignKeyField(SeriesRow, null=True)

    class Meta:
        table_name = "booking"


BookingRow.add_index(BookingRow.index(
    BookingRow.made_at, where=BookingRow.holder.is_null(False), name="bookings_known"
))


def add(
    change: Change, booking: Booking, *, phone: str | None = None, notice: str | None = None,
    series: int | None = None,
) -> None:
    """Writes the booking of a claim that was just added."""
    change.ask(BookingRow.insert(
        claim=booking.claim.id, number=booking.number, source=booking.source,
        holder=booking.holder, phone=phone, notice=notice, title=booking.title,
        held_until=stored_or_none(booking.held_until), made_at=stored_instant(booking.made_at),
        changed_at=stored_instant(booking.changed_at), series=series,
    ))


def number_for(change: Change, claim: Claim, kept: int = 0) -> int:
    """A number that no other live booking of the claim's day has: there one arrives by it. The
    one it has where that can be kept. Refuses with `no_number_left`.
    """
    day = datetime.combine(claim.begins.date(), time.min, claim.begins.tzinfo)
    that_day = ((ClaimRow.begins_at >= stored_instant(day))
                & (ClaimRow.begins_at < stored_instant(day + timedelta(days=1))))
    others = BookingRow.select(BookingRow.number).join(ClaimRow).where(
        IS_LIVE & that_day & (ClaimRow.id != claim.id) & (BookingRow.source != Source.SERIES))
    used = {number for (number,) in change.ask(others.tuples())}
    return kept if kept and kept not in used else draw(NUMBERS, used)


def become(
    change: Change, booking: Booking, state: ClaimState, now: datetime, reason: str = ""
) -> Booking:
    """The booking in its next state. Refuses with `claim_changed` where it cannot go there."""
    claim = claims.become(change, booking.claim, state)
    return _changed(change, replace(booking, claim=claim, reason=reason or booking.reason), now)


def have(
    change: Change, booking: Booking, claim: Claim, state: ClaimState, now: datetime
) -> Booking:
    """A booking that has its time as a new one would, in `state`: an offer that was taken, or
    what was moved; whoever was reminded is reminded anew.

    Refuses with `claim_changed`, `no_number_left`.
    """
    if claim.state is not state:
        claim = claims.become(change, claim, state)
    number = number_for(change, claim, booking.number)
    return _changed(change, replace(
        booking, claim=claim, number=number, held_until=None, reminded=False), now)


def lapse(change: Change, booking: Booking, now: datetime) -> Booking:
    """What was offered or asked for, and nobody answered. Refuses with `claim_changed`."""
    held = replace(booking, held_until=booking.released_at)
    return become(change, held, ClaimState.RELEASED, now)


def remind(change: Change, booking: Booking) -> None:
    """Marks that whoever booked was reminded: no change of the booking itself."""
    change.ask(BookingRow.update(reminded=True).where(BookingRow.claim == booking.claim.id))


def by_code(session: Session, code: str) -> Booking | None:
    """The booking of a page's code, or None."""
    return _first(session, ClaimRow.code == code)


def by_request(session: Session, key: str) -> Booking | None:
    """The booking that a tap with this key made, or None."""
    return _first(session, ClaimRow.request_key == key)


def live_of(session: Session, holder: str, now: datetime) -> tuple[Booking, ...]:
    """The live bookings of one telephone or browser that are not over, soonest first."""
    return _all(session, (BookingRow.holder == holder) & IS_LIVE
                & (ClaimRow.ends_at > stored_instant(now)))


def live_in(session: Session, room_id: str | None, begins: datetime, ends: datetime) -> tuple[
    Booking, ...
]:
    """The live bookings that begin in `[begins, ends)`, of one room or of all, soonest first."""
    live = IS_LIVE if room_id is None else (ClaimRow.resource == room_id) & IS_LIVE
    return _all(session, live
                & (ClaimRow.begins_at >= stored_instant(begins))
                & (ClaimRow.begins_at < stored_instant(ends)))


def since(session: Session, room_id: str | None, begins: datetime) -> tuple[Booking, ...]:
    """Every booking that begins from an instant on, whatever became of it, of one room or all."""
    later = ClaimRow.begins_at >= stored_instant(begins)
    return _all(session, later if room_id is None else (ClaimRow.resource == room_id) & later)


def between(session: Session, begins: datetime, ends: datetime) -> tuple[Booking, ...]:
    """Every booking that begins in `[begins, ends)`, whatever became of it."""
    return _all(session, (ClaimRow.begins_at >= stored_instant(begins))
                & (ClaimRow.begins_at < stored_instant(ends)))


def by_claim(session: Session, claim_id: int) -> Booking | None:
    """The booking of a claim, or None."""
    return _first(session, ClaimRow.id == claim_id)


def of_series_with(session: Session, booking: Booking) -> tuple[Booking, ...]:
    """The live bookings of the series that one belongs to, from that one on."""
    mine = BookingRow.select(BookingRow.series).where(BookingRow.claim == booking.claim.id)
    return _all(session, IS_LIVE & (BookingRow.series << mine)
                & (ClaimRow.begins_at >= stored_instant(booking.claim.begins)))


def changes(session: Session, room_id: str | None, begins: datetime) -> str:
    """What changes with every change of what `since` finds: how many, changed how often."""
    later = ClaimRow.begins_at >= stored_instant(begins)
    query = (
        BookingRow.select(fn.COUNT(BookingRow.claim), fn.SUM(BookingRow.sequence),
                          fn.MAX(BookingRow.changed_at))
        .join(ClaimRow).where(later if room_id is None else (ClaimRow.resource == room_id) & later)
    )
    return "-".join(str(part) for (*parts,) in session.ask(query.tuples()) for part in parts)


def begun(session: Session, now: datetime) -> tuple[Booking, ...]:
    """The live bookings whose time has begun: of these some have to be released or finished."""
    return _all(session, IS_LIVE & (ClaimRow.begins_at <= stored_instant(now)))


def coming(session: Session, now: datetime, until: datetime) -> tuple[Booking, ...]:
    """The live bookings that begin after one instant and up to another."""
    return _all(session, IS_LIVE & (ClaimRow.begins_at > stored_instant(now))
                & (ClaimRow.begins_at <= stored_instant(until)))


def unanswered(session: Session, after: datetime) -> tuple[Booking, ...]:
    """What begins after an instant and nobody has answered yet: asked of the house, or offered
    to whoever is first in line."""
    # By the state of the claim few bookings are left to be read.
    return _all(session, IS_LIVE & (ClaimRow.begins_at > stored_instant(after))
                & (ClaimRow.state == ClaimState.HELD))


def phone_of(session: Session, booking: Booking) -> str | None:
    """The sealed telephone of a booking, None where there is none or it was deleted."""
    query = BookingRow.select(BookingRow.phone).where(BookingRow.claim == booking.claim.id)
    return next((phone for (phone,) in session.ask(query.tuples())), None)


def to_forget(session: Session, before: datetime) -> bool:
    """Whether there is anybody to forget of what ended before an instant."""
    # In this order every planner takes the index, and only what is long past is read.
    oldest = _old(before).order_by(BookingRow.made_at).limit(1)
    return bool(list(session.ask(oldest.tuples())))


def forget(change: Change, before: datetime) -> int:
    """Deletes who made the bookings that ended before an instant; returns how many."""
    return int(change.ask(
        BookingRow.update(holder=None, phone=None, title="").where(BookingRow.claim << _old(before))
    ))


def _old(before: datetime) -> Any:
    # Whatever ended was made before that: few of those made so long ago are still known.
    long_ago = stored_instant(before)
    return (BookingRow.select(BookingRow.claim).join(ClaimRow)
            .where(BookingRow.holder.is_null(False) & (BookingRow.made_at < long_ago)
                   & (ClaimRow.ends_at < long_ago)))


def _changed(change: Change, booking: Booking, now: datetime) -> Booking:
    booking = replace(booking, changed_at=now, sequence=booking.sequence + 1)
    change.ask(BookingRow.update(
        number=booking.number, reason=booking.reason, changed_at=stored_instant(now),
        sequence=booking.sequence,
        reminded=booking.reminded, held_until=stored_or_none(booking.held_until),
    ).where(BookingRow.claim == booking.claim.id))
    return booking


def _first(session: Session, where: Any) -> Booking | None:
    return next(iter(_all(session, where)), None)


def _all(session: Session, where: Any) -> tuple[Booking, ...]:
    query = (
        BookingRow.select(
            ClaimRow.id, ClaimRow.code, ClaimRow.resource, ClaimRow.begins_at, ClaimRow.ends_at,
            ClaimRow.places, ClaimRow.state, BookingRow.number, BookingRow.source,
            BookingRow.holder, BookingRow.title, BookingRow.reason, BookingRow.held_until,
            BookingRow.made_at, BookingRow.changed_at, BookingRow.sequence, BookingRow.reminded,
        )
        .join(ClaimRow, JOIN.INNER).where(where).order_by(ClaimRow.begins_at, ClaimRow.id)
    )
    return tuple(_booking(row) for row in session.ask(query.tuples()))


def _booking(row: Iterable[Any]) -> Booking:
    (*claim, number, source, holder, title, reason, held_until, made_at, changed_at, sequence,
     reminded) = row
    return Booking(
        claims.claim_of(claim), number, Source(source), holder, title, reason,
        instant_or_none(held_until), instant_of(made_at), instant_of(changed_at), sequence,
        reminded=bool(reminded),
    )

"""Bookings: what there is of a reservation besides its places and its time."""

from __future__ import annotations

from collections.abc import Collection
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

from db.engine.column_types import Param, PreparedQuery, SealedField, names_key, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.free_numbers import draw
from db.engine.row_mapper import RowMapper
from db.reservations import places, waitlist
from db.reservations.places import IS_LIVE, ReservationRow
from db.reservations.series import ReservationSeriesRow
from kiosk.domain.reservations.bookings import NUMBERS, Booking, Source
from kiosk.domain.reservations.places import LONGEST, Reservation, ReservationState


class BookingRow(Model):
    """A booking. `owner_index` is the blind index of the telephone or the browser it came from,
    `encrypted_phone` the telephone, `encrypted_purpose` what a room is asked for; `notice` names
    the text the person had read."""

    reservation = ForeignKeyField(ReservationRow, primary_key=True)
    number = SmallIntegerField()
    source = TextField()
    owner_index = SealedField(null=True, index=True)
    encrypted_phone = SealedField(null=True)
    encrypted_purpose = SealedField(null=True)
    notice = TextField(null=True)
    title = TextField(default="")
    reason = TextField(default="")
    held_until = BigIntegerField(null=True)
    made_at = BigIntegerField()
    changed_at = BigIntegerField()
    sequence = IntegerField(default=0)
    reminded = BooleanField(default=False)
    series = ForeignKeyField(ReservationSeriesRow, null=True)

    class Meta:
        table_name = "booking"


BookingRow.add_index(BookingRow.index(
    BookingRow.made_at, where=BookingRow.owner_index.is_null(False), name="bookings_known"
))

# A booking of which nobody knows any more whose it was.
NOBODY = {"owner_index": None, "encrypted_phone": None, "encrypted_purpose": None, "title": ""}
BOOKINGS = RowMapper(Booking, BookingRow, reservation=places.RESERVATIONS)
# For each number that is taken it is asked who has an appointment.
LIVE_IN = PreparedQuery(lambda: _found(
    IS_LIVE & (ReservationRow.area == Param("area"))
    & (ReservationRow.starts_at >= Param("begins")) & (ReservationRow.starts_at < Param("ends"))))


def add(
    tx: WriteTransaction, booking: Booking, *, phone: str | None = None,
    purpose: str | None = None, notice: str | None = None, series: int | None = None,
) -> None:
    """Writes the booking of a reservation that was just added; `phone` and `purpose` are
    encrypted."""
    tx.query(BookingRow.insert(
        reservation=booking.reservation.id, encrypted_phone=phone, encrypted_purpose=purpose,
        notice=notice, series=series, **BOOKINGS.write(booking),
    ))


def number_for(tx: WriteTransaction, reservation: Reservation, kept: int = 0) -> int:
    """A number that no other live booking of the same area and day has: one checks in by it. The
    one it has where that can be kept. Refuses with `no_number_left`.
    """
    day = datetime.combine(reservation.starts_at.date(), time.min, reservation.starts_at.tzinfo)
    others = (
        BookingRow.select(BookingRow.number).join(ReservationRow)
        .where(_live(reservation.area) & _starts_in(day, day + timedelta(days=1))
               & (ReservationRow.id != reservation.id) & (BookingRow.source != Source.SERIES))
    )
    used = set(tx.column(others))
    return kept if kept and kept not in used else draw(NUMBERS, used)


def number_of(tx: WriteTransaction, area: str) -> int:
    """A number that nobody else has in an area, neither of its live bookings nor of who waits.
    Refuses with `no_number_left`."""
    booked = (BookingRow.select(BookingRow.number).join(ReservationRow).where(_live(area)))
    return draw(NUMBERS, {*tx.column(booked), *waitlist.numbers(tx, area)})


def become(
    tx: WriteTransaction, booking: Booking, state: ReservationState, now: datetime,
    reason: str = ""
) -> Booking:
    """The booking in its next state. Refuses with `claim_changed` where it cannot go there."""
    reservation = places.become(tx, booking.reservation, state)
    return changed(tx, replace(
        booking, reservation=reservation, reason=reason or booking.reason), now)


def have(
    tx: WriteTransaction, booking: Booking, reservation: Reservation, state: ReservationState,
    number: int, now: datetime,
) -> Booking:
    """A booking that has its time as a new one would, in `state` and with this number: an offer
    that was taken, or what was moved; whoever was reminded is reminded anew.

    Refuses with `claim_changed`.
    """
    if reservation.state is not state:
        reservation = places.become(tx, reservation, state)
    return changed(tx, replace(
        booking, reservation=reservation, number=number, held_until=None, reminded=False), now)


def lapse(tx: WriteTransaction, booking: Booking, until: datetime, now: datetime) -> Booking:
    """What was offered or asked for `until` an instant, and nobody answered. Refuses with
    `claim_changed`."""
    return become(tx, replace(booking, held_until=until), ReservationState.RELEASED, now)


def remind(tx: WriteTransaction, booking: Booking) -> None:
    """Marks that whoever booked was reminded: no change of the booking itself."""
    tx.query(BookingRow.update(reminded=True).where(_is(booking)))


def by_code(tx: ReadTransaction, code: str) -> Booking | None:
    """The booking of a page's code, or None."""
    return _first(tx, ReservationRow.code == code)


def by_request(tx: ReadTransaction, key: str) -> Booking | None:
    """The booking that a tap with this key made, or None."""
    return _first(tx, ReservationRow.request_key == key)


def numbered(
    tx: ReadTransaction, area: str, number: int, ends_after: datetime
) -> tuple[Booking, ...]:
    """An area's bookings with a number that end after an instant, whatever became of them."""
    return _all(tx, (BookingRow.number == number) & _of(area)
                & (ReservationRow.starts_at > stored_instant(ends_after - LONGEST))
                & (ReservationRow.ends_at > stored_instant(ends_after)))


def by_id(tx: ReadTransaction, reservation_id: int) -> Booking | None:
    """The booking of a reservation, or None."""
    return _first(tx, ReservationRow.id == reservation_id)


def live_of(
    tx: ReadTransaction, area: str, owner_index: str, now: datetime
) -> tuple[Booking, ...]:
    """An area's live bookings of one telephone or browser that are not over, soonest first."""
    return _all(tx, (BookingRow.owner_index == owner_index) & _live(area)
                & (ReservationRow.ends_at > stored_instant(now)))


def of_owner(tx: ReadTransaction, area: str, owner_index: str) -> tuple[Booking, ...]:
    """Every booking of an area by one telephone or browser, whatever became of it."""
    return _all(tx, (BookingRow.owner_index == owner_index) & _of(area))


def live_in(
    tx: ReadTransaction, area: str, resource_id: str | None, begins: datetime, ends: datetime
) -> tuple[Booking, ...]:
    """The live bookings that start in `[begins, ends)`, of one resource or of all of an area,
    soonest first."""
    if resource_id is not None:
        return _all(tx, IS_LIVE & _of(area, resource_id) & _starts_in(begins, ends))
    return BOOKINGS.read(tx.execute(
        LIVE_IN, area=area, begins=stored_instant(begins), ends=stored_instant(ends)))


def since(
    tx: ReadTransaction, area: str, resource_id: str | None, begins: datetime
) -> tuple[Booking, ...]:
    """Every booking that starts from an instant on, whatever became of it, of one resource or
    of all of an area."""
    return _all(tx, _of(area, resource_id) & _starts_from(begins))


def between(tx: ReadTransaction, area: str, begins: datetime,
            ends: datetime) -> tuple[Booking, ...]:
    """Every booking of an area that starts in `[begins, ends)`, whatever became of it."""
    return _all(tx, _of(area) & _starts_in(begins, ends))


def of_series_with(tx: ReadTransaction, booking: Booking) -> tuple[Booking, ...]:
    """The live bookings of the series that one belongs to, from that one on."""
    mine = BookingRow.select(BookingRow.series).where(_is(booking))
    return _all(tx, IS_LIVE & (BookingRow.series << mine)
                & (ReservationRow.starts_at >= stored_instant(booking.reservation.starts_at)))


def of_series(tx: ReadTransaction, series_id: int) -> tuple[Booking, ...]:
    """Every booking of a series, whatever became of it."""
    return _all(tx, BookingRow.series == series_id)


def series_of(tx: ReadTransaction, booking: Booking) -> int | None:
    """The series that a booking belongs to, None where it is of none."""
    series: int | None = tx.value(BookingRow.select(BookingRow.series).where(_is(booking)))
    return series


def through_noon(tx: ReadTransaction, area: str) -> frozenset[int]:
    """The live reservations of an area that go on through a noon rest."""
    query = (BookingRow.select(BookingRow.reservation).join(ReservationRow)
             .switch(BookingRow).join(ReservationSeriesRow)
             .where(_live(area) & ReservationSeriesRow.through_noon))
    return frozenset(tx.column(query))


def changes(tx: ReadTransaction, area: str, resource_id: str | None, begins: datetime) -> str:
    """What changes with every change of what `since` finds: how many, changed how often."""
    query = (
        BookingRow.select(fn.COUNT(BookingRow.reservation), fn.SUM(BookingRow.sequence),
                          fn.MAX(BookingRow.changed_at))
        .join(ReservationRow).where(_of(area, resource_id) & _starts_from(begins))
    )
    return "-".join(map(str, next(iter(tx.query(query.tuples())))))


def begun(tx: ReadTransaction, area: str, now: datetime) -> tuple[Booking, ...]:
    """An area's live bookings whose time has begun: of these some have to be released or
    finished."""
    return _all(tx, _live(area) & (ReservationRow.starts_at <= stored_instant(now)))


def coming(tx: ReadTransaction, area: str, now: datetime,
           until: datetime) -> tuple[Booking, ...]:
    """An area's live bookings that start after one instant and up to another."""
    return _all(tx, _live(area) & (ReservationRow.starts_at > stored_instant(now))
                & (ReservationRow.starts_at <= stored_instant(until)))


def unanswered(tx: ReadTransaction, area: str, after: datetime) -> tuple[Booking, ...]:
    """What of an area starts after an instant and nobody has answered yet: asked of the centre,
    or offered to whoever is first in the waiting list."""
    # By the state of the reservation few bookings are left to be read.
    return _all(tx, _live(area) & (ReservationRow.starts_at > stored_instant(after))
                & (ReservationRow.state == ReservationState.HELD))


def phone_of(tx: ReadTransaction, booking: Booking) -> str | None:
    """The encrypted telephone of a booking, None where there is none or it was deleted."""
    phone: str | None = tx.value(
        BookingRow.select(BookingRow.encrypted_phone).where(_is(booking)))
    return phone


def purpose_of(tx: ReadTransaction, booking: Booking) -> str | None:
    """The encrypted purpose of a booking, None where there is none or it was deleted."""
    purpose: str | None = tx.value(
        BookingRow.select(BookingRow.encrypted_purpose).where(_is(booking)))
    return purpose


def to_forget(tx: ReadTransaction, area: str, before: datetime) -> bool:
    """Whether there is anybody to forget of what ended in an area before an instant."""
    # In this order every planner takes the index, and only what is long past is read.
    oldest = _old(area, before).order_by(BookingRow.made_at).limit(1)
    return tx.value(oldest) is not None


def forget(tx: WriteTransaction, area: str, before: datetime) -> int:
    """Deletes who made an area's bookings that ended before an instant; returns how many."""
    return int(tx.query(
        BookingRow.update(**NOBODY).where(BookingRow.reservation << _old(area, before))
    ))


def with_keys(tx: ReadTransaction, area: str, keys: Collection[str]) -> list[int]:
    """The reservations of an area whose booking names one of these keys."""
    query = (BookingRow.select(BookingRow.reservation, BookingRow.owner_index,
                               BookingRow.encrypted_phone, BookingRow.encrypted_purpose)
             .join(ReservationRow).where(names_key(BookingRow, keys) & _of(area)))
    return [row[0] for row in tx.query(query.tuples())]


def forget_these(tx: WriteTransaction, reservation_ids: Collection[int]) -> None:
    """Deletes who made these bookings."""
    tx.query(BookingRow.update(**NOBODY).where(BookingRow.reservation << list(reservation_ids)))


def change_owner(tx: WriteTransaction, booking: Booking, owner_index: str, phone: str) -> None:
    """Another telephone of whoever booked: its index, and itself encrypted."""
    tx.query(BookingRow.update(owner_index=owner_index, encrypted_phone=phone)
             .where(_is(booking)))


def _old(area: str, before: datetime) -> Any:
    # Whatever ended was made before that: few of those made so long ago are still known.
    long_ago = stored_instant(before)
    return (BookingRow.select(BookingRow.reservation).join(ReservationRow)
            .where(BookingRow.owner_index.is_null(False) & (BookingRow.made_at < long_ago)
                   & (ReservationRow.ends_at < long_ago) & _of(area)))


def _is(booking: Booking) -> Any:
    return BookingRow.reservation == booking.reservation.id


def _of(area: str, resource_id: str | None = None) -> Any:
    all_of_it = ReservationRow.area == area
    return all_of_it if resource_id is None else (
        all_of_it & (ReservationRow.resource_id == resource_id))


def _live(area: str) -> Any:
    return IS_LIVE & _of(area)


def _starts_from(begins: datetime) -> Any:
    return ReservationRow.starts_at >= stored_instant(begins)


def _starts_in(begins: datetime, ends: datetime) -> Any:
    return ((ReservationRow.starts_at >= stored_instant(begins))
            & (ReservationRow.starts_at < stored_instant(ends)))


def changed(tx: WriteTransaction, booking: Booking, now: datetime) -> Booking:
    """Writes a booking whose reservation or reason changed, as one change more."""
    booking = replace(booking, changed_at=now, sequence=booking.sequence + 1)
    tx.query(BookingRow.update(**BOOKINGS.write(
        booking, "number", "reason", "held_until", "changed_at", "sequence", "reminded",
    )).where(_is(booking)))
    return booking


def _first(tx: ReadTransaction, where: Any) -> Booking | None:
    return next(iter(_all(tx, where)), None)


def _all(tx: ReadTransaction, where: Any) -> tuple[Booking, ...]:
    return BOOKINGS.read(tx.query(_found(where)))


def _found(where: Any) -> Any:
    return (
        BOOKINGS.select().join(ReservationRow, JOIN.INNER).where(where)
        .order_by(ReservationRow.starts_at, ReservationRow.id)
    )

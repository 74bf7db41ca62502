"""What the bookings of an area keep of a person: found, corrected and deleted by telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from db.engine.database import ReadTransaction
from db.reservations import bookings
from kiosk.actions.acting import Act
from kiosk.actions.decrypted import readable
from kiosk.actions.reservations.area import Kind, ReservationArea, event_details
from kiosk.actions.reservations.booking import SEALED_OF, purpose_of
from kiosk.actions.reservations.waitlist import offer_free
from kiosk.area import PersonalRecord, PersonalRecords
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Booking, Phase
from kiosk.domain.reservations.places import ReservationState
from kiosk.wording.dates import written_when

STILL_TO_COME = (Phase.ASKED, Phase.BOOKED, Phase.OFFERED)


def personal_records(area: ReservationArea[Kind]) -> PersonalRecords:
    """The slot of an area whose bookings these are."""

    def find(
        ctx: AppContext, tx: ReadTransaction, phone: str, language: str
    ) -> Sequence[PersonalRecord]:
        titles = {one.id: one.title.in_(language) for one in area.resources(tx)}
        return [_record(ctx, tx, one, titles.get(one.reservation.resource_id, ""), language)
                for one in _of_phone(area, ctx, tx, phone)]

    def correct(act: Act, phone: str, _name: str | None, new_phone: str | None) -> int:
        found = _of_phone(area, act.ctx, act.tx, phone) if new_phone else ()
        vault, phone = act.ctx.vault, new_phone or ""
        for one in found:
            encrypted = vault.encrypt(act.tx, phone, SEALED_OF.format(one.reservation.id))
            bookings.change_owner(act.tx, one, vault.make_person_index(act.tx, phone), encrypted)
        return len(found)

    def erase(act: Act, phone: str) -> int:
        found = _of_phone(area, act.ctx, act.tx, phone)
        for one in found:
            if one.phase in STILL_TO_COME:
                bookings.become(act.tx, one, ReservationState.CANCELLED, act.now)
                act.log("take_booking_back", **event_details(one))
        bookings.forget_these(act.tx, [one.reservation.id for one in found])
        offer_free(area, act)
        return len(found)

    return PersonalRecords(("booking",), find, correct, erase)


def _of_phone(
    area: ReservationArea[Kind], ctx: AppContext, tx: ReadTransaction, phone: str
) -> tuple[Booking, ...]:
    index = ctx.vault.person_index(phone)
    return bookings.of_owner(tx, area.name, index) if index else ()


def _record(
    ctx: AppContext, tx: ReadTransaction, booking: Booking, title: str, language: str
) -> PersonalRecord:
    reservation, encrypted = booking.reservation, bookings.phone_of(tx, booking)
    purpose = purpose_of(ctx, tx, booking)
    when = written_when(ctx.words[language], reservation.starts_at, ctx.clock())
    return PersonalRecord(
        "booking", str(booking.number or ""), booking.made_at, "", f"{title} · {when}", {
            "number": booking.number, "resource": reservation.resource_id, "title": title,
            "phone": encrypted and readable(ctx, encrypted, SEALED_OF.format(reservation.id)),
            "starts_at": reservation.starts_at.isoformat(),
            "ends_at": reservation.ends_at.isoformat(), "seats": reservation.seats,
            "purpose": purpose and asdict(purpose), "phase": str(booking.phase),
            "reason": booking.reason,
            "made_at": booking.made_at.isoformat(), "source": str(booking.source),
        })

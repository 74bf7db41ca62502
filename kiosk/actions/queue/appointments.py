"""Appointments: seeing what is free, arriving for one, which gives a number, and the day's list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.content import guide as content
from db.engine.bearer_codes import hidden, key_index
from db.engine.database import ReadTransaction
from db.outbox import slips
from db.queue import appointments as stored, queries as queue
from db.reservations import bookings
from kiosk.actions.acting import Act, allowed
from kiosk.actions.queue.appointment_area import APPOINTMENTS, expected, hours_of
from kiosk.actions.queue.queue_state import receipt
from kiosk.actions.queue.results import Receipt
from kiosk.actions.reservations import BookingView
from kiosk.actions.reservations.area import midnight, occupied_on
from kiosk.actions.reservations.check_in import checked_in, few_wrong
from kiosk.actions.reservations.results import DeskBooking
from kiosk.actions.reservations.staff import booked_of
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day, opening
from kiosk.domain.content.guide import Service
from kiosk.domain.queue.appointments import QUEUE, AppointmentOffer, verify_arrival
from kiosk.domain.queue.slips import TICKET
from kiosk.domain.queue.tickets import UNSAVED_ID, Priority, State, Ticket
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import NUMBERS, Booking, Phase
from kiosk.domain.reservations.slots import Availability, Slot, slots_of, standing
from kiosk.domain.staff.roles import MAY_CALL, StaffSession
from kiosk.domain.telephones import plain_digits

AppointmentBooking = BookingView[AppointmentOffer]


@dataclass(frozen=True, slots=True)
class OfferView:
    """What of a service can be booked, with one day of it: `days` are those on which anything can
    be, and how each stands; `counters` those of its queue."""

    version: int
    now: datetime
    offer: AppointmentOffer
    service: Service
    counters: tuple[int, ...]
    day: date
    days: tuple[tuple[date, Availability], ...]
    slots: tuple[Slot, ...]

    @property
    def week(self) -> tuple[tuple[date, Availability], ...]:
        """The days, as pages with times to book call them."""
        return self.days


def offer_view(ctx: AppContext, service_id: str, day: date | None = None) -> OfferView:
    """What of a service can be booked, on a day; on the first with room where none is said, or it
    is none of those. Refuses with `no_appointments`."""
    with APPOINTMENTS.reading(ctx) as tx:
        now, offer = ctx.clock(), APPOINTMENTS.offered(tx, service_id)
        guide, found = content.guide(tx), _slots_by_day(tx, offer, now)
        service = guide.service(service_id)
        if service is None:
            raise Refusal("no_such_resource")
        states = [(one, standing(sum(slot.left for slot in slots), offer.capacity * len(slots)))
                  for one, slots in found.items()]
        room = [one for one, state in states if state is not Availability.FULL]
        shown = day if day in found else next(iter((*room, *found)), now.date())
        return OfferView(tx.version, now, offer, service, guide.counters_of(service.queue_id),
                         shown, tuple(states), found.get(shown, ()))


def offered(ctx: AppContext) -> tuple[AppointmentOffer, ...]:
    """The services of which a time can be booked, in display order. Raises StorageDown."""
    with ctx.database.read() as tx:
        return tuple(one for one in stored.offers(tx) if not one.hidden)


def expected_at_opening(ctx: AppContext) -> int:
    """How many booked a time for today and have not come yet, while the centre is closed and opens
    again today; 0 at all other times. Raises StorageDown."""
    with ctx.database.read() as tx:
        guide, now = content.guide(tx), ctx.clock()
        door = opening(guide.timetable, now)
        if door.is_open or door.next_at is None or door.next_at.date() != now.date():
            return 0
        return sum(len(expected(tx, one.id, now)) for one in guide.queues)


def free_times(
    ctx: AppContext, service_id: str
) -> tuple[tuple[date, tuple[Slot, ...]], ...]:
    """All times of a service that can be booked, day by day. Refuses with `no_appointments`."""
    with APPOINTMENTS.reading(ctx) as tx:
        found = _slots_by_day(tx, APPOINTMENTS.offered(tx, service_id), ctx.clock())
        free = {day: tuple(slot for slot in slots if slot.left) for day, slots in found.items()}
        return tuple((day, slots) for day, slots in free.items() if slots)


def service_of(ctx: AppContext, service_id: str) -> tuple[Service, tuple[int, ...]]:
    """The service of an appointment, also one that is not offered any more, and its counters.
    Refuses with `no_appointments`."""
    with APPOINTMENTS.reading(ctx) as tx:
        guide = content.guide(tx)
        service = guide.service(service_id)
        if service is None:
            raise Refusal("no_such_resource")
        return service, guide.counters_of(service.queue_id)


def arrive(ctx: AppContext, code: str) -> Receipt:
    """到了: whoever booked is there, and has a number that is called at the time they booked. Twice
    is once.

    Refuses with `no_such_booking`, and as `verify_arrival` does.
    """
    with APPOINTMENTS.acting(ctx, "holder") as act:
        return receipt(ctx, act.tx, _arrived(act, APPOINTMENTS.by_code(ctx, act.tx, code)))


def arrive_at_screen(ctx: AppContext, typed: str, language: str) -> Receipt:
    """我预约了, at a touch screen: the same by the four digits; where it has a printer, the slip of
    the number is printed in a `language`.

    Refuses with `not_found_here`, `too_many_numbers` (minutes), and as `arrive`.
    """
    kiosk = ctx.settings.kiosk_name
    with few_wrong(APPOINTMENTS, ctx), APPOINTMENTS.acting(ctx, kiosk) as act:
        ticket = _arrived(act, _numbered(act, plain_digits(typed)))
        if ctx.settings.printer != "none" and act.told == "take":
            slips.add(act.tx, TICKET, ticket.id, kiosk, language, act.now)
        return receipt(ctx, act.tx, ticket)


def let_in(ctx: AppContext, staff: StaffSession, reservation_id: int) -> Receipt:
    """到了, said at the desk for somebody without a phone. Refuses with `not_allowed`, and as
    `arrive`."""
    with APPOINTMENTS.acting(ctx, staff, MAY_CALL) as act:
        booking = APPOINTMENTS.by_id(act.tx, reservation_id)
        return receipt(ctx, act.tx, _arrived(act, booking, "let_in"))


def ticket_of(ctx: AppContext, code: str) -> Receipt | None:
    """The number of whoever came for a booking, as it stands; None where nobody has come. Refuses
    with `no_such_booking`, `booking_past`."""
    with APPOINTMENTS.reading(ctx) as tx:
        found = queue.by_request(tx, _key(ctx, APPOINTMENTS.by_code(ctx, tx, code)))
        return receipt(ctx, tx, found) if found else None


def appointments_of(
    ctx: AppContext, staff: StaffSession, day: date
) -> tuple[tuple[DeskBooking[AppointmentOffer], Ticket | None], ...]:
    """The live appointments of a day, soonest first, each with the number of who has come. Refuses
    with `not_allowed`."""
    allowed(staff, MAY_CALL)
    with APPOINTMENTS.reading(ctx) as tx:
        found = booked_of(APPOINTMENTS, ctx, tx, None, day, day)
        return tuple((one, queue.by_request(tx, _key(ctx, one.booking))) for one in found)


def _slots_by_day(
    tx: ReadTransaction, offer: AppointmentOffer, now: datetime
) -> dict[date, tuple[Slot, ...]]:
    """The times of each day that can still be booked, full ones too; a day without any is left
    out."""
    hours = hours_of(tx, offer)
    days = [now.date() + timedelta(days=n) for n in range(offer.max_days_ahead + 1)]
    found = {day: slots_of(offer, hours, day, occupied_on(tx, offer, day), now) for day in days}
    return {day: slots for day, slots in found.items() if slots}


def _numbered(act: Act, digits: str) -> Booking:
    """What has these four digits today or later: what stands, or else what was missed or taken
    back. Refuses with `not_found_here`."""
    is_number = len(digits) == len(str(NUMBERS[0]))
    found = bookings.numbered(act.tx, QUEUE, int(digits), midnight(act.now.date())) if (
        is_number) else ()
    kept = [one for one in found if one.reservation.is_live] or [
        one for one in found if one.phase in (Phase.NO_SHOW, Phase.REFUSED)]
    if not kept:
        raise Refusal("not_found_here")
    return kept[0]


def _arrived(act: Act, booking: Booking, event: str = "check_in") -> Ticket:
    """The number of whoever booked, given now where they had none."""
    ctx, tx, key = act.ctx, act.tx, _key(act.ctx, booking)
    known = queue.by_request(tx, key)
    if known:
        act.without_event("they are there already")
        return known
    verify_arrival(booking, act.now)
    checked_in(APPOINTMENTS, act, booking, event)
    guide, held = content.guide(tx), booking.reservation
    offer = APPOINTMENTS.known(tx, held.resource_id)
    day, prefix = business_day(act.now, guide.centre.day_starts), guide.queue(offer.queue_id).prefix
    ticket = queue.add(tx, Ticket(
        UNSAVED_ID, hidden(ctx.secret, ctx.codes()), day, prefix,
        queue.next_number(tx, day, prefix), offer.id, offer.queue_id, Priority.ORDINARY,
        State.WAITING, act.now, appointment_at=held.starts_at,
    ), key, None)
    # Theirs, also where a clerk lets them in.
    act.log("take", actor="holder", ticket_id=ticket.id)
    return ticket


def _key(ctx: AppContext, booking: Booking) -> str:
    """By which the number of a booking is found: each has one at most. The code as the database has
    it is known to nobody, so that no other request has this key."""
    return key_index(ctx.secret, f"appointment {booking.reservation.code}")

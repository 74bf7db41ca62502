"""The slips of bookings and of places in a waiting list, and printing one again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction
from db.outbox import slips
from db.reservations import bookings, waitlist
from kiosk.actions.acting import housekeeping
from kiosk.actions.reservations.area import Kind, ReservationArea
from kiosk.actions.reservations.booking import view
from kiosk.actions.reservations.results import BookingView, WaitlistView
from kiosk.actions.reservations.waitlist import kind_of_waiting, waitlist_view
from kiosk.area import MakeSlip
from kiosk.context import AppContext
from kiosk.domain.content.guide import Text
from kiosk.domain.queue.slips import Slip
from kiosk.domain.refusals import Refusal
from kiosk.wording.dates import weekday, written_date, written_moment, written_time
from kiosk.wording.translator import Translator

# Where what is booked takes place.
Where = Callable[[ReadTransaction, BookingView[Any] | WaitlistView[Any]], Text]


def where_it_is(
    _tx: ReadTransaction, found: BookingView[Kind] | WaitlistView[Kind]
) -> Text:
    """Where the resource is."""
    where: Text = found.resource.where
    return where


def slips_of(area: ReservationArea[Kind], where: Where = where_it_is) -> Mapping[str, MakeSlip]:
    """How the slips of an area are made: of a booking, and of a place in its waiting lists."""
    return {area.name: partial(_of_booking, area, where),
            kind_of_waiting(area.name): partial(_of_waiting, area, where)}


def print_again(area: ReservationArea[Kind], ctx: AppContext, code: str) -> None:
    """Queues the slip of a booking or a place in line anew on this kiosk's printer. Refuses with
    `no_such_booking`."""
    with housekeeping(ctx, "a slip's printing is in its own row") as tx:
        booking = bookings.by_code(tx, hidden(ctx.secret, code))
        entry = waitlist.by_code(tx, hidden(ctx.secret, code))
        if booking is not None:
            kind, thing = area.name, booking.reservation.id
        elif entry is not None:
            kind, thing = kind_of_waiting(area.name), waitlist.id_of(tx, entry)
        else:
            raise Refusal("no_such_booking")
        slips.again(tx, kind, thing, ctx.settings.kiosk_name, ctx.clock())


def _of_booking(
    area: ReservationArea[Kind], where: Where, ctx: AppContext, tx: ReadTransaction,
    reservation_id: int, language: str,
) -> Slip:
    found, words = view(area, ctx, tx, area.by_id(tx, reservation_id)), ctx.words[language]
    where_to = where(tx, found).in_(language)
    place = (words("booking_slip.where"), where_to) if where_to else None
    return _worded(words, area.title(ctx, language), found, words(f"booking_slip.kind_{area.name}"),
                   place, "foot")


def _of_waiting(
    area: ReservationArea[Kind], _where: Where, ctx: AppContext, tx: ReadTransaction,
    entry_id: int, language: str,
) -> Slip:
    entry, words = waitlist.by_id(tx, entry_id), ctx.words[language]
    if entry is None:
        raise Refusal("no_such_booking")
    found = waitlist_view(area, ctx, tx, entry)
    return _worded(words, area.title(ctx, language), found, words("booking_slip.kind_waiting"),
                   (words("booking_slip.place"), str(found.place)), "foot_waiting")


def _worded(
    words: Translator, centre: str, found: BookingView[Kind] | WaitlistView[Kind], kind: str,
    last: tuple[str, str] | None, foot: str,
) -> Slip:
    """Nothing personal is on it: the number, what, when and where."""
    held = found.held
    day = held.starts_at.date()
    facts = [(weekday(words, day.weekday()).short, written_date(words, day, "short")),
             (words("booked.time"), written_time(held.starts_at))]
    if held.seats > 1:
        facts.append((words("booking_slip.people"), words("booking_slip.n", n=held.seats)))
    return Slip(
        centre=centre, service=found.resource.title.in_(words.language), number=str(found.number),
        kind=kind, facts=(*facts, last) if last else tuple(facts),
        taken=words("booking_slip.made", at=written_moment(words, found.made_at)), url=found.url,
        scan_hint=words("booking_slip.scan_hint" if found.url else "slip.offline"),
        foot=words(f"booking_slip.{foot}"),
    )

"""What an area tells the reservations engine: its resources, sessions, rules, refusals, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction, WriteTransaction
from db.reservations import bookings, places
from kiosk.actions.acting import Act, acting
from kiosk.area import EventNames
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import OF_CENTRE, Booking, BookingRules
from kiosk.domain.reservations.places import (
    Occupancy,
    Reservation,
    ReservationState,
    Resource,
    blocked,
)
from kiosk.domain.staff.roles import Role, StaffSession

Kind = TypeVar("Kind", bound=Resource)
Times = Sequence[tuple[datetime, datetime]]
A_MOMENT = timedelta(minutes=1)
# What the engine writes into the event log, for each area that uses it.
EVENTS = EventNames(
    by_staff=("approve_booking", "refuse_booking", "withdraw_answer", "see_who", "let_in",
              "book", "take_booking_back", "plan_series", "end_series",
              "resume_series", "join_waitlist", "leave_waitlist"),
    by_others=("move_booking", "change_seats", "cancel_booking", "give_back", "check_in",
               "offer_place", "take_offer", "remind",
               "forget_bookings",
               *(f"booking_{state}" for state in ReservationState)),
)


def nobody(_tx: ReadTransaction, _resource: Resource, _now: datetime) -> int:
    """Nobody comes without a booking."""
    return 0


@dataclass(frozen=True, slots=True)
class ReservationArea(Generic[Kind]):
    """The description of an area, from which alone the engine works.

    `name` is the area of its resources in the database and the event log, `title` what its
    calendar is called in a language. `resources` are all it has, hidden ones too; `sessions` the
    times of a resource on a day, in order; `is_open` says whether a resource is open all through
    a time; `walked_in` how many places people occupy now who did not book. `attendants` may see
    what is booked and let people in, `keepers` may answer, take back and plan. `words` is the
    prefix of the keys of its calendar's words (title, booked, number), `notice` the text that
    whoever leaves a telephone has read, `page` the address of a booking's page. Where
    `asks_by_number`, people ask after what they have by their number on any day: no two of the
    area have the same, and who waits has one too. Where it `asks_purpose`, whoever asks the centre
    for a resource says what for.

    `refusals` gives a refusal of the engine the area's own code: `no_such_resource` becomes
    `no_such_room`.
    """

    name: str
    title: Callable[[AppContext, str], str]
    resources: Callable[[ReadTransaction], Sequence[Kind]]
    sessions: Callable[[ReadTransaction, Kind, date], Times]
    is_open: Callable[[ReadTransaction, Kind, datetime, datetime], bool]
    attendants: frozenset[Role]
    keepers: frozenset[Role]
    words: str
    notice: str
    asks_by_number: bool = False
    asks_purpose: bool = False
    page: str = "/b/{code}"
    walked_in: Callable[[ReadTransaction, Kind, datetime], int] = nobody
    rules: BookingRules = OF_CENTRE
    refusals: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def reading(self, ctx: AppContext) -> Iterator[ReadTransaction]:
        """Reads in one transaction; refuses in the area's own codes."""
        with self.refusing(), ctx.database.read() as tx:
            yield tx

    @contextmanager
    def acting(
        self, ctx: AppContext, who: StaffSession | str, may: frozenset[Role] = frozenset()
    ) -> Iterator[Act]:
        """Opens an act as `acting` does; refuses in the area's own codes."""
        with self.refusing(), acting(ctx, who, may) as act:
            yield act

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Whatever is refused within is refused with the area's own code."""
        try:
            yield
        except Refusal as refusal:
            if refusal.code not in self.refusals:
                raise
            raise Refusal(self.refusals[refusal.code], **refusal.details) from refusal

    def find(self, tx: ReadTransaction, resource_id: str) -> Kind | None:
        """The resource of an id, or None."""
        return next((one for one in self.resources(tx) if one.id == resource_id), None)

    def known(self, tx: ReadTransaction, resource_id: str) -> Kind:
        """The resource of an id. Refuses with `no_such_resource`."""
        found = self.find(tx, resource_id)
        if found is None:
            raise Refusal("no_such_resource")
        return found

    def offered(self, tx: ReadTransaction, resource_id: str) -> Kind:
        """The resource of an id, if it can be had. Refuses with `no_such_resource`."""
        found = self.known(tx, resource_id)
        if found.hidden:
            raise Refusal("no_such_resource")
        return found

    def coming_sessions(self, tx: ReadTransaction, resource: Kind, day: date,
                        now: datetime) -> Times:
        """The sessions of a day that are not over yet."""
        return [one for one in self.sessions(tx, resource, day) if one[1] > now]

    def by_code(self, ctx: AppContext, tx: ReadTransaction, code: str) -> Booking:
        """The booking of a page's code. Refuses with `no_such_booking`, `booking_past`."""
        booking = self._own(bookings.by_code(tx, hidden(ctx.secret, code)))
        self.rules.verify_page(booking.reservation.ends_at, ctx.clock())
        return booking

    def by_id(self, tx: ReadTransaction, reservation_id: int) -> Booking:
        """The booking of a reservation. Refuses with `no_such_booking`."""
        return self._own(bookings.by_id(tx, reservation_id))

    def number_for(self, tx: WriteTransaction, reservation: Reservation, kept: int = 0) -> int:
        """A number for a booking; the one it has where that can be kept. Refuses with
        `no_number_left`."""
        if not self.asks_by_number:
            return bookings.number_for(tx, reservation, kept)
        return kept or bookings.number_of(tx, self.name)

    def have(
        self, act: Act, booking: Booking, reservation: Reservation, state: ReservationState
    ) -> Booking:
        """`bookings.have`, with a number of the area."""
        number = self.number_for(act.tx, reservation, booking.number)
        return bookings.have(act.tx, booking, reservation, state, number, act.now)

    def link(self, ctx: AppContext, code: str) -> str:
        """The address of a booking's page."""
        return ctx.settings.link(self.page.format(code=code))

    def _own(self, booking: Booking | None) -> Booking:
        if booking is None or booking.reservation.area != self.name:
            raise Refusal("no_such_booking")
        return booking


def occupied_in(
    tx: ReadTransaction, resource: Resource, starts_at: datetime, ends_at: datetime
) -> tuple[Occupancy, ...]:
    """When places are occupied that a reservation of `[starts_at, ends_at)` would block too."""
    return places.occupied(tx, resource, blocked(resource, starts_at, ends_at))


def occupied_on(tx: ReadTransaction, resource: Resource, day: date) -> tuple[Occupancy, ...]:
    """The same for a whole day, as far as it reaches into its neighbours."""
    begins = midnight(day)
    return occupied_in(tx, resource, begins, begins + timedelta(days=1))


def midnight(day: date) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time.min, ZONE)


def is_open_at_ends(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind, starts_at: datetime,
    ends_at: datetime,
) -> bool:
    """Whether a resource is open as a time begins and as it ends: a noon rest may lie between."""
    return (area.is_open(tx, resource, starts_at, starts_at + A_MOMENT)
            and area.is_open(tx, resource, ends_at - A_MOMENT, ends_at))


def event_details(booking: Booking) -> dict[str, Any]:
    """What an event says of a booking."""
    reservation = booking.reservation
    return {"reservation": reservation.id, "area": reservation.area,
            "resource": reservation.resource_id}

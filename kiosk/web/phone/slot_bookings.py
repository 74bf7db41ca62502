"""A booking of a time of a resource on the phone that made it: where it stands, what can be done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from kiosk.actions import reservations
from kiosk.actions.reservations import (
    BookingRequest,
    BookingView,
    ReservationArea,
    WaitlistView,
    followed,
)
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.reservations.slots import Slot, slot_at
from kiosk.domain.times import clock_of
from kiosk.web.core.forms import NOW, asked_time, day_of, form_key
from kiosk.web.core.limits import HOUR, acts
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.core.room_wording import RoomsSaid
from kiosk.web.phone.bookings import AtDoor, BookingPages, Doors
from kiosk.web.phone.phone_session import browser, remember
from kiosk.wording.translator import Translator

Followed = BookingView[Any] | WaitlistView[Any]
# Why a time cannot be had is said above the times that can.
SAID_IN_PLACE = ("just_taken", "no_such_time", "too_late_to_claim", "too_far_ahead",
                 "enough_booked", "too_many_places", "there_is_room", "no_number_left")
# Whoever books has two at a time; a whole hall may book behind one router.
BOOKS = acts(Rate(12, HOUR), Rate(240, HOUR))


class DayOfTimes(Protocol):
    """A resource with one of its days: what can be had of it."""

    @property
    def now(self) -> datetime: ...
    @property
    def day(self) -> date: ...
    @property
    def slots(self) -> Sequence[Slot]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotBookings:
    """What the pages of a booking show of its `area`.

    `resource_url` is where another time of a resource is booked, or just one (day, at), "" where no
    page does, `all_url` where all of them stand, under the words `all_word`. `day_view` is a day
    with its `day`, `now`, `week` and `slots`; `left` says what is left of a slot. `more` is what
    else the page of a booking shows, `doors` what is known of it before the door of a room; `take`
    takes what is offered, where the engine alone does not.
    """

    area: ReservationArea[Any]
    resource_url: Callable[..., str]
    all_url: Callable[[], str]
    all_word: str
    day_view: Callable[[AppContext, str, date], DayOfTimes]
    left: Callable[[Translator, Any, Slot], str]
    more: Callable[[AppContext, BookingView[Any]], Mapping[str, object]] = lambda _ctx, _view: {}
    doors: Doors | None = None
    take: Callable[[AppContext, str], object] | None = None


def slot_bookings(ctx: AppContext, of: SlotBookings) -> BookingPages:
    """What an area whose resources have times shows at the address of a booking."""
    area = of.area

    def move(ctx: AppContext, code: str) -> BookingView[Any]:
        begins = asked_time(request.form.get("day", ""), request.form.get("at", ""))
        if begins is None:
            raise BadRequest
        return reservations.move(area, ctx, code, begins)

    return BookingPages(
        pages={
            "": partial(_booking_page, ctx, of),
            "cancel": partial(_ask_page, ctx, of),
            "leave": partial(_leave_page, ctx, of),
            "time": partial(_times_page, ctx, of),
        },
        actions={
            "cancel": partial(reservations.cancel, area),
            "give-back": partial(reservations.give_back, area),
            "take": of.take or partial(reservations.take_offer, area),
            "leave": partial(reservations.leave_waitlist, area),
            "time": move,
        },
        said_in_place=(*SAID_IN_PLACE, "text_unread"),
        facts=lambda code: facts(followed(area, ctx, code)),
        held=lambda code: held(followed(area, ctx, code)),
        feed=partial(reservations.booking_feed, area),
        doors=of.doors,
    )


def asks_for_time(
    ctx: AppContext, resource_id: str, action: Callable[[BookingRequest], str],
    page: Callable[[Refusal], Answer], said: Sequence[str] = (),
) -> Answer:
    """Books the time that the form asks for, or waits for it, and leads to its page; why not is
    said on the `page` of the times, also where it is one of `said`. Raises any other Refusal."""
    begins = asked_time(request.form.get("day", ""), request.form.get("at", ""))
    try:
        code = action(BookingRequest(
            form_key(), resource_id, begins, Source.PHONE, browser=browser(ctx)))
    except Refusal as refusal:
        if refusal.code not in (*SAID_IN_PLACE, *said):
            raise
        return page(refusal)
    remember(code)
    return redirect(url_for("phone.booking", code=code), 303)


def chosen_slot(view: DayOfTimes, asked: str) -> Slot | None:
    """The time asked for, while it can still be had: 16:00, or now for the one under way."""
    under_way = next((slot for slot in view.slots if slot.begins <= view.now), None)
    slot = under_way if asked == NOW else _at_time(view, asked)
    return slot if slot is not None and slot.left else None


def held(view: Followed) -> AtDoor:
    """A booking, or a place in line, in short."""
    spot = view.held
    return AtDoor(spot.code, view.resource.title, spot.starts_at, spot.ends_at, view.phase,
                  view.number)


def facts(view: Followed) -> dict[str, object]:
    """A booking as `/b/<code>/state` gives it: instants in ISO 8601; a place in line likewise."""
    if isinstance(view, WaitlistView):
        return {"room": view.resource.id, "phase": str(view.phase), "place": view.place,
                "begins": view.entry.starts_at.isoformat(), "ends": view.entry.ends_at.isoformat()}
    reservation = view.booking.reservation
    return {
        "room": view.resource.id, "number": view.booking.number, "phase": str(view.phase),
        "begins": reservation.starts_at.isoformat(), "ends": reservation.ends_at.isoformat(),
        "may_check_in": view.may_check_in, "reminded": view.booking.reminded,
    }


def _booking_page(
    ctx: AppContext, of: SlotBookings, code: str, refusal: Refusal | None
) -> Answer:
    view = followed(of.area, ctx, code)
    if isinstance(view, WaitlistView):
        return _page("waiting_place", ctx, of, view, code, refusal)
    near = (reservations.other_times(of.area, ctx, view.booking)
            if view.phase is Phase.REFUSED else ())
    times = [(time, of.resource_url(view.resource.id, day=time[0].date(), at=f"{time[0]:%H:%M}"))
             for time in near]
    return _page("booking", ctx, of, view, code, refusal, near=times, **of.more(ctx, view))


def _ask_page(ctx: AppContext, of: SlotBookings, code: str, refusal: Refusal | None) -> Answer:
    return _page("booking_cancel", ctx, of, reservations.follow(of.area, ctx, code), code, refusal)


def _leave_page(ctx: AppContext, of: SlotBookings, code: str, refusal: Refusal | None) -> Answer:
    """不等了 asks first; who does not wait any more sees how it stands."""
    view = followed(of.area, ctx, code)
    if view.phase is not Phase.WAITING:
        return _booking_page(ctx, of, code, refusal)
    return _page("waiting_leave", ctx, of, view, code, refusal)


def _times_page(ctx: AppContext, of: SlotBookings, code: str, refusal: Refusal | None) -> Answer:
    """Another time for a booking: the days and times of its resource."""
    booked = reservations.follow(of.area, ctx, code)
    day = day_of(request.values.get("day", "")) or booked.booking.reservation.starts_at.date()
    view = of.day_view(ctx, booked.resource.id, day)
    words = words_of(ctx)
    return standing(ctx, "phone/booking_time.html", refusal, view=view, booked=booked, code=code,
                    of=RoomsSaid(words, ctx.clock()),
                    left=lambda slot: of.left(words, booked.resource, slot))


def _page(
    template: str, ctx: AppContext, of: SlotBookings, view: Followed, code: str,
    refusal: Refusal | None, **more: Any,
) -> Answer:
    return standing(
        ctx, f"phone/{template}.html", refusal, view=view, code=code,
        of=RoomsSaid(words_of(ctx), ctx.clock()),
        resource_url=of.resource_url(view.resource.id), all_url=of.all_url(),
        all_word=of.all_word, **more)


def _at_time(view: DayOfTimes, asked: str) -> Slot | None:
    """The slot of the day that begins at 16:00."""
    try:
        begins = datetime.combine(view.day, clock_of(asked), view.now.tzinfo)
    except ValueError:
        return None
    return slot_at(view.slots, begins)

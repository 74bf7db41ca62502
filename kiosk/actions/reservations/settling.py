"""Settling a change of hours, rooms or places with what is booked: shown, agreed to, called off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from db.engine.database import ReadTransaction
from db.outbox import notifications as notices_out
from db.reservations import bookings, places, waitlist
from kiosk.actions.acting import SYSTEM, Act
from kiosk.actions.reservations.area import (
    Kind,
    ReservationArea,
    event_details,
    is_open_at_ends,
)
from kiosk.actions.reservations.staff import as_desk_sees, given
from kiosk.domain.reservations.bookings import Booking, WaitlistState
from kiosk.domain.reservations.places import LONGEST, Reservation, ReservationState
from kiosk.domain.reservations.settling import (
    BookingsEnd,
    EndedUse,
    mark_of,
    without_place,
)

# Nothing is booked further ahead.
AHEAD = timedelta(days=3650)


class Settling(NamedTuple):
    """How an area settles a change: `find` what cannot take place any more of what ends after an
    instant, `end` all of that with a reason."""

    find: Callable[[Act, datetime], tuple[EndedUse, ...]]
    end: Callable[[Act, datetime, str], None]


def settle(act: Act, since: datetime | None = None) -> None:
    """Calls off what cannot take place after the change that this act has just made, if the staff
    saw all of it and agreed: each page and feed says so, with the reason, and the channels without
    a name. What the clock changes was seen when it was planned.

    Refuses with `BookingsEnd` where the staff have to see it first, and with `reason_missing`:
    then the change is undone too.
    """
    begins = since or act.now
    parts = [area.settling for area in act.ctx.areas if area.settling]
    ended = tuple(sorted((one for part in parts for one in part.find(act, begins)),
                         key=lambda one: (one.starts_at, one.key)))
    if not ended:
        return
    words = act.ctx.words[act.ctx.settings.language]
    reason = words("bookings_end.by_plan")
    if act.actor != SYSTEM:
        if act.agreed is None or act.agreed.mark != mark_of(ended):
            raise BookingsEnd(ended)
        reason = given(act.agreed.reason)
    for part in parts:
        part.end(act, begins, reason)
    for title, some in groupby(sorted(ended, key=lambda one: one.title.zh), lambda one: one.title):
        n = len(list(some))
        notices_out.post(act.tx, words(
            "notice_out.bookings_end", title=words.text(title), n=n, reason=reason), act.now)


def settling_of(area: ReservationArea[Kind]) -> Settling:
    """How an area settles that is an area of the reservations engine and nothing else."""
    return Settling(
        lambda act, since: ended_uses(area, act, ended_bookings(area, act.tx, since)),
        lambda act, since, reason: end_bookings(area, act, since, reason))


def ended_bookings(
    area: ReservationArea[Kind], tx: ReadTransaction, since: datetime
) -> tuple[Booking, ...]:
    """The live bookings that end after an instant and cannot stand: the resource is not open then,
    is out of sight (the centre's own use of it stands), or has no place for them. Whoever is there
    already stays so."""
    found = [one for one in bookings.live_in(tx, area.name, None, since - LONGEST, since + AHEAD)
             if one.reservation.ends_at > since]
    ended: list[Booking] = []
    over_noon = bookings.through_noon(tx, area.name)
    for resource in area.resources(tx):
        mine = [one for one in found if one.reservation.resource_id == resource.id]
        shut = [one for one in mine if _leaves(one) and (
            (resource.hidden and not one.is_of_series)
            or not _is_open(area, tx, resource, one.reservation, over_noon))]
        left = [one for one in mine if one not in shut]
        ended += shut
        ended += filter(_leaves, without_place(left, resource.capacity))
    return tuple(ended)


def ended_uses(
    area: ReservationArea[Kind], act: Act, ended: Iterable[Booking]
) -> tuple[EndedUse, ...]:
    """Bookings as the staff see them before they end."""
    found = []
    for one in as_desk_sees(area, act.ctx, act.tx, ended):
        booking, had = one.booking, one.booking.reservation
        number = str(booking.number) if booking.number else ""
        whose = booking.title or " · ".join(filter(None, (number, one.phone)))
        found.append(EndedUse(f"{area.name}-{had.id}", booking.sequence, one.resource.title,
                              had.starts_at, had.ends_at, whose, had.seats))
    return tuple(found)


def end_bookings(area: ReservationArea[Kind], act: Act, since: datetime, reason: str) -> None:
    """Calls off what cannot stand; nobody waits any more for what cannot be had, and the centre's
    own use of a resource takes the places that there are."""
    for one in ended_bookings(area, act.tx, since):
        bookings.become(act.tx, one, ReservationState.CANCELLED, act.now, reason)
        act.log("take_booking_back", **event_details(one))
    for mine in waitlist.waiting(act.tx, area.name):
        resource = area.find(act.tx, mine.resource_id)
        if mine.ends_at > since and (resource is None or resource.hidden or not area.is_open(
                act.tx, resource, mine.starts_at, mine.ends_at)):
            waitlist.become(act.tx, mine, WaitlistState.LAPSED)
    for resource in area.resources(act.tx):
        for one in bookings.live_in(
                act.tx, area.name, resource.id, since - LONGEST, since + AHEAD):
            had = one.reservation
            if one.is_of_series and had.seats > resource.capacity:
                moved = places.move(act.tx, had, resource, had.starts_at, had.ends_at,
                                    resource.capacity)
                bookings.changed(act.tx, replace(one, reservation=moved), act.now)


def _is_open(
    area: ReservationArea[Kind], tx: ReadTransaction, resource: Kind, had: Reservation,
    over_noon: frozenset[int],
) -> bool:
    if had.id in over_noon:
        return is_open_at_ends(area, tx, resource, had.starts_at, had.ends_at)
    return area.is_open(tx, resource, had.starts_at, had.ends_at)


def _leaves(booking: Booking) -> bool:
    return booking.reservation.state is not ReservationState.CHECKED_IN

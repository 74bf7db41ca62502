"""Reservations for calendars: an area's, a resource's, or a booking of one's own, nameless."""

from __future__ import annotations

from datetime import timedelta

from db.engine.bearer_codes import shown
from db.reservations import bookings
from kiosk.actions.reservations.area import Kind, ReservationArea
from kiosk.context import AppContext
from kiosk.devices.documents.calendar_feed import CalendarEvent, feed
from kiosk.domain.reservations.bookings import Booking
from kiosk.domain.reservations.places import ReservationState, Resource

# What is over stays in a calendar for so long, and what was cancelled says so.
LOOKS_BACK = timedelta(days=7)
STATUS = {
    ReservationState.HELD: "TENTATIVE", ReservationState.CONFIRMED: "CONFIRMED",
    ReservationState.CHECKED_IN: "CONFIRMED", ReservationState.FINISHED: "CONFIRMED",
    ReservationState.CANCELLED: "CANCELLED", ReservationState.RELEASED: "CANCELLED",
}


def area_feed(area: ReservationArea[Kind], ctx: AppContext, language: str) -> bytes:
    """What is booked of all resources of an area, from a week ago on. Raises StorageDown."""
    title = area.title(ctx, language)
    with area.reading(ctx) as tx:
        found = {one.id: one for one in area.resources(tx)}
        booked = bookings.since(tx, area.name, None, ctx.clock() - LOOKS_BACK)
        return feed(title, [
            _event(area, ctx, one, found[one.reservation.resource_id], language)
            for one in booked if one.reservation.resource_id in found
        ])


def resource_feed(
    area: ReservationArea[Kind], ctx: AppContext, resource_id: str, language: str
) -> bytes:
    """The same of one resource. Refuses with `no_such_resource`."""
    with area.reading(ctx) as tx:
        resource = area.known(tx, resource_id)
        booked = bookings.since(tx, area.name, resource.id, ctx.clock() - LOOKS_BACK)
        return feed(resource.title.in_(language), [
            _event(area, ctx, one, resource, language) for one in booked
        ])


def feed_mark(area: ReservationArea[Kind], ctx: AppContext,
              resource_id: str | None = None) -> str:
    """What changes whenever a feed does, of all resources or of one: cheap beside the feed."""
    with area.reading(ctx) as tx:
        since = ctx.clock() - LOOKS_BACK
        return f"{tx.content}-{bookings.changes(tx, area.name, resource_id, since)}"


def booking_feed(area: ReservationArea[Kind], ctx: AppContext, code: str, language: str) -> bytes:
    """One booking for the calendar of whoever made it, with its page and a reminder.

    Refuses with `no_such_booking`.
    """
    with area.reading(ctx) as tx:
        booking = area.by_code(ctx, tx, code)
        resource = area.known(tx, booking.reservation.resource_id)
        number = ctx.words[language](f"{area.words}.number", n=booking.number)
        code = shown(ctx.secret, booking.reservation.code)
        event = _event(
            area, ctx, booking, resource, language, label=number if booking.number else "",
            remind=area.rules.reminded_before, url=area.link(ctx, code),
        )
        return feed(resource.title.in_(language), [event])


def _event(
    area: ReservationArea[Kind], ctx: AppContext, booking: Booking, resource: Resource,
    language: str, label: str = "", url: str = "", remind: timedelta | None = None,
) -> CalendarEvent:
    words, reservation = ctx.words[language], booking.reservation
    what = label or booking.title or words(f"{area.words}.booked")
    return CalendarEvent(
        # No code in it: whoever reads a feed gets no hold of a booking. No address either: with
        # another one a calendar would show each booking twice.
        uid=f"{ctx.vault.blind_index(f'event {reservation.id}')}@jiamenkou",
        begins=reservation.starts_at, ends=reservation.ends_at,
        title=words(f"{area.words}.title", resource=resource.title.in_(language), what=what),
        where=resource.where.in_(language), status=STATUS[reservation.state],
        sequence=booking.sequence, changed_at=booking.changed_at, url=url, remind=remind,
    )

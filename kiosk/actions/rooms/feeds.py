"""The rooms for calendars: all of them, one, or a booking of one's own. Nobody is named."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from db import bookings, rooms
from db.sealed import Seal
from kiosk.actions.content.centre import guide
from kiosk.actions.rooms.booking import of_code
from kiosk.actions.rooms.looking import known
from kiosk.context import Lobby
from kiosk.devices.documents.calendar_feed import Event, feed
from kiosk.domain.bookings import REMINDED_BEFORE, Booking
from kiosk.domain.claims import ClaimState
from kiosk.domain.rooms.rooms import Room

# What is over stays in a calendar for so long, and what was cancelled says so.
LOOKS_BACK = timedelta(days=7)
STATUS = {
    ClaimState.HELD: "TENTATIVE", ClaimState.CONFIRMED: "CONFIRMED",
    ClaimState.ARRIVED: "CONFIRMED", ClaimState.FINISHED: "CONFIRMED",
    ClaimState.CANCELLED: "CANCELLED", ClaimState.RELEASED: "CANCELLED",
}


def rooms_feed(lobby: Lobby, language: str) -> bytes:
    """The times of all rooms that are taken, from a week ago on. Raises StorageDown."""
    centre = guide(lobby).house.centre.in_(language)
    with lobby.database.session() as session:
        found = {room.id: room for room in rooms.rooms(session)}
        booked = bookings.since(session, None, lobby.clock() - LOOKS_BACK)
        return feed(centre, [
            _event(lobby, one, found[one.claim.resource_id], language) for one in booked
            if one.claim.resource_id in found
        ])


def room_feed(lobby: Lobby, room_id: str, language: str) -> bytes:
    """The same of one room. Refuses with `no_such_room`."""
    with lobby.database.session() as session:
        room = known(session, room_id)
        booked = bookings.since(session, room.id, lobby.clock() - LOOKS_BACK)
        return feed(room.title.in_(language), [
            _event(lobby, one, room, language) for one in booked
        ])


def feed_mark(lobby: Lobby, room_id: str | None = None) -> str:
    """What changes whenever a feed does, of all rooms or of one: cheap beside the feed itself."""
    with lobby.database.session() as session:
        changes = bookings.changes(session, room_id, lobby.clock() - LOOKS_BACK)
        return f"{session.content}-{changes}"


def booking_feed(lobby: Lobby, code: str, language: str) -> bytes:
    """One booking for the calendar of whoever made it, with its page and a reminder.

    Refuses with `no_such_booking`.
    """
    with lobby.database.session() as session:
        booking = of_code(session, code)
        room = known(session, booking.claim.resource_id)
        return feed(room.title.in_(language), [_own(lobby, booking, room, language)])


def _own(lobby: Lobby, booking: Booking, room: Room, language: str) -> Event:
    number = lobby.words[language]("feed.number", n=booking.number) if booking.number else ""
    return _event(
        lobby, booking, room, language, said=number, remind=REMINDED_BEFORE,
        url=lobby.settings.link(f"/b/{booking.claim.code}"),
    )


def _event(
    lobby: Lobby, booking: Booking, room: Room, language: str, said: str = "", url: str = "",
    remind: timedelta | None = None,
) -> Event:
    words, claim = lobby.words[language], booking.claim
    host = urlsplit(lobby.settings.fixed_url).hostname or "jiamenkou"
    what = said or booking.title or words("feed.booked")
    return Event(
        # No code in it: whoever reads a feed gets no hold of a booking.
        uid=f"{Seal(lobby.secret).mark(f'event {claim.id}')}@{host}",
        begins=claim.begins, ends=claim.ends,
        title=words("feed.title", room=room.title.in_(language), what=what),
        where=room.where.in_(language), status=STATUS[claim.state], sequence=booking.sequence,
        changed_at=booking.changed_at, url=url, remind=remind,
    )

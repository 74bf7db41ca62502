"""What a resident does: registers a group, waits with it, looks again, changes it, gives it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from db.activities import queries as stored
from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction
from db.reservations import bookings
from kiosk.actions import reservations
from kiosk.actions.activities.area import AREA_OF_ACTIVITIES
from kiosk.actions.activities.queries import standing, where_of
from kiosk.actions.activities.results import Registration, SessionNow
from kiosk.actions.reservations import BookingRequest, BookingView, WaitlistView, checked_in
from kiosk.actions.rooms.signs import verify_sign
from kiosk.context import AppContext
from kiosk.domain.activities.activities import Activity, Session, SessionStatus
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase

# What one can still change oneself.
TO_CHANGE = (Phase.BOOKED, Phase.ASKED)
HAS_ROOM = (SessionStatus.OPEN, SessionStatus.NEAR)


def register(ctx: AppContext, asked: BookingRequest) -> Registration:
    """报名 for a session, for a whole group or not at all; the same `key` is the same registration
    however often it comes. `resource_id` is the activity, `starts_at` the session's start.

    Refuses with `no_such_activity`, `just_come` (no registration is needed), `no_such_session`
    (cancelled, moved or over), `not_open_yet` (days: how many before), `registration_over`
    (minutes), `group_too_large` (most), `enough_activities` (most), `no_places` (free: up to three
    sessions of that day that have room), `no_number_left`, and as `telephone` does. Raises
    StorageDown when nothing was registered.
    """
    return _told(ctx, reservations.book(AREA_OF_ACTIVITIES, ctx, asked))


def join(ctx: AppContext, asked: BookingRequest) -> Registration:
    """一起排队: waits for a session that has not enough places, with the whole group. A telephone
    is not kept: the four digits or the page tell how it stands.

    Refuses with `there_is_room`, and as `register`.
    """
    return _told(ctx, reservations.join_waitlist(AREA_OF_ACTIVITIES, ctx, asked))


def follow_registration(ctx: AppContext, code: str) -> Registration:
    """The page `/b/<code>`: a registration, an offer or a place in the waiting list, as it stands.

    Refuses with `no_such_booking`, `booking_past`.
    """
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        is_booked = bookings.by_code(tx, hidden(ctx.secret, code)) is not None
    found = reservations.follow if is_booked else reservations.follow_waitlist
    return _told(ctx, found(AREA_OF_ACTIVITIES, ctx, code))


def find_registration(ctx: AppContext, typed: str) -> Registration:
    """我报过名, by the four digits. Refuses with `not_found_here`, `too_many_numbers` (minutes)."""
    return _told(ctx, reservations.find_by_number(AREA_OF_ACTIVITIES, ctx, typed))


def take_offer(ctx: AppContext, code: str) -> Registration:
    """我要: what was held for the group is registered. Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (the time to answer is over), `shut_meanwhile`.
    """
    return _told(ctx, reservations.take_offer(AREA_OF_ACTIVITIES, ctx, code))


def give_up(ctx: AppContext, code: str) -> Registration:
    """不去了，退掉: a registration or an offer is given back, or the group waits no longer; whoever
    waits is offered the places. Twice is once.

    Refuses with `no_such_booking`, `claim_changed` (it began, was released or offered meanwhile).
    """
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        is_booked = bookings.by_code(tx, hidden(ctx.secret, code)) is not None
    ends = reservations.cancel if is_booked else reservations.leave_waitlist
    return _told(ctx, ends(AREA_OF_ACTIVITIES, ctx, code))


def change_people(ctx: AppContext, code: str, people: int) -> Registration:
    """More or fewer people in a registration, all or none. Twice is once; a group that waits gives
    up and joins anew, at the end.

    Refuses with `no_such_booking`, `claim_changed`, `group_too_large` (most), `no_places`;
    ValueError for less than one.
    """
    return _told(ctx, reservations.change_seats(AREA_OF_ACTIVITIES, ctx, code, people))


def move_registration(ctx: AppContext, code: str, session_id: int) -> Registration:
    """Another session of the same activity; the old one is kept where it cannot be had.

    Refuses with `no_such_session`, and as `register` and `change_people`.
    """
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        booking = AREA_OF_ACTIVITIES.by_code(ctx, tx, code)
        session = known_session(tx, session_id)
        if session.resource_id != booking.reservation.resource_id:
            raise Refusal("no_such_session")
    return _told(ctx, reservations.move(AREA_OF_ACTIVITIES, ctx, code, session.starts_at))


def check_in_at_screen(ctx: AppContext, typed: str) -> Registration:
    """我到了, typed at the touch screen: the four digits or the telephone.

    Refuses with `not_found_here`, `too_many_numbers`, `not_yet` (opens), `claim_changed`.
    """
    return _told(ctx, reservations.check_in_at_screen(AREA_OF_ACTIVITIES, ctx, typed))


def check_in(ctx: AppContext, code: str, sign: str) -> Registration:
    """我到了, by the sign on the door of the room it takes place in. Twice is once.

    Refuses with `no_such_booking`, `wrong_door`, `not_yet` (opens, minutes), `claim_changed`.
    """
    verify_sign(ctx, follow_registration(ctx, code).room, sign)
    with AREA_OF_ACTIVITIES.acting(ctx, "holder") as act:
        checked_in(AREA_OF_ACTIVITIES, act, AREA_OF_ACTIVITIES.by_code(ctx, act.tx, code))
    return follow_registration(ctx, code)


def check_in_at_door(ctx: AppContext, room_id: str, sign: str, typed: str) -> Registration:
    """我到了, typed before the door of a room: the four digits or the telephone, of what takes
    place there. Refuses with `wrong_door`, and as `check_in_at_screen`."""
    verify_sign(ctx, room_id, sign)
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        there = [one for one in stored.activities(tx) if one.room == room_id]
    for activity in there:
        try:
            return _told(ctx, reservations.check_in_by_number(
                AREA_OF_ACTIVITIES, ctx, activity.id, typed))
        except Refusal as refusal:
            if refusal.code != "not_found_here":
                raise
    raise Refusal("not_found_here")


def known_session(tx: ReadTransaction, session_id: int) -> Session:
    """The session of an id. Refuses with `no_such_session`."""
    found = stored.by_id(tx, session_id)
    if found is None:
        raise Refusal("no_such_session")
    return found


def _told(
    ctx: AppContext, found: BookingView[Activity] | WaitlistView[Activity]
) -> Registration:
    """What the engine answers, with the session it is of."""
    booking = found if isinstance(found, BookingView) else None
    waits = found if isinstance(found, WaitlistView) else None
    with AREA_OF_ACTIVITIES.reading(ctx) as tx:
        told = Registration(found.version, found.now, found.resource,
                            where_of(tx, found.resource), booking, waits, None, False, ())
        session = _session_of(tx, told)
        made_at = booking.booking.made_at if booking else waits.entry.made_at if waits else told.now
        return replace(
            told, session=session, where=where_of(tx, found.resource, session),
            can_move_to=_others(tx, told),
            moved=bool(session and session.was_at and made_at < session.changed_at),
        )


def print_again(ctx: AppContext, code: str) -> Registration:
    """重新打印: its slip is queued anew. Refuses with `no_such_booking`."""
    reservations.print_again(AREA_OF_ACTIVITIES, ctx, code)
    return follow_registration(ctx, code)


def where_of_registration(
    tx: ReadTransaction, found: BookingView[Activity] | WaitlistView[Activity]
) -> Text:
    """Where what is registered takes place."""
    held = found.booking.reservation if isinstance(found, BookingView) else found.entry
    return where_of(tx, found.resource, _session_at(tx, held.resource_id, held.starts_at))


def _session_of(tx: ReadTransaction, told: Registration) -> Session | None:
    """The session at the time of a registration: of two the one that takes place."""
    return _session_at(tx, told.activity.id, told.starts_at)


def _session_at(tx: ReadTransaction, activity_id: str, starts_at: datetime) -> Session | None:
    there = [one for one in stored.of_activity(tx, activity_id, starts_at)
             if one.starts_at == starts_at]
    return next((one for one in there if one.is_planned), next(iter(there), None))


def _others(tx: ReadTransaction, told: Registration) -> tuple[SessionNow, ...]:
    """To which sessions a registration can be moved."""
    if told.booking is None or told.booking.phase not in TO_CHANGE:
        return ()
    coming = stored.of_activity(tx, told.activity.id, told.now)
    return tuple(
        one for one in standing(tx, coming, told.now)
        if one.status in HAS_ROOM and one.left >= told.seats
        and one.session.starts_at != told.starts_at
    )

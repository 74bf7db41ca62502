"""Reservations, one engine for all areas: each describes itself in a `ReservationArea`."""

from kiosk.actions.reservations.area import EVENTS, ReservationArea
from kiosk.actions.reservations.booking import (
    area_of,
    book,
    book_within,
    cancel,
    change_seats,
    follow,
    followed,
    give_back,
    move,
    other_times,
    take_offer,
    take_within,
)
from kiosk.actions.reservations.check_in import (
    check_in_at_screen,
    check_in_by_number,
    checked_in,
    find_by_number,
)
from kiosk.actions.reservations.feeds import area_feed, booking_feed, feed_mark, resource_feed
from kiosk.actions.reservations.personal_records import personal_records
from kiosk.actions.reservations.results import BookingRequest, BookingView, Conflict, WaitlistView
from kiosk.actions.reservations.scheduled import erase, run_due
from kiosk.actions.reservations.series import (
    conflict,
    draft,
    end_series,
    give_up_whole,
    just_ended,
    resume_series,
    save,
    series_view,
    take_whole,
)
from kiosk.actions.reservations.sessions import call_off, move_all
from kiosk.actions.reservations.settling import settling_of
from kiosk.actions.reservations.slips import print_again, slips_of
from kiosk.actions.reservations.staff import (
    answered,
    approve,
    book_for,
    let_in,
    refuse,
    see_who,
    take_back,
    withdraw,
)
from kiosk.actions.reservations.waitlist import (
    follow_waitlist,
    join_waitlist,
    leave_waitlist,
    wait_for,
)

__all__ = [
    "EVENTS", "BookingRequest", "BookingView", "Conflict", "ReservationArea", "WaitlistView",
    "answered", "approve", "area_feed", "area_of", "book", "book_for", "book_within",
    "booking_feed", "call_off", "cancel", "change_seats", "check_in_at_screen",
    "check_in_by_number", "checked_in", "conflict", "draft", "end_series", "erase", "feed_mark",
    "find_by_number", "follow", "follow_waitlist", "followed", "give_back", "give_up_whole",
    "join_waitlist", "just_ended", "leave_waitlist", "let_in", "move", "move_all", "other_times",
    "personal_records", "print_again", "refuse", "resource_feed", "resume_series", "run_due",
    "save", "see_who", "series_view", "settling_of", "slips_of", "take_back", "take_offer",
    "take_whole", "take_within", "wait_for", "withdraw",
]

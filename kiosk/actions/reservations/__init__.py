"""Reservations, one engine for all areas: each describes itself in a `ReservationArea`."""

from kiosk.actions.reservations.area import EVENTS, ReservationArea
from kiosk.actions.reservations.booking import (
    book,
    book_within,
    cancel,
    follow,
    give_back,
    move,
    take_offer,
)
from kiosk.actions.reservations.check_in import check_in_at_screen, check_in_by_number, checked_in
from kiosk.actions.reservations.feeds import area_feed, booking_feed, feed_mark, resource_feed
from kiosk.actions.reservations.personal_records import personal_records
from kiosk.actions.reservations.results import BookingRequest, BookingView, WaitlistView
from kiosk.actions.reservations.scheduled import erase, run_due
from kiosk.actions.reservations.series import draft, save
from kiosk.actions.reservations.staff import approve, let_in, refuse, see_who, take_back
from kiosk.actions.reservations.waitlist import follow_waitlist, join_waitlist, leave_waitlist

__all__ = [
    "EVENTS", "BookingRequest", "BookingView", "ReservationArea", "WaitlistView", "approve",
    "area_feed", "book", "book_within", "booking_feed", "cancel", "check_in_at_screen",
    "check_in_by_number", "checked_in", "draft", "erase", "feed_mark", "follow",
    "follow_waitlist", "give_back", "join_waitlist", "leave_waitlist", "let_in", "move",
    "personal_records", "refuse", "resource_feed", "run_due", "save", "see_who", "take_back",
    "take_offer",
]

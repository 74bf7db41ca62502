"""Rooms on the phone."""

from flask import Blueprint
from flask_limiter import Limiter

from kiosk.context import AppContext
from kiosk.web.core.live_state import LiveState
from kiosk.web.phone.rooms.booking import booking_pages, moving_pages
from kiosk.web.phone.rooms.check_in import door_pages
from kiosk.web.phone.rooms.feeds import feed_pages
from kiosk.web.phone.rooms.pages import rooms_pages


def register(phone: Blueprint, ctx: AppContext, news: LiveState, limiter: Limiter) -> None:
    """Adds the rooms, bookings, the page before a door, and the calendar feeds."""
    rooms_pages(phone, ctx, news, limiter)
    booking_pages(phone, ctx, news, limiter)
    moving_pages(phone, ctx, limiter)
    door_pages(phone, ctx, limiter)
    feed_pages(phone, ctx, limiter)

"""Pages for a resident's own phone: the guide, numbers of the queue, rooms, volunteer help."""

from __future__ import annotations

from flask import Blueprint
from flask_limiter import Limiter

from kiosk.context import Lobby
from kiosk.web.core.live_state import News
from kiosk.web.phone.content.guide import guide_pages
from kiosk.web.phone.queue.take_ticket import taking_pages
from kiosk.web.phone.queue.ticket import ticket_pages
from kiosk.web.phone.rooms.booking import booking_pages, moving_pages
from kiosk.web.phone.rooms.check_in import door_pages
from kiosk.web.phone.rooms.feeds import feed_pages
from kiosk.web.phone.rooms.pages import rooms_pages
from kiosk.web.phone.volunteers.help_request import help_deed_pages, help_request_pages
from kiosk.web.phone.volunteers.pages import help_pages
from kiosk.web.phone.volunteers.volunteer import volunteer_pages
from kiosk.web.phone.volunteers.volunteer_task import doing_pages, task_pages


def make_phone(lobby: Lobby, news: News, limiter: Limiter) -> Blueprint:
    """All phone pages."""
    phone = Blueprint("phone", __name__)
    guide_pages(phone, lobby)
    taking_pages(phone, lobby, limiter)
    ticket_pages(phone, lobby, news, limiter)
    rooms_pages(phone, lobby, news, limiter)
    booking_pages(phone, lobby, news, limiter)
    moving_pages(phone, lobby, limiter)
    door_pages(phone, lobby, limiter)
    feed_pages(phone, lobby, limiter)
    help_pages(phone, lobby, limiter)
    help_request_pages(phone, lobby, news, limiter)
    help_deed_pages(phone, lobby, limiter)
    volunteer_pages(phone, lobby, news, limiter)
    task_pages(phone, lobby, news, limiter)
    doing_pages(phone, lobby, limiter)
    return phone

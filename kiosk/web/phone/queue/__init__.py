"""Queue numbers on the phone."""

from flask import Blueprint
from flask_limiter import Limiter

from kiosk.context import AppContext
from kiosk.web.core.live_state import LiveState
from kiosk.web.phone.queue.take_ticket import taking_pages
from kiosk.web.phone.queue.ticket import ticket_pages


def register(phone: Blueprint, ctx: AppContext, news: LiveState, limiter: Limiter) -> None:
    """Adds taking a number, and the page of a ticket."""
    taking_pages(phone, ctx, limiter)
    ticket_pages(phone, ctx, news, limiter)

"""Volunteer help on the phone."""

from flask import Blueprint
from flask_limiter import Limiter

from kiosk.context import AppContext
from kiosk.web.core.live_state import LiveState
from kiosk.web.phone.volunteers.help_request import help_action_pages, help_request_pages
from kiosk.web.phone.volunteers.pages import help_pages
from kiosk.web.phone.volunteers.volunteer import volunteer_pages
from kiosk.web.phone.volunteers.volunteer_task import doing_pages, task_pages


def register(phone: Blueprint, ctx: AppContext, news: LiveState, limiter: Limiter) -> None:
    """Adds asking for help, a request, and what a volunteer does."""
    help_pages(phone, ctx, limiter)
    help_request_pages(phone, ctx, news, limiter)
    help_action_pages(phone, ctx, limiter)
    volunteer_pages(phone, ctx, news, limiter)
    task_pages(phone, ctx, news, limiter)
    doing_pages(phone, ctx, limiter)

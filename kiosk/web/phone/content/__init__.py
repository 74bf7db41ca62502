"""The guide on the phone."""

from flask import Blueprint
from flask_limiter import Limiter

from kiosk.context import AppContext
from kiosk.web.core.live_state import LiveState
from kiosk.web.phone.content.guide import guide_pages


def register(phone: Blueprint, ctx: AppContext, _news: LiveState, _limiter: Limiter) -> None:
    """Adds the guide."""
    guide_pages(phone, ctx)

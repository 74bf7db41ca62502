"""What forms and addresses send, read: what no page of ours sends is a bad request.

Rules stay in the actions: a form that only breaks a rule is refused there, with words.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from flask import request
from werkzeug.exceptions import BadRequest

from kiosk.domain.calendar import ZONE
from kiosk.domain.reservations.bookings import Purpose
from kiosk.domain.times import clock_of

LONGEST_KEY = 64
# What stands for the time under way.
NOW = "now"
Choice = TypeVar("Choice", bound=StrEnum)


def form_key() -> str:
    """The key of a form, by which sending it twice does it once. BadRequest where it has none."""
    key = request.form.get("key", "")
    if not 0 < len(key) <= LONGEST_KEY:
        raise BadRequest
    return key


def one_of(choices: type[Choice], written: str | None) -> Choice:
    """What was chosen of a list. BadRequest where it is not on the list."""
    try:
        return choices(written or "")
    except ValueError as wrong:
        raise BadRequest from wrong


def day_of(written: str | None) -> date | None:
    """2026-10-16 as a day; None where it is none."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


def purpose_told() -> Purpose | None:
    """What a form says a room is for; None where it does not ask. Refuses with
    `purpose_missing`."""
    form = request.form
    if "what" not in form:
        return None
    return Purpose.told(form["what"], form.get("people", 0, type=int), form.get("name", ""))


def instant_of(written: str) -> datetime:
    """An instant with its zone. BadRequest where it is none."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise BadRequest from wrong
    if found.tzinfo is None:
        raise BadRequest
    return found


def asked_time(day: str, at: str) -> datetime | None:
    """When a form asks for; None for now. BadRequest where it is no time."""
    if at == NOW:
        return None
    found = day_of(day)
    try:
        clock = clock_of(at)
    except ValueError:
        clock = None
    if found is None or clock is None:
        raise BadRequest
    return datetime.combine(found, clock, ZONE)

"""Somebody who books a room on the phone, as a person does."""

from __future__ import annotations

from dataclasses import asdict

from tests.support.rooms import PURPOSE
from tests.support.web.visitor import KEY, Visitor

DAY = "2026-10-16"


def books(phone: Visitor, time: str, room: str = "chess", **more: str) -> str:
    """Books as a person does from the page with the time chosen; returns the booking's page."""
    page = phone.get(f"/r/{room}?day={DAY}&at={time}")
    key = KEY.search(page.text)
    assert key, page.text
    answer = phone.press(f"/r/{room}?day={DAY}&at={time}", f"/r/{room}/book",
                         **{"key": key[1], "day": DAY, "at": time, **asdict(PURPOSE), **more})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def code_of(page: str) -> str:
    return page.rpartition("/")[2]

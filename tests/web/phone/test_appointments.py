"""An appointment on the phone: chosen without scripts, and arriving for it in the hall."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.actions import queue
from kiosk.context import AppContext
from tests.support.appointments import appointment, with_appointments
from tests.support.centre import AFTERNOON, Clock
from tests.support.web.visitor import KEY, Visitor

PAGE = "/s/medical/appointment"
CHOSEN = f"{PAGE}?day=2026-10-16&at=16:30"
HALF_PAST_FOUR = AFTERNOON.replace(hour=16, minute=30)


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    return with_appointments(ctx)


def booked(phone: Visitor) -> str:
    """Books the time that was chosen; the address of its page."""
    assert "约个时间来办" in phone.get("/s/medical").text
    key = KEY.search(phone.get(CHOSEN).text)
    assert key
    answer = phone.press(CHOSEN, PAGE, key=key[1], day="2026-10-16", at="16:30")
    assert answer.status_code == 303
    return str(answer.location)


def test_who_books_on_a_phone_arrives_in_the_hall_and_has_a_number_for_that_time(
    centre: AppContext, phone: Visitor, clock: Clock
) -> None:
    page = booked(phone)
    made = phone.get(page).text
    assert "约好了，今天见" in made and "16:30" in made and "16:00 起能点" in made
    assert 'disabled=""' in made and "身份证" in made
    assert "BEGIN:VCALENDAR" in phone.get(f"{page}.ics").text
    clock.now = HALF_PAST_FOUR - timedelta(minutes=20)
    assert phone.press(CHOSEN, f"{page}/arrive").status_code == 409, "nobody scanned"
    phone.get(f"/s/medical?k={queue.hall_code(centre)}")
    arrived = phone.press(page, f"{page}/arrive")
    ticket = phone.get(phone.get(arrived.location).location).text
    assert "A001" in ticket and "16:30" in ticket
    assert queue.hall(centre).waiting == 1


def test_who_comes_too_late_is_shown_to_an_ordinary_number(
    centre: AppContext, phone: Visitor, clock: Clock
) -> None:
    page = booked(phone)
    clock.now = HALF_PAST_FOUR + timedelta(minutes=15)
    phone.get(f"/s/medical?k={queue.hall_code(centre)}")
    late = phone.press("/s/medical/number", f"{page}/arrive")
    assert late.status_code == 409 and "过点了，取个普通号" in late.text
    assert 'href="/s/medical/number"' in late.text


def test_a_time_that_others_took_meanwhile_is_said_above_those_that_are_left(
    centre: AppContext, phone: Visitor
) -> None:
    for _ in range(3):
        appointment(centre, HALF_PAST_FOUR)
    later = CHOSEN.replace("16:30", "17:00")
    answer = phone.press(later, PAGE, key="tap", day="2026-10-16", at="16:30")
    assert answer.status_code == 409 and "刚" in answer.text
    assert answer.text.count("满了") == 1

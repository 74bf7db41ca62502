"""我预约了: the four digits at the touch screen give the number that is called at its time."""

from __future__ import annotations

from datetime import timedelta

from kiosk.actions.queue import hall
from tests.support.appointments import appointment, with_appointments
from tests.support.centre import AFTERNOON, Clock
from tests.support.screens.resident import Resident

HALF_PAST_FOUR = AFTERNOON.replace(hour=16, minute=30)


def types(resident: Resident, digits: str) -> None:
    """Types digits, and says 我到了."""
    for digit in digits:
        resident.taps(digit)
    resident.taps("我到了")


def test_who_booked_finds_the_way_below_the_kinds_of_number(
    resident: Resident, clock: Clock
) -> None:
    booked = appointment(with_appointments(resident.ctx), HALF_PAST_FOUR)
    resident.goes_to("priority", service_id="medical")
    resident.taps("我预约了")
    resident.wait_for("appointment_number")
    types(resident, str(booked.number))
    resident.until(lambda: "来早了" in resident.read())
    assert hall(resident.ctx).waiting == 0
    clock.now = HALF_PAST_FOUR - timedelta(minutes=20)
    resident.taps("我到了")
    resident.wait_for("ticket")
    read = resident.read()
    assert "A001" in read and "16:30" in read and "约好的" in read


def test_who_comes_before_the_door_opens_is_asked_for_it_on_the_closed_page(
    resident: Resident, clock: Clock
) -> None:
    centre = with_appointments(resident.ctx)
    clock.now = AFTERNOON.replace(hour=7, minute=20)
    resident.wait_for("closed")
    assert "我预约了" not in resident.read()
    booked = appointment(centre, AFTERNOON.replace(hour=8, minute=30))
    resident.feed.look()
    resident.until(lambda: "我预约了" in resident.read())
    clock.now = AFTERNOON.replace(hour=8, minute=5)
    resident.taps("我预约了")
    resident.wait_for("appointment_number")
    types(resident, str(booked.number))
    resident.wait_for("ticket")
    assert "08:30" in resident.read()
    resident.taps("首页")
    resident.wait_for("closed")
    # Nobody else is awaited.
    assert "我预约了" not in resident.read()

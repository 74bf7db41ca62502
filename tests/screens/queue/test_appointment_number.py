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

"""Arriving for a room at the glass, and giving one up there."""

from __future__ import annotations

import pytest

from kiosk.actions.rooms import follow
from kiosk.domain.bookings import Phase
from tests.house import Clock
from tests.rooms import PHONE, at, booked
from tests.screens.guests import live, types
from tests.screens.resident import Resident


@pytest.mark.both
def test_arriving_by_the_bookings_number(guest: Resident, clock: Clock) -> None:
    view = booked(guest.lobby, at(16, 30), phone=PHONE)
    clock.now = at(16, 20)
    guest.goes_to("rooms")
    guest.taps("我订了，到了")
    guest.wait_for("room_number")
    types(guest, str(view.booking.number))
    guest.taps("我到了")
    guest.wait_for("booked")
    assert follow(guest.lobby, view.booking.claim.code).phase is Phase.HERE


def test_arriving_by_telephone_and_too_early(one_guest: Resident, clock: Clock) -> None:
    booked(one_guest.lobby, at(17, 30), phone=PHONE)
    one_guest.goes_to("room_number")
    types(one_guest, PHONE)
    one_guest.taps("我到了")
    one_guest.until(lambda: "您订的是 17:30" in one_guest.read())
    clock.now = at(17, 20)
    one_guest.taps("我到了")
    one_guest.wait_for("booked")
    assert live(one_guest.lobby) == ["Fri 17:30 here"]


def test_a_number_nobody_has_lets_nobody_in(one_guest: Resident) -> None:
    number = booked(one_guest.lobby, at(16, 30)).booking.number
    one_guest.goes_to("room_number")
    types(one_guest, "1000" if number != 1000 else "1001")
    one_guest.taps("我到了")
    one_guest.until(lambda: "今天没有这个号" in one_guest.read())
    assert live(one_guest.lobby) == ["Fri 16:30 booked"]


def test_giving_up_a_booking_asks_first(one_guest: Resident) -> None:
    view = booked(one_guest.lobby, at(16, 30))
    one_guest.goes_to("booked", code=view.booking.claim.code)
    one_guest.taps("不去了，退掉")
    one_guest.taps("留着")
    assert live(one_guest.lobby) == ["Fri 16:30 booked"]
    one_guest.taps("不去了，退掉")
    one_guest.taps("退掉")
    one_guest.wait_for("home")
    assert live(one_guest.lobby) == []



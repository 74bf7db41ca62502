"""Arriving for a room at the touch screen, and giving one up there."""

from __future__ import annotations

import pytest

from db.reservations import bookings
from kiosk.actions.rooms import approve, follow
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Phase
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at, booked, keeper, with_rooms
from tests.support.screens.guests import live, types
from tests.support.screens.resident import Resident


@pytest.mark.both
def test_arriving_by_the_bookings_number(guest: Resident, clock: Clock) -> None:
    view = booked(guest.ctx, at(16, 30), phone=PHONE)
    clock.now = at(16, 20)
    guest.goes_to("rooms")
    guest.taps("我订了，到了")
    guest.wait_for("room_number")
    types(guest, str(view.booking.number))
    guest.taps("我到了")
    guest.wait_for("booked")
    assert follow(guest.ctx, view.booking.reservation.code).phase is Phase.HERE


def test_arriving_by_telephone_and_too_early(one_guest: Resident, clock: Clock) -> None:
    booked(one_guest.ctx, at(17, 30), phone=PHONE)
    one_guest.goes_to("room_number")
    types(one_guest, PHONE)
    one_guest.taps("我到了")
    one_guest.until(lambda: "您订的是今天 17:30" in one_guest.read())
    clock.now = at(17, 20)
    one_guest.taps("我到了")
    one_guest.wait_for("booked")
    assert live(one_guest.ctx) == ["Fri 17:30 here"]


@pytest.mark.parametrize("letters", ["大字", ""])
def test_why_it_is_too_early_is_read_whole(sqlite_ctx: AppContext, letters: str) -> None:
    guest = Resident(with_rooms(sqlite_ctx), "landscape")
    number = booked(guest.ctx, at(17, 30)).booking.number
    guest.goes_to("room_number")
    for mode in filter(None, (letters, "English")):
        guest.taps(mode)
        guest.wait_for("room_number")
    types(guest, str(number))
    guest.taps("I am here")
    guest.until(lambda: "You are early" in guest.read())
    assert guest.stage.overflows() == []
    guest.leaves()


def test_a_number_nobody_has_lets_nobody_in(one_guest: Resident) -> None:
    number = booked(one_guest.ctx, at(16, 30)).booking.number
    one_guest.goes_to("room_number")
    types(one_guest, "1000" if number != 1000 else "1001")
    one_guest.taps("我到了")
    one_guest.until(lambda: "今天没有这个号" in one_guest.read())
    assert live(one_guest.ctx) == ["Fri 16:30 booked"]


def test_giving_up_a_booking_asks_first(one_guest: Resident) -> None:
    view = booked(one_guest.ctx, at(16, 30))
    one_guest.goes_to("booked", code=view.booking.reservation.code)
    one_guest.taps("不去了，退掉")
    one_guest.taps("留着")
    assert live(one_guest.ctx) == ["Fri 16:30 booked"]
    one_guest.taps("不去了，退掉")
    one_guest.taps("退掉")
    one_guest.wait_for("home")
    assert live(one_guest.ctx) == []


@pytest.mark.parametrize("by", ["number", "telephone"])
def test_who_only_asked_is_told_so_and_comes_in_once_the_centre_has_said_yes(
    one_guest: Resident, clock: Clock, by: str
) -> None:
    ctx = one_guest.ctx
    view = booked(ctx, at(17, 30), "meeting", phone=PHONE)
    clock.now = at(17, 20)
    one_guest.goes_to("room_number")
    types(one_guest, PHONE if by == "telephone" else str(view.booking.number))
    one_guest.taps("我到了")
    one_guest.until(lambda: "社区还没答应" in one_guest.read())
    assert live(ctx, "meeting") == ["Fri 17:30 asked"]
    approve(ctx, keeper(ctx), view.booking.reservation.id)
    one_guest.taps("我到了")
    one_guest.wait_for("booked")
    assert live(ctx, "meeting") == ["Fri 17:30 here"]


def test_a_day_without_numbers_says_so_in_place_of_booking(
    one_guest: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bookings, "NUMBERS", range(0))
    one_guest.goes_to("room_number", room_id="chess", begins=at(16, 30))
    types(one_guest, PHONE)
    one_guest.taps("订这一桌")
    one_guest.until(lambda: "号用完了" in one_guest.read())
    assert live(one_guest.ctx) == []

"""What is booked at a touch screen with a printer comes on paper, and says so where there is none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.actions.slips import print_next_slip
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.queue.slips import Slip
from kiosk.domain.reservations.bookings import Source
from tests.support.activities import registered, with_activities
from tests.support.care import with_care
from tests.support.doubles import MemoryPrinter
from tests.support.rooms import PHONE
from tests.support.screens.guests import chooses, types
from tests.support.screens.resident import Resident


def printed(ctx: AppContext) -> list[Slip]:
    """What came out of the printer so far."""
    assert isinstance(ctx.printer, MemoryPrinter)
    return ctx.printer.slips


def puts_down(resident: Resident, verb: str, phone: str = "") -> None:
    """From the class to a registration of two for it."""
    resident.goes_to("activity", activity_id="papercut")
    resident.taps("多一个")
    resident.until(lambda: "2 个人" in resident.read())
    resident.taps(verb)
    resident.wait_for("activity_number")
    types(resident, phone)
    how = "留这个电话，" if phone else "不留电话，"
    resident.taps(f"{how}{verb}" if verb == "报名" else verb)
    resident.wait_for("registered")


@pytest.fixture
def guest(resident: Resident) -> Resident:
    """Somebody at a touch screen with a printer, of a centre with activities."""
    with_activities(resident.ctx)
    return resident


def test_a_registration_comes_on_paper_without_the_telephone(guest: Resident) -> None:
    puts_down(guest, "报名", PHONE)
    assert "正在出小票" in guest.read()
    assert print_next_slip(guest.ctx) and not print_next_slip(guest.ctx)
    guest.hears_news()
    assert "小票出来了" in guest.read()
    (slip,) = printed(guest.ctx)
    assert (slip.number, slip.service) == (guest.stage.screen.page.number, "剪纸课")
    assert slip.facts == (
        ("周六", "10月17日"), ("几点", "10:00"), ("几个人", "2 人"), ("在哪", "大厅"))
    assert PHONE not in str(slip) and PHONE in str(replace(slip, foot=PHONE)), "control"


def test_no_paper_is_said_and_it_can_be_printed_again(guest: Resident) -> None:
    guest.ctx.printer.troubles.append(Trouble.PAPER_OUT)  # type: ignore[attr-defined]
    puts_down(guest, "报名")
    number = guest.stage.screen.page.number
    assert print_next_slip(guest.ctx)
    guest.hears_news()
    read = guest.read().replace("\n", "")
    assert f"没纸了，记住号 {number}" in read and "没出小票" in read and not printed(guest.ctx)
    guest.taps("重新打印")
    guest.until(lambda: "正在出小票" in guest.read())
    assert print_next_slip(guest.ctx)
    guest.hears_news()
    assert "小票出来了" in guest.read() and len(printed(guest.ctx)) == 1


def test_whoever_waits_has_the_place_in_line_on_paper(guest: Resident) -> None:
    registered(guest.ctx, 4)
    puts_down(guest, "一起排队")
    assert print_next_slip(guest.ctx)
    (slip,) = printed(guest.ctx)
    assert slip.kind == "排着队" and slip.facts[-1] == ("排第几", "1")


def test_a_device_comes_on_paper_too_and_too_late_for_nobody(resident: Resident) -> None:
    with_care(resident.ctx)
    resident.goes_to("care_device", device_id="chair")
    chooses(resident, "16:30")
    resident.taps("上面 2 条，我看过了")
    resident.until(lambda: resident.stage.screen.page.may_book)
    resident.taps("订这个时间")
    resident.wait_for("care_number")
    types(resident, PHONE)
    resident.taps("订这个时间")
    resident.wait_for("care_booked")
    assert print_next_slip(resident.ctx)
    (slip,) = printed(resident.ctx)
    assert slip.service == "按摩椅" and ("几点", "16:30") in slip.facts
    assert PHONE not in str(slip)


def test_from_a_phone_and_without_a_printer_nothing_waits_to_be_printed(
    sqlite_ctx: AppContext
) -> None:
    ctx = with_activities(sqlite_ctx)
    assert registered(ctx).booking.booking.source is Source.PHONE  # type: ignore[union-attr]
    resident = Resident(ctx)
    puts_down(resident, "报名")
    assert "小票" not in resident.read() and "记住这个号" in resident.read()
    assert not print_next_slip(ctx)
    ctx.clock.now += timedelta(minutes=1)  # type: ignore[attr-defined]
    resident.leaves()

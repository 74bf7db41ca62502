"""The rooms at the touch screen: seeing what is free, having a time of it, arriving."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.operations import calendar_exceptions as special_days
from kiosk.actions.rooms import room_view, rooms_desk, rooms_now
from kiosk.domain.calendar_exceptions import CENTRE, SpecialDay
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.bookings import Purpose
from kiosk.domain.reservations.slots import Availability
from kiosk.screens.rooms.choosing import cells
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at, booked, keeper
from tests.support.screens.guests import chooses, comes_to, live, types
from tests.support.screens.resident import Resident, scanned
from tests.support.screens.traces import traces
from tests.support.volunteer_help import with_help


@pytest.mark.both
def test_whoever_stands_there_goes_in_with_four_taps(guest: Resident) -> None:
    comes_to(guest, "棋牌室")
    chooses(guest, "现在就进")
    primary = next(t.piece for t in guest.stage.targets() if t.piece.kind == "primary")
    guest.steady.now += 1
    guest.touches(*primary.center)
    guest.wait_for("booked")
    assert "请进" in guest.read() and live(guest.ctx) == ["Fri 15:20 here"]


def test_a_later_time_asks_for_a_number_and_says_what_for(guest: Resident) -> None:
    comes_to(guest, "棋牌室")
    chooses(guest, "16:30–17:30")
    guest.taps("订这一桌")
    guest.wait_for("room_number")
    assert "30 天后删掉" in guest.read() and "今天 16:30–17:30" in guest.read()
    types(guest, PHONE)
    guest.taps("订这一桌")
    guest.wait_for("booked")
    assert "订好了，16:30 见" in guest.read() and live(guest.ctx) == ["Fri 16:30 booked"]
    # From here on only the centre knows it, sealed.
    assert traces(guest, PHONE) == []


def test_a_number_that_is_none_is_said_beside_it_and_books_nothing(one_guest: Resident) -> None:
    one_guest.goes_to("room_number", room_id="chess", begins=at(16, 30))
    types(one_guest, "12012345678")
    one_guest.taps("订这一桌")
    # Said while it is typed, and again by who was asked.
    one_guest.until(lambda: "11 位，请再看看" in one_guest.stage.screen.page.trouble)
    assert one_guest.page == "room_number" and live(one_guest.ctx) == []
    one_guest.taps("重输")
    types(one_guest, PHONE)
    one_guest.taps("订这一桌")
    one_guest.wait_for("booked")


def test_a_landline_books_too_and_the_keys_say_what_is_no_number_of_ones_own(
    one_guest: Resident
) -> None:
    one_guest.goes_to("room_number", room_id="chess", begins=at(16, 30))
    for digits, said in (
        ("4008105858", "这是客服号码"), ("7623456", "座机前面请加上区号"), ("110", "这是公用号码"),
        ("0358762", "还差 4 位"), ("0086138", "还差 8 位"), ("00861380013800099", "够了，请核对"),
        ("031187654321", "0311 8765 4321"), ("138001380009", "138 0013 8000"),
        ("03587623456", "0358 7623 456"),
    ):
        one_guest.taps("重输")
        types(one_guest, digits)
        assert said in one_guest.read(), digits
    one_guest.taps("订这一桌")
    one_guest.wait_for("booked")
    assert live(one_guest.ctx) == ["Fri 16:30 booked"]


def test_a_third_booking_of_a_telephone_is_refused_kindly(one_guest: Resident) -> None:
    for hour in (17, 18):
        booked(one_guest.ctx, at(hour, 30), phone=PHONE)
    one_guest.goes_to("room_number", room_id="chess", begins=at(16, 30))
    types(one_guest, PHONE)
    one_guest.taps("订这一桌")
    one_guest.until(lambda: "已经订了 2 次" in one_guest.read())
    assert len(live(one_guest.ctx)) == 2


def test_somebody_else_was_faster(one_guest: Resident) -> None:
    comes_to(one_guest, "棋牌室")
    chooses(one_guest, "16:30–17:30")
    one_guest.taps("订这一桌")
    one_guest.wait_for("room_number")
    for _ in range(2):
        booked(one_guest.ctx, at(16, 30))
    types(one_guest, PHONE)
    one_guest.taps("订这一桌")
    one_guest.until(lambda: "刚被别人订走了，换个时间吧" in one_guest.read())
    one_guest.wait_for("room")
    assert len(live(one_guest.ctx)) == 2 and not one_guest.target("16:30–17:30").enabled


def test_the_same_tap_twice_is_one_booking(one_guest: Resident) -> None:
    one_guest.goes_to("room_number", room_id="chess", begins=at(16, 30))
    types(one_guest, PHONE)
    action = one_guest.stage.screen.action()
    assert action().booking.number == action().booking.number
    assert live(one_guest.ctx) == ["Fri 16:30 booked"]


def test_the_code_beside_the_times_carries_the_chosen_one(
    one_guest: Resident, tmp_path: Path
) -> None:
    comes_to(one_guest, "棋牌室")
    url = one_guest.ctx.settings.public_url
    assert scanned(one_guest.picture(tmp_path)) == [f"{url}/r/chess"]
    chooses(one_guest, "17:30–18:30")
    assert scanned(one_guest.picture(tmp_path)) == [f"{url}/r/chess?day=2026-10-16&at=17:30"]


def test_a_room_that_fills_up_says_so_at_once(guest: Resident) -> None:
    guest.taps("活动场地")
    guest.wait_for("rooms")
    assert "还有 2 桌" in guest.read()
    for _ in range(2):
        booked(guest.ctx, None)
    guest.hears_news()
    guest.until(lambda: "有空" in guest.target("棋牌室").line)
    assert rooms_now(guest.ctx).rooms[0].state is Availability.FULL


def test_another_day_has_its_own_times(one_guest: Resident) -> None:
    comes_to(one_guest, "棋牌室")
    one_guest.taps("周六")
    one_guest.until(lambda: "08:30–09:30" in one_guest.read())
    one_guest.taps("看更晚的")
    one_guest.until(lambda: "08:30–09:30" not in one_guest.read())
    one_guest.taps("看更早的")
    one_guest.until(lambda: "08:30–09:30" in one_guest.read())
    chooses(one_guest, "09:30–10:30")
    one_guest.taps("订这一桌")
    one_guest.wait_for("room_number")
    assert "明天 09:30–10:30" in one_guest.read()


def test_who_asks_for_the_meeting_room_waits_for_an_answer(one_guest: Resident) -> None:
    comes_to(one_guest, "会议室")
    chooses(one_guest, "17:30–18:30")
    assert "订了要等社区答复" in one_guest.read()
    one_guest.taps("订这一间")
    one_guest.wait_for("room_purpose")
    one_guest.taps("10 人")
    one_guest.step()
    assert not one_guest.stage.screen.page.is_whole, "what for is asked too"
    one_guest.taps("邻里说事")
    one_guest.until(lambda: one_guest.stage.screen.page.is_whole)
    one_guest.taps("选好了，下一步")
    one_guest.wait_for("room_name")
    one_guest.stage.screen.ids.entry.write("老王")
    one_guest.taps("写好了")
    one_guest.wait_for("room_number")
    types(one_guest, PHONE)
    one_guest.taps("订这一间")
    one_guest.wait_for("booked")
    assert "等社区答复" in one_guest.read() and live(one_guest.ctx, "meeting") == [
        "Fri 17:30 asked"]
    assert traces(one_guest, "老王") == []
    (asked,) = rooms_desk(one_guest.ctx, keeper(one_guest.ctx)).asked
    assert asked.purpose == Purpose("邻里说事", 10, "老王")


def test_into_the_library_one_simply_walks(one_guest: Resident) -> None:
    comes_to(one_guest, "图书室")
    read = one_guest.read()
    assert "不用订，直接进" in read and "用完收好" in read
    assert not [t for t in one_guest.stage.targets() if t.piece.kind == "primary"]


def test_the_digits_outlive_a_change_of_mode_and_not_the_page(one_guest: Resident) -> None:
    one_guest.goes_to("rooms")
    one_guest.taps("我订了，到了")
    one_guest.wait_for("room_number")
    types(one_guest, "13812")
    one_guest.taps("大字")
    one_guest.wait_for("room_number")
    assert "138 12" in one_guest.read()
    one_guest.taps("返回")
    one_guest.wait_for("rooms")
    assert traces(one_guest, "13812") == []


def test_what_has_no_room_is_a_tap_away(one_guest: Resident) -> None:
    words = one_guest.stage.around.words
    items = [{"value": n} for n in range(13)]
    seen, first = [], 0
    for _ in range(10):
        shown = cells(words, items, 6, first)
        assert len(shown) <= 6
        seen += [cell["value"] for cell in shown if "kind" not in cell]
        later = [cell for cell in shown if cell.get("icon") == "chevron-right"]
        if not later:
            break
        first = later[0]["value"]
    assert seen == list(range(13))


def test_a_slot_of_the_view_is_what_can_be_booked(one_guest: Resident) -> None:
    view = room_view(one_guest.ctx, "chess")
    assert [f"{slot.begins:%H:%M}" for slot in view.slots][:2] == ["14:30", "15:30"]


def test_in_the_evening_the_rooms_are_there_though_the_counters_are_shut(
    one_guest: Resident, clock: Clock
) -> None:
    clock.now = at(19)
    one_guest.wait_for("closed")
    one_guest.taps("活动场地")
    one_guest.wait_for("rooms")
    assert one_guest.target("棋牌室").line == "还有 2 桌"


def test_why_a_room_is_shut_today_is_said_where_it_is_looked_for(one_guest: Resident) -> None:
    with one_guest.ctx.database.write(content=True) as tx:
        special_days.put(tx, SpecialDay("library", at(0).date(), (), Text("停电", "No power")))
        special_days.put(tx, SpecialDay(CENTRE, at(0).date(), (), Text("换届", "Elections")))
    one_guest.hears_news()
    one_guest.wait_for("closed")
    assert "换届" in one_guest.read()
    one_guest.goes_to("rooms")
    assert one_guest.target("图书室").hours == "今天不开门（停电）"
    one_guest.taps("图书室")
    one_guest.wait_for("room")
    assert "今天不开门（停电）" in one_guest.read()


def test_the_rooms_are_had_while_the_counters_are_closed_and_what_cannot_be_had_is_not_offered(
    one_guest: Resident, clock: Clock
) -> None:
    with_help(one_guest.ctx)
    one_guest.feed.look()
    one_guest.until(lambda: "找志愿者" in one_guest.read())
    clock.now = clock.now.replace(hour=17, minute=31)
    one_guest.wait_for("closed")
    assert "找志愿者" not in one_guest.read()
    one_guest.taps("活动场地")
    one_guest.wait_for("rooms")

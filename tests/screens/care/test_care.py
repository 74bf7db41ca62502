"""Care at the touch screen: a device is booked after 我看过了, and never before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.care import queries as stored
from db.reservations import bookings
from kiosk.actions.care import cancel, care_desk, device_view, plan_repair, repair
from kiosk.context import AppContext
from kiosk.domain.speech_text import seconds_to_say
from kiosk.screens.care.care_device import CareDeviceScreen
from tests.support.care import booked_device, medic, rewritten_device, text_of_device, with_care
from tests.support.centre import Clock
from tests.support.rooms import PHONE, at
from tests.support.screens.guests import chooses, types
from tests.support.screens.resident import Resident
from tests.support.screens.traces import traces


@pytest.fixture
def elder(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at the touch screen of a centre with care, and rooms beside it."""
    made = Resident(with_care(sqlite_ctx))
    yield made
    made.leaves()


def live(ctx: AppContext) -> list[str]:
    """What is booked of the devices, and which text was read before it."""
    with ctx.database.read() as tx:
        found = bookings.live_in(tx, "care", None, at(0), at(23))
        texts = [stored.of_booking(tx, one.reservation.id) for one in found]
    return [f"{one.reservation.resource_id} {one.reservation.starts_at:%H:%M} {one.phase}"
            f" {'read' if text and text.text == text_of_device(ctx, 'chair') else 'unread'}"
            for one, text in zip(found, texts, strict=True)]


def test_from_home_to_a_booked_device_after_what_is_read(elder: Resident) -> None:
    elder.taps("义养小镇")
    elder.wait_for("care")
    assert "医务人员在，到 17:30" in elder.read() and "先问医务人员" in elder.read()
    elder.taps("按摩椅")
    elder.wait_for("care_device")
    chooses(elder, "16:30")
    elder.until(lambda: "先点我看过了" in elder.read())
    assert not elder.target("先点我看过了").enabled and live(elder.ctx) == []
    elder.taps("上面 2 条，我看过了")
    elder.until(lambda: elder.stage.screen.page.may_book)
    elder.taps("订这个时间")
    elder.wait_for("care_number")
    assert "今天 16:30–16:55" in elder.read() and "只留给社区订仪器用" in elder.read()
    types(elder, PHONE)
    elder.taps("订这个时间")
    elder.wait_for("care_booked")
    assert "订好了，16:30 见" in elder.read()
    assert live(elder.ctx) == ["chair 16:30 booked read"] and traces(elder, PHONE) == []


def test_whoever_stands_there_uses_it_now_and_arrives_by_number(
    elder: Resident, clock: Clock
) -> None:
    elder.goes_to("care_device", device_id="chair")
    elder.taps("上面 2 条，我看过了")
    elder.until(lambda: elder.stage.screen.page.is_read)
    chooses(elder, "现在就用")
    elder.until(lambda: elder.stage.screen.page.may_book)
    primary = next(t.piece for t in elder.stage.targets() if t.piece.kind == "primary")
    elder.steady.now += 1
    elder.touches(*primary.center)
    elder.wait_for("care_booked")
    assert live(elder.ctx) == ["chair 15:20 here read"]


def test_second_in_line_an_elder_gets_what_is_held_after_what_is_read(elder: Resident) -> None:
    ctx = elder.ctx
    first = booked_device(ctx, at(16, 30), "chair")
    elder.goes_to("care_device", device_id="chair")
    chooses(elder, "16:30")
    elder.until(lambda: "排队等这个时间" in elder.read())
    elder.taps("排队等这个时间")
    elder.wait_for("care_booked")
    assert "排上了，有空就留给您" in elder.read()
    number = elder.stage.screen.page.number
    assert [(one.device.id, one.waiting) for one in care_desk(ctx, medic(ctx)).lines] == [
        ("chair", 1)]
    elder.taps("好了，回首页")
    elder.wait_for("home")
    cancel(ctx, first.booking.reservation.code)
    elder.goes_to("care_number")
    types(elder, number)
    elder.taps("我到了")
    elder.wait_for("care_booked")
    assert "给您留着，请快点答复" in elder.read()
    elder.taps("看看，要不要")
    elder.wait_for("care_device")
    elder.until(lambda: "先点我看过了" in elder.read())
    assert live(ctx) == ["chair 16:30 offered unread"], "control: it is not had by looking at it"
    elder.taps("上面 2 条，我看过了")
    elder.until(lambda: elder.stage.screen.page.may_book)
    elder.taps("要了")
    elder.wait_for("care_booked")
    assert "订好了，16:30 见" in elder.read() and elder.stage.screen.page.number == number
    assert live(ctx) == ["chair 16:30 booked read"]


def test_a_number_says_that_one_has_come(elder: Resident) -> None:
    mine = booked_device(elder.ctx, at(15, 30), "chair")
    elder.goes_to("care")
    elder.taps("我订了，到了")
    elder.wait_for("care_number")
    types(elder, str(mine.booking.number))
    elder.taps("我到了")
    elder.wait_for("care_booked")
    assert live(elder.ctx) == ["chair 15:30 here read"]


def test_what_was_read_counts_for_the_visit_and_for_that_text_alone(elder: Resident) -> None:
    elder.goes_to("care_device", device_id="chair")
    elder.taps("上面 2 条，我看过了")
    elder.until(lambda: elder.stage.screen.page.is_read)
    elder.goes_to("care")
    elder.goes_to("care_device", device_id="chair")
    elder.until(lambda: elder.stage.screen.page.is_read)
    rewritten_device(elder.ctx, "chair", points=[
        {"icon": "heart", "text": {"zh": "新写的一条", "en": "New"}}])
    elder.hears_news()
    elder.until(lambda: "新写的一条" in elder.read())
    assert not elder.stage.screen.page.is_read


def test_a_device_in_repair_is_grey_and_says_until_when(elder: Resident) -> None:
    session, until = medic(elder.ctx), at(0).replace(day=19).date()
    repair(elder.ctx, session, "care-1", until,
           plan_repair(elder.ctx, session, "care-1", until).mark)
    elder.goes_to("care")
    assert not elder.target("护理仪 1 号").enabled
    assert "周一修好" in elder.read() and "先用护理仪 2 号也行" in elder.read()


def test_while_the_staff_are_away_blood_pressure_rests(elder: Resident, clock: Clock) -> None:
    clock.now = at(12)
    elder.goes_to("care")
    assert not elder.target("量血压").enabled
    assert "医务人员不在，15:00 来" in elder.read() and "15:00 来" in elder.read()


def test_all_points_are_heard_in_time(elder: Resident) -> None:
    points = [{"icon": "heart", "text": {"zh": text, "en": "Ask first"}} for text in (
        "装心脏起搏器的，先问医务人员", "刚吃过饭，过半小时再用", "头晕、发烧，今天先别用",
        "用着不舒服，按铃叫人")]
    rewritten_device(elder.ctx, "chair", points=points)
    elder.goes_to("care_device", device_id="chair")
    said = elder.stage.speech()
    assert all(one["text"]["zh"] in said for one in points)
    assert seconds_to_say(said, "zh_CN") <= CareDeviceScreen.HEARD


def test_a_centre_without_care_has_no_door_to_it(sqlite_ctx: AppContext) -> None:
    made = Resident(sqlite_ctx)
    try:
        assert "义养小镇" not in made.read()
    finally:
        made.leaves()
    assert device_view(with_care(sqlite_ctx), "chair").slots

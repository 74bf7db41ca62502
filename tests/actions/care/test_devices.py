"""Booking a device: what is read first, who is there, and a repair that moves what was booked."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest

from db.care import queries as stored
from db.reservations import bookings
from kiosk.actions.care import (
    CARE,
    book,
    booking_feed,
    cancel,
    care_desk,
    care_now,
    device_view,
    end_repair,
    follow,
    moved_from,
    plan_repair,
    repair,
    run_due,
)
from kiosk.actions.reservations import BookingRequest
from kiosk.context import AppContext
from kiosk.domain.care.devices import DeviceState
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase, Source
from kiosk.domain.reservations.places import Occupancy
from kiosk.domain.reservations.slots import Availability
from kiosk.domain.staff.roles import Role
from tests.support.care import (
    booked_device,
    medic,
    rewritten_device,
    text_of_device,
    with_care,
)
from tests.support.centre import Clock
from tests.support.rooms import at

SATURDAY = date(2026, 10, 17)
MONDAY = date(2026, 10, 19)


@pytest.fixture
def care(ctx: AppContext) -> AppContext:
    """The small centre with devices, on each database."""
    return with_care(ctx)


def state(ctx: AppContext, device: str) -> DeviceState:
    return next(one.state for one in care_now(ctx).devices if one.device.id == device)


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=f"^{code}")


def test_who_has_read_the_points_books_and_the_version_stays_with_the_booking(
    care: AppContext
) -> None:
    mine = booked_device(care, at(16), phone="13812345678")
    assert mine.phase is Phase.BOOKED
    with care.database.read() as tx:
        besides = stored.of_booking(tx, mine.booking.reservation.id)
    assert besides and besides.text == text_of_device(care, "care-1")


@pytest.mark.parametrize("read", ["", "another"])
def test_who_has_not_read_them_books_nothing(care: AppContext, read: str) -> None:
    with refused("text_unread"):
        booked_device(care, at(16), read=read)
    assert device_view(care, "care-1").stands.free == 5


def test_a_text_that_changed_has_to_be_read_anew(care: AppContext) -> None:
    before = text_of_device(care, "care-1")
    rewritten_device(care, "care-1", points=[
        {"icon": "heart", "text": {"zh": "先坐一会儿", "en": "Sit down"}}])
    with refused("text_unread"):
        booked_device(care, at(16), read=before)
    assert booked_device(care, at(16)).phase is Phase.BOOKED


def test_the_same_tap_twice_is_one_booking(care: AppContext) -> None:
    first, again = (booked_device(care, at(16), key="one tap", browser="b") for _ in range(2))
    assert first.booking.reservation.id == again.booking.reservation.id


def test_without_medical_staff_a_device_that_needs_them_rests_and_the_chair_goes_on(
    care: AppContext, clock: Clock
) -> None:
    clock.now = at(12)
    assert state(care, "care-1") is DeviceState.AWAY
    assert state(care, "chair") is DeviceState.FREE
    with refused("no_such_time"):
        booked_device(care, at(13))
    clock.now = at(19)
    assert {one.state for one in care_now(care).devices} == {DeviceState.SHUT}


def test_a_device_in_use_says_when_it_is_free_and_is_cleaned_before(care: AppContext) -> None:
    booked_device(care, None, "chair", source=Source.KIOSK)
    chair = next(one for one in care_now(care).devices if one.device.id == "chair")
    assert (chair.state, chair.free_at) == (DeviceState.IN_USE, at(15, 30))
    assert [slot.begins for slot in device_view(care, "chair").slots][:3] == [
        at(15), at(15, 30), at(16)], "25 minutes, and 5 to clean"


def test_few_times_left_is_nearly_full_and_no_more_is_full(care: AppContext) -> None:
    for begins in (at(15, 30), at(16), at(16, 30)):
        assert device_view(care, "care-1").week[0][1] is Availability.FREE or begins > at(15, 30)
        booked_device(care, begins)
    booked_device(care, at(17))
    view = device_view(care, "care-1")
    assert view.stands.state is DeviceState.NEAR and view.stands.free == 1, "the time under way"


def test_a_repair_gives_each_booking_the_nearest_time_and_says_so(care: AppContext) -> None:
    session = medic(care)
    first, second = booked_device(care, at(16)), booked_device(care, at(16, 30))
    in_the_way = booked_device(care, at(16), "care-2")
    plan = plan_repair(care, session, "care-1", SATURDAY)
    assert follow(care, first.booking.reservation.code).booking.sequence == 0, "only looked at"
    repair(care, session, "care-1", SATURDAY, plan.mark)

    moved = [follow(care, one.booking.reservation.code) for one in (first, second)]
    assert [(one.resource.id, one.booking.reservation.starts_at) for one in moved] == [
        ("care-2", at(16, 30)), ("care-2", at(17))]
    was = moved_from(care, moved[0].booking)
    assert was and (was.title.zh, was.starts_at) == ("护理仪 1 号", at(16))
    assert b"SEQUENCE:1" in booking_feed(care, first.booking.reservation.code, "zh_CN")
    assert moved_from(care, in_the_way.booking) is None
    assert state(care, "care-1") is DeviceState.REPAIR
    with refused("no_such_time"):
        booked_device(care, at(17))
    stands = next(one for one in care_now(care).devices if one.device.id == "care-1")
    assert stands.instead and stands.instead.id == "care-2"


@pytest.mark.both
def test_what_somebody_changes_after_a_move_is_theirs_again(care: AppContext) -> None:
    session, mine = medic(care), booked_device(care, at(16))
    repair(care, session, "care-1", SATURDAY, plan_repair(care, session, "care-1", SATURDAY).mark)
    given_up = cancel(care, mine.booking.reservation.code)
    assert given_up.phase is Phase.CANCELLED and moved_from(care, given_up.booking) is None


def test_where_no_time_is_left_the_booking_is_taken_back_with_the_reason(care: AppContext) -> None:
    session = medic(care)
    rewritten_device(care, "chair", ahead=1, hours={"fri": ["08:30-18:00"]})
    mine = booked_device(care, at(16), "chair")
    plan = plan_repair(care, session, "chair", MONDAY)
    assert [one.to for one in plan.moves] == [None]
    repair(care, session, "chair", MONDAY, plan.mark)
    view = follow(care, mine.booking.reservation.code)
    assert view.phase is Phase.REFUSED and "在修" in view.booking.reason


def test_a_booking_that_comes_between_plan_and_repair_moves_nothing(care: AppContext) -> None:
    session = medic(care)
    booked_device(care, at(16))
    plan = plan_repair(care, session, "care-1", SATURDAY)
    late = booked_device(care, at(17))
    with refused("repair_changed"):
        repair(care, session, "care-1", SATURDAY, plan.mark)
    assert follow(care, late.booking.reservation.code).booking.sequence == 0
    assert state(care, "care-1") is not DeviceState.REPAIR


def test_control_a_repair_that_gives_one_time_twice_is_stopped_by_the_schema(
    care: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is given is taken off the times that are left: without that, two get one time."""
    session = medic(care)
    for begins in (at(16), at(17)):
        booked_device(care, begins, "care-2")
    mine = [booked_device(care, begins) for begins in (at(16), at(16, 30))]
    with monkeypatch.context() as broken:
        broken.setattr(sys.modules["kiosk.actions.care.repair"], "blocked",
                       lambda *_: Occupancy(at(0), at(0)))
        plan = plan_repair(care, session, "care-1", SATURDAY)
        assert len({one.to for one in plan.moves}) == 1
        with refused("just_taken"):
            repair(care, session, "care-1", SATURDAY, plan.mark)
    assert {follow(care, one.booking.reservation.code).booking.sequence for one in mine} == {0}
    plan = plan_repair(care, session, "care-1", SATURDAY)
    assert len({one.to for one in plan.moves}) == 2


@pytest.mark.both
def test_a_repaired_device_can_be_had_again_and_by_itself_on_its_day(
    care: AppContext, clock: Clock
) -> None:
    session = medic(care)
    repair(care, session, "care-1", SATURDAY, plan_repair(care, session, "care-1", SATURDAY).mark)
    end_repair(care, session, "care-1"), end_repair(care, session, "care-1")
    assert booked_device(care, at(16)).phase is Phase.BOOKED
    repair(care, session, "care-2", SATURDAY, plan_repair(care, session, "care-2", SATURDAY).mark)
    clock.now = at(9, 30) + timedelta(days=1)
    assert state(care, "care-2") is DeviceState.FREE


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_a_repair_has_a_day_to_end(care: AppContext, days: int) -> None:
    with refused("bad_repair_day"):
        plan_repair(care, medic(care), "care-1", at(15).date() + timedelta(days=days))


@pytest.mark.parametrize("role", list(Role))
def test_devices_are_kept_by_their_roles(care: AppContext, role: Role) -> None:
    session, may = medic(care, role), role in CARE.keepers
    for action in (lambda: care_desk(care, session),
                   lambda: plan_repair(care, session, "care-1", SATURDAY),
                   lambda: end_repair(care, session, "care-1")):
        if may:
            action()
        else:
            with refused("not_allowed"):
                action()
    assert may is (role in {Role.MEDIC, Role.COORDINATOR, Role.MANAGER, Role.ADMIN})


def test_nobody_comes_and_the_device_is_free_again(care: AppContext, clock: Clock) -> None:
    mine = booked_device(care, at(16))
    clock.now = at(16, 16)
    run_due(care)
    assert follow(care, mine.booking.reservation.code).phase is Phase.NO_SHOW


def test_a_device_that_is_not_there_is_refused_in_its_own_words(care: AppContext) -> None:
    with refused("no_such_device"):
        device_view(care, "nothing")
    with refused("no_such_device"):
        book(care, BookingRequest("key", "nothing", at(16), Source.PHONE, browser="b"), "")
    with care.database.read() as tx:
        assert bookings.since(tx, "care", None, at(0)) == ()

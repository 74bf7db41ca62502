"""Rooms: how one stands, what is left, which times can be had and how a day looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from kiosk.domain.calendar import OpeningHours, TimeRange
from kiosk.domain.calendar_exceptions import Calendar, Holidays, SpecialDay, Timetable
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.places import AccessMode, Occupancy, check
from kiosk.domain.reservations.slots import (
    Availability,
    day_state,
    next_free,
    slot_at,
    slots_of,
    standing,
)
from kiosk.domain.rooms.rooms import HeadCount, Room, Unit, available_now, stages_of
from tests.support.centre import AFTERNOON

HOUR = timedelta(hours=1)
DAILY = ["08:30-12:00", "13:00-21:00"]
HOURS = OpeningHours.parse(dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), DAILY))
NAME = Text("棋牌室", "Chess")
CHESS = Room(
    id="chess", icon="chess-knight", title=NAME, about=NAME, where=NAME, inside=NAME, rules=NAME,
    access=AccessMode.SLOTS, unit=Unit.TABLE, capacity=5, hours=HOURS,
    holidays=Holidays.AS_USUAL, slot=HOUR, max_per_booking=1,
)
TABLE = Timetable(HOURS, Calendar(), Holidays.AS_USUAL, "chess")
TODAY = AFTERNOON.date()


def at(hour: int, minute: int = 0) -> datetime:
    return AFTERNOON.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(("left", "of", "stands"), [
    (30, 30, Availability.FREE), (9, 30, Availability.FREE), (6, 30, Availability.NEAR),
    (1, 30, Availability.NEAR), (0, 30, Availability.FULL), (-1, 30, Availability.FULL),
    (2, 5, Availability.FREE), (1, 5, Availability.NEAR), (1, 1, Availability.FREE),
    (0, 1, Availability.FULL),
])
def test_a_fifth_or_the_last_place_left_is_nearly_full(
    left: int, of: int, stands: Availability
) -> None:
    assert standing(left, of) is stands


def test_who_booked_and_who_walked_in_both_take_a_place() -> None:
    taken = [Occupancy(at(15), at(16), 2), Occupancy(at(16), at(17), 5)]
    assert available_now(CHESS, taken, HeadCount(), AFTERNOON) == 3
    assert available_now(CHESS, taken, HeadCount(people=1), AFTERNOON) == 2
    assert available_now(CHESS, taken, HeadCount(people=9), AFTERNOON) == 0
    assert available_now(CHESS, taken, HeadCount(full=True), AFTERNOON) == 0
    # One goes as the other comes: at four the two are gone and the five are there.
    assert available_now(CHESS, taken, HeadCount(), at(16)) == 0


def test_the_times_of_a_day_begin_anew_after_noon_and_none_is_over() -> None:
    found = slots_of(CHESS, TABLE, TODAY, (), at(8))
    assert [f"{s.begins:%H:%M}" for s in found] == [
        "08:30", "09:30", "10:30", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00", "19:00",
        "20:00",
    ]
    late = slots_of(CHESS, TABLE, TODAY, (), AFTERNOON)
    assert (late[0].begins, late[0].ends, len(late)) == (at(15), at(16), 6)
    assert slots_of(CHESS, TABLE, TODAY, (), at(21)) == ()


def test_a_time_under_way_is_as_free_as_what_is_left_of_it() -> None:
    over = [Occupancy(at(15), AFTERNOON, 5)]
    assert slots_of(CHESS, TABLE, TODAY, over, AFTERNOON)[0].left == 5
    assert slots_of(CHESS, TABLE, TODAY, over, AFTERNOON - timedelta(minutes=1))[0].left == 0


def test_times_leave_room_to_prepare_and_to_tidy_up() -> None:
    tidied = replace(CHESS, setup=timedelta(minutes=5), teardown=timedelta(minutes=10))
    first, second, *_ = slots_of(tidied, TABLE, TODAY, (), at(8))
    assert (first.ends, second.begins) == (at(9, 30), at(9, 45))
    held = [Occupancy(first.begins - tidied.setup, first.ends + tidied.teardown, 5)]
    assert [s.left for s in slots_of(tidied, TABLE, TODAY, held, at(8))][:2] == [0, 5]


def test_a_room_open_to_midnight_has_its_last_hour() -> None:
    always = Timetable(OpeningHours(((TimeRange(time.min, time.max),),) * 7), Calendar(),
                       Holidays.AS_USUAL, "chess")
    found = slots_of(CHESS, always, TODAY, (), AFTERNOON)
    assert (found[-1].begins, found[-1].ends) == (at(23), at(0) + timedelta(days=1))


def test_a_day_is_told_in_stretches_and_what_has_passed_is_one() -> None:
    taken = [Occupancy(at(17), at(18), 4), Occupancy(at(18), at(20), 5)]
    told = [(f"{s.begins:%H}", f"{s.ends:%H}", s.state, s.over)
            for s in stages_of(CHESS, TABLE, TODAY, taken, AFTERNOON)]
    assert told == [
        ("08", "15", Availability.SHUT, True), ("15", "17", Availability.FREE, False),
        ("17", "18", Availability.NEAR, False), ("18", "20", Availability.FULL, False),
        ("20", "21", Availability.FREE, False),
    ]


def test_full_now_says_when_it_is_free_again() -> None:
    taken = [Occupancy(at(15), at(17), 5)]
    found = slots_of(CHESS, TABLE, TODAY, taken, AFTERNOON)
    assert next_free(found, AFTERNOON) == at(17)
    assert next_free(slots_of(CHESS, TABLE, TODAY, [Occupancy(at(15), at(21), 5)], AFTERNOON),
                     AFTERNOON) is None
    free = slot_at(found, at(17))
    assert free is not None and free.left == 5
    assert slot_at(found, at(17, 30)) is None


def test_the_week_shows_what_can_still_be_had_each_day() -> None:
    friday, sunday = TODAY, TODAY + timedelta(days=2)
    all_day = [Occupancy(at(8, 30), at(21), 5)]
    assert day_state(CHESS, TABLE, friday, (), AFTERNOON) is Availability.FREE
    assert day_state(CHESS, TABLE, friday, all_day, AFTERNOON) is Availability.FULL
    assert day_state(CHESS, TABLE, friday, [Occupancy(at(8, 30), at(20), 5)],
                     AFTERNOON) is Availability.NEAR
    assert day_state(CHESS, TABLE, sunday, (), AFTERNOON) is Availability.SHUT
    assert day_state(CHESS, TABLE, friday, (), at(21)) is Availability.SHUT
    walk_in = replace(CHESS, access=AccessMode.WALK_IN)
    assert day_state(walk_in, TABLE, friday, all_day, AFTERNOON) is Availability.FREE


def test_a_day_the_staff_shut_has_no_times() -> None:
    shut = Timetable(HOURS, Calendar((SpecialDay("chess", TODAY),)), Holidays.AS_USUAL, "chess")
    other = Timetable(HOURS, Calendar((SpecialDay("music", TODAY),)), Holidays.AS_USUAL, "chess")
    assert slots_of(CHESS, shut, TODAY, (), AFTERNOON) == ()
    assert day_state(CHESS, shut, TODAY, (), AFTERNOON) is Availability.SHUT
    assert slots_of(CHESS, other, TODAY, (), AFTERNOON) != ()


@given(st.lists(st.tuples(st.integers(0, 12 * 60), st.integers(1, 180), st.integers(1, 5))),
       st.integers(0, 14 * 60))
def test_times_and_stretches_are_what_counting_each_minute_says(
    reservations: list[tuple[int, int, int]], clock: int
) -> None:
    minute = timedelta(minutes=1)
    taken = [Occupancy(at(8) + b * minute, at(8) + (b + n) * minute, p) for b, n, p in reservations]
    now = at(8) + clock * minute

    def free(begins: datetime, ends: datetime) -> int:
        moments = [begins + n * minute for n in range((ends - begins) // minute)]
        return min(max(5 - sum(s.seats for s in taken if s.starts_at <= m < s.ends_at), 0)
                   for m in moments)

    found = slots_of(CHESS, TABLE, TODAY, taken, now)
    assert all(slot.left == free(max(slot.begins, now), slot.ends) for slot in found)
    stages = stages_of(CHESS, TABLE, TODAY, taken, now)
    for slot in found:
        (around,) = [s for s in stages if s.begins <= slot.begins < s.ends and not s.over]
        assert around.state is slot.state


def test_no_time_too_near_for_the_notice_of_a_room_is_shown() -> None:
    asked = replace(CHESS, min_notice=HOUR)
    begins = [slot.begins for slot in slots_of(asked, TABLE, TODAY, (), AFTERNOON)]
    assert begins == [at(17), at(18), at(19), at(20)], "neither the one under way nor four o'clock"
    for start in begins:
        check(asked, start, start + HOUR, 1, AFTERNOON)
    # The control: what a room without notice shows before them would be refused.
    for slot in slots_of(CHESS, TABLE, TODAY, (), AFTERNOON)[:2]:
        with pytest.raises(Refusal, match="too_late_to_claim"):
            check(asked, slot.begins, slot.ends, 1, AFTERNOON)

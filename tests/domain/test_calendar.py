"""When a door is open, and when it will be."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from kiosk.domain.calendar import (
    ALL_DAY,
    WEEKDAYS,
    ZONE,
    Opening,
    OpeningHours,
    business_day,
    opening,
)

HOURS = OpeningHours.parse({"fri": ["08:30-12:00", "14:30-17:30"], "mon": ["09:00-11:00"]})


def friday(hour: int, minute: int = 0) -> datetime:
    """16 October 2026 is a Friday."""
    return datetime(2026, 10, 16, hour, minute, tzinfo=ZONE)


def test_open_until_the_end_of_the_stretch() -> None:
    now = opening(HOURS, friday(9))
    assert now.is_open and now.until == friday(12) and now.last_today == friday(17, 30)


def test_noon_says_when_it_opens_again_today() -> None:
    now = opening(HOURS, friday(12))
    assert not now.is_open and now.next_at == friday(14, 30)


def test_friday_evening_says_monday() -> None:
    assert opening(HOURS, friday(17, 30)).next_at == datetime(2026, 10, 19, 9, tzinfo=ZONE)


def test_a_door_that_never_opens_promises_nothing() -> None:
    assert opening(OpeningHours.parse({}), friday(9)).next_at is None


def test_a_service_keeps_its_own_hours_only_inside_the_centres() -> None:
    own = OpeningHours.parse({"fri": ["11:00-15:00"], "sat": ["09:00-10:00"]})
    assert own.within(HOURS).written() == {"fri": ["11:00-12:00", "14:30-15:00"]}


def test_a_centre_that_never_closes_says_no_time() -> None:
    all_days = {day: [ALL_DAY] for day in WEEKDAYS}
    always = OpeningHours.parse(all_days)
    assert always.never_close and opening(always, friday(23, 59)) == Opening(is_open=True)
    assert always.written() == all_days
    assert HOURS.within(always) == HOURS
    assert not HOURS.never_close


def test_the_business_day_turns_when_nobody_is_there() -> None:
    starts = time(4)
    assert business_day(datetime(2026, 10, 17, 3, 59, tzinfo=ZONE), starts) == date(2026, 10, 16)
    assert business_day(datetime(2026, 10, 17, 4, 0, tzinfo=ZONE), starts) == date(2026, 10, 17)


@pytest.mark.parametrize("wrong", [
    "08:30", "12:00-08:30", "08:30-12:00-14:00", "08:30-08:30", "25:00-26:00",
])
def test_hours_that_make_no_sense_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        OpeningHours.parse({"mon": [wrong]})


def test_a_day_that_is_no_weekday_is_refused() -> None:
    with pytest.raises(ValueError, match="funday"):
        OpeningHours.parse({"funday": ["08:30-12:00"]})

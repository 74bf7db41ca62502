"""What the state makes of days, what the staff make of them, and what that leaves of the hours."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest

from db.content.guide import centre_of
from kiosk.domain.calendar import (
    ALL_DAY,
    WEEKDAYS,
    ZONE,
    Opening,
    OpeningHours,
    TimeRange,
    next_opening,
    opening,
)
from kiosk.domain.calendar_exceptions import (
    LAST_KNOWN,
    NOTHING_SPECIAL,
    Calendar,
    DayKind,
    Holidays,
    SpecialDay,
    Timetable,
    Within,
    festival,
    kind_of,
    knows,
    unusual_days,
)
from kiosk.domain.content.guide import Text
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.wording.translator import Translator
from tests.rules.test_words import WORDS
from tests.support.centre import SMALL

# Monday and Friday differ from the days between, so that one sees which of them counts.
WEEK = OpeningHours.parse({
    "mon": ["08:00-12:00"], "tue": ["08:30-17:30"], "wed": ["08:30-17:30"],
    "thu": ["08:30-17:30"], "fri": ["08:30-16:00"],
})
ALWAYS = OpeningHours.parse({day: [ALL_DAY] for day in WEEKDAYS})
CENTRE = replace(centre_of(tomllib.loads(SMALL)["centre"]), hours=WEEK)
SHUT = Timetable(WEEK, NOTHING_SPECIAL, Holidays.SHUT)
AS_USUAL = replace(SHUT, holidays=Holidays.AS_USUAL)

# The State Council's notice for 2026, by hand: when each holiday begins, how many days it has,
# and the weekends that are worked for it.
NOTICE = {
    "new_years_day": ((1, 1), 3, [(1, 4)]),
    "spring_festival": ((2, 15), 9, [(2, 14), (2, 28)]),
    "tomb_sweeping_day": ((4, 4), 3, []),
    "labour_day": ((5, 1), 5, [(5, 9)]),
    "dragon_boat_festival": ((6, 19), 3, []),
    "mid_autumn_festival": ((9, 25), 3, []),
    "national_day": ((10, 1), 7, [(9, 20), (10, 10)]),
}
RESTS = {
    date(2026, *begins) + timedelta(days=n): name
    for name, (begins, days, _) in NOTICE.items() for n in range(days)
}
WORKED = {date(2026, *day) for _, _, worked in NOTICE.values() for day in worked}
YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


def at(month: int, day: int, clock: str, year: int = 2026) -> datetime:
    """A moment in the centre's time."""
    return datetime.combine(date(year, month, day), time.fromisoformat(clock), ZONE)


def hours(*written: str) -> tuple[TimeRange, ...]:
    """Stretches as they are written."""
    return tuple(TimeRange.parse(stretch) for stretch in written)


def special(day: date, *written: str, door: str = "centre", note: Text | None = None) -> SpecialDay:
    """A special day; without hours it is shut."""
    return SpecialDay(door, day, hours(*written), note)


def test_the_days_of_2026_are_those_of_the_notice() -> None:
    assert {day for day in YEAR if kind_of(day) is DayKind.REST} == RESTS.keys()
    assert {day for day in YEAR if kind_of(day) is DayKind.WORK} == WORKED
    assert {day: festival(day) for day in RESTS} == {d: f"days.{n}" for d, n in RESTS.items()}
    assert {festival(day) for day in YEAR if day not in RESTS} == {None}


def test_every_known_day_is_told_as_the_library_tells_it() -> None:
    day = date(2004, 1, 1)
    while day <= date(LAST_KNOWN, 12, 31):
        rests, name = chinese_calendar.get_holiday_detail(day)
        kind = DayKind.ORDINARY if name is None else DayKind.REST if rests else DayKind.WORK
        assert kind_of(day) is kind, day
        assert kind is not DayKind.WORK or day.weekday() > 4, "only weekends are worked instead"
        day += timedelta(days=1)


def test_a_centre_that_keeps_holidays_is_shut_on_them_and_open_on_worked_weekends() -> None:
    for day in RESTS:
        assert SHUT.on(day) == (), day
    assert SHUT.on(date(2026, 10, 10)) == hours("08:30-16:00"), "a Saturday like a Friday"
    assert SHUT.on(date(2026, 9, 20)) == hours("08:00-12:00"), "a Sunday like a Monday"
    ordinary = [day for day in YEAR if day not in RESTS and day not in WORKED]
    assert all(SHUT.on(day) == WEEK.on(day) for day in ordinary)
    # The control: a centre that does not keep them opens on both as on any such weekday.
    assert all(AS_USUAL.on(day) == WEEK.on(day) for day in YEAR)
    assert AS_USUAL.on(date(2026, 10, 1)) and not AS_USUAL.on(date(2026, 10, 10))


@pytest.mark.parametrize(("now", "opens"), [
    (at(9, 30, "17:30"), at(10, 8, "08:30")),
    (at(10, 3, "10:00"), at(10, 8, "08:30")),
    (at(10, 9, "16:00"), at(10, 10, "08:30")),
    (at(9, 19, "12:00"), at(9, 20, "08:00")),
    (at(2, 13, "19:00"), at(2, 14, "08:30")),
    (at(2, 14, "16:00"), at(2, 24, "08:30")),
    (at(2, 27, "16:00"), at(2, 28, "08:30")),
], ids=lambda moment: f"{moment:%m-%d}")
def test_before_and_in_a_holiday_it_says_when_it_really_opens(
    now: datetime, opens: datetime
) -> None:
    assert opening(SHUT, now) == Opening(
        False, next_at=opens, last_today=opening(SHUT, now).last_today
    )
    assert not opening(SHUT, opens - timedelta(minutes=1)).is_open
    assert opening(SHUT, opens).is_open
    assert next_opening(AS_USUAL, now) != opens, "the control"


def test_a_service_of_one_day_a_week_knows_its_day_beyond_the_spring_festival() -> None:
    mondays = Timetable(OpeningHours.parse({"mon": ["08:00-12:00"]}), NOTHING_SPECIAL,
                        Holidays.SHUT)
    assert next_opening(mondays, at(2, 9, "12:00")) == at(3, 2, "08:00")


def test_the_fixed_holidays_of_a_year_nobody_knows_are_rested_on(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2031, 1, 1) + timedelta(days=n) for n in range(365)]
    rests = [day for day in days if kind_of(day) is DayKind.REST]
    assert {(day.month, day.day): festival(day) for day in rests} == {
        (1, 1): "days.new_years_day", (5, 1): "days.labour_day", (5, 2): "days.labour_day",
        (10, 1): "days.national_day", (10, 2): "days.national_day", (10, 3): "days.national_day"}
    assert all(festival(day) == f"days.{RESTS[day.replace(year=2026)]}" for day in rests), (
        "the notice of 2026 has them all")
    new_year = opening(SHUT, at(1, 1, "09:00", 2031))
    assert not new_year.is_open and new_year.next_at == at(1, 2, "08:30", 2031)
    # The control: without them it is a day as any other.
    monkeypatch.setattr("kiosk.domain.calendar_exceptions.FIXED", {})
    assert kind_of.__wrapped__(date(2031, 1, 1)) is DayKind.ORDINARY


def test_in_a_year_nobody_knows_the_weekly_hours_count() -> None:
    assert knows(2004) and knows(2026) and not knows(2003) and not knows(2031)
    autumn = [date(2031, 9, 11) + timedelta(days=n) for n in range(20)]
    assert {kind_of(day) for day in autumn} == {DayKind.ORDINARY}
    assert all(SHUT.on(day) == WEEK.on(day) for day in autumn)
    assert opening(SHUT, at(9, 26, "09:00", 2031)).is_open
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_holiday(autumn[0])


FRIDAY, SATURDAY = date(2026, 10, 16), date(2026, 10, 17)


def test_a_closure_shuts_the_centre_and_its_rooms_but_a_room_with_a_day_of_its_own() -> None:
    closed = Calendar((special(FRIDAY), special(FRIDAY, "19:00-21:00", door="cinema")))
    centre = Timetable(WEEK, closed, Holidays.AS_USUAL)
    assert centre.on(FRIDAY) == () and centre.on(FRIDAY - timedelta(days=7)) == hours("08:30-16:00")
    assert replace(centre, door="library").on(FRIDAY) == ()
    assert replace(centre, door="cinema").on(FRIDAY) == hours("19:00-21:00")
    # The control: that room's day is no other door's, and no other day's.
    alone = Calendar(closed.special[1:])
    assert replace(centre, calendar=alone).on(FRIDAY) == hours("08:30-16:00")
    assert replace(centre, door="cinema").on(SATURDAY) == ()


def test_special_hours_of_the_centre_cut_those_of_a_room_and_open_none() -> None:
    short = Calendar((special(FRIDAY, "10:00-11:00", "15:00-20:00"),
                      special(SATURDAY, "09:00-12:00")))
    centre = Timetable(WEEK, short, Holidays.AS_USUAL)
    assert centre.on(FRIDAY) == hours("10:00-11:00", "15:00-20:00")
    assert replace(centre, door="library").on(FRIDAY) == hours("10:00-11:00", "15:00-16:00")
    assert centre.on(SATURDAY) and replace(centre, door="library").on(SATURDAY) == ()


def test_a_special_day_comes_before_the_holiday_rule() -> None:
    national_day = date(2026, 10, 1)
    opened = Calendar((special(national_day, "09:00-11:00"), special(date(2026, 10, 10))))
    centre = replace(SHUT, calendar=opened)
    assert centre.on(national_day) == hours("09:00-11:00")
    assert centre.on(date(2026, 10, 2)) == () and centre.on(date(2026, 10, 10)) == ()
    library = replace(centre, door="library")
    assert library.on(national_day) == (), "a room that keeps holidays is not opened by the centre"
    assert replace(library, holidays=Holidays.AS_USUAL).on(national_day) == hours("09:00-11:00")


def test_a_service_keeps_its_hours_inside_the_centres_of_that_day() -> None:
    fridays = OpeningHours.parse({"fri": ["08:00-09:30"], "sat": ["09:00-18:00"]})
    calendar = Calendar((special(SATURDAY, "10:00-12:00"), special(date(2026, 10, 23))))
    service = Within(fridays, replace(SHUT, calendar=calendar))
    assert service.on(FRIDAY) == hours("08:30-09:30")
    assert service.on(SATURDAY) == hours("10:00-12:00"), "the centre opens on a Saturday"
    assert service.on(date(2026, 10, 23)) == (), "the centre is shut on a Friday"
    assert service.on(date(2026, 10, 2)) == (), "a Friday in the holidays"
    assert service.on(date(2026, 10, 10)) == hours("08:30-09:30"), "a Saturday like a Friday"
    assert service.on(date(2026, 10, 24)) == (), "the control: any other Saturday"


def test_a_centre_open_day_and_night_says_so_until_a_closure_is_two_weeks_off() -> None:
    closure = Calendar((special(date(2026, 10, 31)),))
    centre = Timetable(ALWAYS, closure, Holidays.AS_USUAL)
    assert opening(centre, at(10, 16, "15:00")) == Opening(True)
    assert opening(centre, at(10, 17, "15:00")).last_today == at(10, 17, "23:59:59.999999")
    assert opening(centre, at(10, 31, "15:00")).next_at == at(11, 1, "00:00")
    assert opening(centre, at(11, 1, "00:00")) == Opening(True)
    keeps = replace(centre, holidays=Holidays.SHUT)
    assert not opening(keeps, at(10, 7, "15:00")).is_open
    assert opening(keeps, at(10, 8, "15:00")) == Opening(True)


def test_the_screen_sleeps_at_night_also_before_a_closure_and_stays_awake_for_a_late_evening() -> (
    None
):
    always = replace(CENTRE, hours=ALWAYS)
    closure, late = special(SATURDAY), special(FRIDAY, "18:00-23:00")
    for found in (NOTHING_SPECIAL, Calendar((closure,))):
        assert CentreNow(always, calendar=found).asleep(at(10, 16, "22:30"))
    assert CentreNow(always, calendar=Calendar((closure,))).asleep(at(10, 17, "22:30"))
    assert not CentreNow(always, calendar=Calendar((late,))).asleep(at(10, 16, "22:30"))


def test_a_kiosk_that_was_shut_opens_again_on_the_next_day_that_is_one() -> None:
    eve = date(2026, 9, 30)
    keeps = CentreNow(replace(CENTRE, holidays=Holidays.SHUT), eve)
    assert keeps.opens(at(9, 30, "10:00")) == at(10, 8, "08:30")
    assert CentreNow(CENTRE, eve).opens(at(9, 30, "10:00")) == at(10, 1, "08:30"), "the control"


def test_why_the_hours_differ_is_told_by_the_staff_or_by_the_holiday() -> None:
    painting = Text("刷墙", "Painting")
    centre = replace(SHUT, calendar=Calendar((special(FRIDAY, note=painting),)))
    assert centre.note_on(FRIDAY) == painting
    assert replace(centre, door="library").note_on(FRIDAY) == painting
    assert centre.note_on(date(2026, 2, 17)) == "days.spring_festival"
    assert centre.note_on(SATURDAY) is None
    assert AS_USUAL.note_on(date(2026, 2, 17)) is None


def test_days_that_are_alike_and_unlike_the_week_are_told_together() -> None:
    painting = Text("刷墙", "Painting")
    days = (FRIDAY, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3))
    centre = replace(AS_USUAL, calendar=Calendar(tuple(special(d, note=painting) for d in days)))
    found = unusual_days(centre, FRIDAY - timedelta(days=7), 30)
    assert [(one.first, one.last, one.stretches, one.note) for one in found] == [
        (days[0], days[1], (), painting), (days[2], days[2], (), painting)]
    assert unusual_days(AS_USUAL, FRIDAY, 30) == (), "the control: weeks like all others"
    (spring,) = unusual_days(SHUT, date(2026, 2, 16), 5)
    assert spring.note == "days.spring_festival"


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_holiday_has_a_name(words: Translator) -> None:
    for holiday in chinese_calendar.Holiday:
        assert words(f"days.{holiday.name}")


@pytest.mark.parametrize("wrong", [
    ("14:00-16:00", "08:00-09:00"), ("08:00-12:00", "11:00-13:00"),
])
def test_stretches_that_cross_or_stand_in_disorder_are_no_day(wrong: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="follow"):
        special(FRIDAY, *wrong)
    assert special(FRIDAY, "08:00-12:00", "12:00-13:00")

"""Readings: what is none, what is asked about, where one lies, the average of a week."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kiosk.domain.calendar import ZONE
from kiosk.domain.care.blood_pressure import (
    BOUNDS,
    LETTERS,
    Level,
    Reading,
    Thresholds,
    average,
    is_doubtful,
    letters_of,
    verify,
)
from kiosk.domain.refusals import Refusal

NOW = datetime(2026, 10, 16, 15, 20, tzinfo=ZONE)
CENTRES = Thresholds(140, 90, 180, 110)


def reading(systolic: int = 120, diastolic: int = 80, pulse: int = 70,
            ago: timedelta = timedelta()) -> Reading:
    return Reading(systolic, diastolic, pulse, NOW - ago)


@pytest.mark.parametrize(("wrong", "code"), [
    (reading(systolic=49), "reading_out_of_bounds"),
    (reading(systolic=281), "reading_out_of_bounds"),
    (reading(diastolic=29), "reading_out_of_bounds"),
    (reading(pulse=221), "reading_out_of_bounds"),
    (reading(80, 120), "reading_turned"), (reading(90, 90), "reading_turned"),
    (reading(ago=timedelta(hours=13)), "reading_not_now"),
    (reading(ago=timedelta(minutes=-5)), "reading_not_now"),
])
def test_what_no_cuff_shows_is_refused(wrong: Reading, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        verify(wrong, NOW)


def test_the_bounds_themselves_count() -> None:
    (least, most), (low, high), (slow, fast) = BOUNDS.values()
    for one in (reading(least, low, slow), reading(most, high, fast)):
        verify(one, NOW)


@pytest.mark.parametrize(("one", "before", "asks"), [
    (reading(), None, False), (reading(), reading(150, 95), False),
    (reading(128, 120), None, True), (reading(210, 80), None, True),
    (reading(180, 90), reading(120, 80), True), (reading(170, 90), reading(120, 80), False),
    (reading(150, 131), reading(120, 80), True),
])
def test_what_is_rare_or_far_from_the_one_before_is_asked_about(
    one: Reading, before: Reading | None, asks: bool
) -> None:
    assert is_doubtful(one, before) is asks


@pytest.mark.parametrize(("one", "level"), [
    (reading(139, 89), Level.ORDINARY), (reading(140, 80), Level.HIGH),
    (reading(120, 90), Level.HIGH), (reading(179, 109), Level.HIGH),
    (reading(180, 80), Level.URGENT), (reading(130, 110), Level.URGENT),
])
def test_at_a_threshold_a_reading_lies_above_it(one: Reading, level: Level) -> None:
    assert CENTRES.level(one) is level
    assert Thresholds().level(one) is Level.ORDINARY, "who set none is told nothing"


def test_the_average_is_of_seven_days_with_today() -> None:
    week = [reading(120, 80, 60), reading(131, 85, 71, timedelta(days=6))]
    older = reading(200, 100, 99, timedelta(days=7))
    middle = average([older, *week], NOW.date())
    assert middle and (middle.systolic, middle.diastolic, middle.pulse, middle.count) == (
        126, 82, 66, 2)
    assert average([older], NOW.date()) is None


@pytest.mark.parametrize(("typed", "letters"), [
    ("abcd efgh", "ABCDEFGH"), ("ABCD-EFGH", "ABCDEFGH"), ("ABCDEFG", None), ("ABCDEFGHJ", None),
    ("ABCDEFGO", None), ("ABCDEFG1", None), ("http://host/m/ABCDEFGH", None), ("", None),
])
def test_eight_letters_are_read_as_people_type_them(typed: str, letters: str | None) -> None:
    assert letters_of(typed) == letters


def test_no_letter_of_a_card_looks_like_another_or_a_digit() -> None:
    assert not set("IOL01") & set(LETTERS) and len(set(LETTERS)) == 23

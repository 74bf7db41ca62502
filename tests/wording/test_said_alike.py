"""Said alike: a day, an hour, a wait and a room are the same words wherever one reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.calendar import Opening, OpeningHours
from kiosk.domain.queue.expected_wait import WaitRange
from kiosk.domain.refusals import Refusal
from kiosk.wording.dates import (
    Named,
    day_ahead,
    together,
    weekday,
    written_date,
    written_moment,
    written_span,
    written_when,
)
from kiosk.wording.hours import open_days, spoken_next, written_opening, written_week
from kiosk.wording.queue import listed_counters, wait_figure, wait_unit, written_wait
from kiosk.wording.refused import refusal_said
from kiosk.wording.rooms import day_said, length_said, weekday_said
from tests.rules.test_words import WORDS
from tests.support.centre import AFTERNOON

ZH, EN = WORDS["zh_CN"], WORDS["en"]
# A Friday.
TODAY = AFTERNOON.date()


def test_a_sentence_takes_the_short_form_of_a_name_where_it_asks_for_it() -> None:
    assert "{day}, {day:short}".format(day=Named("Friday", "Fri")) == "Friday, Fri"
    assert f"{weekday(ZH, 4)} {weekday(ZH, 4):short} {weekday(EN, 6):short}" == "星期五 周五 Sun"
    both = together(EN, [weekday(EN, 1), weekday(EN, 4)])
    assert (both, both.short) == ("Tuesday, Friday", "Tue, Fri")


@pytest.mark.parametrize(("ahead", "chinese", "english"), [
    (-1, "10月15日", "15 October"), (0, "今天", "today"), (1, "明天", "tomorrow"),
    (2, "星期日", "Sunday"), (6, "星期四", "Thursday"), (7, "10月23日", "23 October"),
])
def test_a_day_ahead_is_named_so_that_no_other_is_meant(
    ahead: int, chinese: str, english: str,
) -> None:
    day = TODAY + timedelta(days=ahead)
    assert (day_ahead(ZH, day, TODAY), day_ahead(EN, day, TODAY)) == (chinese, english)


def test_a_date_is_written_as_its_place_has_room() -> None:
    forms = ("date", "short", "full", "header", "month")
    assert [written_date(ZH, TODAY, form) for form in forms] == [
        "10月16日", "10月16日", "10月16日 星期五", "10月16日 星期五", "2026年10月",
    ]
    assert [written_date(EN, TODAY, form) for form in forms] == [
        "16 October", "16 Oct", "Friday, 16 October", "Fri 16 October", "October 2026",
    ]
    assert written_moment(EN, AFTERNOON) == "16 Oct 15:20"
    assert written_when(ZH, AFTERNOON + timedelta(days=3), AFTERNOON) == "10月19日 星期一 15:20"


def test_the_midnight_that_ends_a_day_is_24_00() -> None:
    evening = AFTERNOON.replace(hour=22, minute=0)
    assert written_span(evening, evening + timedelta(hours=2)) == "22:00–24:00"


def test_a_week_is_told_with_and_without_the_days_on_which_nobody_is_there() -> None:
    hours = OpeningHours.parse(
        {"mon": "08:30-12:00、14:30-17:30", "tue": "08:30-12:00、14:30-17:30"})
    assert [tuple(line) for line in written_week(ZH, hours)] == [
        ("周一、周二", "08:30–12:00、14:30–17:30", True), ("周三到周日", "不开门", False),
    ]
    assert [line.days for line in open_days(EN, hours)] == ["Mon, Tue"]


def test_a_door_says_until_when_it_is_open_and_when_it_opens() -> None:
    monday = AFTERNOON.replace(hour=8, minute=30) + timedelta(days=3)
    shut = Opening(False, next_at=monday)
    assert written_opening(EN, Opening(True, last_today=AFTERNOON), AFTERNOON) == "Open until 15:20"
    assert written_opening(EN, shut, AFTERNOON) == "Opens Mon at 08:30"
    assert spoken_next(EN, monday, AFTERNOON).startswith("opens Monday at eight thirty")


@pytest.mark.parametrize(("low", "high", "figure", "unit", "sentence"), [
    (10, 15, "10–15", "分钟", "约 10–15 分钟"), (5, 5, "5", "分钟", "约 5 分钟"),
    (0, 4, "4", "分钟以内", "4 分钟以内"),
])
def test_a_wait_is_one_figure_on_screen_slip_and_phone(
    low: int, high: int, figure: str, unit: str, sentence: str,
) -> None:
    wait = WaitRange(low, high)
    assert (wait_figure(wait), wait_unit(ZH, wait), written_wait(ZH, wait)) == (
        figure, unit, sentence)


def test_counters_are_listed_in_the_signs_of_their_language() -> None:
    assert listed_counters(ZH, (1, 2)) == "1、2 号窗口" and listed_counters(EN, (2,)) == "Counter 2"
    assert listed_counters(EN, (1, 2)) == "Counters 1, 2"


def test_the_day_and_the_length_of_a_booking() -> None:
    assert [day_said(EN, TODAY + timedelta(days=n), TODAY) for n in (0, 1, 2, 7)] == [
        "Today", "Tomorrow", "Sun", "23 October",
    ]
    assert [weekday_said(ZH, TODAY + timedelta(days=n), TODAY) for n in (0, 1)] == ["今天", "周六"]
    assert [length_said(ZH, timedelta(minutes=n)) for n in (30, 60, 180)] == [
        " 30 分钟", "一小时", " 3 小时",
    ]


def test_a_refusal_says_the_day_and_hour_it_speaks_of() -> None:
    assert refusal_said(ZH, Refusal("not_yet", opens=AFTERNOON, minutes=15), AFTERNOON) == (
        "来早了，您订的是今天 15:20，提前 15 分钟可以进")
    assert "问工作人员" in refusal_said(ZH, Refusal("closed_now", opens=None), AFTERNOON)

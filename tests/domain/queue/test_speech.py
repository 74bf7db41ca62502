"""How numbers, counters, times and waits are said aloud."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, strategies as st

from kiosk.domain.spoken_numbers import (
    spoken_counter,
    spoken_minutes,
    spoken_number,
    spoken_people,
    spoken_time,
)

ZH, EN = "zh_CN", "en"
LANGUAGES = st.sampled_from([ZH, EN])


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("A023", ZH, "A 零二三"),
        ("Y012", ZH, "Y 零一二"),
        ("A023", EN, "A zero two three"),
        ("AB7", ZH, "A B 七"),
        ("012", ZH, "零一二"),
    ],
)
def test_a_number_is_said_letter_by_letter_and_digit_by_digit(
    said: str, language: str, expected: str
) -> None:
    assert spoken_number(said, language) == expected


@pytest.mark.parametrize(
    ("counter", "language", "expected"),
    [
        (2, ZH, "二号窗口"),
        (10, ZH, "十号窗口"),
        (12, ZH, "十二号窗口"),
        (20, ZH, "二十号窗口"),
        (102, ZH, "一百零二号窗口"),
        (110, ZH, "一百一十号窗口"),
        (300, ZH, "三百号窗口"),
        (1006, ZH, "一千零六号窗口"),
        (5217, ZH, "五千二百一十七号窗口"),
        (2, EN, "counter two"),
        (42, EN, "counter forty-two"),
        (105, EN, "counter one hundred and five"),
        (5217, EN, "counter five thousand two hundred and seventeen"),
    ],
)
def test_a_counter_is_said_by_its_name(counter: int, language: str, expected: str) -> None:
    assert spoken_counter(counter, language) == expected


@pytest.mark.parametrize(
    ("n", "language", "expected"),
    [
        (2, ZH, "两个人"),
        (12, ZH, "十二个人"),
        (0, ZH, "没有人"),
        (1, EN, "one person"),
        (2, EN, "two people"),
        (0, EN, "nobody"),
    ],
)
def test_two_people_are_liang_not_er(n: int, language: str, expected: str) -> None:
    assert spoken_people(n, language) == expected


@pytest.mark.parametrize(
    ("low", "high", "language", "expected"),
    [
        (10, 15, ZH, "十到十五分钟"),
        (2, 5, ZH, "两到五分钟"),
        (0, 2, ZH, "两分钟以内"),
        (12, 12, ZH, "十二分钟"),
        (10, 15, EN, "ten to fifteen minutes"),
        (0, 5, EN, "up to five minutes"),
        (1, 1, EN, "one minute"),
    ],
)
def test_a_wait_is_said_as_a_range(low: int, high: int, language: str, expected: str) -> None:
    assert spoken_minutes(low, high, language) == expected


@pytest.mark.parametrize(
    ("at", "language", "expected"),
    [
        (time(15, 20), ZH, "下午三点二十"),
        (time(14, 0), ZH, "下午两点"),
        (time(9, 5), ZH, "上午九点零五"),
        (time(8, 30), ZH, "上午八点半"),
        (time(12, 2), ZH, "中午十二点零二"),
        (time(0, 10), ZH, "凌晨零点十"),
        (time(22, 12), ZH, "晚上十点十二"),
        (time(15, 20), EN, "three twenty in the afternoon"),
        (time(9, 0), EN, "nine o'clock in the morning"),
        (time(0, 5), EN, "twelve oh five in the morning"),
    ],
)
def test_a_time_is_said_as_neighbours_say_it(at: time, language: str, expected: str) -> None:
    assert spoken_time(at, language) == expected


@given(st.times(), LANGUAGES)
def test_no_digit_is_left_for_a_voice_to_guess_in_a_time(at: time, language: str) -> None:
    assert not any(c.isdecimal() for c in spoken_time(at, language))


@given(st.integers(0, 9999), st.integers(0, 9999), LANGUAGES)
def test_different_counters_never_sound_alike(one: int, other: int, language: str) -> None:
    same = spoken_counter(one, language) == spoken_counter(other, language)
    assert same == (one == other)


@given(st.from_regex(r"[A-Z][0-9]{3,4}", fullmatch=True), LANGUAGES)
def test_a_spoken_number_can_be_written_down_again(label: str, language: str) -> None:
    spoken = spoken_number(label, language)
    if language == ZH:
        letter, digits = spoken.split(" ")
        heard = letter + "".join(str("零一二三四五六七八九".index(c)) for c in digits)
    else:
        names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        heard = "".join(str(names.index(w)) if w in names else w for w in spoken.split(" "))
    assert heard == label


@given(st.one_of(st.integers(max_value=-1), st.integers(min_value=10_000)), LANGUAGES)
def test_a_number_nobody_would_say_is_refused(n: int, language: str) -> None:
    with pytest.raises(ValueError, match="not said aloud"):
        spoken_counter(n, language)

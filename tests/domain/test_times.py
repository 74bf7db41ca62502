"""Times as people write them: read when they can be meant in one way only, else named."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.domain.calendar import OpeningHours, QuietHours, TimeRange, stretches
from kiosk.domain.times import WrongTime, clock_of
from tests.support.centre import ROOT

CASES = (
    ROOT / "tests" / "support" / "cases" / "hours-that-break-pages.txt").read_text(
        "utf-8").split("\n")
MORNING, BOTH = ["08:30-12:00"], ["08:30-12:00", "14:00-17:30"]
READ = {
    "08:30-12:00": MORNING, "8:30-12": MORNING, "8:30 - 12:00": MORNING, "8.30-12.00": MORNING,
    "0830-1200": MORNING, "8点半到12点": MORNING, "8时30分至12时": MORNING, "8∶30－12∶00": MORNING,
    "０８：３０～１２：００": MORNING, "08:30——12:00": MORNING, "08:30:00-12:00:00": MORNING,
    "8:30 to 12": MORNING, "08:30–12:00、14:00—17:30": BOTH, "14:00-17:30，8:30-12:00": BOTH,
    "08:30-12:00\n14:00-17:30": BOTH, "8：30〜12：00 14：00〜17：30；": BOTH,
    "8点半-12点和14点-17点半": BOTH, "00:00-24:00": ["00:00-24:00"], "9-11": ["09:00-11:00"],
    "08:00-12:00、12:00-14:00": ["08:00-12:00", "12:00-14:00"], "": [], " 、 ": [],
}
REFUSED = {
    **dict.fromkeys(filter(None, CASES), "bad_hours"),
    **dict.fromkeys((
        "08:30", "08:30-", "-12:00", "-", "上午", "08:30+08:00-12:00", "08:30-12:00Z",
        "08:00-25:00", "08:00-24:01", "24:00-24:00", "08:60-09:00", "08:30:15-12:00", "830-12:00",
        "8:3-12:00", "25:00-26:00", "2026-10-16", "٠٨:٣٠-12:00", "一点到两点", "8" * 300,
    ), "bad_hours"),
    **dict.fromkeys(("12:00-08:30", "08:30-08:30", "22:00-06:00"), "hours_turned"),
    **dict.fromkeys(("08:30-12:00、11:00-13:00", "08:00-18:00 09:00-10:00", "9-11、9-11"),
                    "hours_overlap"),
}


@pytest.mark.parametrize("written", READ)
def test_hours_are_read_as_they_are_meant(written: str) -> None:
    assert list(map(str, stretches(written))) == READ[written]
    assert OpeningHours.parse({"mon": written}).written().get("mon", []) == READ[written]


@pytest.mark.parametrize("written", REFUSED, ids=lambda text: text[:30])
def test_hours_that_cannot_be_meant_name_the_part(written: str) -> None:
    with pytest.raises(WrongTime) as wrong:
        stretches(f"{written}、20:00-21:00")
    assert wrong.value.code == REFUSED[written]
    assert wrong.value.details["part"][:4] in written.replace("到", "-") + "09:00"
    assert "20:00" not in wrong.value.details["part"] and len(wrong.value.details["part"]) < 30


@pytest.mark.parametrize(("written", "night"), [
    ("22:00-06:00", (22, 6)), ("22点～6点", (22, 6)), ("22:00-24:00", (22, 0)), ("12-14", (12, 14)),
])
def test_a_night_is_read_the_same_way(written: str, night: tuple[int, int]) -> None:
    assert QuietHours.parse(written) == QuietHours(*map(time, night))


@pytest.mark.parametrize("written", [*filter(None, CASES), "22:00", "00:00-24:00", "6:00-6:00"])
def test_a_night_that_cannot_be_meant_is_refused(written: str) -> None:
    with pytest.raises(WrongTime, match="bad_night"):
        QuietHours.parse(written)


@pytest.mark.parametrize(("written", "hour"), [("04:00", 4), ("4：00", 4), ("４点", 4), ("16", 16)])
def test_a_time_of_day_is_read_the_same_way(written: str, hour: int) -> None:
    assert clock_of(written) == time(hour)


@pytest.mark.parametrize("written", ["", "24:00", "25:00", "04:00Z", "04:00+08:00", "soon", "4-5"])
def test_a_time_of_day_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(WrongTime, match="bad_clock"):
        clock_of(written)


def test_what_is_kept_is_read_back_as_it_was() -> None:
    for written in (MORNING, BOTH, ["00:00-24:00"]):
        assert [str(TimeRange.parse(one)) for one in written] == written

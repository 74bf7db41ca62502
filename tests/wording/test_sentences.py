"""Times, hours, waits and refusals in words: every refusal there is has its sentence."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from kiosk.domain.calendar import WEEKDAYS, OpeningHours
from kiosk.domain.queue.expected_wait import WaitRange
from kiosk.domain.refusals import Refusal
from kiosk.web.core.page_context import phrases
from kiosk.web.core.wording import Wording
from kiosk.wording.translator import load_words
from tests.support.centre import AFTERNOON, ROOT

WORDS = load_words(ROOT / "assets" / "i18n")
ZH, EN = Wording(WORDS["zh_CN"], AFTERNOON), Wording(WORDS["en"], AFTERNOON)
RAISED = sorted({
    code
    for folder in ("kiosk/actions", "kiosk/domain", "kiosk/web", "db")
    for file in (ROOT / folder).rglob("*.py")
    for code in re.findall(r'Refusal\(\s*"(\w+)"', file.read_text("utf-8"))
})


@pytest.mark.parametrize("code", RAISED)
def test_every_refusal_has_its_words(code: str) -> None:
    for words in WORDS.values():
        assert words.has(f"refusals.{code}"), code


def test_there_are_refusals_to_look_at() -> None:
    assert {"full_today", "not_now", "wrong_pin", "hall_code_stale"} <= set(RAISED)


def test_a_closed_door_says_when_it_opens() -> None:
    tomorrow = AFTERNOON + timedelta(days=1)
    assert ZH.refusal(Refusal("closed_now", opens=tomorrow)) == "现在不办，明天 15:20 开始办"
    assert "请问工作人员" in ZH.refusal(Refusal("closed_now", opens=None))


def test_instants_are_told_as_people_say_them() -> None:
    assert ZH.when(AFTERNOON) == "今天 15:20"
    assert EN.when(AFTERNOON + timedelta(days=1)) == "tomorrow 15:20"
    assert ZH.when(AFTERNOON + timedelta(days=3)) == "10月19日 星期一 15:20"
    assert EN.date(AFTERNOON.date()) == "Friday, 16 October"


def test_days_with_the_same_hours_share_a_line() -> None:
    hours = OpeningHours.parse({
        "mon": ["08:30-12:00", "14:00-17:30"], "tue": ["08:30-12:00", "14:00-17:30"],
        "thu": ["09:00-10:00"], "sat": ["09:00-10:00"], "sun": ["09:00-10:00"],
    })
    assert ZH.hours(hours) == (
        ("周一、周二", "08:30–\N{WORD JOINER}12:00、14:00–\N{WORD JOINER}17:30"),
        ("周四", "09:00–\N{WORD JOINER}10:00"),
        ("周六、周日", "09:00–\N{WORD JOINER}10:00"),
    )


def test_a_door_that_never_closes_says_so() -> None:
    always = OpeningHours.parse({day: ["00:00-24:00"] for day in WEEKDAYS})
    assert ZH.hours(always) == (("每天", "全天，以窗口有人为准"),)
    late = OpeningHours.parse({"sun": ["20:00-24:00"]})
    assert ZH.hours(late) == (("周日", "20:00–\N{WORD JOINER}24:00"),)


def test_waits_and_counters() -> None:
    assert ZH.wait(WaitRange(10, 15)) == "10–\N{WORD JOINER}15"
    assert ZH.wait(WaitRange(0, 4)) == "4"
    assert ZH.counters((2,)) == "2 号窗口" and ZH.counters((1, 2)) == "1、2 号窗口"
    assert EN.counters((1, 2)) == "Counters 1, 2"
    assert ZH.left(AFTERNOON + timedelta(seconds=160)) == "2 分 40 秒"
    assert ZH.left(AFTERNOON - timedelta(seconds=1)) == "0 分 0 秒"


def test_phrases_keep_together_and_stay_harmless() -> None:
    assert phrases("不办了，退号") == (
        '<span class="phrase">不办了，</span><span class="phrase">退号</span>'
    )
    assert "<b>" not in phrases("<b>,x")

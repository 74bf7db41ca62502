"""What is written, as a voice says it: nothing is left that it would stumble over."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from kiosk.domain.speech_text import sentences, spoken_text

ZH, EN = "zh_CN", "en"
SAID = {ZH: r"[\u3400-\u9fffA-Za-z ，。？；：、]*", EN: r"[A-Za-z0-9 ,.?;:'-]*"}


@pytest.mark.parametrize(("written", "said"), [
    ("约 10–15 分钟", "约十到十五分钟"),
    ("今天窗口办公到 17:30", "今天窗口办公到下午五点半"),
    ("08:30–11:30", "上午八点半到中午十一点半"),
    ("2 或 3 号窗口", "二或三号窗口"),
    ("A023 退掉后要重新排队。", "A 零二三退掉后要重新排队。"),
    ("2 人在等", "两人在等"),
    ("第 2 页，共 12 页", "第二页，共十二页"),
    ("10月16日 星期四", "十月十六日星期四"),
    ("电话 03581234567", "电话零三五八一二三四五六七"),
    ("电话 0358-1234567", "电话零三五八，一二三四五六七"),
    ("打 400-810-0000", "打四零零，八一零，零零零零"),
    ("留-0439 记下了", "留零四三九记下了"),
    ("100-200 元，08:30-12:00", "一百到二百元，上午八点半到中午十二点"),
    ("1761 户 5217 人", "一千七百六十一户五千二百一十七人"),
    ("2026年", "二零二六年"),
    ("3.5 元，满 80%", "三点五元，满百分之八十"),
    ("点“取号”（红色），→ 这里 😀", "点取号，红色，这里"),
    ("普通号 ・ 15:22 取", "普通号，下午三点二十二取"),
    ("扫一扫\n手机上看", "扫一扫，手机上看"),
    ("・", ""),
])
def test_chinese_is_said_as_a_neighbour_reads_it_out(written: str, said: str) -> None:
    assert spoken_text(written, ZH) == said


@pytest.mark.parametrize(("written", "said"), [
    ("about 10–15 min", "about 10 to 15 minutes"),
    ("Out of paper: remember A023", "Out of paper: remember A zero two three"),
    ("Open until 17:30", "Open until five thirty in the afternoon"),
    ("Ordinary · 15:22", "Ordinary, three twenty-two in the afternoon"),
    ("Call 0358123456", "Call zero three five eight one two three four five six"),
    ("Call 0358-123", "Call zero three five eight, one two three"),
    ("Your matter 留-0439", "Your matter zero four three nine"),
    ("Don’t worry (really)", "Don't worry, really"),
    ("Scan to\nfollow", "Scan to, follow"),
])
def test_english_is_said_as_it_is_read_out(written: str, said: str) -> None:
    assert spoken_text(written, EN) == said


@given(st.text(), st.sampled_from([ZH, EN]))
def test_nothing_is_left_that_has_no_sound(written: str, language: str) -> None:
    said = spoken_text(written, language)
    assert re.fullmatch(SAID[language], said)
    assert said == said.strip()


@given(st.text(alphabet="0123456789:–-.A 年号个第%", max_size=12))
def test_no_digit_is_left_for_a_chinese_voice_to_guess(written: str) -> None:
    assert not any(sign.isdecimal() for sign in spoken_text(written, ZH))


def test_each_part_is_a_sentence_of_its_own() -> None:
    assert sentences(["还在吗？", "", "点一下屏幕"], ZH) == "还在吗？点一下屏幕。"
    assert sentences(["Still there?", "Tap the screen"], EN) == "Still there? Tap the screen."

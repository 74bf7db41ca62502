"""The record in sentences: what a manager reads of what the staff did, in Chinese and English."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kiosk.assets import ASSETS
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.content_types import CATEGORY, CENTRE, SERVICE
from kiosk.wording.record import RecordedAct, changes, facts, sentence
from kiosk.wording.translator import load_words

WORDS = load_words(ASSETS / "i18n")
MEDICAL = {"title.zh": "居民医保参保缴费", "title.en": "Medical insurance"}
FREE = {"fee.zh": "不收费", "fee.en": "Free"}
FIVE = {"fee.zh": "五元", "fee.en": "Five yuan"}


def act(action: str, kind: ContentType | None = None, number: str = "", counter: int | None = None,
        **details: Any) -> RecordedAct:
    return RecordedAct(action, details, counter, kind, MEDICAL, number)


CASES = [
    (act("show_content", SERVICE, before=FREE, after=FIVE), "改了“居民医保参保缴费”的“收费”",
     ["收费: 不收费 → 五元", "收费，英文: Free → Five yuan"]),
    (act("show_content", SERVICE, before={}, after=FIVE, is_new=True),
     "写了“居民医保参保缴费”，给大家看了", ["收费: 五元", "收费，英文: Five yuan"]),
    (act("show_content", SERVICE, before=FREE, after=FREE),
     "把“居民医保参保缴费”又给大家看了，没有改", []),
    # What stands there is a name of ours: that it was changed is enough.
    (act("show_content", CATEGORY, before={"icon": "home"}, after={"icon": "heart"}),
     "改了“居民医保参保缴费”的“图标”", ["图标"]),
    (act("hide_content", CENTRE, item="1"), "把“中心”收起来了", []),
    (act("call", number="A021", counter=2, picked=True), "叫了 A021", ["2 号窗口"]),
    (act("case_assign", number="留-0431", state="assigned", details="team:repair", case=7),
     "派一件事：留-0431", []),
    (act("set_special_day", day="2026-10-08", hours=[]), "定特别的日子",
     ["10月8日 星期四", "不开门"]),
    (act("change_account", name="小王", before={"role": "clerk", "active": True},
         after={"role": "editor", "active": True}), "改了小王的账号", ["做什么: 窗口 → 编辑"]),
    (act("export_person", records={"rooms": 2}), "导出一个人的记录", ["场地 2 条"]),
]


@pytest.mark.parametrize(("done", "said", "further"), CASES, ids=lambda one: str(one)[:24])
def test_what_was_done_is_a_sentence_without_ids(
    done: RecordedAct, said: str, further: list[str]
) -> None:
    words = WORDS["zh_CN"]
    assert sentence(words, done) == said
    assert [*facts(words, done), *map(str, changes(words, done, {}))] == further
    english = sentence(WORDS["en"], done)
    assert not re.search("[\u4e00-\u9fff]", english.replace(done.number, "").replace("小王", ""))

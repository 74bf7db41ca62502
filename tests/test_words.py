"""Words: every language says everything, with the same gaps, by the rules of the house."""

from __future__ import annotations

import re
import string

import pytest

from kiosk.i18n import Words, load_words
from tests.house import ROOT

WORDS = load_words(ROOT / "assets" / "i18n")
SHOUTING = re.compile(r"[!！]")
FULL_WIDTH_DIGITS = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
LINE_STARTS_BADLY = re.compile(r"\n[，。、？”]")
COLD_WORDS = ("确定", "提交", "注销", "操作超时", "无数据", "业务办理")


def gaps(words: Words, key: str) -> set[str]:
    """The names a sentence wants filled."""
    return {name for _, name, _, _ in string.Formatter().parse(words(key)) if name is not None}


def test_both_languages_say_everything() -> None:
    assert set(WORDS) == {"zh_CN", "en"}
    assert WORDS["zh_CN"].keys() == WORDS["en"].keys()


# A date names its month by number in one language and by word in the other; a wait
# "within" so many minutes needs no lower end.
@pytest.mark.parametrize("key", sorted(WORDS["zh_CN"].keys() - {"web.date", "figures.month_of"}))
def test_a_sentence_has_the_same_gaps_in_both_languages(key: str) -> None:
    assert gaps(WORDS["zh_CN"], key) == gaps(WORDS["en"], key)


@pytest.mark.parametrize("key", sorted(WORDS["zh_CN"].keys()))
def test_a_sentence_speaks_as_a_neighbour(key: str) -> None:
    chinese, english = WORDS["zh_CN"](key), WORDS["en"](key)
    assert chinese.strip() and english.strip()
    assert not SHOUTING.search(chinese) and not SHOUTING.search(english)
    assert not FULL_WIDTH_DIGITS.search(chinese)
    assert not LINE_STARTS_BADLY.search(chinese)
    assert not any(cold in chinese for cold in COLD_WORDS)


def test_a_missing_word_is_a_fault_and_no_empty_place() -> None:
    with pytest.raises(KeyError):
        WORDS["en"]("nothing.here")

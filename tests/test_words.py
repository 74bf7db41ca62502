"""Words: every language says everything, with the same gaps, by the rules of the house."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

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
OTHER_GAPS = {"web.date", "figures.month_of"}


def test_a_sentence_has_the_same_gaps_in_both_languages() -> None:
    assert not [
        key for key in sorted(WORDS["zh_CN"].keys() - OTHER_GAPS)
        if gaps(WORDS["zh_CN"], key) != gaps(WORDS["en"], key)
    ]


def unlike_a_neighbour(chinese: str, english: str) -> Iterator[str]:
    """What in a sentence no neighbour would say."""
    if not chinese.strip() or not english.strip():
        yield "is silent"
    if SHOUTING.search(chinese) or SHOUTING.search(english):
        yield "shouts"
    if FULL_WIDTH_DIGITS.search(chinese):
        yield "has full-width digits"
    if LINE_STARTS_BADLY.search(chinese):
        yield "begins a line with a stop"
    yield from (f"says {cold}" for cold in COLD_WORDS if cold in chinese)


def test_a_sentence_speaks_as_a_neighbour() -> None:
    assert not {
        key: found for key in sorted(WORDS["zh_CN"].keys())
        if (found := list(unlike_a_neighbour(WORDS["zh_CN"](key), WORDS["en"](key))))
    }


@pytest.mark.parametrize(("chinese", "english"), [
    (" ", "Yes"), ("好！", "Fine"), ("好", "Fine!"), ("１号", "No. 1"), ("取号\n，坐着等", "Wait"),
    ("点确定", "Tap OK"),
])
def test_a_sentence_that_no_neighbour_says_is_found(chinese: str, english: str) -> None:
    assert list(unlike_a_neighbour(chinese, english))


def test_a_missing_word_is_a_fault_and_no_empty_place() -> None:
    with pytest.raises(KeyError):
        WORDS["en"]("nothing.here")

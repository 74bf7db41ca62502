"""The house's own words by the letters one types for them: 孝义 by xiaoyi, by xy, by xyi."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from pypinyin import Style, pinyin

_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")
_INITIAL = re.compile(r"[zcs]h|[a-z]")
# From so many letters on a word of three characters or more is offered before its end.
GUESS_FROM = 4


class Fits(NamedTuple):
    """The words that letters mean: all of them, their beginning, or the letters so far.

    `starts` have the number of letters they take, the longest first.
    """

    whole: tuple[str, ...] = ()
    starts: tuple[tuple[str, int], ...] = ()
    begun: tuple[str, ...] = ()


class OwnWords:
    """Words of two characters and more, read as they stand: 重 in 重阳 is chong, in 重要 zhong.

    The first character of a word that pypinyin does not know may be a surname: there each of
    its readings will do, shan and dan for 单丽.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letter: dict[str, list[_Spelled]] = {}
        for word in dict.fromkeys(words):
            if _CHINESE.fullmatch(word):
                readings = pinyin(word, style=Style.NORMAL)
                readings[0] = pinyin(word, style=Style.NORMAL, heteronym=True)[0]
                for letter in {reading[0] for reading in readings[0]}:
                    self._by_letter.setdefault(letter, []).append(_spelled(word, readings))

    def fitting(self, letters: str) -> Fits:
        """What the letters mean, in the order the words were given; initials only as a whole."""
        whole, starts, begun = [], [], []
        for known in self._by_letter.get(letters[:1], ()):
            if known.short.fullmatch(letters):
                whole.append(known.word)
            elif start := known.full.match(letters):
                starts.append((known.word, start.end()))
            elif len(letters) >= GUESS_FROM and known.begun and known.begun.fullmatch(letters):
                begun.append(known.word)
        starts.sort(key=lambda start: -start[1])
        return Fits(tuple(whole), tuple(starts), tuple(begun))


class _Spelled(NamedTuple):
    """`short` also takes initials; `begun` takes two syllables and more from the front."""

    word: str
    full: re.Pattern[str]
    short: re.Pattern[str]
    begun: re.Pattern[str] | None


def _spelled(word: str, readings: list[list[str]]) -> _Spelled:
    full = ["(?:" + "|".join(_longest_first(choices)) + ")" for choices in readings]
    short = ["(?:" + "|".join(_longest_first([*choices, *_initials(choices)])) + ")"
             for choices in readings]
    begun = "|".join(list(accumulate(short, "{}'?{}".format))[:0:-1])
    return _Spelled(
        word,
        re.compile("'?".join(full)),
        re.compile("'?".join(short)),
        re.compile(begun) if len(word) > 2 else None,
    )


def _initials(choices: list[str]) -> list[str]:
    """zhang may be written zh and z."""
    starts = (_INITIAL.match(choice) for choice in choices)
    return [short for start in starts if start for short in (start[0], start[0][0])]


def _longest_first(spellings: Iterable[str]) -> list[str]:
    """The longest first, so that a pattern takes as much as it can."""
    return sorted(set(spellings), key=len, reverse=True)

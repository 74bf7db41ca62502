"""The centre's own words by the letters one types for them: 中心 by zhongxin, by zx, by zhx."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kiosk.domain.readings import readings

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
    """Words of two characters and more. Each reading of a character will do, shan and dan for 单丽:
    few words of one centre are mistaken for each other, and nobody knows all readings of a name.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letter: dict[str, list[_Spelled]] = {}
        for word in dict.fromkeys(words):
            if _CHINESE.fullmatch(word):
                full = [readings(character) for character in word]
                known = _Spelled(word, full, [_or_initials(choices) for choices in full])
                for letter in {reading[0] for reading in full[0]}:
                    self._by_letter.setdefault(letter, []).append(known)

    def fitting(self, letters: str) -> Fits:
        """What the letters mean, in the order the words were given; initials only as a whole."""
        whole, starts, begun = [], [], []
        for word, full, short in self._by_letter.get(letters[:1], ()):
            syllables = [n for n, ends in enumerate(_ends(letters, short), 1)
                         if len(letters) in ends]
            if syllables and syllables[-1] == len(word):
                whole.append(word)
            elif start := max(_ends(letters, full)[-1], default=0):
                starts.append((word, start))
            elif syllables and syllables[-1] > 1 and len(letters) >= GUESS_FROM:
                begun.append(word)
        starts.sort(key=lambda start: -start[1])
        return Fits(tuple(whole), tuple(starts), tuple(begun))


class _Spelled(NamedTuple):
    """How each syllable of a word may be spelled: in full only, or by its initial too."""

    word: str
    full: list[tuple[str, ...]]
    short: list[tuple[str, ...]]


def _or_initials(choices: tuple[str, ...]) -> tuple[str, ...]:
    """zhang may also be written zh and z."""
    starts = [start[0] for start in map(_INITIAL.match, choices) if start]
    return tuple({*choices, *starts, *(start[0] for start in starts)})


def _ends(letters: str, syllables: list[tuple[str, ...]]) -> list[set[int]]:
    """Where in the letters each syllable may end, one after the other, apostrophes between."""
    ends: list[set[int]] = []
    at = {0}
    for spellings in syllables:
        at |= {here + 1 for here in at if here and letters[here : here + 1] == "'"}
        at = {here + len(spelling) for here in at for spelling in spellings
              if letters.startswith(spelling, here)}
        ends.append(at)
    return ends

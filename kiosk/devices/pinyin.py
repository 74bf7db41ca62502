"""Pinyin on the glass: the house's own words ahead of librime's dictionary."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import accumulate
from typing import NamedTuple

from kiosk.devices.own_words import OwnWords
from kiosk.devices.rime import Rime
from kiosk.devices.written import MOST_WORDS, Composition

# Longer than what anybody types in one go; beyond it keys do nothing.
MOST_LETTERS = 60
# An own word of so many characters is hardly meant by chance.
SURE = 3
MOST_GUESSES = 2


class RimePinyin:
    """Keeps the letters of one composition, and asks at each key what they mean."""

    def __init__(self, own_words: Iterable[str], characters: Container[str]) -> None:
        """Offers words of these characters only. Raises EngineMissing."""
        self._rime = Rime()
        self._characters = characters
        self._own = OwnWords(own_words)
        self._letters = ""
        self._offered: tuple[_Offer, ...] = ()

    def press(self, letter: str) -> Composition:
        """Adds a letter, a-z, or an apostrophe that parts syllables; ValueError for another."""
        if letter != "'" and not (len(letter) == 1 and "a" <= letter <= "z"):
            raise ValueError("give a letter from a to z, or an apostrophe")
        if len(self._letters) < MOST_LETTERS and (letter != "'" or self._letters):
            self._letters += letter
        return self._compose()

    def erase(self) -> Composition:
        """Takes the last letter back."""
        self._letters = self._letters[:-1]
        return self._compose()

    def choose(self, n: int) -> Composition:
        """Makes the word at `n` final; IndexError where there is none."""
        word, takes, place = self._offered[n]
        if takes is None:
            left = self._rime.left_by(self._letters, place)
            takes = _length_without(self._letters, left)
        self._letters = self._letters[takes:].lstrip("'")
        return self._compose()._replace(done=word)

    def clear(self) -> None:
        """Forgets the composition."""
        self._letters = ""
        self._offered = ()

    def _compose(self) -> Composition:
        typed, self._offered = self._offers(self._letters) if self._letters else ("", ())
        return Composition(typed, tuple(offer.word for offer in self._offered))

    def _offers(self, letters: str) -> tuple[str, tuple[_Offer, ...]]:
        typed, known = self._rime.read(letters)
        fits = self._own.fitting(letters)
        starts = [_Offer(word, takes) for word, takes in fits.starts
                  if _ends_syllable(letters[:takes], typed)]
        everything = len(letters)
        sentence = [_Offer(word + self._best(letters[takes:]), everything)
                    for word, takes, _ in starts[:1]]
        sure = bool(starts) and len(starts[0].word) >= SURE
        dictionary = [_Offer(word, place=n) for n, word in enumerate(known)
                      if all(character in self._characters for character in word)]
        offers = [
            *(_Offer(word, everything) for word in fits.whole),
            *(sentence if sure else ()),
            *dictionary[:1],
            *sentence,
            *(_Offer(word, everything) for word in fits.begun[:MOST_GUESSES]),
            *starts,
            *dictionary[1:],
        ]
        firsts = {offer.word: offer for offer in reversed(offers)}
        ordered = dict.fromkeys(offer.word for offer in offers)
        return typed, tuple(firsts[word] for word in ordered)[:MOST_WORDS]

    def _best(self, letters: str) -> str:
        """The likeliest text for letters that follow an own word."""
        offers = self._offers(letters.lstrip("'"))[1]
        return offers[0].word if offers else ""


class _Offer(NamedTuple):
    """A word, the number of letters it takes, or its place among librime's words."""

    word: str
    takes: int | None = None
    place: int = 0


def _length_without(letters: str, left: int) -> int:
    """Where the last `left` letters begin; apostrophes do not count."""
    at = len(letters)
    while left:
        at -= 1
        left -= letters[at] != "'"
    return at


def _ends_syllable(letters: str, typed: str) -> bool:
    """Whether a beginning of what is typed ends with a syllable of it: not liu yi in "liu yin"."""
    ends = accumulate(len(syllable) for syllable in typed.replace("'", " ").split())
    return len(letters.replace("'", "")) in ends

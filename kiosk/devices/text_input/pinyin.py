"""Pinyin on the touch screen: the centre's own words ahead of librime's dictionary."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import accumulate
from typing import NamedTuple

from kiosk.assets import ASSETS
from kiosk.devices.text_input.ime_types import MOST_WORDS, Composition
from kiosk.devices.text_input.local_phrases import OwnWords
from kiosk.devices.text_input.personal_names import Names
from kiosk.devices.text_input.rime import Rime

NEWER_WORDS = ASSETS / "rime" / "newer_words.txt"
# Longer than what anybody types in one go; beyond it keys do nothing.
MOST_LETTERS = 40
# An own word of so many characters is hardly meant by chance.
SURE = 3
MOST_BEGUN = 2
# With librime's whole words, of which a newer one knows more, so many that a page of five still
# shows a word to go on from.
MOST_GUESSES = 3
# Whoever types more in one go gets librime's sentence, and words to choose one by one.
MOST_SYLLABLES = 8


class RimePinyin:
    """Keeps the letters of one composition, and asks at each key what they mean."""

    def __init__(self, own_words: Iterable[str], characters: Container[str]) -> None:
        """Offers words of these characters only. Raises EngineMissing."""
        # The second is for parts of what is typed, so that the first only ever gets one key more.
        self._rime, self._aside = Rime(), Rime()
        self._characters = characters
        self._own = OwnWords([*own_words, *_newer_words()])
        self._names = Names()
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
        self._rime.forget()
        self._aside.forget()

    def _compose(self) -> Composition:
        if not self._letters:
            self.clear()
            return Composition()
        typed, self._offered = self._offers(self._letters)
        shown = typed.replace("lv", "lü").replace("nv", "nü")
        words = tuple(offer.word for offer in self._offered)
        return Composition(shown, words, letters=self._letters)

    def _offers(self, letters: str) -> tuple[str, tuple[_Offer, ...]]:
        typed, known = self._known(letters)
        syllables = typed.replace("'", " ").split()
        fits = self._own.fitting(letters)
        starts = [_Offer(word, takes) for word, takes in fits.starts
                  if _ends_syllable(letters[:takes], syllables)]
        sentence = [word + self._best(letters[takes:]) for word, takes, _ in starts[:1]]
        sure = bool(starts) and len(starts[0].word) >= SURE
        whole = [offer for offer in known if len(offer.word) >= len(syllables)]
        everything = [
            *fits.whole,
            *(sentence if sure else ()),
            *(offer.word for offer in whole[:1]),
            *sentence,
            *fits.begun[:MOST_BEGUN],
            *(offer.word for offer in whole[1:]),
            *(() if fits.whole else self._guesses(syllables, known)[:_left_for_guesses(whole)]),
        ]
        offers = [*(_Offer(word, len(letters)) for word in everything), *starts, *known]
        first = {offer.word: offer for offer in reversed(offers)}
        ordered = dict.fromkeys(offer.word for offer in offers)
        return typed, tuple(first[word] for word in ordered)[:MOST_WORDS]

    def _known(self, letters: str) -> tuple[str, list[_Offer]]:
        """librime's words that the touch screen can draw, with the letters as librime parts
        them."""
        rime = self._rime if letters == self._letters else self._aside
        typed, words = rime.read(letters)
        return typed, [
            _Offer(word, place=n) for n, word in enumerate(words)
            if all(character in self._characters for character in word)
        ]

    def _guesses(self, syllables: list[str], known: list[_Offer]) -> tuple[str, ...]:
        """A name, or librime's one sentence with another end or another first word."""
        words = [offer.word for offer in known]
        made = next((word for word in words if len(word) == len(syllables)), "")
        firsts = [word for word in words if len(word) < len(made)]
        first = next((word for word in firsts if made.startswith(word)), "")
        if not first or len(syllables) > MOST_SYLLABLES:
            return ()
        ends = [offer.word for offer in self._known("'".join(syllables[len(first) :]))[1]
                if len(first + offer.word) == len(made)]
        others = [word for word in firsts if len(word) == len(first) and word != first]
        sentences = [*(first + end for end in ends if first + end != made)][:1]
        sentences += [other + end for other, end in zip(others[:1], ends[:1], strict=False)]
        return (*self._names.meant(syllables), *sentences)[:MOST_GUESSES]

    def _best(self, letters: str) -> str:
        """The likeliest text for letters that follow an own word."""
        offers = self._offers(letters.lstrip("'"))[1]
        return offers[0].word if offers else ""


def _left_for_guesses(whole: list[_Offer]) -> int:
    return min(max(MOST_GUESSES + 1 - len(whole), 1), MOST_GUESSES)


def _newer_words() -> list[str]:
    lines = NEWER_WORDS.read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


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


def _ends_syllable(letters: str, syllables: list[str]) -> bool:
    """Whether a beginning of what is typed ends with a syllable of it: not liu yi in "liu yin"."""
    return len(letters.replace("'", "")) in accumulate(len(syllable) for syllable in syllables)

"""The draft: what is being written, as a person means it; knows engines, and no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar

from kiosk.devices.text_input.input_engines import Composition, InputEngines, Stroke
from kiosk.domain.characters import plain

T = TypeVar("T")
NOTHING = Composition()


class Way(StrEnum):
    """What the keys are: three ways to write, and two pages of marks."""

    PINYIN = "pinyin"
    HAND = "hand"
    LATIN = "latin"
    DIGITS = "digits"
    MARKS = "marks"


class TextDraft:
    """One text being written, with its composition and strokes.

    All of it lives in `kept`, the visit's own, under `name` and names that begin with it, so
    that it outlives a change of mode and goes with the visit. `limit` counts characters.
    """

    def __init__(
        self, kept: dict[str, Any], name: str, writing: InputEngines, limit: int, language: str
    ) -> None:
        self.kept = kept
        self.limit = limit
        self._name = name
        self._writing = writing
        self._first = self.ways(language)[0]
        self.composition = NOTHING
        self.seen: tuple[str, ...] = ()
        self._take_up()

    # ---- what it is

    @property
    def text(self) -> str:
        """What is written, without what is still being composed."""
        return str(self.kept.get(self._name, ""))

    @property
    def way(self) -> Way:
        """What the keys are now."""
        return self._own("way", self._first)

    @property
    def last_way(self) -> Way:
        """The way of writing to come back to from digits and marks."""
        return self._own("last_way", self._first)

    @property
    def capitals(self) -> bool:
        """Whether Latin letters are written large."""
        return self._own("capitals", False)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The character being drawn."""
        return self._own("strokes", ())

    @property
    def typed(self) -> str:
        """The letters being composed, syllables parted; "" where nothing is."""
        return self.composition.typed

    @property
    def words(self) -> tuple[str, ...]:
        """What the letters or strokes may mean, best first."""
        return self.composition.words or self.seen

    @property
    def sought(self) -> str:
        """The text with the letters as they stand, for who looks while one types."""
        return self.text + self.typed.replace(" ", "")

    @property
    def meant(self) -> str:
        """The text with the first word that the letters or strokes may mean."""
        return self.text + self.words[0] if self.words else self.sought

    @property
    def left(self) -> int:
        """How many characters there is still room for."""
        return max(self.limit - len(self.text), 0)

    @property
    def opened(self) -> bool:
        """Whether all the words are shown instead of the keys."""
        return self._own("opened", False)

    @opened.setter
    def opened(self, wanted: bool) -> None:
        self._keep("opened", wanted)

    def ways(self, language: str) -> tuple[Way, ...]:
        """The ways of writing this machine has, the reader's own first."""
        chinese = (Way.PINYIN,) if self._writing.pinyin else ()
        drawn = (Way.HAND,) if self._writing.handwriting else ()
        if language == "en":
            return (Way.LATIN, *chinese, *drawn)
        return (*chinese, *drawn, Way.LATIN)

    # ---- what a key does

    def press(self, letter: str) -> None:
        """A letter key: composed in pinyin, written as it stands otherwise."""
        if self.way is not Way.PINYIN or self._writing.pinyin is None:
            self.write(letter.upper() if self.capitals else letter)
        elif self.left:
            # Another language would begin with other keys: these letters need these ones.
            self.turn(Way.PINYIN)
            self._drop_strokes()
            self._compose(self._writing.pinyin.press(letter))

    def write(self, text: str) -> None:
        """Text that is final; what was composed before it is settled first."""
        self.settle()
        self._put(self.text + text)

    def replace(self, text: str) -> None:
        """Another text in place of all that was written and composed."""
        self._drop_letters()
        self._drop_strokes()
        self._put(text)

    def space(self) -> None:
        """While composing the first word; otherwise a space."""
        if self.typed or self.strokes:
            self.settle()
        elif self.text:
            self.write(" ")

    def erase(self) -> None:
        """Takes back the last letter, else the strokes, else the last character."""
        if self.typed and self._writing.pinyin is not None:
            self._compose(self._writing.pinyin.erase())
        elif self.strokes:
            self._drop_strokes()
        else:
            self.kept[self._name] = self.text[:-1]

    def choose(self, n: int) -> None:
        """The word at `n` is meant."""
        self.opened = False
        if self.typed and self._writing.pinyin is not None:
            self._compose(self._writing.pinyin.choose(n))
        elif n < len(self.seen):
            word = self.seen[n]
            self._drop_strokes()
            self._append(word)

    def settle(self, literal: bool = False) -> None:
        """What is composed or drawn becomes the first word it may mean, else its letters."""
        pinyin = self._writing.pinyin
        while pinyin and self.typed and self.composition.words and not literal:
            self._compose(pinyin.choose(0))
        letters = self.typed.replace(" ", "")
        self._drop_letters()
        self._append(letters)
        if self.seen:
            self.choose(0)
        self._drop_strokes()

    def turn(self, way: Way) -> None:
        """Other keys; what was written and composed stays."""
        if way in (Way.PINYIN, Way.HAND, Way.LATIN):
            self._keep("last_way", way)
        self._keep("way", way)

    def shift(self) -> None:
        """Large letters, or small ones again."""
        self._keep("capitals", not self.capitals)

    # ---- drawing a character

    def draw(self, stroke: Stroke) -> None:
        """One more stroke of the character."""
        if self.typed:
            self.settle()
        if self.left:
            self._see((*self.strokes, stroke))

    def undo(self) -> None:
        """Takes the last stroke back."""
        self._see(self.strokes[:-1])

    def draw_again(self) -> None:
        """Forgets the character drawn."""
        self._drop_strokes()

    # ---- coming and going

    def leave(self) -> None:
        """The engine forgets; `kept` still knows, for whoever comes back within the visit."""
        if self._writing.pinyin is not None:
            self._writing.pinyin.clear()
        self.composition, self.seen = NOTHING, ()

    def _drop_letters(self) -> None:
        if self._writing.pinyin is not None and self.typed:
            self._writing.pinyin.clear()
        self._compose(NOTHING)

    def _take_up(self) -> None:
        pinyin = self._writing.pinyin
        if pinyin is not None:
            pinyin.clear()
            letters: str = self._own("letters", "")
            for letter in letters:
                self.composition = pinyin.press(letter)
        self._see(self.strokes)

    def _compose(self, composition: Composition) -> None:
        self.composition = composition._replace(done="")
        self.opened = self.opened and bool(composition.words)
        self._keep("letters", composition.letters)
        self._append(composition.done)

    def _append(self, text: str) -> None:
        if text:
            self._put(self.text + text)

    def _put(self, text: str) -> None:
        self.kept[self._name] = plain(text)[:self.limit]

    def _see(self, strokes: Sequence[Stroke]) -> None:
        hand = self._writing.handwriting
        self._keep("strokes", tuple(strokes))
        self.seen = hand.read(self.strokes) if hand is not None and strokes else ()

    def _drop_strokes(self) -> None:
        self._see(())

    def _own(self, what: str, default: T) -> T:
        kept: T = self.kept.get(f"{self._name}.{what}", default)
        return kept

    def _keep(self, what: str, value: object) -> None:
        # A visit that nobody has touched keeps nothing, not even that nothing was written.
        if value or f"{self._name}.{what}" in self.kept:
            self.kept[f"{self._name}.{what}"] = value

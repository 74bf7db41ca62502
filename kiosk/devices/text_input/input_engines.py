"""Writing on the touch screen: what is asked of the input engines, and which of them are here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from ctypes import CDLL
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import structlog

from kiosk.assets import ASSETS
from kiosk.devices.text_input.handwriting import LIBRARY as HANDWRITING, ZinniaHandwriting
from kiosk.devices.text_input.ime_types import MOST_WORDS, Composition, EngineMissing, Stroke
from kiosk.devices.text_input.pinyin import RimePinyin
from kiosk.devices.text_input.rime import LIBRARY as PINYIN

__all__ = [
    "MOST_WORDS",
    "Composition",
    "EngineMissing",
    "Handwriting",
    "InputEngines",
    "Pinyin",
    "ScriptedHandwriting",
    "ScriptedPinyin",
    "Stroke",
    "load_writing",
]

# What the fonts of the touch screen can draw.
CHARACTERS = ASSETS / "fonts" / "characters.txt"
Engine = TypeVar("Engine")


class Pinyin(Protocol):
    """Letters into Chinese words: one composition at a time, from the main thread only.

    Nothing pressed is learned, logged or written to the disk; each call takes < 20 ms.
    """

    def press(self, letter: str) -> Composition:
        """Adds a letter, a-z, or an apostrophe that parts syllables."""

    def erase(self) -> Composition:
        """Takes the last letter back."""

    def choose(self, n: int) -> Composition:
        """Makes the word at `n`, from 0, final; the letters it does not cover stay composed."""

    def clear(self) -> None:
        """Forgets the composition."""


class Handwriting(Protocol):
    """Strokes into characters, from the main thread only; nothing drawn is kept."""

    def read(self, strokes: Sequence[Stroke]) -> tuple[str, ...]:
        """The characters the strokes may be, best first: 8 at least, none for no strokes."""


@dataclass(frozen=True, slots=True)
class InputEngines:
    """The input engines of this machine; None where one is missing, and its key with it.

    `missing` says why, by the engine's name.
    """

    pinyin: Pinyin | None = None
    handwriting: Handwriting | None = None
    missing: Mapping[str, str] = field(default_factory=dict)


def load_writing(own_words: Sequence[str]) -> InputEngines:
    """The engines that are here, the centre's own words ahead of the dictionary.

    One that is missing becomes None, with one line in the log that says why.
    """
    characters = frozenset(CHARACTERS.read_text("utf-8"))
    missing: dict[str, str] = {}
    return InputEngines(
        _loaded("pinyin", lambda: RimePinyin(own_words, characters), missing),
        _loaded("handwriting", ZinniaHandwriting, missing),
        missing,
    )


def missing_engines() -> tuple[str, ...]:
    """Which engines are not on this machine, by name; without loading their dictionaries."""
    return tuple(name for name, library in (("pinyin", PINYIN), ("handwriting", HANDWRITING))
                 if not _is_here(library))


def _is_here(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True


def _loaded(name: str, load: Callable[[], Engine], missing: dict[str, str]) -> Engine | None:
    try:
        return load()
    except EngineMissing as trouble:
        missing[name] = str(trouble)
        structlog.get_logger().warning("no engine for writing", engine=name, why=str(trouble))
        return None


class ScriptedPinyin:
    """Answers from a table of letters and their words, for tests: {"nihao": ("你好", "拟好")}.

    A word taken covers all the letters; letters that are not in the table give no words.
    """

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        self._table = {letters: tuple(words) for letters, words in table.items()}
        self.letters = ""

    def press(self, letter: str) -> Composition:
        """As the table says."""
        self.letters += letter
        return self._composition()

    def erase(self) -> Composition:
        """As the table says."""
        self.letters = self.letters[:-1]
        return self._composition()

    def choose(self, n: int) -> Composition:
        """The whole composition becomes the word."""
        word = self._table[self.letters][n]
        self.letters = ""
        return Composition(done=word)

    def clear(self) -> None:
        """Back to nothing."""
        self.letters = ""

    def _composition(self) -> Composition:
        return Composition(
            self.letters, self._table.get(self.letters, ()), letters=self.letters)


class ScriptedHandwriting:
    """Gives the characters scripted for a number of strokes: {1: "一乙", 2: "人二"}."""

    def __init__(self, table: Mapping[int, str]) -> None:
        self._table = dict(table)

    def read(self, strokes: Sequence[Stroke]) -> tuple[str, ...]:
        """As the table says."""
        return tuple(self._table.get(len(strokes), ""))

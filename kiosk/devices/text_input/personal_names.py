"""People's names by their syllables: wang jian guo is 王建国, which no dictionary has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.assets import ASSETS
from kiosk.domain.readings import readings as readings_of

NAMES = ASSETS / "rime" / "names.toml"
SHORTEST, LONGEST = 2, 3


class Names:
    """Common surnames and the characters of given names by their syllables."""

    def __init__(self, file: Path = NAMES) -> None:
        written = tomllib.loads(file.read_text("utf-8"))
        self._surnames = _by_syllable(written["surnames"], written["readings"])
        self._given = _by_syllable(written["given"], {})

    def meant(self, syllables: Sequence[str]) -> tuple[str, ...]:
        """The likeliest name of two or three syllables, and the next; none where it is no name."""
        if not SHORTEST <= len(syllables) <= LONGEST:
            return ()
        first, *others = syllables
        choices = [self._surnames.get(first, ""), *(self._given.get(s, "") for s in others)]
        if not all(choices):
            return ()
        front = "".join(characters[0] for characters in choices[:-1])
        return tuple(front + last for last in choices[-1][:2])


def _by_syllable(characters: str, readings: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for character in "".join(characters.split()):
        syllable = readings.get(character) or readings_of(character)[0]
        found[syllable] = found.get(syllable, "") + character
    return found

"""What goes to and comes from the input engines: a composition, a stroke, a missing engine."""

from __future__ import annotations

from typing import NamedTuple

MOST_WORDS = 50


class Composition(NamedTuple):
    """What stands between the letters pressed and the text they become.

    `typed` is what is shown underlined, syllables parted, e.g. "lou dao li"; "" where nothing
    is being composed. `words` are what it may mean, best first, MOST_WORDS at most. `done` is
    the text that this act made final, "" mostly. `letters` are those pressed that are not final
    yet, by which the same composition is made again: nv where "nü" is shown.
    """

    typed: str = ""
    words: tuple[str, ...] = ()
    done: str = ""
    letters: str = ""


Stroke = tuple[tuple[float, float], ...]
"""The points of one stroke in the order drawn; x to the right, y down, both 0 to 1."""


class EngineMissing(Exception):
    """An engine or its data is not on this machine; its text says in one line what."""

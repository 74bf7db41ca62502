"""Which cases may be the same matter: by topic, place and words."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

ENOUGH = 0.25
MOST_PROPOSED = 3


def pairs(text: str) -> frozenset[str]:
    """The pairs of letters or characters that follow each other, punctuation left out."""
    letters = [one for one in unicodedata.normalize("NFKC", text).lower() if one.isalnum()]
    return frozenset(map("".join, pairwise(letters)))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the share of pairs they have in common (Dice)."""
    mine, theirs = pairs(one), pairs(other)
    total = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / total if total else 0.0


def proposed(text: str, others: dict[int, str]) -> tuple[int, ...]:
    """Of texts by the id of their case those that may tell of the same matter, likest first."""
    found = {id_: likeness(text, other) for id_, other in others.items()}
    likest = sorted(found, key=lambda id_: (-found[id_], id_))
    return tuple(id_ for id_ in likest if found[id_] >= ENOUGH)[:MOST_PROPOSED]

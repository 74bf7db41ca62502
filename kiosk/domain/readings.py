"""Readings: how Chinese characters sound, in letters without tones."""

from __future__ import annotations

import os

# Phrases would be four fifths of the library's memory and start: what is read here is a character
# at a time, and whoever types may mean any of its readings.
os.environ["PYPINYIN_NO_PHRASES"] = "1"
os.environ["PYPINYIN_NO_DICT_COPY"] = "1"

from pypinyin import Style, pinyin  # noqa: TID251  (the one place)


def readings(character: str) -> tuple[str, ...]:
    """Every reading of one character, the usual one first; what is no Chinese reads as it is."""
    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])

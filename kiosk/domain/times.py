"""Times of a day as people write them, read in one way wherever they are written."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

A_DAY = 24 * 60
SHOWN = 24
# Colons that Chinese keyboards write and Unicode does not take for one.
COLONS = str.maketrans("∶︰", "::")
_COLON = re.compile(r"\s*:\s*")
_DASH = re.compile(r"\s*(?:[-‐–—―−─~〜∼]+|至|到|\bto\b)\s*")
_APART = re.compile(r"[、,;/|。和及\s]+")
# 8:30, 8.30, 0830, 08:30:00, 8点, 8点半, 8时30分.
_CLOCK = re.compile(
    r"(\d{1,2})(?:[点时](半)|[点时]整?|(?:[:.点时]|(?<=\d\d))(\d\d)分?(?::00)?)?", re.ASCII)


class WrongTime(ValueError):
    """What is written cannot be used; `code` is the key of its words, `details` fill their gaps."""

    def __init__(self, code: str, part: str) -> None:
        super().__init__(f"{code}: {part}")
        self.code = code
        self.details = {"part": part if len(part) <= SHOWN else f"{part[:SHOWN]}…"}


def parts(written: str) -> list[str]:
    """The stretches of a text, each as it is written, between 、 or commas or spaces."""
    return [part for part in _APART.split(_plain(written)) if part]


def clock_of(written: str) -> time:
    """A time of day. Raises WrongTime `bad_clock`."""
    minutes = _minutes(_plain(written))
    if minutes is None or minutes == A_DAY:
        raise WrongTime("bad_clock", written)
    return time(*divmod(minutes, 60))


def between(written: str) -> tuple[int, int]:
    """From when to when, in minutes of a day of 1440. Raises WrongTime `bad_hours`."""
    ends = [_minutes(end) for end in _plain(written).split("-")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] == A_DAY:
        raise WrongTime("bad_hours", written)
    return ends[0], ends[1]


def _plain(written: str) -> str:
    text = unicodedata.normalize("NFKC", written.translate(COLONS)).strip()
    return _DASH.sub("-", _COLON.sub(":", text))


def _minutes(text: str) -> int | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, half, minute = found.groups()
    minutes = int(hour) * 60 + (30 if half else int(minute or 0))
    return minutes if int(minute or 0) < 60 and minutes <= A_DAY else None

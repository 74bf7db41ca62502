"""Saying: a text as it is written on the touch screen, turned into what a voice can say.

Times, ranges and numbers become words, labels of tickets are said digit by digit, and signs
that have no sound become pauses: 约 10–15 分钟, 15:20 is 约十到十五分钟，下午三点二十.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time

from kiosk.domain.languages import CHINESE
from kiosk.domain.spoken_numbers import (
    MOST_SAID,
    spoken_number,
    spoken_time,
    zh_counting,
    zh_digits,
    zh_naming,
)

_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_LABEL = re.compile(r"(?<![A-Za-z])[A-Z]{1,2}\d{2,}(?!\d)")
# What begins with a zero counts nothing: telephones, the numbers of cases. Nor does 400-810-0000.
_CODE = re.compile(r"(?<![\dA-Za-z.:])-?(0\d+(?:-\d+)*|[48]00-\d{3,4}-\d{3,4})(?![\d:])")
_RANGE = re.compile(r"(?<=\w)\s*[–~～]\s*(?=\w)|(?<=\d)-(?=\d)")
_LONG = re.compile(r"\d{5,}")
_PERCENT = re.compile(r"(\d+)\s*%")
_SHORT_MINUTES = re.compile(r"\bmin\b")
# Numbers before these are counted (两个人); before all others they are names (二号窗口).
_COUNTED = "个人间项样位分秒张桌场次件种块元天周步台名户岁小"
_NUMBER = re.compile(r"(第\s*)?(\d+)(?:\.(\d+))?\s*(.?)")
_IDEOGRAPH = "\u3400-\u9fff"
_GAP = re.compile(rf"(?<=[{_IDEOGRAPH}，。？；：、]) +(?=[{_IDEOGRAPH}，。？；：、])| +(?=[,.?;:])")
_PAUSES = {CHINESE: re.compile(r"[\n（）()·・/—–→\[\]]+"), "en": re.compile(r"[\n()·・/—–→\[\]]+")}
_SILENT = {
    CHINESE: re.compile(rf"[^{_IDEOGRAPH}A-Za-z ，。？；：、]"),
    "en": re.compile(r"[^A-Za-z0-9 ,.?;:'-]"),
}
_NEEDLESS = re.compile(r"^[\s，,]+|[\s，,]+(?=[\s]*[，。？；：、,.?;:])|[\s，,]+$")

_PAUSE, _STOP = re.compile(r"[，、；：,;:]"), re.compile(r"[。？.?]")
# Seconds of a sound (a syllable in Chinese, a letter in English), a pause, and a stop: fitted
# to what espeak-ng makes of the touch screen's own pages, which it meets within a second.
PACE = {CHINESE: (0.24, 0.09, 0.2), "en": (0.075, 0.28, 0.41)}
LISTENED = 11.3


def spoken_text(text: str, language: str) -> str:
    """What a voice is given to say for a written text; "" where nothing of it has a sound."""
    chinese = language == CHINESE
    text = _CODE.sub(lambda code: _digits(code[1], language), text)
    text = _RANGE.sub("到" if chinese else " to ", text)
    text = _TIME.sub(lambda at: spoken_time(time(int(at[1]), int(at[2])), language), text)
    text = _LABEL.sub(lambda label: spoken_number(label[0], language), text)
    if chinese:
        text = _PERCENT.sub(r"百分之\1", text)
        text = _LONG.sub(lambda digits: zh_digits(digits[0]), text)
        text = _NUMBER.sub(_zh_number, text)
    else:
        text = _PERCENT.sub(r"\1 percent", text)
        text = _LONG.sub(lambda digits: spoken_number(digits[0], language), text)
        text = _SHORT_MINUTES.sub("minutes", text).replace("’", "'")
    text = _PAUSES[language].sub("，" if chinese else ", ", text)
    text = _SILENT[language].sub("", text)
    return _NEEDLESS.sub("", _GAP.sub("", " ".join(text.split())))


def _digits(code: str, language: str) -> str:
    """Digit by digit, with a pause for each dash."""
    if language == CHINESE:
        return "，".join(map(zh_digits, code.split("-")))
    return ", ".join(spoken_number(part, language) for part in code.split("-"))


def sentences(parts: Iterable[str], language: str) -> str:
    """Parts of a page one after the other, each with a stop; empty ones are left out."""
    stop, between = ("。", "") if language == CHINESE else (".", " ")
    said = (part if part[-1] in "。？.?" else part + stop for part in parts if part)
    return between.join(said)


def in_time(ways: Iterable[str], language: str, most: float = LISTENED) -> str:
    """The first of some ways to say a page that takes no longer than one listens, `most` seconds;
    else the last."""
    way = ""
    for way in ways:
        if seconds_to_say(way, language) <= most:
            break
    return way


def seconds_to_say(text: str, language: str) -> float:
    """About how long a voice needs for a written text at the usual speed."""
    said = spoken_text(text, language)
    syllable, pause, stop = PACE[language]
    # A digit that is left to an English voice is a whole word.
    sounds = sum(4 if sign.isdecimal() else sign.isalnum() for sign in said)
    return sounds * syllable + len(_PAUSE.findall(said)) * pause + len(_STOP.findall(said)) * stop


def _zh_number(found: re.Match[str]) -> str:
    """One number with the word after it."""
    rank, digits, part, after = found.groups()
    n = int(digits)
    if after == "年" or n > MOST_SAID:
        said = zh_digits(digits)
    elif after and after in _COUNTED and not rank:
        said = zh_counting(n)
    else:
        said = zh_naming(n)
    decimals = f"点{zh_digits(part)}" if part else ""
    return f"{rank or ''}{said}{decimals}{after}"

"""Speech: how numbers, counters, times and waits are said aloud in Chinese and English.

In Chinese 2 is 二 where it names (二号窗口, 零二三) and 两 where it counts before a measure
word (两个人, 两分钟, 下午两点). English letters and digits are said one by one.
"""

from __future__ import annotations

from datetime import time

from kiosk.domain.languages import CHINESE

_ZH = "零一二三四五六七八九"
_EN = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
]
_EN_TENS = [
    "zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]
_ZH_PARTS = ((5, "凌晨"), (8, "早上"), (11, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
_EN_PARTS = ((12, "in the morning"), (18, "in the afternoon"), (24, "in the evening"))
MOST_SAID = 9999


def spoken_number(label: str, language: str) -> str:
    """A ticket's label, one letter and digit after the other: A 零二三, A zero two three."""
    if language != CHINESE:
        return " ".join(_EN[int(c)] if c.isdecimal() else c for c in label)
    letters = [c for c in label if not c.isdecimal()]
    digits = zh_digits("".join(c for c in label if c.isdecimal()))
    return " ".join([*letters, digits] if digits else letters)


def spoken_counter(counter: int, language: str) -> str:
    """A service counter by its number: 二号窗口, counter two."""
    name = spoken_name(counter, language)
    return f"{name}号窗口" if language == CHINESE else f"counter {name}"


def spoken_name(n: int, language: str) -> str:
    """A number that names something: 二, two."""
    return zh_naming(n) if language == CHINESE else _en(n)


def spoken_people(n: int, language: str) -> str:
    """How many people: 两个人, two people; 没有人, nobody."""
    if language == CHINESE:
        return f"{zh_counting(n)}个人" if n else "没有人"
    return f"{_en(n)} {'person' if n == 1 else 'people'}" if n else "nobody"


def spoken_minutes(low: int, high: int, language: str) -> str:
    """A range of minutes: 十到十五分钟, ten to fifteen minutes; from 0 on: 十五分钟以内."""
    if language == CHINESE:
        if low == high:
            return f"{zh_counting(high)}分钟"
        if not low:
            return f"{zh_counting(high)}分钟以内"
        return f"{zh_counting(low)}到{zh_counting(high)}分钟"
    minutes = "minute" if high == 1 else "minutes"
    if low == high:
        return f"{_en(high)} {minutes}"
    return f"{_en(low)} to {_en(high)} {minutes}" if low else f"up to {_en(high)} {minutes}"


def spoken_time(at: time, language: str) -> str:
    """A time of day: 下午三点二十, three twenty in the afternoon."""
    parts = _ZH_PARTS if language == CHINESE else _EN_PARTS
    part = next(name for until, name in parts if at.hour < until)
    if language == CHINESE:
        hour = at.hour - 12 if at.hour > 12 else at.hour
        return f"{part}{zh_counting(hour)}点{_zh_past(at.minute)}"
    return f"{_en(at.hour % 12 or 12)} {_en_past(at.minute)} {part}"


def zh_digits(digits: str) -> str:
    """Digits one by one: 零二三."""
    return "".join(_ZH[int(digit)] for digit in digits)


def _zh_past(minute: int) -> str:
    if minute == 30:
        return "半"
    if not minute:
        return ""
    return f"零{_ZH[minute]}" if minute < 10 else zh_naming(minute)


def _en_past(minute: int) -> str:
    if not minute:
        return "o'clock"
    return f"oh {_en(minute)}" if minute < 10 else _en(minute)


def zh_counting(n: int) -> str:
    """A number before a measure word."""
    return "两" if n == 2 else zh_naming(n)


def zh_naming(n: int) -> str:
    """0 to 9999 in Chinese: 十二, 二十, 一百零五, 一百一十, 五千二百一十七."""
    if not 0 <= n <= MOST_SAID:
        raise ValueError(f"not said aloud: {n}")
    if n < 20:
        return f"{'十' if n > 9 else ''}{_ZH[n % 10] if n % 10 or not n else ''}"
    said = ""
    for unit, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, n = divmod(n, place)
        if digit:
            said += f"{_ZH[digit]}{unit}"
        elif n and said and not said.endswith("零"):
            said += "零"
    return said


def _en(n: int) -> str:
    """0 to 9999 in English: twelve, forty-two, one hundred and five, five thousand and two."""
    if not 0 <= n <= MOST_SAID:
        raise ValueError(f"not said aloud: {n}")
    if n < 20:
        return _EN[n]
    if n < 100:
        tens, ones = divmod(n, 10)
        return _EN_TENS[tens] + (f"-{_EN[ones]}" if ones else "")
    unit, place = ("hundred", 100) if n < 1000 else ("thousand", 1000)
    many, rest = divmod(n, place)
    return f"{_EN[many]} {unit}" + (f"{' and' if rest < 100 else ''} {_en(rest)}" if rest else "")

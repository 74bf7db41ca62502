"""Wording: dates, greetings and waits as people write and say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kiosk.actions.queue.results import WaitRange
from kiosk.i18n import Words

# The hour from which each greeting holds.
GREETINGS = ((5, "dawn"), (9, "morning"), (11, "noon"), (13, "afternoon"), (18, "evening"))


def written_date(words: Words, now: datetime, short: bool = False) -> str:
    """10月16日 星期四; in 大字 only the weekday."""
    weekday = words(f"header.weekday_{now.weekday()}")
    if short:
        return weekday
    month = words(f"header.month_{now.month}")
    return words("header.date", month=month, day=now.day, weekday=words(
        f"header.short_weekday_{now.weekday()}"))


def greeting(now: datetime) -> str:
    """Which greeting the hour asks for: dawn, morning, noon, afternoon, evening."""
    return next((name for hour, name in reversed(GREETINGS) if now.hour >= hour), "evening")


def spoken_primary(words: Words, contrast: bool) -> str:
    """What the main thing to tap looks like: 红色的, in 高对比 黄色的."""
    return words("aloud.yellow" if contrast else "aloud.red")


def spoken_things(words: Words, names: Sequence[str], named: int) -> str:
    """What to bring, so many by name at most: 身份证、户口本，一共三样; 身份证，还有照片."""
    each = words("service_detail.say_and")
    if not names:
        return ""
    if not named:
        return words("service_detail.say_count", n=len(names))
    if named < len(names):
        return each.join(names[:named]) + words("service_detail.say_more", n=len(names))
    *first, last = names
    return words("service_detail.say_last").join([*([each.join(first)] if first else []), last])


def written_wait(words: Words, wait: WaitRange | None) -> str:
    """约 10–15 分钟; nothing where there is nothing to go by."""
    if wait is None:
        return ""
    if not wait.low:
        return words("wait.up_to", high=wait.high)
    if wait.low == wait.high:
        return words("wait.about", high=wait.high)
    return words("wait.range", low=wait.low, high=wait.high)

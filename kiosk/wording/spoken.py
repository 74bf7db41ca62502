"""Spoken: what 朗读 says of a page beside the page's own words."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.spoken_numbers import spoken_name
from kiosk.wording.translator import Translator


def spoken_primary(words: Translator, contrast: bool) -> str:
    """What the main thing to tap looks like: 红色的, in 高对比 黄色的."""
    return words("aloud.yellow" if contrast else "aloud.red")


def spoken_counters(words: Translator, counters: Sequence[int]) -> str:
    """二号窗口, 二或三号窗口; desk two or three, as the English touch screen calls them."""
    said = words("standing.say_or").join(spoken_name(n, words.language) for n in counters)
    return words("standing.say_counter", n=said)


def spoken_things(words: Translator, names: Sequence[str], named: int) -> str:
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

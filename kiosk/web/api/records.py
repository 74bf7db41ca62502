"""Records of the read API: texts, instants, hours, as its description has them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kiosk.context import AppContext
from kiosk.domain.calendar import Opening, TimeRange
from kiosk.domain.content.guide import Text

Record = dict[str, object]


def text(one: Text) -> Record:
    """A text in both languages; English is "" where the centre wrote none."""
    return {"zh": one.zh, "en": one.en}


def note(ctx: AppContext, one: Text | str | None) -> Record | None:
    """Why a day is not as usual: in the words of the staff, or those behind a key."""
    if isinstance(one, str):
        return {"zh": ctx.words["zh_CN"](one), "en": ctx.words["en"](one)}
    return text(one) if one else None


def instant(at: datetime | None) -> str | None:
    """An instant in ISO 8601 with its zone, to the second."""
    return at.isoformat(timespec="seconds") if at else None


def time_span(begins: datetime, ends: datetime) -> Record:
    """A time `[from, until)`."""
    return {"from": instant(begins), "until": instant(ends)}


def hours(day: Iterable[TimeRange]) -> list[Record]:
    """The hours of one day, "08:30" to "24:00"."""
    return [dict(zip(("from", "until"), str(one).split("-"), strict=True)) for one in day]


def door(opening: Opening) -> Record:
    """Whether it is open, until when, and when it opens next; null where nobody knows."""
    return {"open": opening.is_open, "until": instant(opening.until),
            "opens_at": instant(opening.next_at)}

"""The page of the street: the totals, and each centre in a line, those first that need somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from flask import Response

from kiosk.context import StreetContext
from kiosk.domain.operations.street import (
    CentreSummary,
    Overdue,
    Standing,
    Street,
    StreetCentre,
)
from kiosk.web.core.page_context import shown, words_of
from kiosk.wording.dates import written_time, written_when
from kiosk.wording.translator import Translator

A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
RATES = ("in_time", "solved", "content")


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over all centres; `is_bad` where somebody has to see to it."""

    name: str
    value: str
    is_bad: bool = False


def street_page(ctx: StreetContext, street: Street, title: str) -> Response:
    """All centres as they were read last."""
    words = words_of(ctx)
    return shown(
        "street/street.html", title=title, street=street,
        totals=totals(words, street), rates=shares(words, street.rates.shares()),
        door=partial(door_said, words, now=street.now),
        lasting=lambda since: lasting(words, street.now - since),
        overdue=partial(overdue_said, words),
        shares=lambda one: shares(words, one.rates.shares()),
        away=lambda one: away_said(words, one, street.now))


def totals(words: Translator, street: Street) -> tuple[Total, ...]:
    """What the street comes to."""
    known = street.answering
    missing, first = len(street.centres) - len(known), street.first_waits
    overdue = sum(one.count for centre in known for one in centre.overdue)
    kiosks = sum(len(one.troubles) for one in known)
    night = sum(one.standing(street.now) is Standing.CLOSED for one in street.centres)
    return (
        Total("open", words("street.of", n=sum(one.is_open for one in known),
                            all=len(street.centres))),
        Total("waiting", str(sum(one.waiting for one in known if one.is_open))),
        Total("longest", lasting(words, street.now - first) if first else words("street.no_wait"),
              any(one.waits_long(street.now) for one in street.centres)),
        Total("overdue", str(overdue), overdue > 0),
        Total("kiosks", str(kiosks), kiosks > 0),
        Total("missing", str(missing), missing > night),
    )


def lasting(words: Translator, span: timedelta) -> str:
    """How long something lasts already: 12 分钟, 3 小时, 2 天."""
    for name, unit in (("days", A_DAY), ("hours", AN_HOUR)):
        if span >= 2 * unit:
            return words(f"street.{name}", n=span // unit)
    return words("street.minutes", n=max(span, timedelta(0)) // A_MINUTE)


def door_said(words: Translator, one: CentreSummary, now: datetime) -> str:
    """How a centre's door stands."""
    if one.is_open:
        return (words("street.open_until", time=written_time(one.until)) if one.until
                else words("street.open"))
    return (words("street.opens_at", when=written_when(words, one.opens_at, now))
            if one.opens_at else words("street.closed"))


def overdue_said(words: Translator, one: Overdue) -> str:
    """So many of a kind. A newer centre may name one that nobody here knows."""
    what = words.first(f"street.late_{one.kind}", f"today.{one.kind}", "street.other")
    return words("street.due", n=one.count, what=what)


def shares(words: Translator, rates: tuple[int | None, ...]) -> Mapping[str, str]:
    """The three rates, by name."""
    return {name: words("street.none") if rate is None else f"{rate}%"
            for name, rate in zip(RATES, rates, strict=True)}


def away_said(words: Translator, one: StreetCentre, now: datetime) -> str:
    """Why nothing is known of a centre now, and for how long."""
    since = one.away_since if one.away else one.written_at
    return words(f"street.away_{one.away}" if one.away else "street.stopped",
                 lasting=lasting(words, now - (since or now)))

"""The figures of a day, a week or a month, for whoever may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.content import guide as content
from kiosk.actions.acting import allowed
from kiosk.actions.daily_statistics import DailyStatistics, Period
from kiosk.actions.queue.statistics import STATISTICS as QUEUE
from kiosk.actions.statistics.daily_rollup import Statistics, days, statistics_of
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.staff.roles import MAY_SEE_FIGURES, StaffSession
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import AreaDay, DayFigures, Span, period, periods_ago
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of `[first, last]`, up to now where the period is not over.

    `areas` are those that are told, `told` is what each says of the period, `before` the days of
    the whole period before it; `is_over` says that nothing is added any more.
    """

    span: Span
    first: date
    last: date
    areas: Statistics
    told: Mapping[type[AreaDay], Any]
    before: tuple[DayFigures, ...]
    is_over: bool

    def of(self, area: DailyStatistics[Any, Period]) -> Period:
        """What an area says of the period."""
        told: Period = self.told[area.kind]
        return told


def see(ctx: AppContext, session: StaffSession, span: Span, back: int, language: str) -> Figures:
    """The figures of the period `back` before the present one. Refuses with `not_allowed`;
    OverflowError where no calendar goes so far back."""
    allowed(session, MAY_SEE_FIGURES)
    with ctx.database.read() as tx:
        starts = content.guide(tx).centre.day_starts
        today = business_day(ctx.clock(), starts)
        first, last = period(span, today, back)
        areas = statistics_of(ctx)
        found = days(tx, areas, first, min(last, today), starts)
        told = {
            area.kind: area.summed_up(
                tx, [(one.day, one.of(area.kind)) for one in found], language)
            for area in areas
        }
        return Figures(span, first, last, areas, told,
                       days(tx, areas, *period(span, today, back + 1), starts), last < today)


def ago(ctx: AppContext, span: Span, day: date) -> int:
    """How many periods before the present one a day was."""
    with ctx.database.read() as tx:
        today = business_day(ctx.clock(), content.guide(tx).centre.day_starts)
    return periods_ago(span, today, day)


def blocks(words: Translator, figures: Figures) -> tuple[Block, ...]:
    """All that is told of a period, area by area; a table without figures is left out."""
    found = (block for area in figures.areas for block in area.blocks(words, figures.of(area)))
    return tuple(block for block in found if any(line.all or line.of for line in block.lines))


def columns(figures: Figures) -> tuple[BarRow, ...]:
    """The days of a period as columns, each named by its day of the month."""
    days = figures.of(QUEUE).days.items()
    return tuple(BarRow(str(day.day), one.taken, one.served, ()) for day, one in days)

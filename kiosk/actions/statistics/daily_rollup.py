"""The figures of closed days, kept by a clock; and those of a day not kept yet, counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.statistics import daily_statistics as figures
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.daily_statistics import DailyStatistics
from kiosk.area import HealthPart, noted
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE, business_day
from kiosk.domain.refusals import StorageDown
from kiosk.domain.statistics.daily_statistics import DayFigures

# The page of a number lives an hour longer than its day: until then it can be given back.
SETTLED_AFTER = timedelta(hours=2)
AT_ONCE = 7
# One day is summed up after the other; three days behind, the job does not come any more.
SUMMED_UP = timedelta(days=3)
BETWEEN, ROUNDS = 1.0, 600.0
DAY = timedelta(days=1)

Statistics = tuple[DailyStatistics[Any, Any], ...]


def run_due(ctx: AppContext) -> float:
    """Keeps the figures of the next days that are over; returns after how many seconds to ask
    again. Missed days are caught up, some at a time; a day is written once. What a clock that was
    ahead had summed up too early is counted anew when its time has come. Raises StorageDown."""
    statistics = statistics_of(ctx)
    with ctx.database.read() as tx:
        starts = content.guide(tx).centre.day_starts
        newest = figures.newest(tx)
        first = newest + DAY if newest else first_day(tx, statistics)
        last = business_day(ctx.clock() - SETTLED_AFTER, starts) - DAY
        if newest and newest > last:
            return _too_early(ctx, last)
        if first is None or first > last:
            return ROUNDS
        days = [first + n * DAY for n in range(min((last - first).days + 1, AT_ONCE))]
        if not _are_settled(tx, statistics, days, starts):
            # The area's own clock has to end what began on them first.
            return BETWEEN
        counted = [count(tx, statistics, day, starts) for day in days]
    with acting(ctx, SYSTEM) as act:
        if figures.newest(act.tx) == newest:
            for one in counted:
                figures.keep(act.tx, one)
            act.log("sum_up", first=days[0].isoformat(), last=days[-1].isoformat())
        else:
            act.without_event("another process was first")
    return BETWEEN


def health(ctx: AppContext, serving: bool) -> list[HealthPart]:
    """Whether every closed day was summed up."""
    try:
        with ctx.database.read() as tx:
            oldest, newest = first_day(tx, statistics_of(ctx)), figures.newest(tx)
    except StorageDown:
        return []
    behind = oldest is not None and (ctx.clock().date() - (newest or oldest)) > SUMMED_UP
    notes = noted("summed_up", day=newest) if newest else noted("not_summed_up")
    return [HealthPart("figures", not (serving and behind), notes)]


def _too_early(ctx: AppContext, last: date) -> float:
    with acting(ctx, SYSTEM) as act:
        figures.drop_after(act.tx, last)
        act.log("sum_up_again", after=last.isoformat())
    return BETWEEN


def statistics_of(ctx: AppContext) -> Statistics:
    """The statistics of all areas that have any, in the order in which they are told."""
    return tuple(area.statistics for area in ctx.areas if area.statistics)


def first_day(session: Reading, statistics: Statistics) -> date | None:
    """The first day on which anything happened that figures count; None where nothing did."""
    return min(filter(None, (one.first_day(session) for one in statistics)), default=None)


def count(session: Reading, statistics: Statistics, day: date, starts: time) -> DayFigures:
    """The figures of a day from its own rows, as they are now."""
    bounds = _bounds(day, starts)
    return DayFigures(day, {one.kind: one.count(session, day, *bounds) for one in statistics})


def days(
    session: Reading, statistics: Statistics, first: date, last: date, starts: time
) -> tuple[DayFigures, ...]:
    """Each day from `first` to `last`, as it was kept or is counted now."""
    known = figures.kept(session, first, last, [one.kind for one in statistics])
    wanted = [first + n * DAY for n in range((last - first).days + 1)]
    return tuple(known.get(day) or count(session, statistics, day, starts) for day in wanted)


def _are_settled(
    session: Reading, statistics: Statistics, days: list[date], starts: time
) -> bool:
    begins, ends = _bounds(days[0], starts)[0], _bounds(days[-1], starts)[1]
    return all(one.is_settled(session, begins, ends) for one in statistics)


def _bounds(day: date, starts: time) -> tuple[datetime, datetime]:
    return datetime.combine(day, starts, ZONE), datetime.combine(day + DAY, starts, ZONE)

"""The small things of a year: what every area tells of it, on one page and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.content import guide as content
from db.engine import event_log
from kiosk.actions.acting import allowed
from kiosk.actions.content.centre import guide
from kiosk.actions.statistics.daily_rollup import days, first_day, statistics_of
from kiosk.actions.statistics.report import record_line, signed
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.documents.year_report import YearReport, draw
from kiosk.domain.calendar import ZONE, business_day
from kiosk.domain.staff.roles import MAY_SEE_FIGURES, StaffSession
from kiosk.domain.statistics.year import YearChapter
from kiosk.wording.dates import written_date, written_time

JANUARY_1 = (1, 1)


@dataclass(frozen=True, slots=True)
class YearTold:
    """A year in words, up to `last` where it is not over; `years` are those that can be told,
    newest first."""

    year: int
    last: date
    is_over: bool
    years: tuple[int, ...]
    chapters: tuple[YearChapter, ...]


def year_told(
    ctx: AppContext, session: StaffSession, year: int | None, language: str
) -> YearTold:
    """A year, the present one where none is said or nothing was counted in it. Refuses with
    `not_allowed`."""
    allowed(session, MAY_SEE_FIGURES)
    words = ctx.words[language]
    with ctx.database.read() as tx:
        starts = content.guide(tx).centre.day_starts
        today, areas = business_day(ctx.clock(), starts), statistics_of(ctx)
        oldest = first_day(tx, areas) or today
        years = tuple(range(today.year, min(oldest.year, today.year) - 1, -1))
        asked = year if year in years else today.year
        first, end = date(asked, *JANUARY_1), date(asked + 1, *JANUARY_1)
        last = min(end - timedelta(days=1), today)
        begins, ends = (datetime.combine(day, starts, ZONE) for day in (first, end))
        found = days(tx, areas, max(first, oldest), last, starts)
        chapters = tuple(
            chapter for area in areas for chapter in area.in_a_year(
                words, tx, begins, ends, area.summed_up(
                    tx, [(one.day, one.of(area.kind)) for one in found], language)))
    return YearTold(asked, last, end <= today, years, chapters)


def year_report(ctx: AppContext, session: StaffSession, year: int | None, language: str) -> bytes:
    """The same as a PDF of one page. Refuses with `not_allowed`."""
    words, now = ctx.words[language], ctx.clock()
    told = year_told(ctx, session, year, language)
    with ctx.database.read() as tx:
        head = event_log.head(tx, now)
    return draw(YearReport(
        centre=guide(ctx).centre.centre.in_(language),
        title=words("year.title", year=told.year),
        so_far="" if told.is_over else words(
            "year.so_far", date=written_date(words, told.last)),
        chapters=told.chapters, signed=signed(words),
        made=words("figures.report_made", date=f"{now:%Y-%m-%d}", time=written_time(now)),
        log=record_line(words, head), issued=now,
    ), ASSETS)

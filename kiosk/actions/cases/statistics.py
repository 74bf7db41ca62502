"""The statistics of cases, from their log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from db.cases import register, story
from db.engine.database import ReadTransaction as Reading
from kiosk.actions.daily_statistics import DailyStatistics, Highlight, head
from kiosk.domain.cases.statistics import CaseDay, cases_of
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import added
from kiosk.domain.statistics.year import YearChapter, YearFigure
from kiosk.wording.translator import Translator

COLUMNS = "told case_answers solved unsolved reopened silent withdrawn rated content"


def count(session: Reading, _day: date, begins: datetime, ends: datetime) -> CaseDay:
    """What happened in cases on a day."""
    return cases_of(story.events_between(session, begins, ends))


def summed_up(
    _session: Reading, days: Sequence[tuple[date, CaseDay]], _language: str
) -> CaseDay:
    """Several days as one."""
    return added([CaseDay(), *(day for _, day in days)])


def blocks(words: Translator, use: CaseDay) -> Iterable[Block]:
    """One table of one line."""
    yield Block("cases", head(words, "cases", COLUMNS), (
        BarRow(words("figures.all_cases"), use.told, use.answers, (
            use.solved, use.unsolved, use.reopened, use.silent, use.withdrawn, use.rated,
            use.content)),))


def highlights(days: Sequence[CaseDay]) -> Iterable[Highlight]:
    """How many were solved by the residents' own yes."""
    yield Highlight("cases_solved", sum(day.solved for day in days))


def in_a_year(
    words: Translator, _session: Reading, _begins: datetime, _ends: datetime, use: CaseDay
) -> Iterable[YearChapter]:
    """What was told, and what was solved by the residents' own yes."""
    yield YearChapter(words("year.cases"), tuple(
        YearFigure(words(f"year.cases_{name}"), words("year.cases_n", n=f"{n:,}"))
        for name, n in (("told", use.told), ("solved", use.solved), ("unsolved", use.unsolved),
                        ("silent", use.silent))), words("year.cases_how"))


STATISTICS = DailyStatistics(
    CaseDay, register.first_day, count, summed_up, blocks, highlights, in_a_year=in_a_year)

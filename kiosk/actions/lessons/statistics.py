"""The statistics of the class: children expected, excused, there, and collected late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from db.engine.database import ReadTransaction as Reading
from db.lessons import days, terms
from db.operations import calendar_exceptions as special_days
from kiosk.actions.daily_statistics import DailyStatistics, Highlight, head
from kiosk.domain.lessons.collecting import ChildState
from kiosk.domain.lessons.statistics import ClassDayCount
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.domain.statistics.daily_statistics import added
from kiosk.wording.translator import Translator


def count(tx: Reading, day: date, _begins: datetime, _ends: datetime) -> ClassDayCount:
    """How a day of the class went, as it is known now; nobody is named."""
    found = days.between(tx, day, day)
    calendar = special_days.calendar(tx)
    closes = max((held[1] for one in terms.terms(tx)
                  if (held := one.session(day, calendar))), default=None)
    absent = sum(one.state is ChildState.ABSENT for one in found)
    return ClassDayCount(
        len(found) - absent, absent, sum(one.arrived_at is not None for one in found),
        sum(bool(closes and one.collected_at and one.collected_at > closes) for one in found))


def summed_up(
    _tx: Reading, days_: Sequence[tuple[date, ClassDayCount]], _language: str
) -> ClassDayCount:
    """Several days as one."""
    return added([ClassDayCount(), *(day for _, day in days_)])


def blocks(words: Translator, use: ClassDayCount) -> Iterable[Block]:
    """One table of one line."""
    yield Block("lessons", head(words, "lessons", "class_expected class_there class_excused"
                                " class_late"), (
        BarRow(words("figures.all_lessons"), use.expected, use.there, (use.excused, use.late)),))


def highlights(days_: Sequence[ClassDayCount]) -> Iterable[Highlight]:
    """How many evenings children spent there."""
    yield Highlight("class_evenings", sum(day.there for day in days_))


STATISTICS = DailyStatistics(
    ClassDayCount, days.first_day, count, summed_up, blocks, highlights)

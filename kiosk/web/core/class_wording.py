"""The class put into the words of one reader: its days, who collects, what was called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.actions.lessons.results import ClassDayView, ClassNow
from kiosk.domain.calendar import WEEKDAYS
from kiosk.wording.dates import weekday, written_time
from kiosk.wording.lessons import (
    class_date_said,
    class_day_said,
    places_said,
    standing_said,
    why_shut,
)
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class ClassSaid:
    """Says what there is to say about the class."""

    words: Translator
    now: datetime

    def day(self, day: date) -> str:
        """今天, 周五."""
        return class_day_said(self.words, day, self.now.date())

    def date(self, day: date) -> str:
        """今天, 周五 10月17日."""
        return class_date_said(self.words, day, self.now.date())

    def places(self, view: ClassDayView) -> str:
        """6 位, 满了, 不开."""
        return places_said(self.words, view.state, view.left)

    def why(self, view: ClassDayView) -> str:
        """Why there is no class on a day."""
        return why_shut(self.words, view.note)

    def standing(self, view: ClassNow) -> tuple[str, str]:
        """How the class stands today, as a state and in words."""
        return standing_said(self.words, view.today.state, view.today.left, view.today.held,
                             view.term.first, self.now)

    def weekday(self, name: str) -> str:
        """周五, of a weekday's name."""
        return weekday(self.words, WEEKDAYS.index(name)).short

    def late(self, ends: datetime) -> str:
        """已经晚 12 分钟, after the class was over at an instant."""
        return self.words("teacher.late", time=written_time(ends),
                          n=int((self.now - ends).total_seconds()) // 60)

"""Times, hours, waits and refusals put into the words of one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from kiosk.actions.queue.results import WaitRange
from kiosk.domain.calendar import WEEKDAYS, Hours, Stretch
from kiosk.domain.content.content_form import Mistake
from kiosk.domain.refusals import Refusal
from kiosk.i18n import Words


@dataclass(frozen=True, slots=True)
class Wording:
    """Says things to one reader at one moment."""

    words: Words
    now: datetime

    def clock(self, instant: datetime) -> str:
        """15:23."""
        return f"{instant:%H:%M}"

    def date(self, day: date) -> str:
        """10月16日 星期四."""
        return self.words(
            "web.date", month=day.month, day=day.day, month_name=self.words(f"months.m{day.month}"),
            weekday=self.words(f"weekdays.{WEEKDAYS[day.weekday()]}"),
        )

    def when(self, instant: datetime) -> str:
        """今天 14:00, 明天 08:30, or the date with the time."""
        ahead = (instant.date() - self.now.date()).days
        near = {0: "web.today", 1: "web.tomorrow"}.get(ahead)
        day = self.words(near) if near else self.date(instant.date())
        return f"{day} {self.clock(instant)}"

    def hours(self, hours: Hours) -> tuple[tuple[str, str], ...]:
        """Days and their times: neighbouring days with the same hours share a line."""
        if hours.never_close:
            return ((self.words("web.every_day"), self.words("web.all_day")),)
        runs = [
            (list(days), stretches)
            for stretches, days in groupby(range(len(hours.week)), hours.week.__getitem__)
            if stretches
        ]
        return tuple((self._days(days), self._stretches(stretches)) for days, stretches in runs)

    def windows(self, numbers: Sequence[int]) -> str:
        """2 号窗口, or 1、2 号窗口."""
        together = self.words("web.and").join(str(number) for number in numbers)
        return self.words("web.window" if len(numbers) == 1 else "web.windows", n=together)

    def wait(self, wait: WaitRange) -> str:
        """The minutes of an expected wait: 10–15, or the most it will be."""
        if wait.low == 0:
            return self.words("web.wait_at_most", high=wait.high)
        return self.words("web.wait_range", low=wait.low, high=wait.high)

    def left(self, until: datetime) -> str:
        """How much of a time that is kept remains: 2 分 40 秒."""
        seconds = int(max(until - self.now, timedelta(0)).total_seconds())
        return self.words("web.minutes_seconds", m=seconds // 60, s=seconds % 60)

    def refusal(self, refusal: Refusal) -> str:
        """Why a deed did not happen."""
        details = {name: self._detail(value) for name, value in refusal.details.items()}
        unknown = any(value is None for value in details.values())
        return self.words(f"refusals.{refusal.code}{'_open' if unknown else ''}", **details)

    def _detail(self, value: object) -> object:
        if isinstance(value, Mistake):
            return self.words(f"content_mistake.{value.code}", **value.details)
        return self.when(value) if isinstance(value, datetime) else value

    def _days(self, days: Sequence[int]) -> str:
        first, last = (self.words(f"weekdays.{WEEKDAYS[day]}") for day in (days[0], days[-1]))
        return first if len(days) == 1 else self.words("web.days", first=first, last=last)

    def _stretches(self, stretches: Sequence[Stretch]) -> str:
        return self.words("web.and").join(
            str(stretch).replace("-", "–") for stretch in stretches
        )

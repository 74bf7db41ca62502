"""Times, hours, waits and refusals put into the words of one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.calendar import OpeningHours
from kiosk.domain.queue.expected_wait import WaitRange
from kiosk.domain.refusals import Refusal
from kiosk.wording.dates import written_date, written_time, written_when
from kiosk.wording.hours import open_days
from kiosk.wording.queue import listed_counters, wait_figure
from kiosk.wording.refused import refusal_said
from kiosk.wording.translator import Translator


def unbroken(span: str) -> str:
    """08:30–21:00 that a browser keeps on one line: it would break after the dash."""
    return span.replace("–", "–\N{WORD JOINER}")


@dataclass(frozen=True, slots=True)
class Wording:
    """Says things to one reader at one moment."""

    words: Translator
    now: datetime

    def clock(self, instant: datetime) -> str:
        """15:23."""
        return written_time(instant)

    def date(self, day: date) -> str:
        """10月16日 星期四."""
        return written_date(self.words, day, "full")

    def when(self, instant: datetime) -> str:
        """今天 14:00, 明天 08:30, or the date with the time."""
        return written_when(self.words, instant, self.now)

    def hours(self, hours: OpeningHours) -> tuple[tuple[str, str], ...]:
        """Days and their times: neighbouring days with the same hours share a line."""
        if hours.never_close:
            return ((self.words("opening.every_day"), self.words("opening.all_day")),)
        return tuple((line.days, unbroken(line.hours)) for line in open_days(self.words, hours))

    def counters(self, numbers: Sequence[int]) -> str:
        """2 号窗口, or 1、2 号窗口."""
        return listed_counters(self.words, numbers)

    def wait(self, wait: WaitRange) -> str:
        """The minutes of an expected wait: 10–15, or the most it will be."""
        return unbroken(wait_figure(wait))

    def left(self, until: datetime) -> str:
        """How much of a time that is kept remains: 2 分 40 秒."""
        seconds = int(max(until - self.now, timedelta(0)).total_seconds())
        return self.words("web.minutes_seconds", m=seconds // 60, s=seconds % 60)

    def refusal(self, refusal: Refusal) -> str:
        """Why an action did not happen."""
        return refusal_said(self.words, refusal, self.now)

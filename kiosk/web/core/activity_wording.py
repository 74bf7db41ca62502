"""Activities put into the words of one reader: how a session stands, when it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.actions.activities.results import SessionNow
from kiosk.domain.activities.activities import Session
from kiosk.web.core.wording import unbroken
from kiosk.wording.activities import day_said, length_said, status_said, when_said
from kiosk.wording.dates import day_ahead, written_date, written_span, written_time
from kiosk.wording.translator import Translator

# The colour and the icon of each way a session can stand.
LOOKS = {
    "open": ("green", "circle-check-filled"), "near": ("amber", "hourglass-filled"),
    "full": ("full", "users"), "walk_in": ("green", "walk"), "early": ("grey", "clock"),
    "late": ("grey", "lock-filled"), "running": ("green", "player-play"),
    "over": ("grey", "circle-check"), "cancelled": ("grey", "calendar-off"),
}

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ActivitiesSaid:
    """Says what there is to say about activities."""

    words: Translator
    now: datetime

    def status(self, stands: SessionNow) -> str:
        """还有 12 个名额, 满了，可排队, 不用报名."""
        return status_said(self.words, stands)

    def look(self, stands: SessionNow) -> tuple[str, str]:
        """The colour and the icon of how a session stands."""
        return LOOKS[stands.status]

    def day(self, day: date) -> str:
        """今天, 周六（18日）."""
        return day_said(self.words, day, self.now.date())

    def when(self, at: datetime) -> str:
        """周六（18日）10:00."""
        return when_said(self.words, at, self.now.date())

    def soon(self, at: datetime) -> str:
        """今天 17:00, 周六 10:00, 10月24日 10:00: within a sentence."""
        return f"{day_ahead(self.words, at.date(), self.now.date()).short} {written_time(at)}"

    def span(self, session: Session) -> str:
        """10:00–11:30."""
        return self.hours(session.starts_at, session.ends_at)

    def hours(self, begins: datetime, ends: datetime) -> str:
        """10:00–11:30."""
        return unbroken(written_span(begins, ends))

    def length(self, session: Session) -> str:
        """一个半小时."""
        return length_said(self.words, session.ends_at - session.starts_at)

    def heading(self, day: date) -> str:
        """今天, 周六（18日）, 10月24日 星期六."""
        is_near = day - self.now.date() < A_WEEK
        return self.day(day) if is_near else written_date(self.words, day, "full")

    def full(self, at: datetime, ends: datetime | None = None) -> str:
        """10月17日 星期六 10:00, or 10:00–11:30: a time that may not be misread."""
        time = self.hours(at, ends) if ends else written_time(at)
        return f"{written_date(self.words, at.date(), 'full')} {time}"

    def listed(self, days: Sequence[date]) -> str:
        """10月1日、10月8日."""
        return self.words("dates.and").join(written_date(self.words, one, "short") for one in days)

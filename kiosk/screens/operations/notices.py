"""Notices and opening hours: what is new today, the hours of the week, and the days unlike it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.actions.content.centre import guide
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.context import AppContext
from kiosk.domain.calendar_exceptions import unusual_days
from kiosk.domain.content.guide import Notice
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.domain.speech_text import in_time
from kiosk.screens.operations.hours_panel import (
    DaysPanel,  # noqa: F401  named in the .kv
    NewsLine,
    news_line,
)
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.repeater import NO_LIST, ListPage, list_page
from kiosk.wording.hours import (
    HoursLine,
    line_of,
    spoken_next,
    unusual_lines,
    written_opening,
    written_week,
)

PORTRAIT = {
    "title": (48, 150, 984, 84),
    "hours": (48, 252, 984, 364),
    "heading": (48, 640, 984, 56),
    "news": (48, 708, 984, 640),
    "news_paged": (48, 708, 984, 496),
    "pager": (48, 1220, 984, 130),
    "days": (48, 1376, 984, 340),
}
LANDSCAPE = {
    "title": (48, 146, 830, 76),
    "hours": (932, 146, 940, 200),
    "heading": (48, 364, 860, 56),
    "news": (48, 428, 860, 492),
    "news_paged": (48, 428, 860, 492),
    "pager": (932, 790, 940, 130),
    "days": (932, 364, 940, 402),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 108),
    "hours": (48, 282, 984, 340),
    "heading": (48, 634, 984, 82),
    "news": (48, 718, 984, 630),
    "news_paged": (48, 718, 984, 500),
    "pager": (48, 1242, 984, 120),
    "days": (48, 1386, 984, 330),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 152, 800, 108),
    "hours": (932, 156, 940, 194),
    "heading": (48, 358, 860, 82),
    "news": (48, 442, 860, 478),
    "news_paged": (48, 442, 860, 478),
}
# So many notices below each other, and so many where there are more pages.
ROWS = {"portrait": (5, 4), "landscape": (4, 4), "big_portrait": (3, 3), "big_landscape": (2, 2)}
GAP = 16
# How far ahead the days are told that are unlike the week, and how many lines there are for them.
DAYS_AHEAD, MOST_LINES = 30, 4


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """How the door stands, the hours of the week, the notices, and days that are unlike it."""

    opens: str = ""
    week: Sequence[HoursLine] = ()
    first: int = 0
    news: ListPage = NO_LIST
    days: Sequence[str] = ()


class NoticesScreen(KioskScreen):
    """Only informs: 返回 leads back to home, or to the page of the closed centre."""

    NAME = "notices"
    LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)

    line_kind = NewsLine

    page = view_model(NoticesPage())

    @classmethod
    def ask(cls, ctx: AppContext, at: int = 0) -> Answers:
        return {"centre_now": centre_now(ctx), "notices": guide(ctx).notices, "now": ctx.clock(),
                "at": at}

    def show(
        self, centre_now: CentreNow, notices: Sequence[Notice], now: datetime, at: int = 0
    ) -> None:
        words, hours, opening = self.words, centre_now.centre.hours, centre_now.opening(now)
        unusual = unusual_days(centre_now.timetable, now.date(), DAYS_AHEAD)[:MOST_LINES]
        rows, paged = ROWS[self.theme.layout]
        more = len(notices) > rows
        places = self.box("news_paged" if more else "news").rows(paged if more else rows, GAP)
        self._opens = written_opening(words, opening, now) if opening.is_open else spoken_next(
            words, opening.next_at, now)
        self._notices = [self.text(one.text) for one in notices]
        self.page = NoticesPage(
            opens=written_opening(words, opening, now), week=written_week(words, hours),
            first=line_of(hours, now.weekday()),
            news=list_page(
                [dict(zip(("icon", "text", "urgent"), news_line(one, self.mode.language),
                          strict=True)) for one in notices] or [
                    {"icon": "mood-smile", "text": words("notices.no_news"), "urgent": False}],
                list(places), at),
            days=unusual_lines(words, unusual) or [words("notices.as_usual", n=DAYS_AHEAD)],
        )

    def speech(self) -> str:
        told = (self._notices[:n] for n in range(len(self._notices), -1, -1))
        return in_time(
            (self.words("notices.say", opens=self._opens,
                        news=self.words("notices.say_and").join(some)) for some in told),
            self.words.language,
        )

    def turn_page(self, at: int) -> None:
        """上一页, 下一页."""
        self.ui.turn(at=at)

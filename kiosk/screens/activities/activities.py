"""Screen 23, the activities: how many this week has, and those of a day, a week or a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from kiosk.actions.activities import activities_now
from kiosk.actions.activities.results import ActivitiesNow, SessionNow
from kiosk.context import AppContext
from kiosk.domain.activities.activities import ActivityKind, SessionStatus
from kiosk.domain.spoken_numbers import spoken_time
from kiosk.screens.activities.session_row import ActivityRow, DayCount, WeekPanel
from kiosk.screens.activities.status import session_chip
from kiosk.screens.content.service_row import RailButton
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.navigation.screen import Answers, KioskScreen, layouts, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, list_page, placed
from kiosk.wording.dates import by_itself, near_day, weekday, written_date, written_time

GAP = 24
PORTRAIT = {
    "title": (48, 150, 984, 142),
    "week": (48, 312, 984, 300),
    "rail": (48, 640, 264, 1074),
    "rows": (336, 640, 696, 920),
    "mine": (336, 1584, 264, 130),
    "pager": (624, 1584, 408, 130),
    "pager_button": (0, 0, 150, 130),
}
LANDSCAPE = {
    "title": (48, 146, 588, 140),
    "week": (660, 146, 1212, 206),
    "rail": (48, 364, 588, 552),
    "rows": (660, 364, 1212, 408),
    "mine": (660, 796, 400, 122),
    "pager": (1084, 796, 788, 122),
    "pager_button": (0, 0, 282, 122),
}
BIG_PORTRAIT = PORTRAIT | {
    "title": (48, 166, 984, 110),
    "week": (48, 290, 984, 322),
    "mine": (336, 1584, 240, 130),
    "pager": (600, 1584, 432, 130),
    "pager_button": (0, 0, 160, 130),
}
BIG_LANDSCAPE = LANDSCAPE | {
    "title": (48, 146, 680, 200),
    "week": (752, 146, 1120, 206),
    "mine": (660, 796, 420, 122),
    "pager": (1104, 796, 768, 122),
}
# Columns and rows of a page.
GRID = {
    "portrait": (1, 4), "landscape": (2, 2), "big_portrait": (1, 3), "big_landscape": (1, 2),
}
TODAY, THIS_WEEK, NEXT_WEEK = "today", "this_week", "next_week"
SPANS = {TODAY: "calendar-event", THIS_WEEK: "calendar", NEXT_WEEK: "calendar-time"}
KINDS = {
    ActivityKind.HEALTH: "stethoscope", ActivityKind.CULTURE: "microphone",
    ActivityKind.TALKS: "flag", ActivityKind.CHILDREN: "mood-smile",
    ActivityKind.SERVICE: "heart-handshake",
}
# So many shelves have room below each other in portrait; of one more both weeks share a line.
MOST = 7
OVER = (SessionStatus.OVER, SessionStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class ActivitiesPage:
    """The week in figures, the shelves, and a page of what is on the chosen one."""

    title: str = ""
    span: str = ""
    days: Sequence[DayCount] = ()
    rail: Sequence[Item] = ()
    rows: ListPage = NO_LIST
    nothing: str = ""


class ActivitiesScreen(KioskScreen):
    """One choice at a time: a day, a week or a kind."""

    NAME = "activities"
    LAYOUTS = layouts(PORTRAIT, LANDSCAPE, BIG_PORTRAIT, BIG_LANDSCAPE)

    rail_kind, row_kind, week_kind = RailButton, ActivityRow, WeekPanel

    page = view_model(ActivitiesPage())

    @classmethod
    def ask(cls, ctx: AppContext, shelf: str = THIS_WEEK, first: int = 0) -> Answers:
        return {"activities": activities_now(ctx), "shelf": shelf, "first": first}

    def show(self, activities: ActivitiesNow, shelf: str = THIS_WEEK, first: int = 0) -> None:
        """`first` is the row that is read first: in another mode its page has another number."""
        self._activities, words = activities, self.words
        found = self._on(shelf)
        boxes = self.box("rows").grid(*GRID[self.theme.layout], GAP)
        week = activities.week
        last = week + timedelta(days=6)
        self.page = ActivitiesPage(
            title=words("activities.week", n=sum(activities.counts)),
            span=words("activities.span", first=written_date(words, week, "short"),
                       last=written_date(words, last, "short")),
            days=[self._day(n) for n in range(7)], rail=self._rail(shelf),
            rows=list_page([self._row(one) for one in found], boxes, first // len(boxes)),
            nothing="" if found else words(f"activities.nothing_{shelf}"
                                           if shelf in SPANS else "activities.nothing_kind"),
        )

    def _on(self, shelf: str) -> Sequence[SessionNow]:
        activities, today = self._activities, self._activities.now.date()
        next_week = activities.week + timedelta(days=7)
        if shelf == TODAY:
            return activities.on(today)
        if shelf in (THIS_WEEK, NEXT_WEEK):
            return [one for one in activities.sessions
                    if (one.session.starts_at.date() >= next_week) == (shelf == NEXT_WEEK)]
        return activities.of(ActivityKind(shelf))

    def _day(self, n: int) -> DayCount:
        words, activities = self.words, self._activities
        day, today = activities.week + timedelta(days=n), activities.now.date()
        count = activities.counts[n]
        return DayCount(
            by_itself(near_day(words, day, today)) if day == today else weekday(words, n).short,
            str(day.day), words("activities.count" if count else "activities.none", n=count),
            day == today, day < today,
        )

    def _rail(self, shelf: str) -> Sequence[Item]:
        kinds = [kind for kind in ActivityKind if self._activities.of(kind)]
        items = [
            {"icon": SPANS[span], "text": self.words(f"activities.{span}"), "value": span,
             "selected": span == shelf} for span in SPANS
        ] + [
            {"icon": KINDS[kind], "text": self.words(f"activity_kind.{kind}"), "value": str(kind),
             "selected": kind == shelf} for kind in kinds
        ]
        rail = self.box("rail")
        if not self.theme.portrait:
            return placed(items, rail.grid(2, 4, GAP))
        lines = list(rail.rows(MOST, GAP))
        if len(items) > MOST:
            week = list(SPANS).index(THIS_WEEK)
            lines[week:week + 1] = lines[week].columns(2, GAP)
        return placed(items, lines)

    def _row(self, stands: SessionNow) -> Item:
        words, session = self.words, stands.session
        day, today = session.starts_at.date(), self._activities.now.date()
        place = [self.text(one) for one in (stands.where, stands.team) if self.text(one)]
        is_over = stands.status in OVER
        can = stands.status in (SessionStatus.OPEN, SessionStatus.NEAR)
        return {
            "weekday": by_itself(near_day(words, day, today)) if day == today
            else weekday(words, day.weekday()).short,
            "day": str(day.day), "time": written_time(session.starts_at),
            "title": self.text(stands.activity.title), "say": self.text(stands.activity.title),
            "place": words("activities.comma").join(place), "chip": session_chip(words, stands),
            "enabled": not is_over, "urgent": can, "value": (stands.activity.id, session.id),
            "verb": "" if is_over else words("activities.register" if can else "activities.see"),
        }

    def speech(self) -> str:
        words, following = self.words, self._activities.next
        n = sum(self._activities.counts)
        if following is None:
            return words("activities.say_none", n=n)
        at = following.session.starts_at
        day = near_day(words, at.date(), self._activities.now.date()) or weekday(
            words, at.weekday())
        return words(
            "activities.say", n=n, day=by_itself(day), title=self.text(following.activity.title),
            time=spoken_time(at.time(), self.mode.language),
        )

    def choose(self, button: RailButton) -> None:
        """Another day, week or kind."""
        if not button.selected:
            self.ui.turn(shelf=button.value, first=0)

    def turn(self, page: int) -> None:
        """Another page of the shelf."""
        self.ui.turn(first=page * self.page.rows.size)

    def open(self, row: ActivityRow) -> None:
        """One session: how many come is asked there first."""
        activity_id, session_id = row.value
        self.ui.go("activity", row, activity_id=activity_id, session_id=session_id)

    def find_mine(self, button: PushButton) -> None:
        """我报过名: by the four digits."""
        self.ui.go("activity_number", button)

    def nothing_box(self) -> Rect:
        """Where it says that there is nothing."""
        return self.box("rows")._replace(h=240)

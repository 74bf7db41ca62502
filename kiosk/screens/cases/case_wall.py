"""Screen 32, the wall: what was told this month and what became of it, counted from the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.actions.cases import wall
from kiosk.actions.cases.results import CaseWall, WallLine
from kiosk.context import AppContext
from kiosk.domain.cases.case_log import WallFigures
from kiosk.domain.cases.cases import CaseTopic
from kiosk.screens.cases.places import GAP, WALL
from kiosk.screens.cases.wall_widgets import (
    CountBars,  # noqa: F401  named in the .kv
    FigurePanel,
    TopicBar,
    WallLines,  # noqa: F401  named in the .kv
)
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, placed
from kiosk.wording.cases import month_said
from kiosk.wording.dates import written_date

FIGURES = (("message-2", "answered"), ("circle-check-filled", "solved"), ("mood-smile", "content"))
# So many topics have a bar, the rest shares the last one.
BARS, BIG_BARS = 7, 4


@dataclass(frozen=True, slots=True)
class CaseWallPage:
    """A month in figures, bars and lines; `shows_lines` on the page that has them."""

    chip: Chip = BLANK
    lead: str = ""
    figures: Sequence[Item] = ()
    legend: Sequence[str] = ()
    bars: Sequence[TopicBar] = ()
    nothing: str = ""
    solved: Sequence[tuple[str, str]] = ()
    unsolved: Sequence[tuple[str, str]] = ()
    before: str = ""
    shows_lines: bool = True
    pages: ListPage = NO_LIST


class CaseWallScreen(KioskScreen):
    """Solved is what residents said is solved; silence is neither."""

    NAME = "case_wall"
    LAYOUTS = WALL

    figure_kind = FigurePanel

    page = view_model(CaseWallPage())

    @classmethod
    def ask(cls, ctx: AppContext, second: bool = False) -> Answers:
        return {"wall": wall(ctx), "second": second}

    def show(self, wall: CaseWall, second: bool = False) -> None:  # the answer's name
        """In 大字 the lines stand on a `second` page."""
        words, figures, self._wall = self.words, wall.month.figures, wall
        is_paged = self.has_box("pager")
        shows_bars, shows_lines = not (is_paged and second), second or not is_paged
        self.page = CaseWallPage(
            chip=Chip("plain", self._month(), "calendar-event"),
            lead="" if self.mode.big else self._lead(figures),
            figures=self._figures(figures) if shows_bars else (),
            legend=[words(f"case_wall.legend_{one}") for one in ("solved", "open", "other")],
            bars=self._bars() if shows_bars else (),
            nothing=words("case_wall.nothing") if shows_bars and not wall.topics else "",
            solved=[self._line(one) for one in wall.solved],
            unsolved=[self._line(one) for one in wall.unsolved],
            before=self._before(), shows_lines=shows_lines,
            pages=ListPage((), int(second), 2, 1) if is_paged else NO_LIST,
        )

    def _month(self) -> str:
        month, now = self._wall.month.first, self._wall.now
        said = month_said(self.words, month)
        is_now = (month.year, month.month) == (now.year, now.month)
        return self.words("case_wall.until_today", month=said) if is_now else said

    def _lead(self, figures: WallFigures) -> str:
        """Silence and what was withdrawn are counted apart: they are no yes."""
        apart = figures.silent or figures.withdrawn
        return self.words("case_wall.lead_apart" if apart else "case_wall.lead",
                          n=figures.received, silent=figures.silent, withdrawn=figures.withdrawn)

    def _figures(self, figures: WallFigures) -> Sequence[Item]:
        counts = {"answered": figures.in_time, "solved": figures.solved,
                  "content": figures.content}
        short = "_short" if self.mode.big else ""
        return placed((
            {"icon": icon, "figure": str(counts[name]), "unit": self.words("case_wall.unit"),
             "label": self.words(f"case_wall.figure_{name}{short}")} for icon, name in FIGURES
        ), self.box("figures").columns(len(FIGURES), GAP))

    def _bars(self) -> Sequence[TopicBar]:
        most = BIG_BARS if self.mode.big else BARS
        topics = sorted(self._wall.topics, key=lambda one: -one[1].received)
        return [self._bar(topic, figures) for topic, figures in topics[:most]]

    def _bar(self, topic: CaseTopic, figures: WallFigures) -> TopicBar:
        other = figures.received - figures.solved - figures.under_way
        return TopicBar(self.text(topic.title), figures.solved, figures.under_way, other,
                        self.words("case_wall.total", n=figures.received))

    def _line(self, line: WallLine) -> tuple[str, str]:
        day = written_date(self.words, line.day, "short")
        where = self.words("case_wall.where", estate=self.text(line.estate),
                           day=day) if line.estate else day
        return self.text(line.topic), where

    def _before(self) -> str:
        before = self._wall.before
        if not any((before.solved, before.mediated, before.consulted, before.supervised)):
            return ""
        return self.words("case_wall.before", solved=before.solved, mediated=before.mediated,
                          consulted=before.consulted, supervised=before.supervised)

    def speech(self) -> str:
        words, figures = self.words, self._wall.month.figures
        return words("case_wall.say", month=self._month(), received=figures.received,
                     answered=figures.in_time, solved=figures.solved, content=figures.content)

    # ---- what is tapped

    def turn(self, page: int) -> None:
        """In 大字: the lines, or the figures again."""
        self.ui.turn(second=bool(page))

    def look_up(self, button: PushButton) -> None:
        """查我的事."""
        self.ui.go("case_number", button)

    def tell(self, button: PushButton) -> None:
        """说说您的事."""
        self.ui.go("cases", button)

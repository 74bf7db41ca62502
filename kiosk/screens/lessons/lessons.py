"""Screen 26, the after-school class: how it stands, its days, what is done, how one registers.

No child is on it: it tells how many are there, and how many places are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlsplit

from kiosk.actions.lessons import call_desk, class_now
from kiosk.actions.lessons.results import ClassDayView, ClassNow, PlaceState
from kiosk.context import AppContext
from kiosk.screens.lessons.class_widgets import (
    ClassDayButton,
    ClassLook,  # noqa: F401  named in the .kv
    ClassRules,  # noqa: F401  named in the .kv
    TimeFlow,  # noqa: F401  named in the .kv
)
from kiosk.screens.lessons.home_tile import class_chip
from kiosk.screens.lessons.places import GAP, LAYOUTS
from kiosk.ui.drawing.fitted_text import one_line_role, text_width
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.screen import Answers, KioskScreen, view_model
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.repeater import NO_LIST, Item, ListPage, placed
from kiosk.wording.dates import written_date, written_time
from kiosk.wording.lessons import class_day_said, places_said, why_shut
from kiosk.wording.spoken import spoken_primary

RULES = (("list-check", "register"), ("user-check", "only"), ("phone", "late"))
HINTS, AIR = ("primary_hint", "hint", "label"), 40
# In 大字 what is done and the rules are the second page.
PAGES = 2


@dataclass(frozen=True, slots=True)
class LessonsPage:
    """The class today and one of its days; in 大字 one of two pages, `is_first` or not."""

    title: str = ""
    about: str = ""
    chip: Chip = BLANK
    strong: str = ""
    text: str = ""
    figures: Sequence[tuple[str, str]] = ()
    days: Sequence[Item] = ()
    pick: str = ""
    pick_hint: str = ""
    steps: Sequence[tuple[str, str, str, bool]] = ()
    rules: Sequence[tuple[str, str, str]] = ()
    url: str = ""
    host: str = ""
    scan: str = ""
    call_hint: str = ""
    hint_role: str = "primary_hint"
    is_first: bool = True
    is_second: bool = True
    pages: ListPage = NO_LIST


class LessonsScreen(KioskScreen):
    """A tapped day tells what is done on it; registering is for the guardian's phone, or with
    staff."""

    NAME = "lessons"
    LAYOUTS = LAYOUTS
    STAY = Stay(90, 20)

    day_kind = ClassDayButton

    page = view_model(LessonsPage())

    @classmethod
    def ask(
        cls, ctx: AppContext, day: date | None = None, at: int = 0, term_id: str = ""
    ) -> Answers:
        """`term_id` comes with the staff's look at a term; there is one page for all."""
        return {"view": class_now(ctx), "day": day, "at": at}

    def show(self, view: ClassNow, day: date | None = None, at: int = 0) -> None:
        """`day` is the one tapped, else today or the next with a class; `at` the page of 大字."""
        words, big = self.words, self.mode.big
        chosen = next((one for one in view.days if one.day == day and one.held),
                      view.today if view.today.held else view.next_day or view.today)
        self._view = view
        url = self.ui.ctx.settings.link("/lessons")
        said, hint = class_day_said(words, chosen.day, view.now.date()), words("lessons.call_hint")
        room = self.box("call").w - AIR
        role = one_line_role(self.theme, hint, room, HINTS)
        self.page = LessonsPage(
            title=self.text(view.term.title), about=self.text(view.term.about),
            chip=class_chip(words, view), strong=self._strong(view), text=self._line(view),
            figures=self._figures(view),
            days=placed((self._day(one, chosen, view) for one in view.days),
                        self.box("days").columns(len(view.days), GAP)),
            pick=words("lessons.doing", day=said) if chosen.steps else "",
            pick_hint=words("lessons.pick"),
            steps=self._steps(chosen, view), rules=self._rules(view),
            url=url, host=urlsplit(url).netloc,
            scan=self._scan(view), call_hint=hint if text_width(self.theme, hint, role) <= room
            else "", hint_role=role,
            is_first=not big or at == 0, is_second=not big or at == 1,
            pages=ListPage((), at, PAGES if big else 1),
        )

    def _scan(self, view: ClassNow) -> str:
        """What the code is for; beside it there is room for two lines."""
        name = "wait" if view.today.state is PlaceState.FULL else "register"
        return self.words(f"lessons.scan_{name}" if self.theme.portrait
                          else f"lessons.scan_{name}_beside")

    def _strong(self, view: ClassNow) -> str:
        """Today in a line: until when, from when to when, or that there is none."""
        words, held = self.words, view.today.held
        if view.now.date() < view.term.first:
            return words("lessons.term_begins", date=written_date(words, view.term.first))
        if held is None:
            return words("lessons.shut_today")
        if view.now >= held[1]:
            return words("lessons.over")
        if view.is_under_way:
            return words("lessons.until", time=written_time(held[1]))
        return words("lessons.span", begins=written_time(held[0]), ends=written_time(held[1]))

    def _line(self, view: ClassNow) -> str:
        """Who looks after the children; on a day without class why, and when there is one."""
        words, coming = self.words, view.next_day
        if view.today.held and view.now < view.today.held[1]:
            team = self.text(view.team)
            return words("lessons.minders" if view.minders else "lessons.team", team=team,
                         n=view.minders)
        why = why_shut(words, view.today.note)
        after = "" if coming is None or coming.held is None else words(
            "lessons.next", day=class_day_said(words, coming.day, view.now.date()),
            time=written_time(coming.held[0]))
        return words("lessons.both", one=why, other=after) if why and after else why or after

    def _figures(self, view: ClassNow) -> Sequence[tuple[str, str]]:
        if not view.is_under_way:
            return ()
        words = self.words
        return tuple((words("lessons.figure", n=n), words(f"lessons.figure_{name}"))
                     for n, name in ((view.here, "here"), (view.today.left, "left")))

    def _day(self, one: ClassDayView, chosen: ClassDayView, view: ClassNow) -> Item:
        words = self.words
        kind = "shut" if one.held is None else str(one.state)
        return {
            "weekday": class_day_said(words, one.day, view.now.date()), "date": str(one.day.day),
            "chip": Chip(kind, places_said(words, kind, one.left)),
            "label": self.text(one.label) if one.label else "", "value": one.day,
            "enabled": one.held is not None, "selected": one is chosen and one.held is not None,
            "tick": False,
        }

    def _steps(
        self, chosen: ClassDayView, view: ClassNow
    ) -> Sequence[tuple[str, str, str, bool]]:
        clock = view.now.time()
        begun = [step for step in chosen.steps if step.at <= clock]
        now = begun[-1] if begun and chosen is view.today and view.is_under_way else None
        return [(written_time(step.at), self.text(step.title), self.text(step.hint), step is now)
                for step in chosen.steps]

    def _rules(self, view: ClassNow) -> Sequence[tuple[str, str, str]]:
        time = written_time(max(one.closes for day in view.term.hours.week for one in day))
        return [(icon, self.words(f"lessons.rule_{name}", time=time) if name == "late"
                 else self.words(f"lessons.rule_{name}"), self.words(f"lessons.rule_{name}_hint"))
                for icon, name in RULES]

    def speech(self) -> str:
        words, view, page = self.words, self._view, self.page
        today = words("lessons.say_now", today=page.strong, here=view.here,
                      left=view.today.left) if view.is_under_way else page.strong
        key = "say" if page.url else "say_offline"
        return words(f"lessons.{key}", title=page.title, today=today,
                     colour=spoken_primary(words, self.mode.contrast))

    # ---- what is tapped

    def choose_day(self, button: ClassDayButton) -> None:
        """Another day: what is done on it."""
        if not button.selected:
            self.ui.turn(day=button.value)

    def turn(self, page: int) -> None:
        """The other page, in 大字."""
        self.ui.turn(at=page)

    def call(self, button: PushButton) -> None:
        """家长没带手机: somebody at the desk is called."""
        ctx = self.ui.ctx
        self.ui.run(partial(call_desk, ctx, self.ui.key("class_call")), self._called, button,
                    "lessons.not_called")

    def _called(self, _answer: object) -> None:
        words = self.words
        self.ui.ask(Question(
            title=words("lessons.called"), text=words("lessons.called_text"), icon="bell-ringing",
            answers=(Answer(words("lessons.called_close"), self.ui.close, "check"),)))

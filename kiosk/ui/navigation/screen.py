"""KioskScreen: the base of every screen. See it as a function of the answers it is shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from kivy.lang import Builder
from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.context import AppContext
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Mode, Theme
from kiosk.ui.navigation.idle import Stay
from kiosk.ui.navigation.visit import Visit
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.shell.staff_door import StaffDoor
from kiosk.ui.widgets import kv_names  # noqa: F401  Kivy knows a piece by name once it is imported
from kiosk.ui.widgets.kiosk_widget import KioskWidget, WidgetContext
from kiosk.ui.widgets.tappable import Tappable
from kiosk.wording.dates import written_time
from kiosk.wording.refused import refusal_said
from kiosk.wording.translator import Translator

T = TypeVar("T")
# What a page is shown: the arguments of its `show`, by name.
Answers = dict[str, Any]
Layout = Mapping[str, tuple[float, float, float, float]]


def layouts(
    portrait: Layout, landscape: Layout, big_portrait: Layout, big_landscape: Layout
) -> Mapping[str, Layout]:
    """The box tables of a screen: each place's name → (x, y, w, h), in design pixels from the top
    left."""
    return {"portrait": portrait, "landscape": landscape, "big_portrait": big_portrait,
            "big_landscape": big_landscape}


def view_model(default: T) -> ObjectProperty[T]:
    """What a screen shows, as one frozen value that is replaced whole: `.kv` reads
    `root.page.title`. `default` stands there until the first answer."""
    # Kivy follows a dot after a property only where the property says so.
    return ObjectProperty(default, rebind=True)


class Aloud(Protocol):
    """朗读, where it is on: `tell` says something at once, `add` after what is being read."""

    def tell(self, text: str) -> None: ...
    def add(self, text: str) -> None: ...


class TouchScreen(Protocol):
    """What a screen may ask of the touch screen; kiosk.ui.navigation.router.Router does it."""

    ctx: AppContext
    visit: Visit

    @property
    def reading(self) -> Aloud: ...
    @property
    def kept(self) -> dict[str, Any]: ...
    @property
    def door(self) -> StaffDoor: ...
    def go(self, name: str, button: Tappable | None = None, centre: AppContext | None = None,
           **arguments: object) -> None: ...
    def arrive(self, name: str, answers: Answers, **arguments: object) -> None: ...
    def turn(self, **arguments: object) -> None: ...
    def back(self) -> None: ...
    def home(self) -> None: ...
    def run(self, action: Callable[[], T], done: Callable[[T], object],
            button: Tappable | None = None,
            not_done: str = "trouble.nothing_done") -> None: ...
    def ask(self, question: Question) -> None: ...
    def close(self) -> None: ...
    def toast(self, text: str, icon: str = "circle-check-filled", mood: str = "good") -> None: ...
    def key(self, *action: object) -> str: ...
    def stay(self) -> None: ...
    def quietly(self, action: Callable[[], T], done: Callable[[T], object]) -> None: ...


class KioskScreen(Widget):
    """A page between header and bottom bar.

    NAME        by which `ui.go(NAME, …)` finds it
    LAYOUTS     its box tables, see `layouts`. Without the big ones 大字 leaves the page as it is.
    STAY        how long it waits for a touch
    CAN_GO_BACK whether 返回 works
    HEADER, BAR whether the header stands above it, and the bottom bar below
    RESTS       whether it stands there for nobody: any touch only wakes the touch screen
    STAFF       whether it is the staff's: its header is of ink
    HEARD       how many seconds 朗读 may take to read it
    Its .kv lies beside its .py under the same name; pages of one family share their base's.
    """

    NAME: ClassVar[str]
    LAYOUTS: ClassVar[Mapping[str, Layout]]
    STAY: ClassVar[Stay] = Stay()
    CAN_GO_BACK: ClassVar[bool] = True
    HEADER: ClassVar[bool] = True
    BAR: ClassVar[bool] = True
    RESTS: ClassVar[bool] = False
    STAFF: ClassVar[bool] = False
    HEARD: ClassVar[float] = 12.0

    # Seconds that the page still waits for a touch, as of half a second ago at most.
    remaining = NumericProperty(0.0)

    def __init__(self, ui: TouchScreen, around: WidgetContext) -> None:
        self.ui = ui
        self.around = around
        _load_kv(type(self))
        super().__init__(remaining=self.STAY.seconds)

    # ---- what a screen writes

    @classmethod
    def ask(cls, ctx: AppContext, *_: Any, **arguments: Any) -> Answers:
        """Asks the actions, on the errand thread; its answers go to `show`. What it takes is the
        page's own: `*_` leaves that open, it is called with names alone."""
        return dict(arguments)

    def show(self, *_: Any, **answers: Any) -> None:
        """Shows the answers. Called on arrival and again whenever there is news."""

    def speech(self) -> str:
        """What 朗读 reads: title, state, choices; at most HEARD seconds."""
        return ""

    def tick(self, now: datetime) -> None:
        """Called at least once a second: a page that shows the time itself, or what it makes
        stale."""

    def leave(self) -> None:
        """The page is left: cancel clocks and animations."""

    # ---- what a screen uses

    @property
    def theme(self) -> Theme:
        return self.around.theme

    @property
    def words(self) -> Translator:
        return self.around.words

    @property
    def mode(self) -> Mode:
        return self.theme.mode

    def box(self, name: str) -> Rect:
        """The place of that name in the table of this orientation and mode."""
        return Rect(*self.LAYOUTS[self.theme.layout][name])

    def has_box(self, name: str) -> bool:
        """Whether this orientation and mode have such a place."""
        return name in self.LAYOUTS[self.theme.layout]

    def text(self, text: Text) -> str:
        """A text of the centre in the language now read."""
        return text.in_(self.mode.language)

    def refusal(self, refusal: Refusal) -> str:
        """Why an action did not happen."""
        return refusal_said(self.words, refusal, self.ui.ctx.clock())

    def toast_refusal(self, refusal: Refusal) -> None:
        """Says over the page why an action did not happen."""
        self.ui.toast(self.refusal(refusal), "alert-triangle-filled", "bad")

    def ask_first(
        self, title: str, text: str, yes: Answer, no: str, icon: str = "help-circle"
    ) -> None:
        """Asks before `yes`, which is done after the question; `no` is the safe answer."""
        def sure() -> None:
            self.ui.close()
            yes.action()

        self.ui.ask(Question(
            title, text, (replace(yes, action=sure), Answer(no, self.ui.close, "check")), icon
        ))

    def end(self, said: str) -> None:
        """Goes home, and says there what was done."""
        # The voice goes with the visit, so it says this before.
        self.ui.reading.add(said)
        self.ui.home()
        self.ui.toast(said)

    @property
    def is_left(self) -> bool:
        """In `leave`: whether the visit goes on elsewhere. A change of mode leaves a page too, but
        goes on with it."""
        return self.ui.visit.here.name != self.NAME

    def time(self, at: datetime | time) -> str:
        """A time of day as it is written: 15:20."""
        return written_time(at)

    def add_widget(self, widget: Widget, index: int = 0, canvas: str | None = None) -> None:
        if isinstance(widget, KioskWidget) and not hasattr(widget, "around"):
            widget.around = self.around
        super().add_widget(widget, index, canvas)

    def pieces(self) -> Iterator[KioskWidget]:
        """All pieces of the page."""
        for child in reversed(self.children):
            if isinstance(child, KioskWidget):
                yield from child.pieces()


def _load_kv(screen: type[KioskScreen]) -> None:
    for one in screen.__mro__[:screen.__mro__.index(KioskScreen)]:
        source = Path(sys.modules[one.__module__].__file__ or "").with_suffix(".kv")
        if source.exists() and str(source) not in Builder.files:
            Builder.load_file(str(source))

"""The frame of the mode, the page that stands on it, and the answers that page shows."""

from __future__ import annotations

import gc
from collections.abc import Callable
from ctypes import CDLL
from functools import partial
from typing import TYPE_CHECKING

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent

from kiosk.domain.content.guide import Centre
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.ui.drawing.theme import Mode
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.navigation.screen_factory import ScreenFactory
from kiosk.ui.navigation.visit import Visit
from kiosk.ui.shell.bar_actions import press
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.shell.trouble_panel import out_of_service_panel, trouble_panel
from kiosk.ui.shell.window import MAXFPS, RESTING_FPS

if TYPE_CHECKING:
    from kiosk.ui.navigation.router import Router

# When the last face has risen and the last page has faded: until then they hold the old stage.
SOON = 1.0
LIBC = CDLL(None)


class ScreenPresenter:
    """Puts stages on `root`, the router, and pages on the stage. Knows nothing of actions.

    `known` is the centre as it was last read, None where it never was. `step` counts the pages
    shown: news that was asked for on an earlier page is not for this one.
    """

    def __init__(
        self, root: Router, factory: ScreenFactory, on_touch: Callable[[MotionEvent], bool]
    ) -> None:
        self.known: CentreNow | None = None
        self.answers: Answers = {}
        self.failed: Callable[[], None] | None = None
        self.fades = False
        self.step = 0
        self.stage: PageFrame
        self._root = root
        self._factory = factory
        self._on_touch = on_touch
        self._bases: dict[str, Answers] = {}

    @property
    def centre(self) -> Centre | None:
        """What is known of the centre itself."""
        return self.known.centre if self.known else None

    @property
    def screen(self) -> KioskScreen | None:
        """The page on the touch screen; None where a panel stands in for it."""
        return self.stage.screen

    def watched(self) -> None:
        """From now on somebody looks: what comes and goes fades."""
        self.fades = True
        self.stage.fading.begin()

    def set_stage(self, mode: Mode) -> None:
        """A new stage for a mode, without a page yet."""
        before = self.stage if self._root.children else None
        self._root.clear_widgets()
        self.stage = self._factory.stage(mode, self._on_touch)
        if before is not None:
            self.stage.focus.goes_on(before.focus)
            before.leave()
        self.stage.show_time(self._root.ctx.clock())
        self.stage.bar.bind(on_press=partial(press, self._root))
        self.stage.header.bind(on_knock=self._root.door.knocked)
        if self.centre is not None:
            self.stage.name_centre(self.centre)
        self._root.add_widget(self.stage)
        if self.fades:
            self.stage.fading.begin()
        if self.failed is not None:
            self.failed()

    def forget(self) -> None:
        """Each page stands there as if for the first time."""
        self._factory.forget()

    def ask_again(self, before: PageFrame) -> None:
        """What was asked on the stage before stays asked. In another language the page stands
        without it: whoever asked has to say it anew.
        """
        language = self.stage.around.theme.mode.language
        if before.dialog is not None and before.around.theme.mode.language == language:
            self.stage.ask(before.dialog.question)

    def present(self, visit: Visit, answers: Answers) -> None:
        """The page of a visit with its answers."""
        self.answers, self.failed = answers, None
        self.step += 1
        name = visit.here.name
        screen = self._factory.screen(name, self.stage, self._root)
        if self.centre is not None:
            self.stage.name_centre(self.centre)
        # While nobody is there, nothing moves that needs more.
        Clock._max_fps = RESTING_FPS if screen.RESTS else MAXFPS
        screen.show(**answers)
        self.stage.put(screen)
        if len(visit.path) == 1 and not screen.STAFF:
            self._bases[name] = answers
        self.stage.bar.at_home = len(visit.path) == 1
        self.stage.bar.can_go_back = screen.CAN_GO_BACK and len(visit.path) > 1

    def begin(self, visit: Visit) -> None:
        """A base page as it was last seen, on a new stage: what was written on the pages of the
        visit before goes with them, out of memory too."""
        self.answers, self.failed = {}, None
        self.set_stage(visit.mode)
        if visit.here.name in self._bases:
            self.present(visit, self._bases[visit.here.name])
        # Once for each visit, and not put off by the next one: somebody who goes home again and
        # again would leave everything lying about.
        Clock.schedule_once(_collect, SOON)

    def refresh(self, step: int, found: tuple[CentreNow, Answers]) -> None:
        """News for the page of that step."""
        if step == self.step and self.stage.screen is not None:
            self.known, self.answers = found
            if self.centre is not None:
                self.stage.name_centre(self.centre)
            self.stage.screen.show(**self.answers)

    def fail(
        self, trouble: Exception, not_done: str, again: Callable[[], None],
        home: Callable[[], None],
    ) -> None:
        """A panel in the page's place that says what failed, and whether the act counted."""
        self.failed = partial(self.fail, trouble, not_done, again, home)
        around = self.stage.around
        if self.centre is None:
            self.stage.show_trouble(out_of_service_panel(around))
            return
        self.stage.show_trouble(
            trouble_panel(around, trouble, now=self._root.ctx.clock(), not_done=not_done,
                          again=again, home=home)
        )
        # It was logged; the frames it comes from may hold what was typed.
        trouble.__traceback__ = trouble.__context__ = None
        self.stage.bar.at_home, self.stage.bar.can_go_back = False, True


def _collect(_dt: float) -> None:
    """Widgets refer to each other: those taken away stay in memory until this is done. What they
    were drawn with the driver lets go with the next frame, and the heap gives it back then."""
    gc.collect()
    Window.canvas.ask_update()
    Clock.schedule_once(_give_back, SOON)


def _give_back(_dt: float) -> None:
    LIBC.malloc_trim(0)

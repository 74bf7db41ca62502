"""The router: where the visit goes, what is asked for it, and what is done for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.context import AppContext
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.ui.accessibility.accessible_node import told
from kiosk.ui.accessibility.read_aloud import Reader
from kiosk.ui.accessibility.reader_control import VOLUME, ReaderControl
from kiosk.ui.drawing.theme import Mode
from kiosk.ui.navigation import start_page
from kiosk.ui.navigation.background_task import BackgroundTask
from kiosk.ui.navigation.precedence import OnScreen
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.navigation.screen_factory import ScreenFactory
from kiosk.ui.navigation.screen_presenter import ScreenPresenter
from kiosk.ui.navigation.visit import StaffAtScreen, Visit, VisitedPage
from kiosk.ui.shell.overlays import Question
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.shell.staff_door import StaffDoor
from kiosk.ui.widgets.kiosk_widget import RepeatGuard
from kiosk.ui.widgets.tappable import Tappable

T = TypeVar("T")


class Router(Widget):
    """The root widget. `screens` by name; `window` is its size in pixels."""

    def __init__(
        self, ctx: AppContext, screens: Mapping[str, type[KioskScreen]], assets: Path,
        window: tuple[int, int], monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(size=window, size_hint=(None, None))
        self.ctx = ctx
        self.monotonic = monotonic
        self.quiet_since = monotonic()
        self.reader = Reader(ctx.speaker)
        self.reading = ReaderControl(self.reader, self)
        self._doing = BackgroundTask(ctx.database.close)
        self.door = StaffDoor(self, self._doing)
        panel = ctx.settings.panel(window)
        # A panel too small for ordinary type is read in 大字 by everybody.
        self._first_mode = Mode(ctx.settings.language, big=panel.starts_big)
        self.visit = self._new_visit(OnScreen.HOME)
        self._screens = screens
        factory = ScreenFactory(ctx, screens, assets, panel, RepeatGuard(monotonic))
        self.presenter = ScreenPresenter(self, factory, self.touched)
        self.presenter.set_stage(self.visit.mode)

    @property
    def stage(self) -> PageFrame:
        """What stands on the touch screen."""
        return self.presenter.stage

    @property
    def resting(self) -> bool:
        """Whether nobody is there: the next touch only wakes the touch screen."""
        return self.presenter.screen is not None and self.presenter.screen.RESTS

    @property
    def working(self) -> bool:
        """Whether something is being done that the person waits for."""
        return self._doing.working

    @property
    def base(self) -> str:
        """The page at which a visit begins, as things stand."""
        return start_page.page(self, awake=True)

    @property
    def staff(self) -> StaffAtScreen | None:
        """Who of the staff is signed in."""
        return self.door.staff

    @property
    def kept(self) -> dict[str, Any]:
        """What the person wrote and chose on this visit, by name; gone with the visit."""
        return self.visit.kept

    def start(self) -> None:
        """Begins with a new visit."""
        self._doing.start()
        self.reader.start()
        self.presenter.watched()
        self.home()

    def stop(self) -> None:
        """Ends the threads, and whatever the page does by itself."""
        if self.stage.screen is not None:
            self.stage.screen.leave()
        self.reader.stop()
        self._doing.stop()

    def step(self) -> None:
        """What was begun in the background is done: who drives the touch screen by hand, as a test
        does, waits for no frame."""
        self._doing.step()
        self.reader.step()

    # ---- going somewhere

    def go(
        self, name: str, button: Tappable | None = None, centre: AppContext | None = None,
        **arguments: object,
    ) -> None:
        """To another screen, once its `ask` has answered; `button` looks busy meanwhile. With a
        `centre` it is that one's, which nobody else sees yet."""
        self.fetch(self.visit.to(VisitedPage(name, arguments, centre)), button)

    def arrive(self, name: str, answers: Answers, **arguments: object) -> None:
        """To another screen whose answers are at hand already."""
        self._present(self.visit.to(VisitedPage(name, arguments)), dict(answers))

    def turn(self, **arguments: object) -> None:
        """The same screen with some arguments changed: another page of a list."""
        self.fetch(self.visit.turned(arguments))

    def back(self) -> None:
        """返回: closes what lies over the page, or goes one step back."""
        if self.stage.dialog is not None:
            self.stage.close()
        else:
            self.fetch(self.visit if self.stage.trouble else self.visit.back())

    def home(self) -> None:
        """Ends the visit: everything of it is thrown away, and the base stands there anew."""
        self.stand(self.base)

    def start_over(self) -> None:
        """首页: what was written and chosen is thrown away; the same person reads on in the same
        modes, as loud as before."""
        visit = self._new_visit(self.base)
        kept = {name: step for name, step in self.kept.items() if name == VOLUME}
        self._begin(replace(visit, mode=self.visit.mode, kept=kept))

    def rest(self) -> None:
        """Ends the visit, and nobody is there for another one yet."""
        self.door.forget()
        self.stand(start_page.page(self))

    # ---- doing something

    def run(
        self, action: Callable[[], T], done: Callable[[T], object],
        button: Tappable | None = None, not_done: str = "trouble.nothing_done",
    ) -> None:
        """An action on the errand thread; `done(result)` follows on the touch screen.

        Where it fails a panel says so, with `not_done` (a key of words) about whether the act
        counted, and offers the very same action again.
        """
        if not self._doing.working:
            again = partial(self.run, action, done, None, not_done)
            failed = partial(self._failed, again, not_done)
            visit = self.visit
            self._doing.do(
                action, partial(self._still, visit, done), partial(self._still, visit, failed),
                button
            )

    def quietly(self, action: Callable[[], T], done: Callable[[T], object]) -> None:
        """An action that nobody waits for; where it fails, what stands on the touch screen
        stays."""
        self._doing.quietly(action, partial(self._still, self.visit, done), self.door.shuts_on)

    def _still(self, visit: Visit, follow: Callable[[T], object], result: T) -> None:
        """What comes back after its visit has ended is nobody's any more: it is dropped."""
        if visit.keys is self.visit.keys:
            follow(result)

    def _failed(self, again: Callable[[], None], not_done: str, trouble: Exception) -> None:
        if not self.door.shuts_on(trouble):
            self.presenter.fail(trouble, not_done, again, self.start_over)
            self.reading.page()

    def ask(self, question: Question) -> None:
        """A dialog over the page."""
        self.stage.ask(question)
        self.reading.page()

    def close(self) -> None:
        """Closes the dialog."""
        self.stage.close()

    def toast(self, text: str, icon: str = "circle-check-filled", mood: str = "good") -> None:
        """One sentence over the header for four seconds; read out where 朗读 is on."""
        self.stage.announce(text, icon, mood)
        self.reading.add(text)

    def key(self, *action: object) -> str:
        """The key of an action of this visit: the same however often it is tapped."""
        return self.visit.key(*action, make=self.ctx.codes)

    def stay(self) -> None:
        """再看一会儿: the page's time begins anew."""
        self.quiet_since = self.monotonic()

    # ---- how the visit reads

    def focused(self, piece: Tappable) -> None:
        """Keys have come to a piece: 朗读 says what it is, unless that is a secret."""
        meaning = piece.meaning()
        if meaning is not None and not piece.masked:
            self.reading.tell(told(self.stage.around.words, meaning))

    def read_in(self, mode: Mode) -> None:
        """The visit goes on in another mode."""
        before, self.visit = self.stage, replace(self.visit, mode=mode)
        self.presenter.set_stage(mode)
        if self.presenter.answers and self.presenter.failed is None:
            self._present(self.visit, self.presenter.answers)
        elif self.presenter.known is None:
            self.fetch(self.visit)
        self.presenter.ask_again(before)

    # ---- a visit begins, and goes on

    def stand(self, name: str) -> None:
        """A new visit at a base page; of the one before nothing is left."""
        self._begin(self._new_visit(name))

    def fetch(self, visit: Visit, button: Tappable | None = None) -> None:
        """Goes on with a visit, once its page's `ask` has answered."""
        self.run(partial(self.look_up, visit.here), partial(self._came, visit), button)

    def look_up(self, place: VisitedPage) -> tuple[CentreNow, Answers]:
        """The centre and a page's answers. On the errand thread."""
        screen, asked = self._screens[place.name], place.centre or self.ctx
        return centre_now(self.ctx), screen.ask(asked, **place.arguments)

    def _came(self, visit: Visit, found: tuple[CentreNow, Answers]) -> None:
        self.presenter.known, answers = found
        self._present(visit, answers)

    def _present(self, visit: Visit, answers: Answers) -> None:
        arrived = self.presenter.screen is None or self.visit.here != visit.here
        self.visit = visit
        self.presenter.present(visit, answers)
        if arrived:
            self.reading.page()

    def touched(self, touch: MotionEvent | None = None) -> bool:
        """Every touch or key says that somebody is there; whether that is all it may do now."""
        self.stay()
        self.reader.hush()
        if self.resting:
            self.home()
            return True
        if touch is not None:
            self.stage.bar.puts_away(touch)
        return self.working

    def _begin(self, visit: Visit) -> None:
        self.visit = visit
        self.presenter.begin(visit)
        if self.presenter.screen is not None:
            self.reading.page()
        self.fetch(visit)

    def _new_visit(self, base: str) -> Visit:
        return Visit(self._first_mode, (self.door.place(base),), began=self._first_mode)

"""The router: where the visit goes, what is asked for it, and what is shown when that fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from kiosk.actions.content import guide
from kiosk.domain.content import House
from kiosk.glass import bar
from kiosk.glass.aloud import Reader
from kiosk.glass.doing import Doing
from kiosk.glass.over import Question
from kiosk.glass.piece import Around, RepeatGuard
from kiosk.glass.screen import Answers, KioskScreen
from kiosk.glass.stage import Stage
from kiosk.glass.tappable import Tappable
from kiosk.glass.theme import Mode, Theme
from kiosk.glass.trouble import out_of_service_panel, trouble_panel
from kiosk.glass.visit import Place, Visit
from kiosk.lobby import Lobby

HOME = "home"
TOAST_STAYS = 4.0


class Router(Widget):
    """The root widget. `screens` by name; `window` is its size in pixels.

    A deed runs on the errand thread; what comes back after the person has moved on is
    dropped, because the answer belongs to a visit that is over.
    """

    def __init__(
        self, lobby: Lobby, screens: Mapping[str, type[KioskScreen]], assets: Path,
        window: tuple[int, int], monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(size=window, size_hint=(None, None))
        self.lobby = lobby
        self.monotonic = monotonic
        self.quiet_since = monotonic()
        self.reader = Reader(lobby.speaker)
        self.house: House | None = None
        self.visit = self._new_visit()
        self._screens, self._assets, self._window = screens, assets, window
        self._guard = RepeatGuard(monotonic)
        self._built: dict[str, KioskScreen] = {}
        self._shown: dict[str, Any] = {}
        self._home: dict[str, Any] = {}
        self._step = 0
        self._doing = Doing(lobby.database.close)
        self._end_toast = Clock.create_trigger(self._drop_toast, TOAST_STAYS)
        self.stage: Stage
        self._set_stage()

    @property
    def out_of_service(self) -> bool:
        """Whether there is nothing to show yet: the house was never read."""
        return self.house is None

    def start(self) -> None:
        """Begins with a new visit."""
        self._doing.start()
        self.reader.start()
        self.home()

    def stop(self) -> None:
        """Ends the threads."""
        self.reader.stop()
        self._doing.stop()

    # ---- going somewhere

    def go(self, name: str, button: Tappable | None = None, **arguments: object) -> None:
        """To another screen, once its `ask` has answered; `button` looks busy meanwhile."""
        self._fetch(self.visit.to(Place(name, arguments)), button)

    def arrive(self, name: str, answers: Answers, **arguments: object) -> None:
        """To another screen whose answers are at hand already."""
        self._present(self.visit.to(Place(name, arguments)), dict(answers))

    def turn(self, **arguments: object) -> None:
        """The same screen with some arguments changed: another page of a list."""
        self._fetch(self.visit.turned(arguments))

    def back(self) -> None:
        """返回: closes what lies over the page, or goes one step back."""
        if self.stage.dialog is not None:
            self.stage.close()
        elif self.stage.trouble is not None:
            self._fetch(self.visit)
        else:
            self._fetch(self.visit.back())

    def home(self) -> None:
        """Ends the visit: everything of it is thrown away, and home stands there anew."""
        changed = self.visit.mode != self._new_visit().mode
        self.reader.hush()
        if changed:
            self.visit = self._new_visit()
            self._set_stage()
        # What home showed last is no secret; it stands at once, and fresh answers follow.
        if self._home:
            self._present(self._new_visit(), self._home)
        self._fetch(self._new_visit())

    def news(self) -> None:
        """Something changed in the house: the page on the glass asks again, silently."""
        if self._doing.working or self.stage.dialog is not None:
            return
        if self.stage.screen is None:
            if self.out_of_service:
                self._fetch(self.visit)
            return
        ask, refresh = partial(self._ask, self.visit.here), partial(self._refresh, self._step)
        self._doing.quietly(ask, refresh, self._no_news)

    # ---- doing something

    def run(
        self, deed: Callable[[], Any], done: Callable[[Any], None],
        button: Tappable | None = None, not_done: str = "trouble.nothing_done",
    ) -> None:
        """A deed on the errand thread; `done(result)` follows on the glass.

        Where it fails a panel says so, with `not_done` (a key of words) about whether the act
        counted, and offers the very same deed again.
        """
        if not self._doing.working:
            again = partial(self.run, deed, done, None, not_done)
            self._doing.do(deed, done, partial(self._failed, again, not_done), button)

    def ask(self, question: Question) -> None:
        """A dialog over the page."""
        self.stage.ask(question)

    def close(self) -> None:
        """Closes the dialog."""
        self.stage.close()

    def toast(self, text: str, icon: str = "circle-check-filled", mood: str = "good") -> None:
        """One sentence above the bar for four seconds; read out where 朗读 is on."""
        self.stage.toast.text, self.stage.toast.icon = text, icon
        self.stage.toast.mood = mood
        self._end_toast.cancel()
        self._end_toast()
        if self.visit.mode.aloud:
            self.reader.read(text, self.visit.mode.language)

    def key(self, *deed: object) -> str:
        """The key of a deed of this visit: the same however often it is tapped."""
        return self.visit.key(*deed, make=self.lobby.codes)

    def stay(self) -> None:
        """再看一会儿: the page's time begins anew."""
        self.quiet_since = self.monotonic()

    # ---- the bar

    def press(self, _bar: object, what: str) -> None:
        """One of the six buttons of the bar."""
        mode = self.visit.mode
        if what == bar.BACK:
            self.back()
        elif what == bar.HOME:
            self.home()
        elif what == bar.ALOUD:
            self.read_in(replace(mode, aloud=True))
            self.read_page()
        elif what == bar.LANGUAGE:
            self.read_in(replace(mode, language="zh_CN" if mode.language == "en" else "en"))
        else:
            self.read_in(replace(mode, **{what: not getattr(mode, what)}))

    def read_page(self) -> None:
        """Reads the page on the glass aloud."""
        if self.stage.screen is not None:
            self.reader.read(self.stage.screen.speech(), self.visit.mode.language)

    def read_in(self, mode: Mode) -> None:
        """The visit goes on in another mode."""
        self.visit = replace(self.visit, mode=mode)
        self._set_stage()
        if self._shown:
            self._present(self.visit, self._shown)

    # ---- showing

    def _fetch(self, visit: Visit, button: Tappable | None = None) -> None:
        self.run(partial(self._ask, visit.here), partial(self._came, visit), button)

    def _ask(self, place: Place) -> tuple[House, dict[str, Any]]:
        """On the errand thread."""
        screen = self._screens[place.name]
        return guide(self.lobby).house, screen.ask(self.lobby, **place.arguments)

    def _came(self, visit: Visit, found: tuple[House, dict[str, Any]]) -> None:
        self.house, answers = found
        # A mode chosen while the answer was under way stays chosen.
        self._present(visit, answers)

    def _present(self, visit: Visit, answers: dict[str, Any]) -> None:
        arrived = self.stage.screen is None or self.visit.here != visit.here
        self.visit, self._shown = visit, answers
        self._step += 1
        screen = self._screen(visit.here.name)
        if self.house is not None:
            self.stage.name_house(self.house)
        screen.show(**answers)
        self.stage.put(screen)
        if visit.here.name == HOME:
            self._home = answers
        self.stage.bar.at_home = visit.here.name == HOME
        self.stage.bar.can_go_back = screen.CAN_GO_BACK and len(visit.path) > 1
        if arrived and visit.mode.aloud:
            self.read_page()

    def _refresh(self, step: int, found: tuple[House, dict[str, Any]]) -> None:
        if step == self._step and self.stage.screen is not None:
            self.house, self._shown = found
            self.stage.screen.show(**self._shown)

    def _no_news(self, _trouble: Exception) -> None:
        """The page keeps what it shows; the strip under the header says that it is old."""

    def _failed(self, again: Callable[[], None], not_done: str, trouble: Exception) -> None:
        around = self.stage.around
        if self.out_of_service:
            self.stage.show_trouble(out_of_service_panel(around))
            return
        self.stage.show_trouble(trouble_panel(
            around, trouble, not_done=not_done, again=again, home=self.home
        ))
        self.stage.bar.at_home, self.stage.bar.can_go_back = False, True

    def _screen(self, name: str) -> KioskScreen:
        """Built once for each mode."""
        if name not in self._built:
            kind = self._screens[name]
            around = self.stage.around
            if around.theme.layout not in kind.LAYOUTS:
                around = Around(around.theme.standard_size(), around.words, around.guard)
            self._built[name] = kind(self, around)
        return self._built[name]

    def _set_stage(self) -> None:
        """A new stage for the visit's mode; pages of the mode before are thrown away."""
        self.clear_widgets()
        self._built.clear()
        mode = self.visit.mode
        settings = self.lobby.settings
        theme = Theme(mode, self._window, self._assets, settings.panel_mm)
        self.stage = Stage(
            Around(theme, self.lobby.words[mode.language], self._guard), self._touched
        )
        self.stage.bar.bind(on_press=self.press)
        if self.house is not None:
            self.stage.name_house(self.house)
        self.add_widget(self.stage)

    def _touched(self, _touch: MotionEvent) -> bool:
        """Every touch says that somebody is there; while a deed runs it does nothing else."""
        self.stay()
        self.reader.hush()
        return self._doing.working

    def _drop_toast(self, _dt: float) -> None:
        self.stage.toast.text = ""

    def _new_visit(self) -> Visit:
        return Visit(Mode(self.lobby.settings.language), (Place(HOME),))

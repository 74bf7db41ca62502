"""The touch screen as a program: its window, its one Kivy app, and what happens when something
fails."""

from __future__ import annotations

import gc
import signal
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

import structlog

from kiosk.assets import ASSETS
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.media.screen_picture import PageAsked
from kiosk.ui.shell.window import configure
from kiosk.workers import Worker

if TYPE_CHECKING:
    # Kivy reads its settings as it is imported: they have to be made before.
    from kivy.app import App
    from kivy.uix.widget import Widget

    from kiosk.ui.input.keyboard import Keys
    from kiosk.ui.navigation.router import Router
    from kiosk.ui.navigation.watch import Watch
    from kiosk.ui.shell.lockdown import Lockdown
    from kiosk.ui.widgets.kiosk_widget import WidgetContext

# An outline is moved by many taps; one that trembles does no harm there.
BETWEEN_STEPS = 0.1
FAULTS_BORNE = 5
WITHIN = 60.0
BROKEN, STARTS_ANEW = 70, 75


def run_ui(
    ctx: AppContext, feed: ChangePoller, looked: Callable[[], object], ends: Event | None = None
) -> int:
    """Shows the touch screen until it is closed, or `ends` is set. Status 70 where it failed too
    often. Its clock calls `looked` for as long as it runs."""
    configure(ctx.settings.data / "kivy", ctx.settings.window)
    from kivy.base import ExceptionManager

    patience = Patience()
    ExceptionManager.add_handler(patience)
    _listen_to_operator()
    if ends is not None:
        _end_at(ends)
    try:
        _ui(ctx, feed, looked).run()
    finally:
        ExceptionManager.remove_handler(patience)
    return patience.status


def wait_for_centre(
    ctx: AppContext, prepare: Callable[[AppContext], object], looked: Callable[[], object]
) -> int:
    """Shows that the kiosk is out of service until the centre can be prepared.

    Then it ends with a status at which it is started anew, with all that the centre has.
    """
    answers, feed = Event(), ChangePoller(ctx.database)

    def try_again() -> None:
        prepare(ctx)
        answers.set()

    waiting = Worker("centre", try_again, ctx, feed)
    waiting.start()
    try:
        status = run_ui(ctx, feed, looked, answers)
        return STARTS_ANEW if answers.is_set() else status
    finally:
        waiting.stop()


def _end_at(ends: Event) -> None:
    """Looks each second whether it is time."""
    from kivy.base import stopTouchApp
    from kivy.clock import Clock

    def look(_dt: float) -> None:
        if ends.is_set():
            stopTouchApp()

    Clock.schedule_interval(look, 1)


def _listen_to_operator() -> None:
    """SIGTERM and Ctrl-C end the touch screen. SDL would make a closed window of them, which is
    none."""
    from kivy.base import stopTouchApp
    from kivy.clock import Clock

    def stop(_dt: float) -> None:
        stopTouchApp()

    def end(_signal: int, _frame: FrameType | None) -> None:
        Clock.schedule_once(stop)

    for number in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


class Patience:
    """What Kivy asks when a callback failed: logs the fault and goes on; five in a minute are left
    to the supervisor. `status` is what the touch screen ends with."""

    def __init__(self) -> None:
        self.status = 0
        self._faults: deque[float] = deque(maxlen=FAULTS_BORNE + 1)

    def handle_exception(self, fault: BaseException) -> int:
        """Whether Kivy passes over it or raises it."""
        from kivy.base import ExceptionManager, stopTouchApp

        if not isinstance(fault, Exception):
            return ExceptionManager.RAISE
        structlog.get_logger().error("ui_fault", exc_info=fault)
        self._faults.append(time.monotonic())
        if len(self._faults) > FAULTS_BORNE and self._faults[-1] - self._faults[0] < WITHIN:
            self.status = BROKEN
            stopTouchApp()
        return ExceptionManager.PASS


def _ui(
    ctx: AppContext, feed: ChangePoller, looked: Callable[[], object] = bool,
    monotonic: Callable[[], float] = time.monotonic,
) -> App:
    """The one Kivy app, not yet running."""
    from kivy.app import App

    class KioskApp(App):
        """One root widget; Kivy's own settings panel cannot be opened."""

        title = ctx.settings.kiosk_name
        use_kivy_settings = False

        def build(self) -> Router:
            parts = _put_together(ctx, feed, looked, monotonic)
            self.router, self.watch, self.keys, self.lockdown = parts
            return self.router

        def open_settings(self, *_: object) -> bool:
            return True

        def on_start(self) -> None:
            # What the program itself consists of is never rubbish: left out, the sweep at the
            # end of each visit takes a few milliseconds instead of a hundred.
            gc.freeze()
            self.router.start()
            self.watch.start()

        def on_stop(self) -> None:
            self.keys.stop()
            self.watch.stop()
            self.router.stop()

    return KioskApp()


def _put_together(
    ctx: AppContext, feed: ChangePoller, looked: Callable[[], object],
    monotonic: Callable[[], float],
) -> tuple[Router, Watch, Keys, Lockdown]:
    """What the app is made of: router, watch, keys, and what bars the window's ways out."""
    from kivy.core.window import Window

    from kiosk.screens import SCREENS
    from kiosk.ui.input.keyboard import Keys
    from kiosk.ui.input.multi_touch import feel
    from kiosk.ui.navigation.router import Router
    from kiosk.ui.navigation.watch import Watch
    from kiosk.ui.shell.lockdown import Lockdown

    Window.clearcolor = (0, 0, 0, 1)
    panel = ctx.settings.panel(tuple(Window.size))
    print("; ".join([f"Panel: {panel}", *panel.troubles()]), flush=True)
    screens = {screen.NAME: screen for screen in SCREENS}
    router = Router(ctx, screens, ASSETS, tuple(Window.size), monotonic)
    keys = Keys(router, ctx.settings.switches)
    feel(Window)
    return router, Watch(router, feed, looked), keys, Lockdown(Window, keys)


def calibrate(ctx: AppContext) -> str:
    """Draws a bank card on the panel until it fits; returns the setting that makes it fit."""
    configure(ctx.settings.data / "kivy", ctx.settings.window)
    from kiosk.ui.shell.calibration import Calibration

    calibration = Calibration(_alone(ctx))
    _run_alone(calibration)
    return calibration.setting


def touch_corners(ctx: AppContext) -> list[int]:
    """Lets somebody touch the four corners; in which corner each was felt, as far as they came."""
    configure(ctx.settings.data / "kivy", ctx.settings.window)
    from kiosk.ui.shell.corners import CornersTouched

    corners = CornersTouched(_alone(ctx))
    _run_alone(corners)
    return corners.arrived


def _alone(ctx: AppContext) -> WidgetContext:
    """The context of a widget that has the window for itself."""
    from kivy.core.window import Window

    from kiosk.ui.drawing.theme import Mode, Theme
    from kiosk.ui.widgets.kiosk_widget import RepeatGuard, WidgetContext

    settings = ctx.settings
    theme = Theme(Mode(settings.language), settings.panel(tuple(Window.size)), ASSETS)
    return WidgetContext(
        theme, ctx.words[settings.language], RepeatGuard(seconds=BETWEEN_STEPS))


def _run_alone(widget: Widget) -> None:
    """Shows a widget until it is done, or a key is pressed."""
    from kivy.base import runTouchApp, stopTouchApp
    from kivy.core.window import Window

    from kiosk.ui.input.multi_touch import feel

    def end(*_: object) -> bool:
        stopTouchApp()
        return True

    feel(Window)
    widget.bind(on_done=end)
    Window.bind(on_key_down=end)
    runTouchApp(widget)


def draw_gallery(ctx: AppContext, folder: Path) -> int:
    """Draws every sample of every screen in every mode, with an index page."""
    configure(ctx.settings.data / "kivy", (320, 320))
    from kivy.core.window import Window

    from kiosk.screens import SCREENS
    from kiosk.ui.gallery import Easel, draw_all
    from tests.samples.centre import CENTRE, NOW
    from tests.samples.screens import samples_of

    Window.clearcolor = (0, 0, 0, 1)
    easel = Easel(replace(ctx, clock=lambda: NOW), SCREENS, ASSETS, CENTRE)
    print(f"{draw_all(easel, SCREENS, samples_of, folder)} pictures in {folder}")
    return 0


def draw_page(ctx: AppContext, asked: PageAsked) -> bytes:
    """One page with the content that only its writer sees so far, as a PNG."""
    configure(ctx.settings.data / "kivy", (320, 320))
    from kivy.core.window import Window

    from kiosk.actions.operations.kiosk_closure import centre_now
    from kiosk.screens import SCREENS
    from kiosk.ui.drawing.theme import Mode
    from kiosk.ui.gallery import Easel

    Window.clearcolor = (0, 0, 0, 1)
    ahead = replace(ctx, database=ctx.database.with_preview(
        {(kind, item): body for kind, item, body in asked.items}))
    (screen,) = [one for one in SCREENS if asked.screen == one.NAME]
    easel = Easel(ahead, SCREENS, ASSETS, centre_now(ahead).centre)
    answers = screen.ask(ahead, **asked.arguments)
    stage = easel.set_up(screen, answers, asked.size, Mode(asked.language))
    with TemporaryDirectory() as folder:
        stage.export_to_png(f"{folder}/page.png")
        return Path(folder, "page.png").read_bytes()

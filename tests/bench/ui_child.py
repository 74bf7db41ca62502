"""One window, measured from inside: the touch screen, or a bare Kivy window as its floor."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from ctypes import CDLL
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import psutil

from kiosk.ui.shell.window import MAXFPS, RESTING_FPS, configure

SIZE = (1080, 1920)
# Nothing of the centre is imported here: the bare window would start as slowly and be as large.
FONT = Path(__file__).parents[2] / "assets" / "fonts"
IDLE_SECONDS = 8.0
BARE_SECONDS = 24.0
TAPS = 10
BETWEEN_TAPS = 0.7
PATIENCE = 20.0

# A step is over when the next frame may come.
Steps = Generator[None, None, None]


class Observer:
    """Runs steps frame by frame on Kivy's clock, and knows when a frame reached the screen."""

    def __init__(self, begun: float) -> None:
        from kivy.clock import Clock
        from kivy.core.window import Window

        self.begun = begun
        self.told: dict[str, Any] = {}
        self.seen_at, self.seen_frame = begun, 0
        self._look: Callable[[], bool] | None = None
        self._clock = Clock
        self._window = Window
        Window.bind(on_flip=self._flipped)

    @property
    def frame(self) -> int:
        """The number of the frame now being made."""
        return int(self._clock.frames)

    def run(self, steps: Steps) -> None:
        """Goes through the steps, then prints what was seen and ends the process."""
        whole = chain(steps, self._weighed())

        def step(_dt: float) -> None:
            if next(whole, True) is True:
                print(json.dumps(self.told), flush=True)
                # The threads of the touch screen are not what is measured.
                os._exit(0)

        self._clock.schedule_interval(step, 0)

    def _weighed(self) -> Steps:
        """Keeps how much memory the process has. Without a screen that waits for its frames the
        driver has up to six under way, with 6 MB each: they are drawn first, and the heap gives
        back what is free.
        """
        from kivy.graphics.opengl import glFinish

        for _ in range(3):
            self._window.canvas.ask_update()
            yield
            glFinish()
        CDLL(None).malloc_trim(0)
        self.told["rss"] = psutil.Process().memory_info().rss

    def until(self, look: Callable[[], bool]) -> Steps:
        """Frames until something is so."""
        ends = time.monotonic() + PATIENCE
        while not look():
            if time.monotonic() > ends:
                raise TimeoutError("the touch screen did not get there")
            yield

    def pause(self, seconds: float) -> Steps:
        """Frames for a while."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            yield

    def seen(self, look: Callable[[], bool]) -> Steps:
        """Frames until one reaches the screen while something is so; keeps which and when."""
        self._look = look
        yield from self.until(lambda: self._look is None)

    def first_frame(self) -> None:
        """Keeps how long the start took."""
        self.told["start"] = self.seen_at - self.begun

    def rests(self, name: str, seconds: float = IDLE_SECONDS) -> Steps:
        """Keeps the share of a processor used while nobody is there."""
        yield from self.pause(1.0)
        # To the nanosecond, all threads; what the system's own ticks show is off by a third.
        begun, before = time.monotonic(), time.process_time()
        yield from self.pause(seconds)
        self.told[name] = (time.process_time() - before) / (time.monotonic() - begun)

    def tap(self, action: Callable[[], object], look: Callable[[], bool]) -> Steps:
        """Does what a tap does; keeps how many frames and seconds it takes to be seen."""
        frame, begun = self.frame, time.monotonic()
        action()
        yield from self.seen(look)
        self.told.setdefault("taps", []).append((self.seen_frame - frame, self.seen_at - begun))
        yield from self.pause(BETWEEN_TAPS)

    def _flipped(self, _window: object) -> None:
        if self._look is not None and self._look():
            self._look = None
            self.seen_at, self.seen_frame = time.monotonic(), self.frame


def bare(begun: float) -> None:
    """A window with one button in the same font, and nothing else."""
    configure(Path(tempfile.mkdtemp()), SIZE)
    from kivy.app import App
    from kivy.clock import Clock
    from kivy.uix.button import Button

    button = Button(text="取号", font_name=str(next(FONT.glob("*egular*.?tf"))), font_size=64)

    def steps(eye: Observer) -> Steps:
        yield from eye.seen(lambda: True)
        eye.first_frame()
        yield from eye.rests("idle")
        Clock._max_fps = RESTING_FPS
        yield from eye.rests("attract", BARE_SECONDS)
        Clock._max_fps = MAXFPS
        for n in range(TAPS):
            number = f"A{n:03d}"
            yield from eye.tap(partial(setattr, button, "text", number), lambda: True)

    class Bare(App):
        def build(self) -> Button:
            eye = Observer(begun)
            eye.run(steps(eye))
            return button

    Bare().run()


def ui(begun: float, data: Path, navigations: int) -> None:
    """The touch screen as it runs in the centre, with its feed and attendants."""
    # A tool of the tests, which structlog would load: no centre has it.
    sys.modules["rich"] = None  # type: ignore[assignment]
    from kiosk import ui_app
    from kiosk.actions.content.centre import guide
    from kiosk.actions.exhibition.slides import slides
    from kiosk.change_poller import ChangePoller
    from kiosk.workers import device_workers
    from tests.support.centre import context_on

    ctx = context_on(f"cysqlite:///{data / 'centre.db'}", data, KIOSK_WINDOW="1080x1920")
    service = guide(ctx).services[0]
    around = sum(slide.lasts.total_seconds() for slide in slides(ctx))
    feed = ChangePoller(ctx.database)
    for thread in (feed, *device_workers(ctx, feed)):
        thread.start()

    def configured(home: Path, window: tuple[int, int] | None) -> None:
        configure(home, window)
        eye = Observer(begun)
        eye.run(_visits(eye, service.id, service.category_id, around, navigations))

    ui_app.configure = configured
    ui_app.run_ui(ctx, feed, bool)


def _router() -> Any:
    from kivy.core.window import Window

    return next((widget for widget in Window.children if hasattr(widget, "stage")), None)


def _at(name: str) -> bool:
    router = _router()
    return bool(router and router.stage.screen) and name == router.stage.screen.NAME


def _go(eye: Observer, name: str, **arguments: str) -> Steps:
    router = _router()
    # Somebody taps: nobody's time runs out meanwhile.
    router.stay()
    yield from eye.until(lambda: not router.working)
    router.home() if name == "home" else router.go(name, **arguments)
    yield from eye.until(lambda: _at(name) and not router.working)


def _slides(eye: Observer, around: float) -> Steps:
    """Nobody has come for an hour. `around` is how long all slides take, in seconds."""
    _router().quiet_since -= 3600
    yield from eye.until(lambda: _at("attract"))
    # Each slide is seen once before: letters, doorways, and what the driver compiles for a
    # new kind of drawing are made once for the weeks that a touch screen runs.
    yield from eye.pause(around)
    yield from eye.rests("attract", around)
    _router().touched()
    yield from eye.until(lambda: _at("home"))


def _visits(
    eye: Observer, service: str, category: str, around: float, navigations: int
) -> Steps:
    from kiosk.ui.navigation.screen_presenter import SOON

    yield from eye.seen(lambda: _at("home"))
    eye.first_frame()
    yield from eye.rests("idle")
    if navigations:
        yield from _slides(eye, around)
    for _ in range(TAPS):
        yield from _go(eye, "priority", service_id=service)
        yield from eye.pause(BETWEEN_TAPS)
        row = next(w for w in _router().walk() if getattr(w, "value", None) == "ordinary")
        yield from eye.tap(row.tap, lambda: _at("ticket"))
        yield from _go(eye, "home")
    for _ in range(navigations):
        yield from _go(eye, "service_list", category_id=category)
        yield from _go(eye, "home")
    # What the last visits left is swept up a moment later, and what the driver has of it after.
    yield from eye.pause(3 * SOON)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare(float(sys.argv[2]))
    else:
        ui(float(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))

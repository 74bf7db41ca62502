"""A resident at a real touch screen: reads what is written, taps with a finger, scans with a
phone."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
KIVY_HOME = TemporaryDirectory(prefix="jiamenkou-kivy-")

from kiosk.ui.shell.window import configure  # noqa: E402  (Kivy reads its settings on import)

configure(Path(KIVY_HOME.name), (320, 320))

import zxingcpp  # noqa: E402
from kivy.base import EventLoop  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from PIL import Image  # noqa: E402

from kiosk.change_poller import ChangePoller  # noqa: E402
from kiosk.context import AppContext  # noqa: E402
from kiosk.screens import SCREENS  # noqa: E402
from kiosk.ui.drawing.shape_masks import Masks  # noqa: E402
from kiosk.ui.gallery import MODES, SIZES, Easel, frame, settle  # noqa: E402
from kiosk.ui.navigation import screen_factory  # noqa: E402
from kiosk.ui.navigation.router import Router  # noqa: E402
from kiosk.ui.navigation.watch import LOOKS, Watch  # noqa: E402
from kiosk.ui.shell.page_frame import PageFrame  # noqa: E402
from kiosk.ui.widgets.tappable import Tappable  # noqa: E402
from kiosk.ui_app import ASSETS  # noqa: E402
from tests.samples.centre import CENTRE  # noqa: E402
from tests.support.screens.finger import Finger  # noqa: E402

# Shapes without a word are the same on every touch screen: all of the tests draw them once.
MASKS = Masks()
screen_factory.Masks = lambda: MASKS

# Steady seconds within which what a touch screen does by itself is seen; and seconds of the machine
# in
# which somebody else, with another program, has done what the touch screen then hears of.
SOON, PATIENCE = 10.0, 300.0
FRAME, MOMENT = 0.05, 0.3
# Half a second in which a second tap of a trembling hand does not count.
STEADY = 0.6


@dataclass
class Steady:
    """Steady time that passes when a test says so."""

    now: float

    def __call__(self) -> float:
        return self.now


@cache
def steady_time() -> Steady:
    """From the first resident on it is the time of all touch screens of this process, as Kivy's
    never goes back."""
    Clock.time = Steady(Clock.time())
    return Clock.time


class Resident:
    """Stands before a touch screen of a real centre; time passes only by what the resident does.

    `others` says that somebody else is at work in the centre at the same time, in a browser.
    """

    def __init__(
        self, ctx: AppContext, way: str = "portrait", finds: str = "home", others: bool = False
    ) -> None:
        # As the program does at its start: each sweep would look through the whole test run.
        gc.freeze()
        self.ctx = ctx
        self.others = others
        self.steady = steady_time()
        screens = {screen.NAME: screen for screen in SCREENS}
        self.router = Router(ctx, screens, ASSETS, SIZES[way], self.steady)
        self.feed = ChangePoller(ctx.database)
        self.watch = Watch(self.router, self.feed)
        Window.add_widget(self.router)
        self.router.start()
        self.watch.start()
        self.wait_for(finds)

    def leaves(self) -> None:
        """Ends the touch screen."""
        self.watch.stop()
        self.router.stop()
        Window.remove_widget(self.router)
        gc.unfreeze()

    @property
    def stage(self) -> PageFrame:
        return self.router.stage

    @property
    def page(self) -> str:
        """The name of the page on the touch screen; empty where a panel stands in for it."""
        return self.stage.screen.NAME if self.stage.screen is not None else ""

    def frame(self, after: float) -> None:
        """One frame, so long after the one before; what is begun in the background goes on."""
        self.steady.now += after
        frame()

    def step(self, seconds: float = 0) -> None:
        """So much time passes, frame by frame; what is begun in the background is done at once."""
        ends = self.steady.now + seconds
        self._step(0)
        while (left := ends - self.steady.now) > 1e-6:
            self._step(min(left, FRAME))

    def _step(self, after: float) -> None:
        if self.others:
            self.feed.look()
        self.router.step()
        self.frame(after)
        self.router.step()

    def looks(self) -> None:
        """Lets the touch screen run for a moment, in which it looks up once."""
        self.stands(MOMENT)

    def until(self, seen: Callable[[], object]) -> None:
        """Looks until something is seen."""
        self.step()
        ends = self.steady.now + (LOOKS if self.others else SOON)
        gives_up = time.monotonic() + PATIENCE
        while not seen():
            if self.steady.now >= ends:
                patient = self.others and time.monotonic() < gives_up
                assert patient, f"never seen; on {self.page!r}: {self.read()}"
                time.sleep(FRAME)
            self.step(FRAME)

    def wait_for(self, page: str) -> None:
        """Looks until a page stands there and nothing is being done."""
        self.until(lambda: self.page == page and not self.router.working)
        settle()

    def goes_to(self, page: str, **arguments: object) -> None:
        """To a page, as a tap elsewhere leads there."""
        self.router.go(page, **arguments)
        self.wait_for(page)

    def hears_news(self) -> None:
        """The centre's news arrives."""
        self.feed.look()
        self.until(lambda: self.watch.heard[:2] == (self.feed.version, self.feed.down))
        settle()

    def stands(self, seconds: float) -> None:
        """Stands there without touching anything; in the end the touch screen looks up."""
        self.step(seconds)
        self.watch.look()
        self.step()

    def read(self) -> str:
        """All that is written on the touch screen."""
        settle()
        return "\n".join(w.text for p in self.stage.pieces() if p.pen for w in p.pen.written)

    def target(self, text: str) -> Tappable:
        """What can be tapped and bears these words; just these, where something does."""
        settle()
        meant = [(t.piece, t.piece.meaning()) for t in self.stage.targets()]
        found = [piece for piece, meaning in meant if text == meaning.name] or [
            piece for piece, meaning in meant if text in f"{meaning.name}\n{meaning.value}"
        ]
        assert found, f"nothing to tap says {text!r}: {self.read()}"
        return found[0]

    def taps(self, text: str, again_after: float = STEADY) -> None:
        """A tap in the middle of what bears these words."""
        self.steady.now += again_after
        self.touches(*self.target(text).center)

    def touches(self, x: float, y: float) -> None:
        """A finger down and up again."""
        finger = Finger(x, y)
        EventLoop.post_dispatch_input("begin", finger)
        EventLoop.post_dispatch_input("end", finger)

    def picture(self, folder: Path) -> Image.Image:
        """A photograph of the touch screen."""
        return photograph(self.stage, folder)


def photograph(stage: PageFrame, folder: Path) -> Image.Image:
    """What stands on a stage, as pixels."""
    settle()
    stage.fading.finish()
    file = folder / "screen.png"
    stage.export_to_png(str(file))
    return Image.open(file).convert("RGB")


def scanned(picture: Image.Image) -> list[str]:
    """What a phone reads from the QR codes in a picture."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def easel_of(ctx: AppContext) -> Easel:
    """Shows samples without a database behind them."""
    return Easel(ctx, SCREENS, ASSETS, CENTRE)


__all__ = ["MODES", "SIZES", "Resident", "easel_of", "photograph", "scanned", "settle"]

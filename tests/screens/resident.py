"""A resident at a real glass: reads what is written, taps with a finger, scans with a phone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
KIVY_HOME = TemporaryDirectory(prefix="jiamenkou-kivy-")

from kiosk.glass.window import configure  # noqa: E402  (Kivy reads its settings on import)

configure(Path(KIVY_HOME.name), (320, 320))

import zxingcpp  # noqa: E402
from kivy.base import EventLoop  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from PIL import Image  # noqa: E402

from kiosk.app import ASSETS  # noqa: E402
from kiosk.feed import Feed  # noqa: E402
from kiosk.glass import scenery  # noqa: E402
from kiosk.glass.gallery import MODES, SIZES, Easel, settle  # noqa: E402
from kiosk.glass.masks import Masks  # noqa: E402
from kiosk.glass.router import Router  # noqa: E402
from kiosk.glass.stage import Stage  # noqa: E402
from kiosk.glass.tappable import Tappable  # noqa: E402
from kiosk.glass.watch import Watch  # noqa: E402
from kiosk.lobby import Lobby  # noqa: E402
from kiosk.screens import SCREENS  # noqa: E402
from kiosk.screens.samples import HOUSE  # noqa: E402
from tests.screens.finger import Finger  # noqa: E402

# Shapes without a word are the same on every glass: all of the tests draw them once.
MASKS = Masks()
scenery.Masks = lambda: MASKS

PATIENCE = 10.0
# Half a second in which a second tap of a trembling hand does not count.
STEADY = 0.6


@dataclass
class Steady:
    """Steady time that passes when a test says so."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


class Resident:
    """Stands before a glass of a real house; the glass runs only while the resident looks."""

    def __init__(self, lobby: Lobby, way: str = "portrait", finds: str = "home") -> None:
        self.lobby = lobby
        self.steady = Steady()
        screens = {screen.NAME: screen for screen in SCREENS}
        self.router = Router(lobby, screens, ASSETS, SIZES[way], self.steady)
        self.feed = Feed(lobby.database)
        self.watch = Watch(self.router, self.feed)
        Window.add_widget(self.router)
        self.router.start()
        self.watch.start()
        self.wait_for(finds)

    def leaves(self) -> None:
        """Ends the glass."""
        self.watch.stop()
        self.router.stop()
        Window.remove_widget(self.router)

    @property
    def stage(self) -> Stage:
        return self.router.stage

    @property
    def page(self) -> str:
        """The name of the page on the glass; empty where a panel stands in for it."""
        return self.stage.screen.NAME if self.stage.screen is not None else ""

    def looks(self, seconds: float = 0.3) -> None:
        """Lets the glass run for a moment."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            Clock.tick()
        # However busy the machine is: the glass has looked up once at least.
        self.watch._look(0)
        Clock.tick()

    def until(self, seen: Callable[[], object]) -> None:
        """Looks until something is seen."""
        ends = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < ends, f"never seen; on {self.page!r}: {self.read()}"
            Clock.tick()

    def wait_for(self, page: str) -> None:
        """Looks until a page stands there and nothing is being done."""
        self.until(lambda: self.page == page and not self.router._doing.working)
        settle()

    def goes_to(self, page: str, **arguments: object) -> None:
        """To a page, as a tap elsewhere leads there."""
        self.router.go(page, **arguments)
        self.wait_for(page)

    def hears_news(self) -> None:
        """The house's news arrives."""
        self.feed.look()
        self.until(lambda: self.watch._heard == (self.feed.version, self.feed.down))
        self.until(lambda: not self.router._doing._errands.pending)
        settle()

    def stands(self, seconds: float) -> None:
        """Stands there without touching anything."""
        self.steady.now += seconds
        self.looks()

    def read(self) -> str:
        """All that is written on the glass."""
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
        """A photograph of the glass."""
        return photograph(self.stage, folder)


def photograph(stage: Stage, folder: Path) -> Image.Image:
    """What stands on a stage, as pixels."""
    settle()
    stage.fading.finish()
    file = folder / "glass.png"
    stage.export_to_png(str(file))
    return Image.open(file).convert("RGB")


def scanned(picture: Image.Image) -> list[str]:
    """What a phone reads from the QR codes in a picture."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def easel_of(lobby: Lobby) -> Easel:
    """Shows samples without a database behind them."""
    return Easel(lobby, SCREENS, ASSETS, HOUSE)


__all__ = ["MODES", "SIZES", "Resident", "easel_of", "photograph", "scanned", "settle"]

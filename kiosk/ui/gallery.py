"""The gallery: every sample of every screen, in every mode and orientation, as PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import product
from pathlib import Path
from typing import NamedTuple

from kivy.clock import Clock

from kiosk.context import AppContext
from kiosk.domain.content.guide import Centre
from kiosk.domain.operations.kiosk_closure import CentreNow
from kiosk.domain.operations.panel import LANDSCAPE, PORTRAIT
from kiosk.ui.drawing.theme import Mode
from kiosk.ui.navigation.router import Router
from kiosk.ui.navigation.screen import Answers, KioskScreen
from kiosk.ui.shell.page_frame import PageFrame

SIZES = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
MODES = {
    "standard": Mode("zh_CN"),
    "contrast": Mode("zh_CN", contrast=True),
    "english": Mode("en"),
    "english_contrast": Mode("en", contrast=True),
    "big": Mode("zh_CN", big=True),
    "big_contrast": Mode("zh_CN", big=True, contrast=True),
    "big_english": Mode("en", big=True),
    "big_english_contrast": Mode("en", big=True, contrast=True),
}

# The states of a screen worth a picture: a name, and the answers for `show`.
SamplesOf = Callable[[type[KioskScreen]], Iterable[tuple[str, Answers]]]


class Sample(NamedTuple):
    """One picture to draw."""

    screen: type[KioskScreen]
    name: str
    answers: Answers
    way: str
    mode: str

    @property
    def file(self) -> str:
        return f"{self.screen.NAME}-{self.name}-{self.way}-{self.mode}.png"


def every_sample(screens: Sequence[type[KioskScreen]], samples_of: SamplesOf) -> Iterator[Sample]:
    """All there is to draw."""
    for screen, way, mode in product(screens, SIZES, MODES):
        for name, answers in samples_of(screen):
            yield Sample(screen, name, answers, way, mode)


class Easel:
    """Sets samples up on a stage of their own, without a database and without a window."""

    def __init__(
        self, ctx: AppContext, screens: Sequence[type[KioskScreen]], assets: Path, centre: Centre
    ) -> None:
        self._ctx, self._assets, self._centre = ctx, assets, centre
        self._screens = {screen.NAME: screen for screen in screens}

    def router(self, size: tuple[int, int], mode: Mode) -> Router:
        """A router that was not started: it shows, and does nothing."""
        router = Router(self._ctx, self._screens, self._assets, size)
        router.presenter.known = CentreNow(self._centre)
        router.read_in(mode)
        return router

    def set_up(
        self, screen: type[KioskScreen], answers: Answers, size: tuple[int, int],
        mode: Mode,
    ) -> PageFrame:
        """The stage with one sample on it, drawn and ready to be looked at."""
        router = self.router(size, mode)
        stand(router, screen, answers)
        settle()
        return router.stage

    def draw(self, sample: Sample, folder: Path) -> Path:
        """One sample as a picture."""
        stage = self.set_up(
            sample.screen, sample.answers, SIZES[sample.way], MODES[sample.mode]
        )
        file = folder / sample.file
        stage.export_to_png(str(file))
        return file


def stand(router: Router, screen: type[KioskScreen], answers: Answers) -> None:
    """Puts a sample on a touch screen, on a page of its own.

    Two of its answers are not for the page: `kept` is what the person has written so far,
    `writing` the engines it is written with.
    """
    answers = dict(answers)
    writing = answers.pop("writing", router.ctx.writing)
    router.ctx = replace(router.ctx, writing=writing)
    router.visit = replace(router.visit, kept=dict(answers.pop("kept", {})))
    router.presenter.forget()
    router.arrive(screen.NAME, answers)
    router.stage.show_time(answers.get("now") or router.ctx.clock())


def settle() -> None:
    """Lets everything that waits for the next frame happen; nobody watches, so no frame waits."""
    for _ in range(3):
        frame()


def frame() -> None:
    """What waits for the next frame happens now."""
    usual, Clock._max_fps = Clock._max_fps, 0
    Clock.tick()
    # A page that came with this frame may have said how many there are from now on.
    Clock._max_fps = Clock._max_fps or usual


def draw_all(
    easel: Easel, screens: Sequence[type[KioskScreen]], samples_of: SamplesOf, folder: Path
) -> int:
    """Every sample into a folder, with a page to look at them; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = [easel.draw(sample, folder).name for sample in every_sample(screens, samples_of)]
    figures = "\n".join(
        f'<figure><a href="{escape(name)}"><img src="{escape(name)}" loading="lazy" height="640"'
        f' alt=""></a><figcaption>{escape(name)}</figcaption></figure>' for name in drawn
    )
    (folder / "index.html").write_text(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>家门口</title>'
        "<style>body{display:flex;flex-wrap:wrap;gap:24px;background:#574538;color:#fff;"
        f"font:14px sans-serif}}figure{{margin:0}}</style>\n{figures}\n</html>\n", "utf-8",
    )
    return len(drawn)

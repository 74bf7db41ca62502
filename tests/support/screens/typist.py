"""Somebody who does not touch the touch screen: at a keyboard, or with switches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.context import AppContext
from kiosk.screens.home.home import HomeScreen
from kiosk.ui.input.keyboard import Felt, Keys
from kiosk.ui.navigation.router import Router
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.widgets.tappable import Tappable
from tests.samples.screens import samples_of
from tests.support.screens.resident import MODES, SIZES, easel_of, settle


class Alone:
    """What keys need of a router, before a stage on which nothing is done."""

    def __init__(self, stage: PageFrame) -> None:
        self.stage = stage

    def touched(self) -> bool:
        """It may do what it wants."""
        return False

    def focused(self, piece: Tappable) -> None:
        """Nobody listens."""


class Typist:
    """Sits at a keyboard, or holds switches, before a touch screen."""

    def __init__(self, felt: Felt, *switches: str) -> None:
        self.felt = felt
        self.keys = Keys(felt, switches)

    def presses(self, name: str, *modifiers: str) -> Tappable | None:
        """One key down and up; returns what the ring is on then."""
        self.keys.down(name, frozenset(modifiers))
        self.keys.up(name)
        return self.felt.stage.focus.piece

    def goes_around(self, key: str, *modifiers: str) -> list[Tappable]:
        """What the ring comes to until it is back where it began."""
        first = self.presses(key, *modifiers)
        assert first is not None
        seen = [first]
        while (piece := self.presses(key, *modifiers)) is not first:
            assert piece is not None and piece not in seen, "it goes in a circle beside the first"
            seen.append(piece)
        return seen

    def goes_to(self, piece: Tappable) -> None:
        """Tab, until the ring is there."""
        while self.presses("tab") is not piece:
            pass


def tappable(stage: PageFrame) -> list[Tappable]:
    """What a finger could use now."""
    return [target.piece for target in stage.targets() if target.piece.listens]


@contextmanager
def taps_heard(pieces: list[Tappable]) -> Iterator[list[Tappable]]:
    """Hears the taps of pieces instead of what they do."""
    heard: list[Tappable] = []

    def hears(piece: Tappable) -> bool:
        heard.append(piece)
        return True

    for piece in pieces:
        piece.fbind("on_tap", hears)
    yield heard
    for piece in pieces:
        piece.funbind("on_tap", hears)


def unreached(stage: PageFrame) -> str:
    """What keys and switches cannot do on a stage; empty where they can do all a finger can."""
    all_there = tappable(stage)
    if not all_there:
        return "" if Typist(Alone(stage)).presses("tab") is None else "a ring around nothing"
    # As taps do nothing meanwhile, these stay: a hundred keys need not look for them each time.
    there = stage.targets()
    stage.targets = lambda: there  # type: ignore[method-assign]
    try:
        with taps_heard(all_there) as heard:
            return _missed(stage, all_there, heard)
    finally:
        del stage.targets
        stage.focus.leave()
        for piece in all_there:
            piece.rise()


def _missed(stage: PageFrame, all_there: list[Tappable], heard: list[Tappable]) -> str:
    for typist, on, choose in (
        (Typist(Alone(stage)), "tab", "enter"), (Typist(Alone(stage), "f8", "f9"), "f8", "f9"),
    ):
        stage.focus.leave()
        if typist.goes_around(on) != all_there:
            return f"{on} does not come to everything, once around"
        heard.clear()
        for _ in all_there:
            typist.presses(on)
            stage.around.guard._last = float("-inf")
            typist.presses(choose)
        if set(heard) != set(all_there):
            return f"{choose} does not tap everything"
    stage.focus.leave()
    if Typist(Alone(stage)).goes_around("tab", "shift") != all_there[::-1]:
        return "shift tab is not tab the other way round"
    return ""


def afternoon(ctx: AppContext, way: str = "portrait", mode: str = "standard") -> Router:
    """A touch screen at home that was not started."""
    router = easel_of(ctx).router(SIZES[way], MODES[mode])
    router.arrive("home", dict(samples_of(HomeScreen))["afternoon"])
    settle()
    return router

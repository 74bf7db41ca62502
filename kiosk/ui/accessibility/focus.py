"""Focus: what keys and switches are on, the ring around it, and where they go from there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from kivy.clock import Clock
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget, WidgetContext
from kiosk.ui.widgets.tappable import Tappable

AWAY, THICK = 6, 6


class FocusAction(StrEnum):
    """What a key or a switch does."""

    NEXT = "next"
    BEFORE = "before"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    CHOOSE = "choose"


class FocusTarget(NamedTuple):
    """Something that can be tapped: its piece, and where it is in design pixels."""

    piece: Tappable
    box: Rect


class Reachable(Protocol):
    """What focus needs of a stage."""

    around: WidgetContext

    def targets(self) -> list[FocusTarget]: ...
    def add_widget(self, widget: Widget) -> None: ...
    def remove_widget(self, widget: Widget) -> None: ...


class Ring(KioskWidget):
    """A line around what the keys are on, over everything else; at the edge it moves inwards."""

    corner = NumericProperty(0.0)

    def draw(self, pen: Painter) -> None:
        pen.outline(self.bounds, "focus", self.corner, THICK)


class Focus:
    """The ring of one stage. It stands only while keys are used: a touch takes it away.

    `piece` is what it is on, None while there is no ring.
    """

    def __init__(self, stage: Reachable) -> None:
        self.piece: Tappable | None = None
        self._stage = stage
        self._ring = Ring(stage.around)
        self._from_end = 0
        # What came is drawn, and knows where it stands, only at the end of the next frame.
        self._settle = Clock.create_trigger(self._waits, 0)
        self._drawn = Clock.create_trigger(self._settles, 0)

    def does(self, act: FocusAction) -> Tappable | None:
        """One act; returns the piece on which the ring has come to stand, if it moved.

        The first one only shows the ring: nobody taps what was not seen.
        """
        targets = self._stage.targets()
        here = next((target for target in targets if target.piece is self.piece), None)
        if here is None:
            return self._to(self._along(targets, -1 if act is FocusAction.BEFORE else 1))
        if act is FocusAction.CHOOSE:
            here.piece.press()
            # What it did may have taken it away.
            self._settle()
            return None
        if act in (FocusAction.NEXT, FocusAction.BEFORE):
            return self._to(self._along(targets, 1 if act is FocusAction.NEXT else -1))
        others = [t for t in targets if t.piece.listens and t is not here]
        return self._to(toward(others, here.box, act))

    def leave(self) -> None:
        """The ring goes: a finger has come."""
        self._settle.cancel()
        self._drawn.cancel()
        if self.piece is not None:
            before, self.piece = self.piece, None
            for name in ("box", "parent"):
                before.funbind(name, self._follow)
            self._stage.remove_widget(self._ring)

    def changed(self) -> None:
        """Something else stands on the stage: the ring goes on where it was, or to the first."""
        if self.piece is not None:
            self._ring.box = None
            self._drawn.cancel()
            self._settle()

    def goes_on(self, before: Focus) -> None:
        """The stage of another mode: the ring stands on the same thing as on the one before."""
        pieces = [target.piece for target in before._stage.targets()]
        if before.piece in pieces:
            # Counted from the end: a page may hold fewer things in 大字, the bar always as many.
            self._from_end = len(pieces) - pieces.index(before.piece)
            before.leave()
            self._settle()

    def _waits(self, _dt: float) -> None:
        self._drawn()

    def _settles(self, _dt: float) -> None:
        targets = self._stage.targets()
        same = targets[-self._from_end:][:1] if self._from_end else [
            target for target in targets if target.piece is self.piece
        ]
        self._from_end = 0
        listens = same and same[0].piece.listens
        if self._to(same[0] if listens else self._along(targets, 1)) is None:
            self.leave()

    def _along(self, targets: Sequence[FocusTarget], by: int) -> FocusTarget | None:
        """The next one in reading order that can be tapped, once around."""
        pieces = [target.piece for target in targets]
        here = pieces.index(self.piece) if self.piece in pieces else -1 if by > 0 else 0
        for n in range(1, len(pieces) + 1):
            target = targets[(here + n * by) % len(pieces)]
            if target.piece.listens:
                return target
        return None

    def _to(self, target: FocusTarget | None) -> Tappable | None:
        if target is None:
            return None
        self.leave()
        # That the ring itself comes and goes is no change of what stands on the stage.
        self._stage.add_widget(self._ring)
        self.piece = target.piece
        for name in ("box", "parent"):
            self.piece.fbind(name, self._follow)
        self._follow(self.piece)
        return self.piece

    def _follow(self, piece: Tappable, *_: object) -> None:
        """The ring goes where its piece goes; where that is gone it looks for another."""
        theme, box = self._stage.around.theme, piece.box
        if box is None or piece.parent is None:
            self._settle()
            return
        self._ring.corner = theme.measure(piece.radius) + AWAY + THICK
        self._ring.box = within(box.inset(-AWAY - THICK), theme.canvas)


def within(box: Rect, canvas: tuple[float, float]) -> Rect:
    """What of a box lies on a canvas."""
    x, y = max(box.x, 0), max(box.y, 0)
    return Rect(x, y, min(box.right, canvas[0]) - x, min(box.bottom, canvas[1]) - y)


def toward(targets: Sequence[FocusTarget], here: Rect, act: FocusAction) -> FocusTarget | None:
    """The nearest target to the left, right, up or down; what lies straight ahead comes first."""

    def far(target: FocusTarget) -> tuple[bool, bool, float]:
        there = target.box
        across = there.x + there.w / 2 - here.x - here.w / 2
        down = there.y + there.h / 2 - here.y - here.h / 2
        ahead = {FocusAction.LEFT: -across, FocusAction.RIGHT: across, FocusAction.UP: -down,
                 FocusAction.DOWN: down}[act]
        level = act in (FocusAction.LEFT, FocusAction.RIGHT)
        aside = max(
            (here.y - there.bottom, there.y - here.bottom) if level
            else (here.x - there.right, there.x - here.right)
        )
        slant = abs(down if level else across) / 10
        return (ahead <= 1, aside > 0, ahead + 3 * max(aside, 0) + slant)

    nearest = min(targets, key=far, default=None)
    return nearest if nearest and not far(nearest)[0] else None

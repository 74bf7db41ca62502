"""The base of every widget of the touch screen: a box of the design and what is drawn in
it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from kivy.clock import Clock
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole, unbroken
from kiosk.ui.drawing.painter import Painter, Written
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Theme
from kiosk.wording.translator import Translator

REPEAT_GUARD = 0.5
# A tremble comes back within a tenth of a second, a finger that means 11 later.
KEY_GUARD = 0.1
NOWHERE = (-1000, -1000)


@dataclass
class RepeatGuard:
    """Drops the second tap of a trembling hand: nothing counts for half a second after a tap.

    It is one for the whole touch screen, so that the second tap does not land on the next page.
    Keys are typed faster: one key after another counts at once, and only the same key again
    has to wait a moment.
    """

    monotonic: Callable[[], float] = time.monotonic
    seconds: float = REPEAT_GUARD
    _last: float = field(default=float("-inf"), init=False)
    _last_key: int | None = field(default=None, init=False)

    def lets_pass(self, key: object | None = None) -> bool:
        """Whether a tap counts now; one that does starts the pause. `key` is the key tapped."""
        now, typed = self.monotonic(), None if key is None else id(key)
        pause = self.seconds
        if typed is not None and self._last_key is not None:
            pause = KEY_GUARD if typed == self._last_key else 0.0
        if now - self._last < pause:
            return False
        self._last, self._last_key = now, typed
        return True


def no_click() -> None:
    """The touch of a kiosk that makes no sound."""


@dataclass(frozen=True)
class WidgetContext:
    """What every piece has around it; a parent hands it to its children as they are added.

    `click` is the sound of a touch.
    """

    theme: Theme
    words: Translator
    guard: RepeatGuard
    click: Callable[[], None] = no_click


class KioskWidget(Widget):
    """A widget of the touch screen. In .kv give it `box: root.box("…")` (a `Rect`) and its own
    properties.

    A subclass draws itself in `draw(pen)` from its properties alone; any change of one draws
    it anew before the next frame. Containers place their children in `layout()`.
    `say` is what 朗读 and a screen reader call it where its words are not enough; `MEANS` is
    what it is there for.
    """

    box: ObjectProperty[Rect | None] = ObjectProperty(None, allownone=True)
    say = StringProperty("")

    MEANS: ClassVar[NodeRole] = NodeRole.TEXT
    # What a person writes on it is drawn and forgotten: no cache holds it.
    FLEETING: ClassVar[bool] = False

    around: WidgetContext

    def __init__(self, around: WidgetContext | None = None, **properties: object) -> None:
        if around is not None:
            self.around = around
        self.pen: Painter | None = None
        self._redraw = Clock.create_trigger(self._draw_now, -1)
        super().__init__(**properties)
        for name in self.properties().keys() - _PLAIN:
            self.fbind(name, self._changed)
        self._changed()

    def add_widget(self, widget: Widget, index: int = 0, canvas: str | None = None) -> None:
        if isinstance(widget, KioskWidget) and not hasattr(widget, "around"):
            widget.around = self.around
        super().add_widget(widget, index, canvas)

    def build(self) -> None:
        """Adds child pieces, once, as soon as the piece knows what is around it."""

    def layout(self) -> None:
        """Places child pieces and hands them what they show."""

    def draw(self, pen: Painter) -> None:
        """Draws the piece inside `self.box`."""

    def rise(self) -> None:
        """The touch that held it is not meant for it any more: forget that it was there."""

    def collide_point(self, x: float, y: float) -> bool:
        """Whether a touch there is on it: what has no place is nowhere, though Kivy gives every
        widget one to begin with."""
        return self.box is not None and bool(super().collide_point(x, y))

    def redraw(self) -> None:
        """Draws at once; the trigger does it before the next frame otherwise."""
        self._redraw.cancel()
        self._draw_now(0)

    @property
    def bounds(self) -> Rect:
        """Its box, while it has a place: only then it is drawn, laid out and touched."""
        if self.box is None:
            raise LookupError("a piece without a place has no bounds")
        return self.box

    @property
    def theme(self) -> Theme:
        return self.around.theme

    @property
    def words(self) -> Translator:
        return self.around.words

    def pieces(self) -> Iterator[KioskWidget]:
        """This piece and all below it, in the order in which they were added."""
        yield self
        for child in reversed(self.children):
            if isinstance(child, KioskWidget):
                yield from child.pieces()

    def written(self) -> list[Written]:
        """What is written on it and below it."""
        return [text for piece in self.pieces() if piece.pen for text in piece.pen.written]

    def meaning(self) -> AccessibleNode | None:
        """What it is to somebody who does not see it; None where nothing of it is shown."""
        if self.box is None or self.pen is None or not (self.pen.written or self.pen.shown):
            return None
        return AccessibleNode(self.MEANS, self.say or " ".join(self.reads()), "", self.box)

    def reads(self) -> list[str]:
        """What is written on it, as one reads it."""
        return [unbroken(text.text) for text in self.pen.written] if self.pen else []

    def _changed(self, *_: object) -> None:
        self._redraw()

    def _draw_now(self, _dt: float) -> None:
        if self.box is None:
            if self.pen:
                self.pen.clear()
            # What is not there cannot be touched either.
            self.pos, self.size = NOWHERE, (0, 0)
            for child in self.children:
                if isinstance(child, KioskWidget):
                    child.box = None
            return
        if self.pen is None:
            self.pen = Painter(self.canvas.before, self.theme, self.FLEETING)
            self.build()
        x, y, w, h = self.theme.place(self.box)
        self.pos, self.size = (x, y), (w, h)
        self.pen.clear()
        self.draw(self.pen)
        self.layout()


_PLAIN = frozenset(Widget().properties())

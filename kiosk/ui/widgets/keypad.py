"""The keypad: keys in three columns of four, and the dots that stand for what is masked."""

from __future__ import annotations

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole
from kiosk.ui.drawing.fitted_text import fits, write_fitting, write_trouble
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import KioskWidget

CLEAR, DELETE = "clear", "delete"
KEYS: tuple[str, ...] = (*"123456789", CLEAR, "0", DELETE)
GAP = 24
DOT, DOTS_APART = 40, 28
MARGIN, AIR = 40, 16
SMALLER = ("body", "hint", "label")


def with_key(typed: str, key: str) -> str:
    """What stands there after a key of the keypad."""
    return {CLEAR: "", DELETE: typed[:-1]}.get(key, typed + key)


class Key(PushButton):
    """A key that types `value`; another one may follow at once."""

    MEANS = NodeRole.KEY
    QUICK = True


class Keypad(KioskWidget):
    """1 to 9, 0, 重输 and 删除. `on_key(what)`: a digit, CLEAR or DELETE.

    What was typed is kept by whoever listens, and by nobody else; `masked` keys are never said.
    """

    enabled = BooleanProperty(True)
    masked = BooleanProperty(False)

    __events__ = ("on_key",)

    def build(self) -> None:
        self._keys = [self._key(what) for what in KEYS]
        for key in self._keys:
            key.radius = "radius_small"
            self.add_widget(key)
            key.bind(on_tap=self._type)

    def _key(self, what: str) -> Key:
        if what.isdigit():
            return Key(text=what, value=what, role="key")
        icon = "backspace" if what == DELETE else ""
        return Key(
            icon=icon, text=self.words(f"keypad.{what}"), value=what, role="key_word", kind="quiet",
            side=52,
        )

    def layout(self) -> None:
        for key, box in zip(self._keys, self.bounds.grid(3, 4, GAP), strict=True):
            key.box, key.enabled = box, self.enabled
            key.masked = self.masked and key.value.isdigit()

    def on_key(self, what: str) -> None:
        """A key was tapped."""

    def _type(self, key: Key) -> None:
        self.dispatch("on_key", key.value)


class PinDots(KioskWidget):
    """A masked field: `filled` of its `length` dots are full, and nothing says of what.

    `label` says whose it is (`short` where that is too long), `note` what is missing; `trouble`
    takes their place. Without dots, not `open`, one of the two is all there is to say.
    """

    label = StringProperty("")
    short = StringProperty("")
    note = StringProperty("")
    trouble = StringProperty("")
    filled = NumericProperty(0)
    length = NumericProperty(6)
    open = BooleanProperty(True)

    def meaning(self) -> AccessibleNode | None:
        """How many are missing is said, never which were typed."""
        if self.box is None:
            return None
        return AccessibleNode(NodeRole.FIELD, self.label, self.trouble or self.note, self.box)

    def draw(self, pen: Painter) -> None:
        box, radius = self.bounds, self.theme.measure("radius_small")
        pen.fill(box, "field", radius)
        if self.trouble:
            pen.outline(box, "red-ink", radius, 5)
        else:
            pen.outline(box, "side", radius, self.theme.measure("line"))
        room = box.inset(MARGIN, 0)
        wide = self.length * (DOT + DOTS_APART) - DOTS_APART
        if not self.open:
            self._draw_alone(pen, room)
        elif box.h >= 2 * (pen.height("body") + AIR):
            above, below = room.inset(0, AIR).rows(2, 0)
            self._draw_words(pen, above, 0)
            self._draw_dots(pen, below.middle(wide, DOT))
        elif self.trouble:
            write_trouble(pen, room._replace(w=room.w - wide - GAP), self.trouble)
            self._draw_dots(pen, room.part(room.w - wide, (room.h - DOT) / 2, wide, DOT))
        else:
            self._draw_words(pen, room, wide)
            self._draw_dots(pen, room.middle(wide, DOT))

    def _draw_alone(self, pen: Painter, room: Rect) -> None:
        if self.trouble:
            write_trouble(pen, room, self.trouble)
        else:
            write_fitting(pen, room, self.label, SMALLER, "ink-2")

    def _draw_words(self, pen: Painter, line: Rect, between: float) -> None:
        """Label and note at the two ends of a line, with room for the dots between them."""
        if self.trouble:
            write_trouble(pen, line, self.trouble)
            return
        side = (line.w - between) / 2 - GAP
        end = side if between else pen.width(self.note, SMALLER[0])
        room = line._replace(w=side if between else line.w - end - GAP)
        whose = self.label if fits(self.theme, self.label, room, SMALLER[-1]) else self.short
        write_fitting(pen, room, whose, SMALLER, "ink-2")
        write_fitting(pen, line.part(line.w - end, 0, end, line.h), self.note, SMALLER, "ink-2",
                      "right")

    def _draw_dots(self, pen: Painter, line: Rect) -> None:
        for n in range(self.length):
            dot = line.part(n * (DOT + DOTS_APART), 0, DOT, DOT)
            pen.disc(dot, "ink" if n < self.filled else "edge")
            if n >= self.filled:
                pen.disc(dot.inset(4), "field")

"""The pad: a square to draw a character in, with a finger; the one place where a drag counts."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Line
from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty, ListProperty, StringProperty

from kiosk.devices.text_input.input_engines import Stroke
from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.text_entry.candidates import WordBar
from kiosk.ui.widgets.kiosk_widget import KioskWidget

# Of a brush, in design pixels; and how far a finger goes before another point is kept.
BRUSH = 16
STEP = 3
GUIDE = 3


class HandPad(KioskWidget):
    """Draws `strokes` (points in 0..1, y down) and the one under the finger as it moves.

    `on_stroke(stroke)` comes when the finger leaves. Other fingers and the palm never get here:
    the stage follows one touch at a time. `hint` stands in the empty square.
    """

    strokes: ListProperty[Stroke] = ListProperty()
    hint = StringProperty("")
    enabled = BooleanProperty(True)

    __events__ = ("on_stroke",)
    MEANS = NodeRole.FIELD

    def build(self) -> None:
        self._drawn = InstructionGroup()
        self.canvas.add(self._drawn)
        self._line: Line | None = None
        self._points: list[tuple[float, float]] = []

    def meaning(self) -> AccessibleNode | None:
        """A place to draw in, and how many strokes are there."""
        if self.box is None:
            return None
        count = self.words("entry.strokes", n=len(self.strokes)) if self.strokes else ""
        return AccessibleNode(NodeRole.FIELD, self.words("entry.pad"), count, self.box)

    def draw(self, pen: Painter) -> None:
        box, radius = self.bounds, self.theme.measure("radius")
        pen.fill(box, "field", radius)
        middle = box.middle(GUIDE, GUIDE)
        for guide in (middle._replace(y=box.y, h=box.h), middle._replace(x=box.x, w=box.w)):
            pen.fill(guide, "guide")
        pen.outline(box, "ink", radius, 5)
        if self.hint and not self.strokes and not self._points:
            room = box.inset(24)._replace(h=pen.height("body", 2))
            pen.text(room, self.hint, "body", "ink-2", "center", "top", wrap=True)
        self._show_strokes()

    def _draw_now(self, dt: float) -> None:
        super()._draw_now(dt)
        if self.box is None and self.pen is not None:
            self._drawn.clear()

    def _show_strokes(self) -> None:
        self._drawn.clear()
        self._drawn.add(Color(*self.theme.colour("ink")))
        for stroke in self.strokes:
            self._ink([self._pixels(point) for point in stroke])
        self._line = self._ink(self._points) if self._points else None

    def _ink(self, points: list[tuple[float, float]]) -> Line:
        """A line of the brush; a dot is a stroke too, and a line needs two points."""
        x, y = points[0]
        flat = [at for point in points for at in point]
        line = Line(
            points=flat if len(points) > 1 else [x, y, x + 1, y],
            width=self.theme.px(BRUSH) / 2, cap="round", joint="round",
        )
        self._drawn.add(line)
        return line

    # ---- the finger

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if self.box is None or not self.collide_point(*touch.pos):
            return False
        if self.enabled:
            touch.grab(self)
            self._points = [touch.pos]
            self._line = self._ink(self._points)
            self._redraw()
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        x, y = self._inside(*touch.pos)
        last_x, last_y = self._points[-1]
        if self._line is not None and abs(x - last_x) + abs(y - last_y) >= STEP:
            self._points.append((x, y))
            self._line.points = [*self._line.points, x, y]
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        if self._line is not None:
            self._line = None
            points, self._points = self._points, []
            self.dispatch("on_stroke", tuple(map(self._share, points)))
        return True

    def on_stroke(self, stroke: tuple[tuple[float, float], ...]) -> None:
        """A stroke was drawn."""

    def _inside(self, x: float, y: float) -> tuple[float, float]:
        """A finger that slips over the edge draws along it."""
        return min(max(x, self.x), self.right), min(max(y, self.y), self.top)

    def _share(self, point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - self.x) / self.width, (self.top - point[1]) / self.height

    def _pixels(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.x + point[0] * self.width, self.top - point[1] * self.height


class DrawnWords(WordBar):
    """The characters a drawing may be, at the places beside the pad; the last one is 更多."""

    places: ListProperty[Rect] = ListProperty()

    def layout(self) -> None:
        words, places = self.words_shown, list(self.places)
        more = len(words) > len(places)
        shown = words[:len(places) - 1] if more else words
        self.show_keys(shown, places[:len(shown)])
        self._more.box = places[-1] if more and self.box else None

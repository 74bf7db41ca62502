"""The head of every page: lintel, logo, names, clock, the question it asks."""

from __future__ import annotations

from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty, StringProperty

from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import TextRun, draw_runs
from kiosk.ui.shell.staff_door import Knocks
from kiosk.ui.widgets.kiosk_widget import KioskWidget, WidgetContext

LINTEL = 14
STAFF_ENDS, STAFF_ENDS_BIG = 136, 150
# A finger need not hit the logo to the pixel.
AROUND_LOGO = 24


class Header(KioskWidget):
    """Lintel, logo, `brand`, `centre`, and `clock` and `date` at the right; of ink for `staff`.

    With `news` the second line is left to the strip that tells them.
    Not tappable; `on_knock` is five taps on the logo, the staff's way in.
    """

    brand = StringProperty("")
    centre = StringProperty("")
    clock = StringProperty("")
    date = StringProperty("")
    news = BooleanProperty(False)
    staff = BooleanProperty(False)

    __events__ = ("on_knock",)

    def __init__(self, around: WidgetContext, **properties: object) -> None:
        self._knocks = Knocks(around.guard.monotonic)
        self._knocking = False
        super().__init__(around, **properties)

    def draw(self, pen: Painter) -> None:
        box, big = self.bounds, self.theme.mode.big
        self._draw_lintel(pen)
        logo = self._logo
        if self.theme.measure("pictures"):
            pen.picture(logo, "logo")
        else:
            self._draw_bare_logo(pen, logo)
        x = logo.right + (24 if big else 20)
        high, low = pen.height("brand"), pen.height("centre")
        top = 27 if big else 30
        stop = box.right - 48
        when = max(pen.width(self.clock, "clock"), pen.width(self.date, "date"))
        brand, centre = self.brand, self.centre
        strong, figure, faint = "title", "figure", "ink-2"
        if self.staff:
            named = self.words("staff_header.brand", centre=brand)
            brand = named if pen.width(named, "brand") <= stop - when - 24 - x else brand
            centre = self.words("staff_header.centre")
            strong = figure = faint = "staff-ink"
        pen.text(Rect(x, top, stop - when - 24 - x, high), brand, "brand", strong)
        if not self.news:
            pen.text(Rect(x, top + high - 4, stop - when - 24 - x, low), centre, "centre", faint)
            pen.text(Rect(stop - when, top + high - 4, when, low), self.date, "date", faint,
                     "right")
        tall = pen.height("clock")
        clock = Rect(stop - when, top + high / 2 - tall / 2 - 2, when, tall)
        pen.text(clock, self.clock, "clock", figure, "right")

    def _draw_lintel(self, pen: Painter) -> None:
        edges = self.theme.bleed
        if self.staff:
            ends = STAFF_ENDS_BIG if self.theme.mode.big else STAFF_ENDS
            pen.fill(Rect(edges.x, LINTEL, edges.w, ends - LINTEL), "staff")
            pen.fill(Rect(edges.x, ends - 4, edges.w, 4), "staff-line")
        else:
            pen.fill(Rect(edges.x, LINTEL + 2, edges.w, 3), "gold")
        pen.fill(Rect(edges.x, 0, edges.w, LINTEL), "red")

    @property
    def _logo(self) -> Rect:
        return Rect(50, 38, 82, 96) if self.theme.mode.big else Rect(49, 37, 70, 80)

    def _draw_bare_logo(self, pen: Painter, logo: Rect) -> None:
        """高对比 shows no pictures: the door as plain shapes."""
        inner = logo.part(logo.w * 0.2, logo.h * 0.18, logo.w * 0.6, logo.h * 0.82)
        pen.arch(logo, "red", 0)
        pen.arch(inner, "black", 0)
        top = inner.w * 0.3
        pen.fill(inner._replace(y=inner.y + top, w=inner.w * 0.45, h=inner.h - top), "red")
        pen.disc(Rect(inner.x + inner.w * 0.28, inner.y + inner.h * 0.55, 6, 6), "black")

    def on_touch_down(self, touch: MotionEvent) -> bool:
        self._knocking = self._at_logo(touch)
        return self._knocking

    def on_touch_up(self, touch: MotionEvent) -> bool:
        knocked, self._knocking = self._knocking and self._at_logo(touch), False
        if knocked and self._knocks.open():
            self.dispatch("on_knock")
        return knocked

    def on_knock(self) -> None:
        """The logo was tapped five times within three seconds."""

    def _at_logo(self, touch: MotionEvent) -> bool:
        x, y, w, h = self.theme.place(self._logo.inset(-AROUND_LOGO))
        return x <= touch.x < x + w and y <= touch.y < y + h


class Title(KioskWidget):
    """The page's question, and a line below it: `text`, `lead`, and the title's `role`.

    The lead is dropped where the box has no room for it, as in 大字. A title too long for a line
    takes two.
    """

    text = StringProperty("")
    lead = StringProperty("")
    role = StringProperty("title")

    MEANS = NodeRole.HEADING

    def draw(self, pen: Painter) -> None:
        high, low = pen.height(self.role), pen.height("lead")
        if pen.width(self.text, self.role) > self.bounds.w:
            pen.text(self.bounds, self.text, self.role, "title", valign="top", wrap=True)
            return
        pen.text(self.bounds._replace(h=high), self.text, self.role, "title")
        roomy = self.bounds.h >= high + low - 8 and pen.width(self.lead, "lead") <= self.bounds.w
        if self.lead and roomy:
            below = self.bounds._replace(y=self.bounds.bottom - low, h=low)
            pen.text(below, self.lead, "lead", "ink-2")


class HeaderFigure(KioskWidget):
    """高对比's look zone: an icon and label over a big figure, outlined."""

    icon = StringProperty("")
    label = StringProperty("")
    figure = StringProperty("")

    def draw(self, pen: Painter) -> None:
        pen.outline(self.bounds, "panel-line", self.theme.measure("radius"), 3)
        room = self.bounds.inset(32, 24)
        pen.icon(Rect(room.x, room.y, 44, 44), self.icon, "ink")
        label = Rect(room.x + 54, room.y + 22 - pen.height("body") / 2, room.w - 48,
                    pen.height("body"))
        pen.text(label, self.label, pen.fitting(self.label, ("body", "label"), label.w), "ink")
        role = pen.fitting(self.figure, ("figure", "figure_small"), room.w)
        high = pen.height(role)
        draw_runs(pen, Rect(room.x, room.bottom - high + 8, room.w, high),
                  [TextRun(self.figure, role, "figure")])

"""Cards: the QR code to scan, and the ticket that was taken."""

from __future__ import annotations

from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk.glass.box import Box
from kiosk.glass.pen import Pen
from kiosk.glass.piece import Piece
from kiosk.glass.strokes import Run, draw_runs
from kiosk.qr import qr_matrix

QUIET = 2


def qr_texture(text: str) -> Texture:
    """The modules of a QR code, one pixel each, to be drawn without smoothing."""
    rows = qr_matrix(text, QUIET)
    side = len(rows)
    pixels = b"".join(
        b"\x2a\x1f\x1a" if dark else b"\xff\xff\xff" for row in reversed(rows) for dark in row
    )
    texture = Texture.create(size=(side, side), colorfmt="rgb")
    texture.mag_filter = texture.min_filter = "nearest"
    texture.blit_buffer(pixels, colorfmt="rgb", bufferfmt="ubyte")
    return texture


class QrCard(Piece):
    """A white card with the code of `url`, `side` high; its words beside or below it.

    `title` (strong) and `text` (body) go below the code, or `beside` it. `blocked` shows
    wifi-off and a sentence instead of a code that nobody could open.
    """

    url = StringProperty("")
    side = NumericProperty(272)
    icon = StringProperty("")
    title = StringProperty("")
    text = StringProperty("")
    beside = BooleanProperty(False)
    blocked = BooleanProperty(False)

    def draw(self, pen: Pen) -> None:
        radius = self.theme.measure("radius")
        pen.fill(self.box, "white", radius)
        pen.outline(self.box, "hair", radius, 2)
        if self.beside:
            margin = (self.box.h - self.side) / 2
            self._draw_code(pen, self.box.part(margin, margin, self.side, self.side))
            self._draw_beside(pen, Box(self.box.x + margin + self.side + 24, self.box.y,
                                       self.box.w - margin - self.side - 40, self.box.h))
        else:
            below = pen.height("strong") if self.title else 0
            top = self.box.y + (self.box.h - self.side - below - 8) / 2
            left = self.box.x + (self.box.w - self.side) / 2
            code = Box(left, top, self.side, self.side)
            self._draw_code(pen, code)
            self._draw_below(pen, code)

    def _draw_code(self, pen: Pen, box: Box) -> None:
        if self.blocked or not self.url:
            pen.icon(box.middle(128, 128).lower(-40), "wifi-off", "black")
            room = box._replace(y=box.y + box.h / 2 + 40, h=100)
            pen.text(room, self.words("qr.wait"), "strong", "black", "center")
            return
        texture = qr_texture(self.url)
        # Whole pixels for each module, or a camera sees uneven stripes.
        scale = self.theme.scale
        module = max(int(box.w * scale) // texture.width, 1)
        pen.texture(box.middle(module * texture.width / scale, module * texture.height / scale),
                    texture)

    def _draw_beside(self, pen: Pen, room: Box) -> None:
        lines = self.title.count("\n") + 1
        high = pen.height("section", lines)
        low = pen.height("hint", self.text.count("\n") + 1) if self.text else 0
        top = room.y + (room.h - high - low - 8) / 2
        pen.text(room._replace(y=top, h=high), self.title, "section", "black")
        if self.text:
            pen.text(room._replace(y=top + high + 8, h=low), self.text, "hint", "black")

    def _draw_below(self, pen: Pen, code: Box) -> None:
        if not self.title:
            return
        wide = pen.width(self.title, "strong") + (52 if self.icon else 0)
        x = self.box.x + (self.box.w - wide) / 2
        line = Box(x, code.bottom + 8, wide, pen.height("strong"))
        if self.icon:
            pen.icon(Box(x, line.y + (line.h - 40) / 2, 40, 40), self.icon, "black")
            line = line._replace(x=x + 52, w=wide - 52)
        pen.text(line, self.title, "strong", "black")


class TicketCard(Piece):
    """The ticket: `service` and `when` above, `number` (A023) big, `facts` below the tear.

    `facts` are (label, figure, unit) triples: ("前面还有", "3", "人").
    """

    service = StringProperty("")
    when = StringProperty("")
    number = StringProperty("")
    facts = ListProperty()
    tear = NumericProperty(464)
    ground = StringProperty("paper")

    def draw(self, pen: Pen) -> None:
        box = self.box
        contrast = self.theme.mode.contrast
        if not contrast:
            pen.shadow(box, 32, 24, 6, 0.14)
        pen.fill(box, "card" if contrast else "white", 32)
        if contrast:
            pen.outline(box, "white", 32, 4)
        head = Box(box.x + 44, box.y + 34, box.w - 88, pen.height("window"))
        pen.text(head, self.when, "hint", "ink-2", "right")
        room = head._replace(w=head.w - pen.width(self.when, "hint") - 32)
        pen.text(room, self.service, "window", "ink", wrap=True, valign="top")
        tear = box.y + self.tear
        pen.text(Box(box.x + 16, head.bottom, box.w - 32, tear - head.bottom), self.number,
                 "number", "red-ink", "center")
        self._draw_tear(pen, tear)
        self._draw_facts(pen, Box(box.x, tear + 26, box.w, box.bottom - tear - 40))

    def _draw_tear(self, pen: Pen, y: float) -> None:
        for x in (self.box.x, self.box.right):
            pen.disc(Box(x - 26, y - 26, 52, 52), self.ground)
        x = self.box.x + 48
        while x < self.box.right - 64:
            pen.fill(Box(x, y - 2, 16, 4), "side")
            x += 32

    def _draw_facts(self, pen: Pen, room: Box) -> None:
        for n, (column, (label, figure, unit)) in enumerate(
            zip(room.columns(len(self.facts), 0), self.facts, strict=True)
        ):
            if n:
                pen.fill(Box(column.x - 1, room.y + 10, 2, room.h - 20), "hair")
            high = pen.height("body")
            pen.text(column._replace(h=high), label, "body", "ink-2", "center")
            below = Box(column.x + 8, column.y + high, column.w - 16, column.bottom - column.y - high)
            runs = [Run(figure, "figure_big", "figure")]
            draw_runs(pen, below, [*runs, Run(unit, "unit", "ink")] if unit else runs, "center")

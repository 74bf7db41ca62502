"""Cards: the QR code to scan."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.devices.media.qr_code import qr_matrix
from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole
from kiosk.ui.drawing.fitted_text import lines_high, one_line_role, wrapped_role
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.widgets.kiosk_widget import KioskWidget

QUIET = 2
WAIT_MARGIN = 10
WAIT_TITLES = ("section", "strong", "hint", "label")
WAIT_TEXTS = ("body", "hint", "label")


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


class QrCard(KioskWidget):
    """A white card with the code of `url`, `side` high; its words beside or below it.

    `title` goes below the code, or with `text` `beside` it, in the roles `strong` and `faint`
    where they have room. Without a `url`, while there is no network, the card says that scanning
    has to wait.
    """

    url = StringProperty("")
    side = NumericProperty(272.0)
    icon = StringProperty("")
    title = StringProperty("")
    text = StringProperty("")
    beside = BooleanProperty(False)
    strong = StringProperty("section")
    faint = StringProperty("hint")

    def meaning(self) -> AccessibleNode | None:
        meaning = super().meaning()
        if meaning is None:
            return None
        name = meaning.name if self.url else " ".join(self.reads())
        return meaning._replace(role=NodeRole.QR, name=name, value=self.url)

    def draw(self, pen: Painter) -> None:
        radius = self.theme.measure("radius")
        pen.fill(self.bounds, "white", radius)
        pen.outline(self.bounds, "hair", radius, 2)
        if not self.url:
            self._draw_waiting(pen)
        elif self.beside:
            margin = (self.bounds.h - self.side) / 2
            code = self.bounds.part(margin, margin, self.side, self.side)
            pen.code(code, qr_texture(self.url))
            self._draw_beside(pen, Rect(self.bounds.x + margin + self.side + 24, self.bounds.y,
                                       self.bounds.w - margin - self.side - 40, self.bounds.h))
        else:
            below = pen.height("strong") if self.title else 0
            top = self.bounds.y + (self.bounds.h - self.side - below - 8) / 2
            left = self.bounds.x + (self.bounds.w - self.side) / 2
            code = Rect(left, top, self.side, self.side)
            pen.code(code, qr_texture(self.url))
            self._draw_below(pen, code)

    def _draw_waiting(self, pen: Painter) -> None:
        """That there is no network, and that the code comes by itself."""
        title, text = self.words("qr.wait"), self.words("qr.wait_text")
        room, side = self.bounds.inset(WAIT_MARGIN, WAIT_MARGIN), min(self.bounds.h / 3, 128)
        strong = one_line_role(self.theme, title, room.w, WAIT_TITLES)
        high = lines_high(self.theme, title, room.w, strong)
        left = room._replace(h=room.h - side - high - 8)
        faint = wrapped_role(self.theme, text, left, WAIT_TEXTS)
        low = lines_high(self.theme, text, room.w, faint)
        # A small card says the first alone.
        low = low if low <= left.h else 0
        top = room.y + (room.h - side - high - low - 8) / 2
        pen.icon(Rect(room.x + (room.w - side) / 2, top, side, side), "wifi-off", "black")
        line = room._replace(y=top + side + 8, h=high)
        pen.text(line, title, strong, "black", "center", wrap=True)
        if low:
            pen.text(line._replace(y=line.bottom, h=low), text, faint, "black", "center", wrap=True)

    def _draw_beside(self, pen: Painter, room: Rect) -> None:
        title, text = self.title.split("\n"), self.text.split("\n")
        strong = _all_in(pen, title, (self.strong, "brand", "section"), room.w)
        faint = _all_in(pen, text, (self.faint, "hint"), room.w)
        high = pen.height(strong, len(title))
        low = pen.height(faint, len(text)) if self.text else 0
        top = room.y + (room.h - high - low - 8) / 2
        pen.text(room._replace(y=top, h=high), self.title, strong, "black")
        if self.text:
            pen.text(room._replace(y=top + high + 8, h=low), self.text, faint, "black")

    def _draw_below(self, pen: Painter, code: Rect) -> None:
        if not self.title:
            return
        wide = pen.width(self.title, "strong") + (52 if self.icon else 0)
        x = self.bounds.x + (self.bounds.w - wide) / 2
        line = Rect(x, code.bottom + 8, wide, pen.height("strong"))
        if self.icon:
            pen.icon(Rect(x, line.y + (line.h - 40) / 2, 40, 40), self.icon, "black")
            line = line._replace(x=x + 52, w=wide - 52)
        pen.text(line, self.title, "strong", "black")


def _all_in(pen: Painter, lines: Sequence[str], roles: Sequence[str], width: float) -> str:
    """The role in which each of the lines has room."""
    return pen.fitting(max(lines, key=lambda line: pen.width(line, roles[0])), roles, width)

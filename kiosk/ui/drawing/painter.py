"""The pen: draws shapes, text, icons and pictures at design places onto a piece's canvas.

What it writes and shows is noted: meanings are made of it, and tests ask whether it fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kivy.core.image import Image as CoreImage
from kivy.graphics import BorderImage, Canvas, Color, Rectangle
from kivy.graphics.texture import Texture

from kiosk.domain.line_breaking import broken
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Theme

Align = Literal["left", "center", "right"]
Valign = Literal["top", "middle", "bottom"]
ICON_SIZES = (64, 128)


class Written(NamedTuple):
    """One text as it was drawn: where it had room, and where it stands. Design pixels."""

    text: str
    role: str
    colour: str
    room: Rect
    at: Rect
    pixel: float = 1.0

    @property
    def overflows(self) -> bool:
        """Whether it does not fit, by more than the rounding of one of the window's pixels."""
        slack = 1.5 * max(self.pixel, 1)
        return self.at.w > self.room.w + slack or self.at.h > self.room.h + slack


class Painter:
    """Draws on one canvas. Colours and roles are names of tokens.

    What a `fleeting` pen writes is a person's own: no cache remembers it.
    """

    def __init__(self, canvas: Canvas, theme: Theme, fleeting: bool = False) -> None:
        self.canvas = canvas
        self.theme = theme
        self.fleeting = fleeting
        self.written: list[Written] = []
        self.shown: list[str] = []
        self.doorways: list[Rect] = []

    def clear(self) -> None:
        """A clean sheet."""
        self.canvas.clear()
        self.written.clear()
        self.shown.clear()
        self.doorways.clear()

    # ---- shapes

    def fill(self, box: Rect, colour: str, radius: float = 0, alpha: float = 1.0) -> None:
        """A rectangle, rounded where it has a radius."""
        if not radius:
            self._stamp(box, colour, self.theme.masks.solid(), alpha)
        else:
            self._nine(box, colour, *self.theme.masks.rounded(self._radius(box, radius)), alpha)

    def outline(self, box: Rect, colour: str, radius: float, width: float = 2) -> None:
        """The outline of a rounded rectangle, inside its box."""
        thick = max(1, self.theme.px(width))
        self._nine(box, colour, *self.theme.masks.ring(self._radius(box, radius), thick))

    def shadow(self, box: Rect, radius: float, blur: float, drop: float, alpha: float) -> None:
        """A soft shadow below a box."""
        soft = self.theme.px(blur)
        around = box.lower(drop).inset(-blur)
        mask, border = self.theme.masks.shadow(self.theme.px(radius), soft)
        self._nine(around, "shade", mask, border, alpha)

    def arch(self, box: Rect, colour: str, foot: float | None = None) -> None:
        """A doorway."""
        self.doorways.append(box)
        _, _, w, h = self.theme.place(box)
        foot = self.theme.px(self.theme.measure("arch_foot") if foot is None else foot)
        self._stamp(box, colour, self.theme.masks.arch(w, h, foot))

    def disc(self, box: Rect, colour: str) -> None:
        """A full circle."""
        x, y, side, _ = self.theme.square(box)
        self._lay(x, y, (side, side), colour, self.theme.masks.disc(side))

    # ---- icons and pictures

    def icon(self, box: Rect, name: str, colour: str) -> None:
        """An icon in a square box, tinted."""
        self.shown.append(name)
        x, y, wanted, _ = self.theme.square(box)
        size = next((s for s in ICON_SIZES if s >= wanted), ICON_SIZES[-1])
        # Smaller copies are needed below half the size; above it they would only blur.
        drawn = self._image(f"icons/{size}/{name}.png", wanted < size / 2)
        self._lay(x, y, (wanted, wanted), colour, drawn)

    def picture(self, box: Rect, name: str) -> None:
        """A picture in its own colours."""
        self.shown.append(name)
        sharp = "@2x" if self.theme.scale > 1 else ""
        self._stamp(box, "white", self._image(f"pictures/{name}{sharp}.png", True))

    def code(self, box: Rect, texture: Texture) -> None:
        """A QR code in the middle of a box, each of its modules so many whole pixels: a camera
        would see uneven stripes else.
        """
        self.shown.append("texture")
        x, y, w, h = self.theme.place(box)
        side = max(min(w, h) // texture.width, 1) * texture.width
        self._lay(x + (w - side) // 2, y + (h - side) // 2, (side, side), "white", texture)

    def image(self, box: Rect, texture: Texture) -> None:
        """A picture that was put together elsewhere, in its own colours."""
        self.shown.append("texture")
        self._stamp(box, "white", texture)

    def _image(self, path: str, mipmap: bool) -> Texture:
        return CoreImage(str(self.theme.assets / path), mipmap=mipmap).texture

    # ---- text

    def width(self, text: str, role: str) -> float:
        """How wide one line of a role is, in design pixels."""
        kind = self.theme.type(role)
        font, size = self.theme.font(kind.face), self.theme.type_px(role)
        return self.theme.letters.width(text, font, size, not self.fleeting) / self.theme.scale

    def height(self, role: str, lines: int = 1) -> float:
        """How high so many lines of a role are."""
        kind = self.theme.type(role)
        return kind.size * kind.line * lines

    def lines(self, text: str, role: str, width: float) -> list[str]:
        """The text in lines that fit a width."""
        return broken(text, width, lambda line: self.width(line, role))

    def fitting(self, text: str, roles: Sequence[str], width: float, lines: int = 1) -> str:
        """The first of some roles in which the text fits so many lines, else the last."""
        for role in roles:
            found = self.lines(text, role, width)
            if len(found) <= lines and all(self.width(line, role) <= width for line in found):
                return role
        return roles[-1]

    def text(
        self, box: Rect, text: str, role: str, colour: str, align: Align = "left",
        valign: Valign = "middle", wrap: bool = False,
    ) -> Rect:
        """Writes lines parted by \\n; with `wrap` also breaks those that are too long.

        Returns where the text really stands. What does not fit is drawn all the same and
        noted, so that nobody reads a cut word and a test fails.
        """
        lines = text.split("\n")
        if wrap:
            lines = self.lines(text, role, box.w)
        widths = [self.width(line, role) for line in lines]
        wide, high = max(widths), self.height(role, len(lines))
        top = box.y + {"top": 0.0, "middle": 0.5, "bottom": 1.0}[valign] * (box.h - high)
        part = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        at = Rect(box.x + part * (box.w - wide), top, wide, high)
        self.written.append(Written("\n".join(lines), role, colour, box, at, 1 / self.theme.scale))
        for n, (line, width) in enumerate(zip(lines, widths, strict=True)):
            middle = top + (n + 0.5) * self.height(role)
            self._line(line, role, colour, box.x + part * (box.w - width), middle)
        return at

    def _line(self, line: str, role: str, colour: str, left: float, middle: float) -> None:
        theme, kind = self.theme, self.theme.type(role)
        font, size = theme.font(kind.face), theme.type_px(role)
        x = theme.left + round(left * theme.scale)
        for laid in theme.letters.line(line, font, size, not self.fleeting):
            high = laid.texture.height
            y = theme.window[1] - theme.top - round(middle * theme.scale + high / 2)
            self._lay(x + laid.x, y + laid.y, laid.texture.size, colour, laid.texture)

    # ---- how textures reach the canvas

    def _radius(self, box: Rect, radius: float) -> int:
        _, _, w, h = self.theme.place(box)
        return min(self.theme.px(radius), (min(w, h) - 1) // 2)

    def _stamp(
        self, box: Rect, colour: str, texture: Texture, alpha: float = 1.0
    ) -> None:
        x, y, w, h = self.theme.place(box)
        self._lay(x, y, (w, h), colour, texture, alpha)

    def _lay(
        self, x: int, y: int, size: tuple[int, int], colour: str, texture: Texture,
        alpha: float = 1.0,
    ) -> None:
        self.canvas.add(Color(*self.theme.colour(colour, alpha)))
        self.canvas.add(Rectangle(texture=texture, pos=(x, y), size=size))

    def _nine(
        self, box: Rect, colour: str, texture: Texture, border: int, alpha: float = 1.0
    ) -> None:
        """Stretches a mask: its corners stay as they are."""
        x, y, w, h = self.theme.place(box)
        self.canvas.add(Color(*self.theme.colour(colour, alpha)))
        self.canvas.add(
            BorderImage(
                texture=texture, pos=(x, y), size=(w, h), border=(border,) * 4, auto_scale="off",
            )
        )

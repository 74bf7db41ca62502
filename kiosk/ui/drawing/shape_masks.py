"""Masks: smooth shapes as textures of coverage, computed once and tinted when drawn.

Coverage comes from the distance to the shape's edge, so edges are smooth on every graphics
driver, with or without multisampling.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from kivy.graphics.texture import Texture

Distance = Callable[[float, float], float]


class Masks:
    """White textures whose alpha is the shape. All measures in pixels of the window."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Texture] = {}

    def solid(self) -> Texture:
        """A rectangle to stretch."""
        return self._mask(("solid",), 1, 1, lambda *_: 1.0)

    def rounded(self, radius: int) -> tuple[Texture, int]:
        """A rounded rectangle to stretch, and how wide its corners are."""
        border = radius + 1
        size = 2 * border + 1
        return self._mask(
            ("rounded", radius), size, size,
            lambda x, y: _coverage(_to_box(x, y, size, size, (radius,) * 4)),
        ), border

    def ring(self, radius: int, width: int) -> tuple[Texture, int]:
        """The outline of a rounded rectangle, drawn inward."""
        border = max(radius, width) + 1
        size = 2 * border + 1

        def alpha(x: float, y: float) -> float:
            away = _to_box(x, y, size, size, (radius,) * 4)
            return _coverage(away) - _coverage(away + width)

        return self._mask(("ring", radius, width), size, size, alpha, hollow=True), border

    def shadow(self, radius: int, blur: int) -> tuple[Texture, int]:
        """The soft shadow of a rounded rectangle, reaching `blur` beyond it."""
        border = radius + 2 * blur
        size = 2 * border + 1
        sigma = blur / 2

        def alpha(x: float, y: float) -> float:
            away = _to_box(x - blur, y - blur, size - 2 * blur, size - 2 * blur, (radius,) * 4)
            return 0.5 - 0.5 * math.erf(away / (sigma * math.sqrt(2)))

        return self._mask(("shadow", radius, blur), size, size, alpha, hollow=True), border

    def arch(self, width: int, height: int, foot: int) -> Texture:
        """A doorway: its top corners are half its width, its feet have the radius `foot`."""
        radii = (width / 2, width / 2, foot, foot)
        return self._mask(
            ("arch", width, height, foot), width, height,
            lambda x, y: _coverage(_to_box(x, y, width, height, radii)),
        )

    def disc(self, size: int) -> Texture:
        """A full circle."""
        return self._mask(
            ("disc", size), size, size,
            lambda x, y: _coverage(math.hypot(x - size / 2, y - size / 2) - size / 2),
        )

    def _mask(
        self, key: tuple[object, ...], width: int, height: int, alpha: Distance,
        hollow: bool = False,
    ) -> Texture:
        if key not in self._known:
            pixels = bytearray(b"\xff" * (4 * width * height))
            pixels[3::4] = _coverages(width, height, alpha, hollow)
            texture = Texture.create(size=(width, height), colorfmt="rgba")
            texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")
            texture.flip_vertical()
            self._known[key] = unsmoothed(texture)
        return self._known[key]


def unsmoothed(texture: Texture) -> Texture:
    """The same texture for places of its own size, pixel by pixel: where the processor draws, that
    takes a third of the time off a frame."""
    texture.min_filter = texture.mag_filter = "nearest"
    return texture


def _coverages(width: int, height: int, alpha: Distance, hollow: bool) -> bytes:
    """The alpha of each pixel, row by row. Every shape is the same left and right; one that is not
    `hollow` is full from where a row of it first is."""
    found, half = bytearray(), (width + 1) // 2
    for row in range(height):
        left = bytearray()
        while len(left) < half:
            left.append(round(255 * alpha(len(left) + 0.5, row + 0.5)))
            if left[-1] == 255 and not hollow:
                left = left.ljust(half, b"\xff")
        found += left + left[: width // 2][::-1]
    return bytes(found)


def _coverage(distance: float) -> float:
    """How much of a pixel lies inside an edge that far from its middle."""
    return min(max(0.5 - distance, 0.0), 1.0)


def _to_box(x: float, y: float, w: float, h: float, radii: tuple[float, ...]) -> float:
    """The distance to a rounded box, negative inside.

    `radii` run top left, top right, bottom right, bottom left; y counts from the top.
    """
    right, below = x > w / 2, y > h / 2
    radius = radii[(2 if right else 3) if below else (1 if right else 0)]
    across = abs(x - w / 2) - w / 2 + radius
    down = abs(y - h / 2) - h / 2 + radius
    outside = math.hypot(max(across, 0.0), max(down, 0.0))
    return outside + min(max(across, down), 0.0) - radius

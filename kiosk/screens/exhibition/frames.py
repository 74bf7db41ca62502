"""Frames: a picture in a white doorway with its shadow, put together off the screen's thread."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kivy.graphics.texture import Texture
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Theme

# Design pixels: the white rim, the soft shadow around it, the radius of its feet.
RIM, BLUR, FOOT = 10, 24, 18
SHADOW = 0.14
DROP = 6
# Edges are drawn so many times larger and made small again: that makes them smooth.
FINER = 3


class Making(NamedTuple):
    """How a doorway is made: its size in pixels of the window, measures likewise, colours."""

    width: int
    height: int
    rim: int
    blur: int
    foot: int
    drop: int
    frame: str
    inside: str
    shade: str


class Frame(NamedTuple):
    """A doorway ready to be drawn: its pixels and how far its shadow reaches beyond it."""

    pixels: bytes
    size: tuple[int, int]


def making(theme: Theme, box: Rect) -> Making:
    """How a doorway of that box is made in a theme."""
    _, _, width, height = theme.place(box)
    px, code = theme.px, theme.code
    shade = "" if theme.mode.contrast else code("shade")
    return Making(width, height, px(RIM), px(BLUR), px(FOOT), px(DROP), code("frame"),
                  code("frame-inside"), shade)


def framed(how: Making, picture: Path | None) -> Frame:
    """A doorway with a picture in it, or empty where there is none or it cannot be read.

    Takes some hundredths of a second: call it where nobody waits.
    """
    margin = 2 * how.blur
    size = (how.width + 2 * margin, how.height + 2 * margin)
    outer = _doorway(how.width, how.height, how.foot)
    inner = _doorway(how.width - 2 * how.rim, how.height - 2 * how.rim, how.foot)
    whole = Image.new("RGBA", size, (*_rgb(how.frame), 0))
    if how.shade:
        shadow = Image.new("RGBA", size, (*_rgb(how.shade), 0))
        shadow.putalpha(_shadow(how))
        whole.paste(shadow)
    frame = Image.new("RGBA", outer.size, (*_rgb(how.frame), 255))
    frame.putalpha(outer)
    inside = _inside(picture, inner.size, how.inside)
    inside.putalpha(inner)
    frame.alpha_composite(inside, (how.rim, how.rim))
    whole.alpha_composite(frame, (margin, margin))
    return Frame(whole.transpose(Image.Transpose.FLIP_TOP_BOTTOM).tobytes(), size)


def texture_of(frame: Frame) -> Texture:
    """What the screen draws; gone with whoever holds it."""
    texture = Texture.create(size=frame.size, colorfmt="rgba")
    texture.blit_buffer(frame.pixels, colorfmt="rgba", bufferfmt="ubyte")
    return texture


def forget() -> None:
    """Nobody sees slides any more: what was kept for the next doorway goes, some 2 MB."""
    _doorway.cache_clear()
    _shadow.cache_clear()


def _inside(picture: Path | None, size: tuple[int, int], ground: str) -> Image.Image:
    inside = Image.new("RGBA", size, ground)
    # A picture that went missing leaves an empty doorway, not an empty touch screen.
    with suppress(OSError, SyntaxError, ValueError):
        if picture is not None:
            with Image.open(picture) as opened:
                # Reads no more of a JPEG than is needed at this size.
                opened.draft("RGB", size)
                fitted = ImageOps.fit(opened.convert("RGBA"), size, Image.Resampling.LANCZOS)
                inside.alpha_composite(fitted)
    return inside


# More than half the work of a doorway, and a panel has few sizes of them. Never drawn on.
@lru_cache(maxsize=6)
def _doorway(width: int, height: int, foot: int) -> Image.Image:
    """Where a doorway covers: its top is half a circle, its feet are rounded."""
    w, h = width * FINER, height * FINER
    mask = Image.new("L", (w, h), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((0, 0, w - 1, w - 1), fill=255)
    draw.rounded_rectangle((0, w // 2, w - 1, h - 1), foot * FINER, fill=255,
                           corners=(False, False, True, True))
    return mask.resize((width, height), Image.Resampling.BOX)


@lru_cache(maxsize=3)
def _shadow(how: Making) -> Image.Image:
    """Where the shadow of a doorway falls, its margins included."""
    margin = 2 * how.blur
    cast = Image.new("L", (how.width + 2 * margin, how.height + 2 * margin), 0)
    cast.paste(_doorway(how.width, how.height, how.foot), (margin, margin + how.drop))
    cast = cast.filter(ImageFilter.GaussianBlur(how.blur / 2))
    return ImageChops.multiply(cast, Image.new("L", cast.size, round(255 * SHADOW)))


def _rgb(code: str) -> tuple[int, int, int]:
    red, green, blue = (int(code[i:i + 2], 16) for i in (1, 3, 5))
    return red, green, blue

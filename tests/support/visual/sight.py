"""What an eye sees of a stage: its pixels, and in them the colours of words, grounds and edges."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kivy.graphics import Fbo
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from PIL import Image

from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.theme import Theme
from kiosk.ui.gallery import settle
from kiosk.ui.shell.calibration import Calibration
from kiosk.ui.shell.page_frame import PageFrame

Colour = tuple[int, int, int]
# Where pixels are judged. That the inks and edges of the other modes can be seen is computed from
# the tokens (test_base.py): these two show every token, and the smallest and the largest letters.
PHOTOGRAPHED = ("standard", "big_english_contrast")
# A colour that fills less of a word's place is the blur of its letters, not what it stands on.
GROUND_SHARE = 0.12
# Smoothed letters reach their own colour in their thickest strokes.
SAME = 30
STROKES_SHARE = 0.004


class Photo(NamedTuple):
    """A stage as pixels. Boxes are in design pixels and may reach beyond the picture."""

    picture: Image.Image
    theme: Theme

    def crop(self, box: Rect) -> Image.Image:
        """What is seen in a box."""
        x, y, w, h = self.theme.place(box)
        top = self.picture.height - y - h
        found = max(x, 0), max(top, 0), min(x + w, self.picture.width), min(
            top + h, self.picture.height)
        return self.picture.crop((*found[:2], max(found[2], found[0] + 1),
                                  max(found[3], found[1] + 1)))

    def at(self, x: float, y: float) -> Colour:
        """The colour of one place."""
        left, low, *_ = self.theme.place(Rect(x, y, 0.01, 0.01))
        wide, high = self.picture.size
        found: Colour = self.picture.getpixel(
            (min(max(left, 0), wide - 1), min(max(high - low - 1, 0), high - 1)))
        return found


def photographed(stage: PageFrame) -> Photo:
    """A picture of a stage when nothing fades any more, without a file."""
    settle()
    stage.fading.finish()
    return photo_of(stage)


def photo_of(stage: PageFrame | Calibration) -> Photo:
    """A picture of what fills the window, as it is drawn now."""
    size = tuple(stage.size)
    room = dark_room(size)
    room.bind()
    room.clear_buffer()
    room.release()
    room.add(stage.canvas)
    room.draw()
    room.bind()
    pixels = glReadPixels(0, 0, *size, GL_RGBA, GL_UNSIGNED_BYTE)
    room.release()
    room.remove(stage.canvas)
    # Rows are counted from below.
    seen = Image.frombytes("RGB", size, pixels, "raw", "RGBX", 0, -1)
    return Photo(seen, stage.around.theme)


@lru_cache(maxsize=2)
def dark_room(size: tuple[int, int]) -> Fbo:
    """Where pictures of a size are drawn: to build it anew takes longer than some pages."""
    return Fbo(size=size)


def colours(picture: Image.Image) -> list[tuple[int, Colour]]:
    """The colours of a picture and how many pixels have each, the most frequent first."""
    return sorted(picture.getcolors(picture.width * picture.height), reverse=True)


def coloured(code: str) -> Colour:
    """#RRGGBB as numbers."""
    red, green, blue = (int(code[i:i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def near(one: Colour, other: Colour) -> bool:
    """Whether an eye takes them for the same colour."""
    return (abs(one[0] - other[0]) <= SAME and abs(one[1] - other[1]) <= SAME
            and abs(one[2] - other[2]) <= SAME)


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of two colours by WCAG 2."""
    bright, dark = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _light(colour: Colour) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Word(NamedTuple):
    """How a word is seen: the colour of its strokes, None where there are none, and what it
    stands on."""

    strokes: Colour | None
    grounds: list[Colour]

    @property
    def contrast(self) -> float:
        """How well it stands out: the ground that hides it most counts; 0 where it is not seen."""
        if self.strokes is None:
            return 0.0
        # Where there is nothing but ink, nobody sees a word.
        return min((contrast(self.strokes, ground) for ground in self.grounds), default=1.0)


def word(picture: Image.Image, ink: Colour) -> Word:
    """What is seen of words of a colour."""
    pixels = picture.width * picture.height
    found = picture.getcolors(pixels)
    # As `near` asks, without a call for each of hundreds of colours.
    (r, g, b), (red, green, blue) = ([part + by for part in ink] for by in (-SAME, SAME))
    strokes = [(n, colour) for n, colour in found
               if r <= colour[0] <= red and g <= colour[1] <= green and b <= colour[2] <= blue]
    seen = sum(n for n, _ in strokes) >= max(STROKES_SHARE * pixels, 3)
    grounds = [colour for n, colour in found
               if n > GROUND_SHARE * pixels and not near(colour, ink)]
    return Word(max(strokes)[1] if seen else None, grounds)


def edge_contrast(photo: Photo, box: Rect) -> float:
    """How well the lower edge of something stands out from what lies around it."""
    outside, inside = 5, 14

    def at(share: float) -> float:
        x = box.x + box.w * share
        around = photo.at(x, box.bottom + outside)
        column = photo.crop(Rect(x, box.bottom - inside, 1, inside))
        return max(contrast(around, colour) for _, colour in colours(column))

    return min(at(share) for share in (0.2, 0.5, 0.8))

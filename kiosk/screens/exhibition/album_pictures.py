"""What hangs on the page of the exhibition: the large picture, the small ones, the figures."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kivy.graphics.texture import Texture
from kivy.properties import (
    ListProperty,
    NumericProperty,
    ObjectProperty,
    OptionProperty,
    StringProperty,
)
from PIL import Image, ImageDraw, ImageOps

from kiosk.screens.exhibition.frames import (
    BLUR,
    FINER,
    Frame,
    Making,
    framed,
    making,
    texture_of,
)
from kiosk.screens.exhibition.slide_face import FigureText, draw_board
from kiosk.ui.accessibility.accessible_node import NodeRole
from kiosk.ui.drawing.fitted_text import write_fitting
from kiosk.ui.drawing.painter import Align, Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.shapes import (
    BLANK,
    Chip,
    IconFact,
    chip_width,
    draw_chip,
    draw_fact,
    draw_panel,
)
from kiosk.ui.drawing.theme import Look, Theme
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.tappable import Tappable

# A small picture: its margin on the face, its corners, and the room below it for its name.
MARGIN, CORNER, NAME_HIGH = 14, 20, 58
ICON, SMALL_ICON, SOUND = 120, 72, 36
TITLES, BESIDE = ("title", "brand", "row", "button"), 28


class PictureKey(NamedTuple):
    """Of which file a texture is made, and how."""

    file: Path | None
    how: Making | tuple[int, int]


class Hanging:
    """The textures of one page; gone with it. The large picture is the last one alone."""

    def __init__(self) -> None:
        self._small: dict[PictureKey, Texture] = {}
        self._large: tuple[PictureKey, Texture] | None = None

    def large(self, theme: Theme, box: Rect, file: Path | None) -> Texture:
        """A picture in a doorway of that box; an empty doorway where there is none."""
        key = PictureKey(file, making(theme, box))
        if self._large is None or self._large[0] != key:
            self._large = key, texture_of(framed(making(theme, box), file))
        return self._large[1]

    def small(self, theme: Theme, face: Rect, file: Path) -> Texture | None:
        """A picture with round corners as it lies on a face; None where it cannot be read."""
        _, _, wide, high = theme.place(picture_part(face))
        key = PictureKey(file, (wide, high))
        if key not in self._small:
            found = rounded(file, (wide, high), theme.px(CORNER))
            if found is None:
                return None
            self._small[key] = texture_of(found)
        return self._small[key]


def picture_part(face: Rect) -> Rect:
    """Where the picture lies on the face of a small one."""
    return Rect(face.x + MARGIN, face.y + MARGIN, face.w - 2 * MARGIN,
                face.h - 2 * MARGIN - NAME_HIGH)


def rounded(file: Path, size: tuple[int, int], radius: int) -> Frame | None:
    """A picture cut to a size, with round corners; None where it cannot be read."""
    with suppress(OSError, SyntaxError, ValueError), Image.open(file) as opened:
        # Reads no more of a JPEG than is needed at this size.
        opened.draft("RGB", size)
        whole = ImageOps.fit(opened.convert("RGBA"), size, Image.Resampling.LANCZOS)
        mask = Image.new("L", (size[0] * FINER, size[1] * FINER))
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, *(one - 1 for one in mask.size)),
                                               radius * FINER, 255)
        whole.putalpha(mask.resize(size, Image.Resampling.LANCZOS))
        return Frame(whole.transpose(Image.Transpose.FLIP_TOP_BOTTOM).tobytes(), size)
    return None


class LargePicture(KioskWidget):
    """A picture in its doorway; without one its `icon`. 高对比 has no picture: there stands in
    words what is to be seen, `seen`."""

    frame: ObjectProperty[Texture | None] = ObjectProperty(None, allownone=True)
    icon = StringProperty("")
    seen = StringProperty("")

    MEANS = NodeRole.IMAGE

    def draw(self, pen: Painter) -> None:
        box = self.bounds
        if self.theme.mode.contrast:
            draw_panel(pen, box)
            pen.icon(Rect(box.x + (box.w - ICON) / 2, box.y + 56, ICON, ICON), self.icon, "brick")
            room = Rect(box.x + 48, box.y + 56 + ICON, box.w - 96, box.h - 80 - ICON)
            write_fitting(pen, room, self.seen, ("section", "body", "hint", "label"), "ink",
                          "center")
            return
        if self.frame is not None:
            pen.image(box.inset(-2 * BLUR), self.frame)
        if self.icon:
            pen.icon(box.middle(ICON, ICON), self.icon, "frame-ink")


class SmallPicture(Tappable):
    """A picture to choose: its `thumb`, or its `icon` while there is none, and its `title`."""

    thumb: ObjectProperty[Texture | None] = ObjectProperty(None, allownone=True)
    icon = StringProperty("")
    title = StringProperty("")

    radius = "radius_small"

    def draw_face(self, pen: Painter, face: Rect, look: Look) -> None:
        room = picture_part(face)
        if self.thumb is not None:
            pen.image(room, self.thumb)
        else:
            contrast = self.theme.mode.contrast
            if not contrast:
                pen.fill(room, "frame-inside", CORNER)
            pen.icon(room.middle(SMALL_ICON, SMALL_ICON), self.icon,
                     look.icon if contrast else "frame-ink")
        name = Rect(face.x + 10, room.bottom, face.w - 20, face.bottom - room.bottom)
        role = pen.fitting(self.title, ("rail", "fact_bold", "chip", "label"), name.w)
        pen.text(name, self.title, role, look.ink, "center")


class FigureBoard(KioskWidget):
    """Figures of the centre, each on a panel, so many `across`."""

    figures: ListProperty[FigureText] = ListProperty()
    across = NumericProperty(3)

    def draw(self, pen: Painter) -> None:
        if self.figures:
            draw_board(pen, self.bounds, self.figures, int(self.across))


class AlbumTitle(KioskWidget):
    """An album's name with a `chip` beside it, and a `hint` at the end of the line where there is
    room."""

    text = StringProperty("")
    chip: ObjectProperty[Chip] = ObjectProperty(BLANK)
    hint = StringProperty("")

    MEANS = NodeRole.HEADING

    def draw(self, pen: Painter) -> None:
        box, chip = self.bounds, chip_width(pen, self.chip)
        role = pen.fitting(self.text, TITLES, box.w - BESIDE - chip)
        title = pen.text(box, self.text, role, "title")
        middle = box.y + (box.h - self.theme.measure("chip")) / 2 + 6
        end = draw_chip(pen, title.right + BESIDE, middle, self.chip).right
        wide = pen.width(self.hint, "fact") + SOUND + 12
        if self.hint and end + BESIDE + wide <= box.right:
            room = Rect(box.right - wide, box.y + 6, wide, box.h)
            draw_fact(pen, room, IconFact("volume", self.hint), "fact", "ink-2", "", SOUND)


class Caption(KioskWidget):
    """The line below a picture, as large as it has room."""

    text = StringProperty("")
    align: OptionProperty[Align] = OptionProperty("center", options=("left", "center"))

    def draw(self, pen: Painter) -> None:
        if self.text:
            write_fitting(pen, self.bounds, self.text, ("strong", "body", "hint", "label"), "ink",
                          self.align)

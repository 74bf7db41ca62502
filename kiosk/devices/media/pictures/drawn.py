"""Pictures drawn in code, for trying out: a yard in each of its seasons, with nobody in it."""

from __future__ import annotations

import io
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

# As slim as a doorway of the touch screen.
WIDE, HIGH = 1080, 1440
GROUND = 1020
WALL, ROOF, DOOR, TRUNK, LANTERN, GOLD = (
    "#f3ead8", "#5b5f66", "#a50f15", "#6b4a33", "#c8202a", "#e0b354")
HOUSE = (120, 560, 800, GROUND)
DOORWAY = (380, 720, 560, GROUND)
TREE = 930


class Season(StrEnum):
    """What the yard is drawn in."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class SeasonLook(NamedTuple):
    """The colours of a season: sky, ground, crowns of trees, and what flies through the air."""

    sky: str
    ground: str
    crown: str
    air: str


LOOKS = {
    Season.SPRING: SeasonLook("#cfe6f2", "#a9c77f", "#f2a6b8", "#f8d3dc"),
    Season.SUMMER: SeasonLook("#a8d4ef", "#7fae5a", "#3f7d3a", ""),
    Season.AUTUMN: SeasonLook("#e9dcc3", "#c9a866", "#d8842c", "#d8842c"),
    Season.WINTER: SeasonLook("#c3ccd6", "#eef2f5", "#f7fafc", "#ffffff"),
}


def drawn_yard(season: Season) -> io.BytesIO:
    """A yard as a PNG of 1080 × 1440 pixels, the same each time."""
    # With the first picture: the pages read theirs in another process.
    from PIL import Image, ImageDraw

    look, chance = LOOKS[season], Random(season)
    image = Image.new("RGB", (WIDE, HIGH), look.sky)
    pen = ImageDraw.Draw(image)
    if season is Season.SUMMER:
        pen.ellipse((760, 120, 960, 320), fill=GOLD)
    pen.rectangle((0, GROUND, WIDE, HIGH), fill=look.ground)
    pen.polygon(((380, GROUND), (560, GROUND), (760, HIGH), (180, HIGH)), fill="#cfc5b4")
    _house(pen, look, snowed=season is Season.WINTER)
    _tree(pen, look.crown, chance)
    for _ in range(160 if look.air else 0):
        x, y, r = chance.randrange(WIDE), chance.randrange(HIGH), chance.randrange(5, 12)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=look.air)
    written = io.BytesIO()
    image.save(written, "PNG")
    written.seek(0)
    return written


def _house(pen: ImageDraw, look: SeasonLook, *, snowed: bool) -> None:
    left, top, right, _ = HOUSE
    pen.rectangle(HOUSE, fill=WALL)
    pen.polygon(((left - 70, top), (left + 40, 400), (right - 40, 400), (right + 70, top)),
                fill=look.crown if snowed else ROOF)
    pen.rectangle(DOORWAY, fill=DOOR)
    pen.line((470, 720, 470, GROUND), fill=GOLD, width=4)
    for x in (250, 690):
        pen.rectangle((x - 70, 740, x + 70, 880), fill="#9db8c4", outline=TRUNK, width=10)
    for x in (340, 600):
        pen.line((x, top, x, 610), fill=GOLD, width=4)
        pen.ellipse((x - 38, 610, x + 38, 690), fill=LANTERN, outline=GOLD, width=5)


def _tree(pen: ImageDraw, crown: str, chance: Random) -> None:
    pen.rectangle((TREE - 16, 700, TREE + 16, GROUND + 40), fill=TRUNK)
    for _ in range(14):
        left, top = TREE + chance.randrange(-90, 90), 620 + chance.randrange(-120, 120)
        pen.ellipse((left - 60, top - 60, left + 60, top + 60), fill=crown)

"""Names outside the faces on the touch screen: drawn, on their line, as wide as they were
measured."""

from __future__ import annotations

import random

import pytest
from kivy.core.window import Window  # noqa: F401  what is drawn needs a window's context
from kivy.graphics import Canvas, Fbo
from PIL import Image

from kiosk.domain.operations.panel import TouchPanel
from kiosk.ui.drawing.painter import Painter
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.text_cache import Letters
from kiosk.ui.drawing.theme import Mode, Theme
from kiosk.ui_app import ASSETS
from tests.domain.test_drawable import NAMES, NOT_DEFINED, of_gbk
from tests.support.screens.resident import SIZES  # noqa: F401  Kivy is set up before it is imported

SOME = "".join(random.Random(10).sample(of_gbk(), 150))
ROOM = Rect(40, 40, 900, 140)
ROLES = {"sans": "body", "bold": "row", "serif": "title"}


def theme() -> Theme:
    """An upright panel whose pixels are the design's."""
    return Theme(Mode(), TouchPanel((1080, 1920)), ASSETS)


def pixels(text: str, font: str, size: int = 40) -> bytes:
    """The first part of a line as the touch screen draws it."""
    return bytes(Letters().line(text, font, size)[0].texture.pixels)


def ink(text: str, role: str) -> Image.Image:
    """What a pen leaves of a line written from the left of a room."""
    canvas, sheet = Canvas(), Fbo(size=(1080, 1920))
    Painter(canvas, theme()).text(ROOM, text, role, "ink")
    sheet.add(canvas)
    sheet.draw()
    seen = Image.frombytes("RGBA", sheet.size, sheet.pixels).getchannel("A")
    x, y, w, h = (round(side) for side in ROOM)
    return seen.transpose(Image.Transpose.FLIP_TOP_BOTTOM).crop((x, y, x + w, y + h))


@pytest.mark.parametrize("face", ROLES)
def test_a_name_is_no_crossed_box(face: str) -> None:
    font = theme().font(face)
    missing = pixels(NOT_DEFINED, font)
    assert pixels("🎉", font) == missing, "so a crossed box would be seen"
    seen = {pixels(mark, font) for mark in dict.fromkeys("".join(NAMES) + SOME)}
    assert missing not in seen
    assert len(seen) >= len({*SOME}) - 5, "and each has a shape of its own"


@pytest.mark.parametrize("role", ROLES.values())
def test_a_rare_name_stands_on_the_line_of_its_neighbours(role: str) -> None:
    usual, rare = ink("国国国", role).getbbox(), ink("圀圀圀", role).getbbox()
    assert usual and rare
    assert max(abs(a - b) for a, b in zip(usual, rare, strict=True)) <= 4


@pytest.mark.parametrize("role", ROLES.values())
def test_a_line_with_a_rare_name_is_as_wide_as_it_was_measured(role: str) -> None:
    pen = Painter(Canvas(), theme())
    for fleeting in (False, True):
        pen.fleeting = fleeting
        for usual, rare in (("王国英来了", "王凃龑来了"), ("国", "囍")):
            assert abs(pen.width(rare, role) - pen.width(usual, role)) <= 2
    box = ink("王凃龑来了", role).getbbox()
    assert box and pen.width("王凃龑来了", role) - 10 <= box[2] <= pen.width("王凃龑来了", role) + 3


def test_a_long_line_of_rare_names_breaks_as_any_other() -> None:
    pen = Painter(Canvas(), theme())
    usual, rare = pen.lines("国" * 40, "body", 500), pen.lines("囍" * 40, "body", 500)
    assert list(map(len, rare)) == list(map(len, usual)) and len(rare) > 2


def test_in_a_bold_line_a_rare_name_is_bold_too() -> None:
    def dark(text: str, role: str) -> float:
        drawn = ink(text, role)
        return sum(n * shade for shade, n in enumerate(drawn.histogram())) / 255

    size = theme().type("row").size / theme().type("body").size
    plain, bold, usual = dark("圀圀", "body"), dark("圀圀", "row"), dark("国国", "row")
    assert bold > 1.15 * plain * size**2
    assert 0.8 < bold / usual < 1.25

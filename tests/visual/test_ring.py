"""The ring around what keys are on: whole, beside what it is around, and seen on any ground."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.context import AppContext
from kiosk.ui.accessibility.focus import AWAY, THICK
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.widgets.tappable import Tappable
from tests.support.screens.resident import photograph
from tests.support.screens.typist import Alone, Typist, afternoon, tappable


def light(colour: tuple[int, int, int]) -> float:
    """Relative luminance by WCAG."""
    r, g, b = (c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize(("way", "mode"), [
    ("portrait", "standard"), ("landscape", "big_english_contrast"),
])
def test_the_ring_is_whole_and_seen_against_whatever_it_stands_on(
    sqlite_ctx: AppContext, tmp_path: Path, way: str, mode: str
) -> None:
    stage = afternoon(sqlite_ctx, way, mode).stage
    bare = photograph(stage, tmp_path)
    for _ in tappable(stage):
        piece = Typist(Alone(stage)).presses("tab")
        assert piece is not None
        assert_ring(bare, photograph(stage, tmp_path), stage, piece)


def assert_ring(bare: Image.Image, ringed: Image.Image, stage: PageFrame, piece: Tappable) -> None:
    """The picture with the ring differs from that without by a line on all four sides of the
    piece, which stands out from what was there; the piece itself is as it was.
    """
    theme, box = stage.around.theme, piece.box
    changed = ImageChops.difference(bare, ringed).getbbox()
    assert changed is not None
    away = AWAY + THICK
    x, y = theme.place(box)[:2]
    left, top = x, theme.window[1] - y - theme.place(box)[3]
    right, bottom = left + theme.place(box)[2], top + theme.place(box)[3]
    # Round corners cut those of the box by less than this.
    inside = (left + 6, top + 6, right - 6, bottom - 6)
    over = ImageChops.difference(bare.crop(inside), ringed.crop(inside)).getbbox()
    assert over is None, "it lies over what it is around"
    middle = away - THICK // 2
    sides = (
        (max(left - middle, 3), (top + bottom) // 2), ((left + right) // 2, top - middle),
        (min(right + middle - 1, theme.window[0] - 4), (top + bottom) // 2),
        ((left + right) // 2, min(bottom + middle - 1, theme.window[1] - 4)),
    )
    ratios = []
    for at in sides:
        one, other = light(bare.getpixel(at)), light(ringed.getpixel(at))
        ratios.append((max(one, other) + 0.05) / (min(one, other) + 0.05))
    # Across, the upper side of a button of the bar runs along the white line over the bar.
    assert all(ratio > 1.2 for ratio in ratios), (type(piece).__name__, box, ratios)
    assert sum(ratio >= 3 for ratio in ratios) >= 3, (type(piece).__name__, box, ratios)

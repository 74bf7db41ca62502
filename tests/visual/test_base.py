"""The base of the touch screen: inks that can be read, a design that fits, lines broken where they
may."""

from __future__ import annotations

import pytest

from kiosk.domain.line_breaking import NOT_FIRST, broken
from kiosk.domain.operations.panel import TouchPanel
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.drawing.text_cache import Letters
from kiosk.ui.drawing.theme import Mode, Theme
from kiosk.ui_app import ASSETS
from tests.support.screens.resident import SIZES  # noqa: F401  Kivy is set up before it is imported
from tests.support.visual.inks import EDGE, MAIN_TEXT, TEXT, TEXT_IN_CONTRAST, grounds
from tests.support.visual.sight import coloured, contrast

# What a page asks and offers is written in these.
MAIN_INKS = ("ink", "title", "figure", "black")
# Where a tap would do nothing.
WITHOUT_EDGE = ("current", "disabled")


def ratio(theme: Theme, one: str, other: str) -> float:
    """The contrast of two colour tokens."""
    return contrast(coloured(theme.code(one)), coloured(theme.code(other)))


@pytest.mark.parametrize("contrasted", [False, True])
def test_every_ink_can_be_read_on_its_grounds(contrasted: bool) -> None:
    theme = Theme(Mode(contrast=contrasted), TouchPanel((1080, 1920)), ASSETS)
    least = TEXT_IN_CONTRAST if contrasted else TEXT
    pale = [
        (ink, ground) for ink, below in grounds(contrasted).items() for ground in below
        if ratio(theme, ink, ground) < (max(least, MAIN_TEXT) if ink in MAIN_INKS else least)
    ]
    looks = {**theme._looks, **theme._chips}
    pale += [name for name, look in looks.items() if ratio(theme, look.ink, look.face) < least]
    pale += [name for name, chip in theme._chips.items() if ratio(theme, chip.tint, chip.face) < 3]
    assert not pale
    strange = [
        name for name, look in looks.items()
        if theme.code(look.face) not in map(theme.code, grounds(contrasted).get(look.ink, ()))
    ]
    assert not strange, "what is written on them is not among the pairs"


@pytest.mark.parametrize("contrasted", [False, True])
def test_whatever_can_be_tapped_has_an_edge_that_is_seen(contrasted: bool) -> None:
    theme = Theme(Mode(contrast=contrasted), TouchPanel((1080, 1920)), ASSETS)
    pale = [
        (name, ground) for name, look in theme._looks.items() for ground in ("paper", "panel")
        if name not in WITHOUT_EDGE and max(
            ratio(theme, part, ground) for part in (look.face, look.line, look.step) if part
        ) < EDGE
    ]
    assert not pale


def test_gold_is_too_pale_for_words() -> None:
    theme = Theme(Mode(), TouchPanel((1080, 1920)), ASSETS)
    assert ratio(theme, "gold", "paper") < 7


@pytest.mark.parametrize("window", [(540, 960), (1366, 768), (1000, 1000), (2160, 3840)])
def test_the_design_fits_any_window(window: tuple[int, int]) -> None:
    theme = Theme(Mode(), TouchPanel(window), ASSETS)
    x, y, w, h = theme.place(Rect(0, 0, *theme.canvas))
    assert x >= 0 and y >= 0 and x + w <= window[0] and y + h <= window[1]
    assert w == window[0] or h == window[1]


def test_lines_break_where_the_language_allows() -> None:
    lines = broken("看流程、看材料，拿 3 号窗口的号。", 5, len)
    assert "".join(lines).replace(" ", "") == "看流程、看材料，拿3号窗口的号。"
    assert all(line[0] not in NOT_FIRST for line in lines)
    assert not any(line.endswith("3") for line in lines)
    assert broken("Steps and papers", 9, len) == ["Steps and", "papers"]
    assert broken("我预约了", 3, len) == ["我", "预约了"]
    assert broken("找志愿者", 3, len) == ["找", "志愿者"]


def test_a_line_is_as_wide_before_its_first_drawing_as_after() -> None:
    theme = Theme(Mode(), TouchPanel((1080, 1920)), ASSETS)
    text, font = "10月16日 星期四，取号 A023", theme.font("sans")
    for size in (201, 203, 207):
        before = Letters().width(text, font, size)
        Letters().line(text, font, size)
        assert Letters().width(text, font, size) == before

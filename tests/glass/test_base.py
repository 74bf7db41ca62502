"""The glass's base on real pixels: targets, words that fit, colours that can be read."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from kiosk.app import ASSETS
from kiosk.domain.panel import Panel
from kiosk.glass.bar import BottomBar
from kiosk.glass.box import Box
from kiosk.glass.letters import NOT_FIRST, Letters, broken
from kiosk.glass.service_row import ServiceRow
from kiosk.glass.stage import Stage
from kiosk.glass.tappable import Tappable
from kiosk.glass.theme import Mode, Theme
from kiosk.lobby import Lobby
from kiosk.screens.home.home import HomeScreen
from kiosk.screens.queue.service_list import ServiceListScreen
from tests.screens.resident import MODES, SIZES, easel_of, settle

TOUCH_FROM = {"portrait": 640, "landscape": 360}
LEAST, APART = 120, 24
SAMPLES = [
    pytest.param(screen, name, id=f"{screen.NAME}-{name}")
    for screen in (HomeScreen, ServiceListScreen) for name, _ in screen.samples()
]
# What is written on what: (ink, ground) and how strong the contrast must be.
PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("ink", "wheat"), ("ink-2", "paper"), ("ink-2", "card"),
    ("ink-2", "wheat"), ("title", "paper"), ("link", "card"), ("figure", "panel"),
    ("ink", "panel"), ("ink-2", "panel"), ("red-ink", "paper"), ("toast-ink", "toast"),
]


def nested(one: Tappable, other: Tappable) -> bool:
    """Whether one is the inner button of the other, a row."""
    return one.parent is other or other.parent is one


def wrong_targets(stage: Stage, way: str) -> list[str]:
    """What is too small, too high, off the page or too near another."""
    targets = stage.targets()
    canvas = Box(0, 0, *stage.around.theme.canvas)
    wrong = []
    for target in targets:
        box = target.box
        if box.w < LEAST or box.h < LEAST or not canvas.holds(box) or box.y < TOUCH_FROM[way]:
            wrong.append(f"{type(target.piece).__name__} {box}")
    for one, other in combinations(targets, 2):
        bars = [isinstance(t.piece.parent, BottomBar) for t in (one, other)]
        if any(bars) or nested(one.piece, other.piece):
            continue
        # A hundredth of a pixel is rounding.
        if one.box.gap(other.box) < APART - 0.01:
            wrong.append(f"{one.box} too near {other.box}")
    return wrong


def contrast(one: str, other: str) -> float:
    """The ratio of two colours by WCAG."""

    def light(code: str) -> float:
        parts = [int(code[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("screen", "name"), SAMPLES)
def test_a_sample_is_whole_in_every_mode(sqlite_lobby: Lobby, screen: type, name: str) -> None:
    easel = easel_of(sqlite_lobby)
    for way, mode in product(SIZES, MODES):
        answers = dict(screen.samples())[name]
        stage = easel.set_up(screen, answers, SIZES[way], MODES[mode])
        assert not stage.overflows(), (way, mode)
        assert not wrong_targets(stage, way), (way, mode)
        for piece in stage.pieces():
            for text in piece.pen.written if piece.pen else ():
                assert not any(line[:1] in NOT_FIRST for line in text.text.split("\n") if line)


def test_a_target_too_small_or_too_high_or_a_cut_word_is_seen(sqlite_lobby: Lobby) -> None:
    answers = dict(ServiceListScreen.samples())["first_page"]
    stage = easel_of(sqlite_lobby).set_up(
        ServiceListScreen, answers, SIZES["portrait"], MODES["standard"]
    )
    row = next(p for p in stage.pieces() if isinstance(p, ServiceRow))
    row.box = row.box._replace(y=row.box.y - 30, h=110)
    row.title = "一件名字很长很长很长很长很长很长很长很长很长很长很长很长的事"
    settle()
    assert wrong_targets(stage, "portrait")
    assert stage.overflows()


@pytest.mark.parametrize("contrasted", [False, True])
def test_every_ink_can_be_read_on_its_ground(contrasted: bool) -> None:
    theme = Theme(Mode(contrast=contrasted), Panel((1080, 1920)), ASSETS)
    least = 16 if contrasted else 7
    for ink, ground in PAIRS:
        assert contrast(theme.code(ink), theme.code(ground)) >= least, (ink, ground)
    for name in ("normal", "quiet", "primary", "selected", "current", "disabled", "busy"):
        look = theme.look(name)
        assert contrast(theme.code(look.ink), theme.code(look.face)) >= least, name
    for name in ("free", "near", "full", "shut", "plain", "light"):
        chip = theme.chip(name)
        assert contrast(theme.code(chip.ink), theme.code(chip.face)) >= least, name
        assert contrast(theme.code(chip.tint), theme.code(chip.face)) >= 3, name


def test_gold_is_too_pale_for_words() -> None:
    theme = Theme(Mode(), Panel((1080, 1920)), ASSETS)
    assert contrast(theme.code("gold"), theme.code("paper")) < 7


@pytest.mark.parametrize("window", [(540, 960), (1366, 768), (1000, 1000), (2160, 3840)])
def test_the_design_fits_any_window(window: tuple[int, int]) -> None:
    theme = Theme(Mode(), Panel(window), ASSETS)
    x, y, w, h = theme.place(Box(0, 0, *theme.canvas))
    assert x >= 0 and y >= 0 and x + w <= window[0] and y + h <= window[1]
    assert w == window[0] or h == window[1]


def test_lines_break_where_the_language_allows() -> None:
    lines = broken("看流程、看材料，拿 3 号窗口的号。", 5, len)
    assert "".join(lines).replace(" ", "") == "看流程、看材料，拿3号窗口的号。"
    assert all(line[0] not in NOT_FIRST for line in lines)
    assert not any(line.endswith("3") for line in lines)
    assert broken("Steps and papers", 9, len) == ["Steps and", "papers"]


def test_a_line_is_as_wide_before_its_first_drawing_as_after() -> None:
    theme = Theme(Mode(), Panel((1080, 1920)), ASSETS)
    text, font = "10月16日 星期四，取号 A023", theme.font("sans")
    for size in (201, 203, 207):
        before = Letters().width(text, font, size)
        Letters().line(text, font, size)
        assert Letters().width(text, font, size) == before

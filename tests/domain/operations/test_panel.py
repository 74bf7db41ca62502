"""Millimetres: how large the design stands on a panel, and that hands of all heights reach it."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from kiosk.domain.operations.panel import (
    CAPITAL,
    GAP_MM,
    LEAST_GAP,
    LEAST_TARGET,
    LEAST_TEXT,
    LETTER_MM,
    REACH_MM,
    TARGET_MM,
    TOUCH_FROM,
    TouchPanel,
)
from tests.support.centre import ROOT

PORTRAITS = [(720, 1280), (768, 1366), (1080, 1350), (1080, 1920), (1440, 2560), (2160, 3840)]
LANDSCAPES = [(1280, 720), (1366, 768), (1600, 1200), (1920, 1080), (3840, 2160)]


@pytest.mark.parametrize("window", [*PORTRAITS, *LANDSCAPES, (1000, 1000), (1280, 1024)])
def test_the_design_stands_whole_on_any_panel(window: tuple[int, int]) -> None:
    panel = TouchPanel(window)
    wide, high = panel.canvas
    assert panel.left >= 0 and panel.left + wide * panel.scale <= window[0] + 0.5
    assert panel.top >= 0 and panel.top + high * panel.scale <= window[1] + 0.5
    assert (wide < high) == (window[0] <= window[1])


@pytest.mark.parametrize(("window", "wide"), [((1080, 1920), 268), ((1920, 1080), 476)])
def test_a_panel_nobody_measured_is_of_21_inches_either_way_round(
    window: tuple[int, int], wide: float
) -> None:
    panel = TouchPanel(window)
    assert panel.width_mm == wide
    assert panel.troubles() == [] and not panel.starts_big
    assert panel.letter_mm(LEAST_TEXT) >= LETTER_MM
    assert panel.mm * LEAST_TARGET >= TARGET_MM
    assert panel.mm * LEAST_GAP >= GAP_MM


@pytest.mark.parametrize("bottom", [0, 300, 700, 900, 940])
@pytest.mark.parametrize(
    ("window", "wide"), [((2160, 3840), 680), ((2160, 3840), 535), ((1080, 1920), 268),
                         ((3840, 2160), 1209), ((1080, 1920), 392)],
)
def test_no_control_hangs_out_of_reach(
    window: tuple[int, int], wide: float, bottom: float
) -> None:
    panel = TouchPanel(window, wide, bottom)
    touch = panel.top + TOUCH_FROM[panel.canvas] * panel.scale
    assert bottom + (window[1] - touch) * panel.pixel_mm <= REACH_MM
    assert panel.highest_mm <= REACH_MM
    assert panel.top + panel.canvas[1] * panel.scale <= window[1] + 0.5
    assert panel.troubles() == []


def test_a_tall_panel_drawn_as_large_as_it_goes_would_be_out_of_reach() -> None:
    panel = TouchPanel((2160, 3840), 680)
    filled = 700 + (3840 - 640 * 2) * panel.pixel_mm
    assert filled > REACH_MM
    assert panel.scale < 2


def test_a_panel_hung_too_high_says_so_and_stays_readable() -> None:
    panel = TouchPanel((1080, 1920), 268, 1200)
    assert any("out of reach" in trouble for trouble in panel.troubles())
    assert not any("letters" in trouble for trouble in panel.troubles())


def test_a_narrow_panel_starts_in_large_type() -> None:
    assert not TouchPanel((720, 1280), 236).starts_big
    narrow = TouchPanel((720, 1280), 230)
    assert narrow.starts_big and narrow.troubles() == []
    toy = TouchPanel((600, 1024), 130)
    assert toy.starts_big
    assert [trouble.split()[0] for trouble in toy.troubles()] == ["letters", "targets", "gaps"]


@pytest.mark.parametrize("face", ["NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"])
def test_a_capital_letter_is_as_high_as_we_count(face: str) -> None:
    font = ImageFont.truetype(str(ROOT / "assets" / "fonts" / face), 1000)
    _, top, _, bottom = font.getbbox("H")
    assert (bottom - top) / 1000 == pytest.approx(CAPITAL, abs=0.01)

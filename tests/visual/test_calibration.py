"""Measuring the panel: a bank card as large as a real one, and the setting that makes it so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kivy.uix.widget import Widget
from PIL import ImageChops

from kiosk.domain.operations.panel import TouchPanel
from kiosk.ui.drawing.theme import Mode, Theme
from kiosk.ui.shell.calibration import CARD_MM, Calibration
from kiosk.ui.widgets.kiosk_widget import RepeatGuard, WidgetContext
from kiosk.ui.widgets.tappable import Tappable
from kiosk.ui_app import ASSETS
from kiosk.wording.translator import load_words
from tests.support.centre import ROOT
from tests.support.screen import PATIENCE, RED, Program, Screen, wait_until
from tests.support.screens.resident import settle
from tests.support.visual.checks import glyphs
from tests.support.visual.sight import coloured, near, photo_of

WORDS = load_words(ASSETS / "i18n")
PANELS = [
    TouchPanel((1080, 1920)), TouchPanel((1920, 1080)), TouchPanel((720, 1280), 230),
    TouchPanel((2160, 3840), 535),
    TouchPanel((3840, 2160), 1209), TouchPanel((1280, 1024), 338),
]


def card_on(panel: TouchPanel, language: str = "zh_CN") -> Calibration:
    theme = Theme(Mode(language), panel, ASSETS)
    made = Calibration(WidgetContext(theme, WORDS[language], RepeatGuard(seconds=0)))
    made.around = made.outline.around
    settle()
    return made


def button(card: Calibration, text: str) -> Tappable:
    return next(p for p in pieces(card) if isinstance(p, Tappable) and text in p.text)


def pieces(card: Widget) -> Iterator[Widget]:
    return (piece for child in card.children for piece in child.pieces())


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_the_card_is_as_wide_as_a_card(panel: TouchPanel) -> None:
    card = card_on(panel)
    picture = photo_of(card).picture
    ink, row = coloured(card.around.theme.code("ink")), card.outline.card
    _, y, _, h = card.around.theme.place(row)
    middle = picture.height - y - h // 2
    found = [x for x in range(picture.width) if near(picture.getpixel((x, middle)), ink)]
    wide = (found[-1] - found[0] + 1) * panel.pixel_mm
    assert wide == pytest.approx(CARD_MM, abs=2 * panel.pixel_mm)


def test_who_moves_the_outline_is_told_what_to_set() -> None:
    card = card_on(TouchPanel((1080, 1920)))
    assert card.line.text == "KIOSK_PANEL_MM=268"
    wide = card.outline.card.w
    button(card, "小很多").tap()
    assert card.setting == "KIOSK_PANEL_MM=278" and card.outline.card.w < wide
    button(card, "大一点").tap()
    button(card, "大一点").tap()
    assert card.setting == "KIOSK_PANEL_MM=276"
    for _ in range(400):
        button(card, "大很多").tap()
    settle()
    assert card.outline.box.holds(card.outline.card), "the largest card still has room"


@pytest.mark.parametrize("panel", PANELS, ids=str)
@pytest.mark.parametrize("language", list(WORDS))
def test_all_that_is_written_there_fits(panel: TouchPanel, language: str) -> None:
    card = card_on(panel, language)
    written = [text for piece in pieces(card) if piece.pen for text in piece.pen.written]
    assert not [text for text in written if text.overflows]
    places = [glyphs(card, text) for text in written]
    assert not [
        (one, other) for n, one in enumerate(places) for other in places[:n] if one.gap(other) < -2
    ]


def test_a_key_ends_it_and_the_console_has_the_line(tmp_path: Path) -> None:
    screen = Screen(540, 960)
    program = Program(tmp_path / "data", screen.display, KIOSK_PANEL_MM="300")
    running = subprocess.Popen(
        [sys.executable, "main.py", "calibrate"], cwd=ROOT, env=program.environment,
        stdout=subprocess.PIPE, text=True,
    )
    try:
        empty = screen.picture()
        wait_until(lambda: ImageChops.difference(empty, screen.picture()).getbbox())
        screen.tap(270, 700)
        subprocess.run(["xdotool", "key", "Return"], check=True, env=program.environment)
        said, _ = running.communicate(timeout=30)
    finally:
        running.kill()
        screen.close()
    assert running.returncode == 0 and "KIOSK_PANEL_MM=" in said


CORNERS = [(60, 60), (480, 60), (480, 900), (60, 900)]


@pytest.mark.parametrize(("ahead", "said"), [
    (0, "touches arrive where the finger is"), (1, "make install TOUCH_TURN=right"),
], ids=["as the picture", "turned against it"])
def test_who_touches_the_corners_hears_how_touches_are_turned(
    tmp_path: Path, ahead: int, said: str
) -> None:
    screen = Screen(540, 960)
    program = Program(tmp_path / "data", screen.display)
    running = subprocess.Popen(
        [sys.executable, "main.py", "corners"], cwd=ROOT, env=program.environment,
        stdout=subprocess.PIPE, text=True,
    )
    try:
        for n in range(4):
            wait_until(lambda n=n: screen.pixel(*CORNERS[n]) == RED)
            screen.tap(*CORNERS[(n + ahead) % 4])
        told, _ = running.communicate(timeout=PATIENCE)
    finally:
        running.kill()
        screen.close()
    assert said in told and running.returncode == bool(ahead)


def test_without_a_display_it_says_how_to_get_one(tmp_path: Path) -> None:
    program = Program(tmp_path / "data", None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        program.environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "main.py", "calibrate"], cwd=ROOT, env=program.environment,
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == 2 and "no display" in done.stderr

"""Every sample looks as it looked when somebody last looked at it.

The pictures in `pictures/` are looked at beside the mock-ups when they change:
`NEW_PICTURES=1 .venv/bin/python -m pytest tests/screens/test_pictures.py` draws them anew.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.glass.gallery import Sample, every_sample
from kiosk.lobby import Lobby
from tests.glass.sight import photographed
from tests.screens.resident import MODES, SCREENS, SIZES, easel_of

PICTURES = Path(__file__).parent / "pictures"
# Every state as most people see it; the first of each screen larger and in contrast too. English
# is left to the walk of every screen: there a pixel more or less may break a line elsewhere.
ALSO_IN = ("big", "contrast", "big_contrast")
FIRST = {screen.NAME: next(screen.samples())[0] for screen in SCREENS}
KEPT = [
    sample for sample in every_sample(SCREENS)
    if sample.mode == "standard"
    or (sample.mode in ALSO_IN and sample.name == FIRST[sample.screen.NAME])
]
# Kept at half their size. SDL's letters stand some pixels further or nearer, depending on what was
# written before them, and a kept picture has 256 colours: seen in squares of 16 pixels both are
# the same. A square is another one from 48 of 255 steps of a colour on; one in 1,000 may be.
HALF = 2
STEP_BACK = 8
SAME_COLOUR = 48
DIFFERENT = 0.001


def file_of(sample: Sample) -> Path:
    """Where its picture is kept."""
    return PICTURES / sample.file.replace("-standard", "")


def how_different(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels whose colour is another one."""
    if one.size != other.size:
        return 1.0
    near = (picture.convert("RGB").reduce(STEP_BACK) for picture in (one, other))
    apart = ImageChops.difference(*near)
    strongest = ImageChops.lighter(
        ImageChops.lighter(apart.getchannel("R"), apart.getchannel("G")), apart.getchannel("B")
    )
    return sum(strongest.histogram()[SAME_COLOUR:]) / (apart.width * apart.height)


@pytest.mark.parametrize("sample", KEPT, ids=lambda s: file_of(s).stem)
def test_a_sample_looks_as_before(sqlite_lobby: Lobby, sample: Sample) -> None:
    size, mode = SIZES[sample.way], MODES[sample.mode]
    # A code that is drawn anew each time would be another picture each time.
    lobby = replace(sqlite_lobby, codes=lambda: "a" * 22)
    stage = easel_of(lobby).set_up(sample.screen, sample.answers, size, mode)
    drawn = photographed(stage).picture.reduce(HALF)
    if os.environ.get("NEW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        drawn.quantize(256).save(file_of(sample), optimize=True)
    assert how_different(drawn, Image.open(file_of(sample))) < DIFFERENT


def test_no_picture_is_of_a_sample_that_is_gone() -> None:
    assert set(PICTURES.glob("*.png")) == {file_of(sample) for sample in KEPT}


def test_a_word_that_moved_is_seen() -> None:
    before = Image.open(PICTURES / "ticket-printed-portrait.png").convert("RGB")
    after = before.copy()
    after.paste(before.crop((50, 400, 200, 450)), (62, 400))
    assert how_different(before, after) > DIFFERENT

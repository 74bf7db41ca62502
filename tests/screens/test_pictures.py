"""Every sample looks as it looked when somebody last looked at it.

The pictures in `pictures/` are looked at beside the mock-ups when they change:
`NEW_PICTURES=1 .venv/bin/python -m pytest tests/screens/test_pictures.py` draws them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.glass.gallery import Sample, every_sample
from kiosk.lobby import Lobby
from tests.screens.resident import SCREENS, easel_of

PICTURES = Path(__file__).parent / "pictures"
STANDARD = [sample for sample in every_sample(SCREENS) if sample.mode == "standard"]
# SDL's letters stand a pixel further or nearer, depending on what was written before them, and
# the stored pictures have 256 colours: seen from a little further off, both are the same.
STEP_BACK = 8
SAME_COLOUR = 48
DIFFERENT = 0.0005


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


@pytest.mark.parametrize("sample", STANDARD, ids=lambda s: s.file.removesuffix("-standard.png"))
def test_a_sample_looks_as_before(
    sqlite_lobby: Lobby, tmp_path: Path, sample: Sample
) -> None:
    drawn = Image.open(easel_of(sqlite_lobby).draw(sample, tmp_path)).convert("RGB")
    kept = PICTURES / sample.file.replace("-standard", "")
    if os.environ.get("NEW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        drawn.quantize(256).save(kept, optimize=True)
    assert how_different(drawn, Image.open(kept)) < DIFFERENT


def test_no_picture_is_of_a_sample_that_is_gone() -> None:
    kept = {picture.name for picture in PICTURES.glob("*.png")}
    assert kept == {sample.file.replace("-standard", "") for sample in STANDARD}


def test_a_word_that_moved_is_seen() -> None:
    before = Image.open(PICTURES / "ticket-printed-portrait.png").convert("RGB")
    after = before.copy()
    after.paste(before.crop((100, 800, 400, 900)), (108, 800))
    assert how_different(before, after) > DIFFERENT

"""The kept pictures: every sample as it looked when somebody last looked at it.

They are looked at beside the mock-ups when they change:
`NEW_PICTURES=1 .venv/bin/python -m pytest tests/visual/test_walk_of_screens.py` draws them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image, ImageChops

from kiosk.screens import SCREENS
from kiosk.ui.gallery import Sample, every_sample
from tests.samples.screens import samples_of

PICTURES = Path(__file__).parents[2] / "visual" / "pictures"
# Every state as most people see it; the first of each screen larger and in contrast too. English
# is left to the other checks: there a pixel more or less may break a line elsewhere.
ALSO_IN = ("big", "contrast", "big_contrast")
FIRST = {screen.NAME: next(samples_of(screen))[0] for screen in SCREENS}
# Kept at half their size. SDL's letters stand some pixels further or nearer, depending on what was
# written before them, and a kept picture has 256 colours: seen in squares of 16 pixels both are
# the same. A square is another one from 48 of 255 steps of a colour on; one in 1,000 may be.
HALF = 2
STEP_BACK = 8
SAME_COLOUR = 48
DIFFERENT = 0.001


def is_kept(sample: Sample) -> bool:
    """Whether there is a picture of it."""
    return sample.mode == "standard" or (
        sample.mode in ALSO_IN and sample.name == FIRST[sample.screen.NAME]
    )


def file_of(sample: Sample) -> Path:
    """Where its picture is kept."""
    return PICTURES / sample.file.replace("-standard", "")


def all_kept() -> set[Path]:
    """Every picture there should be."""
    return {file_of(sample) for sample in every_sample(SCREENS, samples_of) if is_kept(sample)}


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


def unlike(picture: Image.Image, file: Path) -> str:
    """How it differs from the kept one, in words; empty where it looks the same."""
    drawn = picture.reduce(HALF)
    if os.environ.get("NEW_PICTURES"):
        drawn.quantize(256).save(file, optimize=True)
    if not file.exists():
        return f"there is no {file.name}"
    share = how_different(drawn, Image.open(file))
    return "" if share < DIFFERENT else f"{100 * share:.2f} % differ from {file.name}"

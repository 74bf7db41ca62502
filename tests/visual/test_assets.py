"""What the touch screen and the pages are drawn with: letters for every name, icons, pictures."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageFont

from kiosk.domain.drawable import SPARE
from kiosk.domain.icons import FOR_CONTENT
from tests.support.centre import ROOT

ASSETS = ROOT / "assets"
FONTS = sorted(set((ASSETS / "fonts").glob("*.otf")) - {SPARE})
ICONS = ASSETS / "icons"
PICTURES = sorted((ASSETS / "pictures").glob("*.svg"))
STANDARD_CHARACTERS = 8_105  # 通用规范汉字表
NOT_DEFINED = "\U0010fffd"
# Characters of people's and places' names that older character sets lack.
RARE_NAMES = "䶮堃喆犇煊翀赟垚淼昇镕玥祎晞珺瑀甯鑫燚隺"
ICON_NAMED = (
    re.compile(r"\bicon\(\s*\"([a-z0-9-]+)\""), re.compile(r"\bicon\s*[:=]\s*\"([a-z0-9-]+)\""),
)


def drawn(font: Path, character: str) -> bytes:
    """The picture of one character."""
    return bytes(ImageFont.truetype(str(font), 64).getmask(character))


def gb2312() -> set[str]:
    """Every character of GB 2312."""
    pairs = (bytes(pair) for pair in product(range(0xA1, 0xFF), repeat=2))
    return {character for pair in pairs for character in pair.decode("gb2312", "ignore")}


def spoken_to_residents() -> set[str]:
    """Every character of every word and of the seed content."""
    files = [*(ASSETS / "i18n").rglob("*.toml"), *(ASSETS / "seed").glob("*.toml")]
    return set("".join(file.read_text(encoding="utf-8") for file in files)) - set("\n\t")


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_resident_with_a_rare_name_reads_it(font: Path) -> None:
    missing = drawn(font, NOT_DEFINED)
    assert not [character for character in RARE_NAMES if drawn(font, character) == missing]


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_no_word_on_the_touch_screen_lacks_a_letter(font: Path) -> None:
    letters = {chr(code) for code in TTFont(font).getBestCmap()}
    assert not (gb2312() | spoken_to_residents()) - letters
    ideographs = [letter for letter in letters if unicodedata.name(letter, "").startswith("CJK UN")]
    assert len(ideographs) >= STANDARD_CHARACTERS


@pytest.mark.parametrize("font", [*FONTS, SPARE], ids=lambda font: font.stem)
def test_letters_have_their_chinese_shapes(font: Path) -> None:
    opened = TTFont(font, fontNumber=-1)
    assert opened["name"].getDebugName(1).endswith("CJK SC")
    # The one face is all there is: Kivy takes the first and knows no language.
    assert font.read_bytes()[:4] == b"OTTO"


def test_counters_do_not_jump() -> None:
    bold = TTFont(ASSETS / "fonts" / "NotoSansSC-Bold.otf")
    cmap, widths = bold.getBestCmap(), bold["hmtx"]
    assert len({widths[cmap[ord(digit)]][0] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("size", [64, 128])
def test_an_icon_can_take_any_colour(size: int) -> None:
    for file in (ICONS / str(size)).glob("*.png"):
        red, green, blue, alpha = Image.open(file).convert("RGBA").split()
        assert alpha.size == (size, size)
        assert alpha.getextrema() == (0, 255), file
        solid = alpha.point(lambda a: 255 * (a > 200))
        for channel in (red, green, blue):
            assert ImageChops.subtract(solid, channel).getextrema()[1] < 5, file


def test_touch_screen_and_pages_have_the_same_icons() -> None:
    sprite = ElementTree.parse(ICONS / "icons.svg").getroot()
    symbols = {symbol.attrib["id"] for symbol in sprite}
    for size in (64, 128):
        assert {file.stem for file in (ICONS / str(size)).glob("*.png")} == symbols


def test_every_icon_that_is_named_exists() -> None:
    sources = [
        file
        for folder, kind in (
            ("kiosk", "*.py"), ("kiosk", "*.kv"), ("assets/pages", "*.html"),
            ("assets/seed", "*.toml"),
        )
        for file in (ROOT / folder).rglob(kind)
    ]
    named = {
        name
        for file in sources
        for pattern in ICON_NAMED
        for name in pattern.findall(file.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    drawn_ones = {file.stem for file in (ICONS / "64").glob("*.png")}
    assert not (named | FOR_CONTENT) - drawn_ones


@pytest.mark.parametrize("drawing", PICTURES, ids=lambda drawing: drawing.stem)
def test_a_picture_lies_ready_in_both_sizes(drawing: Path) -> None:
    root = ElementTree.parse(drawing).getroot()
    size = (int(root.attrib["width"]), int(root.attrib["height"]))
    for mark, scale in (("", 1), ("@2x", 2)):
        picture = Image.open(drawing.with_name(f"{drawing.stem}{mark}.png"))
        assert picture.size == (size[0] * scale, size[1] * scale)


@pytest.mark.parametrize("drawing", PICTURES, ids=lambda drawing: drawing.stem)
def test_a_picture_brings_no_word_and_fetches_nothing(drawing: Path) -> None:
    text = drawing.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "<text" not in text
    assert "http" not in text and "<image" not in text


@pytest.mark.parametrize("licence", ["fonts/OFL.txt", "icons/LICENSE"])
def test_what_others_made_keeps_its_licence(licence: str) -> None:
    assert "Permission is hereby granted" in (ASSETS / licence).read_text(encoding="utf-8")

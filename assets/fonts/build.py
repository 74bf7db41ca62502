"""Cuts the kiosk's fonts out of Debian's Noto CJK collections: one Simplified Chinese face a file.

A collection opens with its Japanese face, which draws 直 骨 令 角 the Japanese way, so the kiosk
ships single faces. They hold 通用规范汉字表 (8,105 characters: names of people and places),
GB 2312, Latin and the symbols of signs and forms. To build again:

    apt-get install fonts-noto-cjk unicode-data
    .venv/bin/python assets/fonts/build.py
"""

import bz2
from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
COLLECTIONS = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")

FACES = {
    "NotoSansSC-Regular.otf": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    "NotoSansSC-Bold.otf": ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    "NotoSerifSC-Bold.otf": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC"),
}
SIGNS = (
    range(0x0020, 0x0250),  # Latin
    range(0x2000, 0x2070),  # punctuation
    range(0x20A0, 0x20C0),  # currency
    range(0x2100, 0x2200),  # units, numerals, arrows
    range(0x2200, 0x2300),  # mathematics
    range(0x2460, 0x2700),  # enclosed numbers, shapes, stars
    range(0x3000, 0x3040),  # Chinese punctuation
    range(0x3200, 0x3400),  # enclosed and squared
    range(0xFF00, 0xFFF0),  # full width
)


def standard_characters() -> Iterator[int]:
    """通用规范汉字表, as Unihan's kTGH lists it."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line:
                yield int(line.split("\t")[0].removeprefix("U+"), 16)


def gb2312() -> Iterator[int]:
    """Every character of GB 2312."""
    for high, low in product(range(0xA1, 0xFF), repeat=2):
        yield from map(ord, bytes([high, low]).decode("gb2312", "ignore"))


def face(collection: str, family: str) -> TTFont:
    """The one face of a collection that has this family name."""
    fonts = TTCollection(str(COLLECTIONS / collection)).fonts
    return next(font for font in fonts if font["name"].getDebugName(1) == family)


def build() -> None:
    """Writes the fonts beside this file."""
    characters = set(chain(standard_characters(), gb2312(), *SIGNS))
    # Upright text only: vertical forms and the variants of other regions stay out.
    options = Options(
        layout_features=["ccmp", "kern", "liga", "mark", "mkmk"],
        name_IDs=["*"],
        notdef_outline=True,
        # A face in memory keeps a pointer to each of 10,000 shared strokes, once for every size
        # that is drawn: 0.4 MB. Written out they make the file 3 % larger.
        desubroutinize=True,
    )
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    for name, (collection, family) in FACES.items():
        font = face(collection, family)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
        font["name"].names = [entry for entry in font["name"].names if entry.platformID == 3]
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(HERE / name)
        print(f"{name}: {len(font.getBestCmap())} characters, {(HERE / name).stat().st_size:,} B")
    (HERE / "characters.txt").write_text(drawn(HERE / "NotoSansSC-Regular.otf"), "utf-8")


def drawn(font: Path) -> str:
    """The Chinese characters of a font in one line: what the input engines may offer."""
    return "".join(map(chr, filter(is_chinese, sorted(TTFont(font).getBestCmap())))) + "\n"


def is_chinese(point: int) -> bool:
    """Whether it is a character, and no sign."""
    return point == 0x3007 or 0x3400 <= point < 0xA000 or point >= 0x20000


if __name__ == "__main__":
    build()

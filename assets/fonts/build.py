"""Cuts the kiosk's fonts out of Debian's Noto collections: one Simplified Chinese face a file.

A collection opens with its Japanese face, which draws 直 骨 令 角 the Japanese way, so the kiosk
ships single faces. They hold 通用规范汉字表 (8,105 characters: names of people and places),
GB 2312, Latin and the symbols of signs and forms. What they lack stands in a spare face of one
weight: every other character that Noto Sans CJK SC has (the rest of GBK, GB 18030-2022 level 2
and more), and signs of the Noto Symbols faces. `faces.txt` says who has what. To build again:

    apt-get install fonts-noto-cjk fonts-noto-core unicode-data
    .venv/bin/python assets/fonts/build.py

Where the packages are only unpacked (`dpkg -x`), give their folder as the one argument.
"""

import bz2
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, product
from pathlib import Path

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
ROOTS = [Path(root) for root in (*sys.argv[1:2], "/")]
NOTO = "usr/share/fonts/{}/noto/{}"

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
SPARE = "NotoSansSC-Spare.otf"
# Whose characters no resident's name and no word of the centre has.
KOREAN = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980),
          range(0xAC00, 0xD800), range(0xFFA0, 0xFFE0))
# In this order; mathematics only where GBK has it.
SYMBOLS = ("NotoSansSymbols2-Regular.ttf", "NotoSansSymbols-Regular.ttf",
           "NotoSansMath-Regular.ttf")
SYMBOLIC = (range(0x2190, 0x2800), range(0x2900, 0x2C00), range(0x1F300, 0x1F700))


def standard_characters() -> Iterator[int]:
    """通用规范汉字表, as Unihan's kTGH lists it."""
    unihan = installed("usr/share/unicode/Unihan_OtherMappings.txt.bz2")
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line:
                yield int(line.split("\t")[0].removeprefix("U+"), 16)


def installed(path: str) -> Path:
    """A file of a package, wherever it was unpacked."""
    return next(root / path for root in ROOTS if (root / path).exists())


def of_codec(codec: str) -> Iterator[int]:
    """Every character of two bytes: "gb2312", "gbk"."""
    for high, low in product(range(0x81, 0xFF), range(0x40, 0xFF)):
        yield from map(ord, bytes([high, low]).decode(codec, "ignore")[:1])


def face(collection: str, family: str) -> TTFont:
    """The one face of a collection that has this family name."""
    fonts = TTCollection(str(installed(NOTO.format("opentype", collection)))).fonts
    return next(font for font in fonts if font["name"].getDebugName(1) == family)


def cut(font: TTFont, characters: Iterable[int], layout: list[str]) -> None:
    """Takes everything else out of a face."""
    # Upright text only: vertical forms and the variants of other regions stay out.
    options = Options(
        layout_features=layout,
        name_IDs=["*"],
        notdef_outline=True,
        # A face in memory keeps a pointer to each of 10,000 shared strokes, once for every size
        # that is drawn: 0.4 MB. Written out they make the file 3 % larger.
        desubroutinize=True,
    )
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def save(font: TTFont, name: str) -> set[int]:
    """Writes a face beside this file; returns what it can draw."""
    font["name"].names = [entry for entry in font["name"].names if entry.platformID == 3]
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(HERE / name)
    can = set(TTFont(HERE / name).getBestCmap())
    print(f"{name}: {len(can)} characters, {(HERE / name).stat().st_size:,} B")
    return can


def build() -> None:
    """Writes the fonts beside this file, and the tables of what they can draw."""
    characters = set(chain(standard_characters(), of_codec("gb2312"), *SIGNS))
    everywhere = []
    for name, (collection, family) in FACES.items():
        font = face(collection, family)
        cut(font, characters, ["ccmp", "kern", "liga", "mark", "mkmk"])
        everywhere.append(save(font, name))
    main = set.intersection(*everywhere)
    (HERE / "characters.txt").write_text(drawn(HERE / "NotoSansSC-Regular.otf"), "utf-8")
    spare = build_spare(main)
    (HERE / "faces.txt").write_text(f"{ranges(main)}\n{ranges(spare)}\n", "utf-8")


def build_spare(main: set[int]) -> set[int]:
    """Writes the spare face: what there is besides `main`; returns what it can draw."""
    font = face(*FACES["NotoSansSC-Regular.otf"])
    known = main | set(chain(*KOREAN))
    # A character that is another one by Unicode's own rule is drawn as that one.
    cut(font, {point for point in set(font.getBestCmap()) - known
               if unicodedata.is_normalized("NFC", chr(point))}, [])
    known |= set(font.getBestCmap())
    symbolic, gbk = set(chain(*SYMBOLIC)), set(of_codec("gbk"))
    for name in SYMBOLS:
        source = TTFont(installed(NOTO.format("truetype", name)))
        wanted = gbk if "Math" in name else symbolic | gbk
        graft(font, source, sorted((wanted & set(source.getBestCmap())) - known))
        known |= set(font.getBestCmap())
    return save(font, SPARE)


def graft(font: TTFont, source: TTFont, points: Iterable[int]) -> None:
    """Adds characters of a face of as many units to an em to another one, whose own they become."""
    assert source["head"].unitsPerEm == font["head"].unitsPerEm
    top = font["CFF "].cff.topDictIndex[0]
    strings, private = top.CharStrings, top.FDArray[0].Private
    cmap, glyphs = source.getBestCmap(), source.getGlyphSet()
    free = iter(sorted({f"cid{n:05d}" for n in range(1, 65535)} - set(font.getGlyphOrder())))
    for point in points:
        name, (wide, left) = next(free), source["hmtx"][cmap[point]]
        pen = T2CharStringPen(wide - private.nominalWidthX, glyphs)
        glyphs[cmap[point]].draw(pen)
        strings.charStrings[name] = len(strings.charStringsIndex)
        strings.charStringsIndex.append(pen.getCharString(private, top.GlobalSubrs))
        top.FDSelect.append(0)
        top.charset.append(name)
        font["hmtx"][name] = (wide, left)
        for table in font["cmap"].tables:
            if table.format != 14 and (table.format == 12 or point < 0x10000):
                table.cmap[point] = name
    font.setGlyphOrder(top.charset)
    font["maxp"].numGlyphs = len(top.charset)


def ranges(points: set[int]) -> str:
    """Characters in one line: 20-7e a0-ac ae-24f. What leaves no mark on purpose is in none."""
    runs: list[list[int]] = []
    for point in sorted(p for p in points if unicodedata.category(chr(p)) not in ("Cc", "Cf")):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in runs)


def drawn(font: Path) -> str:
    """The Chinese characters of a font in one line: what the input engines may offer."""
    return "".join(map(chr, filter(is_chinese, sorted(TTFont(font).getBestCmap())))) + "\n"


def is_chinese(point: int) -> bool:
    """Whether it is a character, and no sign."""
    return point == 0x3007 or 0x3400 <= point < 0xA000 or point >= 0x20000


if __name__ == "__main__":
    build()

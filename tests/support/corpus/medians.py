"""Middle lines of strokes, extracted from the npm package hanzi-writer-data for tests alone.

    npm pack hanzi-writer-data@2.0.1
    .venv/bin/python -m tests.support.corpus.medians hanzi-writer-data-2.0.1.tgz

writes medians.txt beside this file: the characters of the corpus, and others drawn by lot. They
derive from Arphic's fonts and stand under their licence, ARPHICPL.TXT; the kiosk ships none.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import tarfile
from pathlib import Path

from kiosk.devices.text_input.ime_types import Stroke
from tests.support.corpus.words import RESIDENTS, UNSEEN, characters_of

FILE = Path(__file__).parent / "medians.txt"
SHA512 = (
    "9db43033e31aaf21a8abba4130864b09dde516ad379d7b89bb092ed7ee946e32"
    "f9f2e53ef4e50b55c324a0dbcdb894a8215edfd5b6cf45f0f80ff2d06b94bbaa"
)
# The package draws in a square of 1024 with y upwards and 124 below the line.
SIDE, TOP = 1024, 900
BY_LOT = 300
NOTICE = """\
# From hanzi-writer-data 2.0.1 (Arphic Public License, see ARPHICPL.TXT): of chosen characters
# only the middle lines of the strokes, as "character x,y x,y … / x,y …" in its own square.
# Changed so by tests/support/corpus/medians.py in 2026.
"""


def medians() -> dict[str, list[Stroke]]:
    """Each character's strokes in their usual order, in 0..1 with y down."""
    lines = FILE.read_text("utf-8").splitlines()
    parted = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    return {character: [_stroke(points) for points in drawn.split(" / ")]
            for character, drawn in parted}


def _stroke(points: str) -> Stroke:
    pairs = (point.split(",") for point in points.split())
    return tuple((int(x) / SIDE, (TOP - int(y)) / SIDE) for x, y in pairs)


def extract(package: Path) -> None:
    """Writes medians.txt from the package; ValueError where it is another one."""
    packed = package.read_bytes()
    if hashlib.sha512(packed).hexdigest() != SHA512:
        raise ValueError(f"{package}: not hanzi-writer-data 2.0.1")
    with tarfile.open(package) as files:
        drawn = {
            Path(name).stem: json.load(files.extractfile(name))["medians"]
            for name in files.getnames()
            if len(Path(name).stem) == 1 and name.endswith(".json")
        }
    corpus = {*characters_of(RESIDENTS), *characters_of(UNSEEN)}
    others = sorted(c for c in drawn if c not in corpus and _in_gb2312_level_1(c))
    chosen = sorted(corpus & set(drawn)) + random.Random(2312).sample(others, BY_LOT)
    FILE.write_text(NOTICE + "".join(
        f"{character} " + " / ".join(
            " ".join(f"{round(x)},{round(y)}" for x, y in stroke) for stroke in drawn[character]
        ) + "\n"
        for character in chosen
    ), "utf-8")


def _in_gb2312_level_1(character: str) -> bool:
    try:
        return 0xB0 <= character.encode("gb2312")[0] < 0xD8
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    extract(Path(sys.argv[1]))

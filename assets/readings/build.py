"""Writes down how every Chinese character sounds that the kiosk's fonts can draw.

pypinyin knows 42,000 characters, and keeps 11 MB of each process that asks it; the fonts draw
8,300. To build again, after the fonts or with another version of the library:

    .venv/bin/python assets/readings/build.py
"""

import os
from pathlib import Path

# Phrases are not asked for: what is read is a character at a time.
os.environ["PYPINYIN_NO_PHRASES"] = "1"

from pypinyin import Style, pinyin

HERE = Path(__file__).parent
CHARACTERS = HERE.parent / "fonts" / "characters.txt"


def written() -> str:
    """A line for each character: its readings without tones, the usual one first."""
    return "".join(
        f"{char} {' '.join(pinyin(char, style=Style.NORMAL, heteronym=True)[0])}\n"
        for char in CHARACTERS.read_text("utf-8").strip()
    )


if __name__ == "__main__":
    (HERE / "readings.txt").write_text(written(), "utf-8")

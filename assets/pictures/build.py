"""Draws every picture in this folder as PNG at 1× and 2×, for the touch screen and the slip.

    apt-get install librsvg2-bin
    .venv/bin/python assets/pictures/build.py
"""

import subprocess
from pathlib import Path

HERE = Path(__file__).parent
SCALES = {"": 1, "@2x": 2}


def build() -> None:
    """Writes the PNGs beside the drawings."""
    for drawing in sorted(HERE.glob("*.svg")):
        for mark, scale in SCALES.items():
            target = drawing.with_name(f"{drawing.stem}{mark}.png")
            subprocess.run(
                ["rsvg-convert", "-z", str(scale), "-o", str(target), str(drawing)], check=True
            )


if __name__ == "__main__":
    build()

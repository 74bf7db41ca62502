"""Makes the sounds of the centre: a two-tone door chime, and a soft click for a tap.

Run it in its folder to make the files again: `python3 make_sounds.py`. They are 16 bit mono
at 22,050 Hz, the rate of the voice, so that chime and voice go into one piece.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
# (times the tone, how loud, how many seconds until it has faded to a third): a struck bar.
BAR = ((1.0, 1.0, 0.55), (2.0, 0.35, 0.38), (3.01, 0.12, 0.22), (5.4, 0.05, 0.08))
E5, C5 = 659.26, 523.25


def struck(tone: float, seconds: float) -> list[float]:
    """One stroke on a bar, with a soft beginning and end."""
    samples = []
    for n in range(round(seconds * RATE)):
        t = n / RATE
        swing = sum(
            loud * math.exp(-t / fades) * math.sin(2 * math.pi * tone * times * t)
            for times, loud, fades in BAR
        )
        samples.append(swing * min(t / 0.006, 1.0) * min((seconds - t) / 0.15, 1.0))
    return samples


def door_chime() -> list[float]:
    """Two strokes downwards, a major third, the second while the first still rings."""
    first, second, later = struck(E5, 1.3), struck(C5, 1.6), round(0.55 * RATE)
    mixed = [0.0] * (later + len(second))
    for offset, stroke in ((0, first), (later, second)):
        for n, sample in enumerate(stroke):
            mixed[offset + n] += sample
    return mixed


def soft_click() -> list[float]:
    """A short wooden tick."""
    return [
        math.exp(-n / RATE / 0.006) * math.sin(2 * math.pi * 900 * n / RATE)
        for n in range(round(0.04 * RATE))
    ]


def write(path: Path, samples: list[float], peak: float) -> None:
    """Writes samples as a WAV file whose loudest one is `peak` of full scale."""
    scale = peak * 32_767 / max(map(abs, samples))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *(round(s * scale) for s in samples)))


def main(folder: Path) -> None:
    """Makes both files."""
    write(folder / "chime.wav", door_chime(), peak=0.5)
    write(folder / "tap.wav", soft_click(), peak=0.25)


if __name__ == "__main__":
    main(Path(__file__).parent)

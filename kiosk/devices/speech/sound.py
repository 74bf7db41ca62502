"""Sound: pieces of 16-bit mono at one rate, put together and kept as WAV."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterable
from pathlib import Path

RATE = 22_050
_WIDTH = 2


def silence(seconds: float) -> bytes:
    """Samples of nothing."""
    return bytes(round(seconds * RATE) * _WIDTH)


def seconds_of(samples: bytes) -> float:
    """How long samples sound."""
    return len(samples) / _WIDTH / RATE


def read_wav(path: Path) -> bytes:
    """The samples of a file. ValueError where it is not 16-bit mono at RATE."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, _WIDTH, RATE):
                raise ValueError(f"{path.name}: not 16-bit mono at {RATE} Hz")
            return file.readframes(file.getnframes())
    except (EOFError, wave.Error) as trouble:
        raise ValueError(f"{path.name}: {trouble}") from trouble


def wav_of(pieces: Iterable[bytes]) -> bytes:
    """Samples one after the other as a WAV file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_WIDTH)
        file.setframerate(RATE)
        file.writeframes(b"".join(pieces))
    return made.getvalue()

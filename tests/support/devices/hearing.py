"""How long and how loud a WAV is, and calls to be heard."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

from kiosk.devices.speech.speaker import Utterance, speaker_from

CALL = "请 A 零二三号，到二号窗口。"
CALL_EN = "Number A zero two three, please go to counter two."


def heard(path: Path) -> tuple[float, float]:
    """(seconds, loudness): the root mean square as a share of full scale."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        frames = file.readframes(file.getnframes())
    samples = struct.unpack(f"<{len(frames) // 2}h", frames)
    return len(samples) / 22_050, math.sqrt(sum(s * s for s in samples) / len(samples)) / 32_768


def written(folder: Path, text: str, language: str, **how: object) -> tuple[float, float]:
    """What one call sounds like, through a file."""
    speaker = speaker_from(f"file:{folder}")
    speaker.say(Utterance(text, language, **how))  # type: ignore[arg-type]
    return heard(max(folder.glob("said-*.wav")))

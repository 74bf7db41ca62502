"""What an ear hears of a page: words a voice can say, for as long as one listens."""

from __future__ import annotations

import os
import re
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

from kiosk.devices.speech.speaker import CHIME, Utterance
from kiosk.devices.speech.voices import EspeakVoice
from kiosk.domain.speech_text import seconds_to_say, spoken_text
from kiosk.ui.accessibility.read_aloud import SENTENCE
from kiosk.ui.navigation.screen import KioskScreen

# Signs and numbers that are left to a voice to guess.
UNSPOKEN = {
    "zh_CN": re.compile(r"[^\W\u3400-\u9fffA-Za-z]|[·・/→–—:*%]"),
    "en": re.compile(r"[^ -~]|[/*%]|\d:\d"),
}
# What the product's own measure finds so many seconds shorter than the longest is not said aloud;
# what is said aloud shows that this measure errs by less.
SURELY = 3.0


@cache
def seconds(sentence: str, language: str) -> float:
    """How long the voice needs, as it is heard from the kiosk; said once for all workers of a run,
    whose folder keeps it."""
    kept = Path(tempfile.gettempdir()) / sha256(f"{language} {sentence}".encode()).hexdigest()
    if kept.exists():
        return float(kept.read_text())
    sound = EspeakVoice(CHIME).sound(Utterance(sentence, language))
    lasts = (len(sound) - 44) / 2 / 22_050
    # Whole at once, for whoever reads it meanwhile.
    written = kept.with_suffix(f".{os.getpid()}")
    written.write_text(str(lasts))
    written.rename(kept)
    return lasts


def misheard(
    text: str, language: str, longest: float | None = KioskScreen.HEARD
) -> list[str]:
    """What is wrong with a page's spoken text; `longest` is None where nobody measures it."""
    said = spoken_text(text, language)
    if not said:
        return ["it says nothing"]
    found = [f"it cannot be said: {sign}" for sign in UNSPOKEN[language].findall(said)]
    measured = seconds_to_say(text, language)
    if longest is None or measured < longest - SURELY:
        return found
    lasts = sum(seconds(part.strip(), language) for part in SENTENCE.findall(said))
    if lasts > longest or lasts - measured > SURELY:
        found.append(f"it lasts {lasts:.1f} s, {measured:.1f} s were measured: {said}")
    return found

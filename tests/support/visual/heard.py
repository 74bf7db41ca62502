"""What an ear hears of a page: words a voice can say, for as long as one listens."""

from __future__ import annotations

import re
from functools import cache

from kiosk.devices.speech.speaker import CHIME, Utterance
from kiosk.devices.speech.voices import EspeakVoice
from kiosk.domain.speech_text import spoken_text
from kiosk.ui.accessibility.read_aloud import SENTENCE
from kiosk.ui.navigation.screen import KioskScreen

# Signs and numbers that are left to a voice to guess.
UNSPOKEN = {
    "zh_CN": re.compile(r"[^\W\u3400-\u9fffA-Za-z]|[·・/→–—:*%]"),
    "en": re.compile(r"[^ -~]|[/*%]|\d:\d"),
}


@cache
def seconds(sentence: str, language: str) -> float:
    """How long the voice needs, as it is heard from the kiosk."""
    sound = EspeakVoice(CHIME).sound(Utterance(sentence, language))
    return (len(sound) - 44) / 2 / 22_050


def misheard(
    text: str, language: str, longest: float | None = KioskScreen.HEARD
) -> list[str]:
    """What is wrong with a page's spoken text; `longest` is None where nobody measures it."""
    said = spoken_text(text, language)
    if not said:
        return ["it says nothing"]
    found = [f"it cannot be said: {sign}" for sign in UNSPOKEN[language].findall(said)]
    if longest is None:
        return found
    lasts = sum(seconds(part.strip(), language) for part in SENTENCE.findall(said))
    return found + ([f"it lasts {lasts:.1f} s: {said}"] if lasts > longest else [])

"""Every page speaks: in both languages, in words a voice can say, for as long as one listens."""

from __future__ import annotations

import re
from functools import cache

import pytest

from kiosk.devices.speaker import CHIME, Utterance
from kiosk.devices.voices import EspeakVoice
from kiosk.domain.saying import in_time, spoken_text
from kiosk.glass.aloud import SENTENCE
from kiosk.lobby import Lobby
from kiosk.screens import SCREENS
from tests.screens.resident import MODES, SIZES, easel_of

LONGEST = 12.0
LANGUAGES = {"zh_CN": "standard", "en": "english"}
SILENT = ("attract", "asleep")
SPOKEN = [screen for screen in SCREENS if screen.NAME not in SILENT]
# Signs and numbers that are left to a voice to guess.
UNSPOKEN = {
    "zh_CN": re.compile(r"[^\W\u3400-\u9fffA-Za-z]|[·・/→–—:*%]"),
    "en": re.compile(r"[^ -~]|[/*%]|\d:\d"),
}
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@cache
def seconds(sentence: str, language: str) -> float:
    """How long the voice needs, as it is heard from the kiosk."""
    sound = EspeakVoice(CHIME).sound(Utterance(sentence, language))
    return (len(sound) - 44) / 2 / 22_050


def faults(text: str, language: str) -> list[str]:
    """What is wrong with a page's spoken text."""
    said = spoken_text(text, language)
    if not said:
        return ["it says nothing"]
    found = [f"it cannot be said: {sign}" for sign in UNSPOKEN[language].findall(said)]
    lasts = sum(seconds(part.strip(), language) for part in SENTENCE.findall(said))
    return found + ([f"it lasts {lasts:.1f} s: {said}"] if lasts > LONGEST else [])


def speeches(lobby: Lobby, screen: type, language: str) -> dict[str, str]:
    """What each sample of a screen says."""
    easel, mode = easel_of(lobby), MODES[LANGUAGES[language]]
    stages = {
        name: easel.set_up(screen, answers, SIZES["portrait"], mode)
        for name, answers in screen.samples()
    }
    return {name: stage.speech() for name, stage in stages.items()}


@BOTH
@pytest.mark.parametrize("screen", SPOKEN, ids=[screen.NAME for screen in SPOKEN])
def test_every_page_speaks_and_is_listened_to(
    sqlite_lobby: Lobby, screen: type, language: str
) -> None:
    said = speeches(sqlite_lobby, screen, language)
    assert said
    wrong = {name: found for name, text in said.items() if (found := faults(text, language))}
    assert not wrong


@BOTH
def test_a_page_that_is_silent_or_too_long_is_found(language: str) -> None:
    assert faults("", language) == faults("→ ・", language) == ["it says nothing"]
    sentence = {"zh_CN": "您要办什么事？", "en": "What do you need?"}[language]
    assert not faults(sentence, language)
    assert "it lasts" in faults(f"{sentence} " * 20, language)[0]


@pytest.mark.parametrize("screen", [s for s in SCREENS if s.NAME in SILENT])
def test_nobody_is_spoken_to_who_is_not_there(sqlite_lobby: Lobby, screen: type) -> None:
    assert not any(speeches(sqlite_lobby, screen, "zh_CN").values())


def test_what_cannot_all_be_said_is_said_shorter() -> None:
    ways = ["很长" * 60, "长" * 60, "短"]
    assert in_time(ways, "zh_CN") == "短"
    assert in_time(ways[:2], "zh_CN") == ways[1]
    assert in_time(["一", *ways], "zh_CN") == "一"


def test_a_colour_that_is_named_is_the_one_that_is_seen(sqlite_lobby: Lobby) -> None:
    easel = easel_of(sqlite_lobby)
    detail = next(screen for screen in SCREENS if screen.NAME == "service_detail")
    answers = dict(detail.samples())["one_thing"]
    for mode, colour in (("standard", "红色"), ("contrast", "黄色")):
        stage = easel.set_up(detail, answers, SIZES["portrait"], MODES[mode])
        assert colour in stage.speech()

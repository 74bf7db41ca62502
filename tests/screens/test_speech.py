"""What a page says: nothing too long, nothing to nobody, and what the eye sees too.

That every page speaks is seen on the walk, tests/visual/test_walk_of_screens.py.
"""

from __future__ import annotations

import pytest

from kiosk.context import AppContext
from kiosk.domain.speech_text import in_time
from kiosk.screens.content.service_detail import ServiceDetailScreen
from kiosk.screens.rooms.booked import BookedScreen
from tests.samples.screens import samples_of
from tests.support.screens.resident import MODES, SIZES, easel_of
from tests.support.visual.heard import misheard


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_page_that_is_silent_or_too_long_is_found(language: str) -> None:
    assert misheard("", language) == misheard("→ ・", language) == ["it says nothing"]
    sentence = {"zh_CN": "您要办什么事？", "en": "What do you need?"}[language]
    assert not misheard(sentence, language)
    assert "it lasts" in misheard(f"{sentence} " * 20, language)[0]


def test_what_cannot_all_be_said_is_said_shorter() -> None:
    ways = ["很长" * 60, "长" * 60, "短"]
    assert in_time(ways, "zh_CN") == "短"
    assert in_time(ways[:2], "zh_CN") == ways[1]
    assert in_time(["一", *ways], "zh_CN") == "一"


def test_a_colour_that_is_named_is_the_one_that_is_seen(sqlite_ctx: AppContext) -> None:
    easel = easel_of(sqlite_ctx)
    answers = dict(samples_of(ServiceDetailScreen))["one_thing"]
    for mode, colour in (("standard", "红色"), ("contrast", "黄色")):
        stage = easel.set_up(ServiceDetailScreen, answers, SIZES["portrait"], MODES[mode])
        assert colour in stage.speech()


def test_a_booking_is_told_in_words_that_are_apart(sqlite_ctx: AppContext) -> None:
    easel = easel_of(sqlite_ctx)
    _, answers = next(iter(samples_of(BookedScreen)))
    for mode, said in (("english", "Today at "), ("standard", "今天下午")):
        stage = easel.set_up(BookedScreen, answers, SIZES["portrait"], MODES[mode])
        assert said in stage.speech()

"""说说您的事 on home: whether somebody receives now, or when next."""

from __future__ import annotations

from kiosk.actions.cases import telling
from kiosk.actions.cases.results import Telling
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.cases import listening
from kiosk.wording.translator import Translator


def _door(told: Telling, words: Translator) -> HomeDoor | None:
    if not told.topics:
        return None
    mood, said = listening(words, told.next_day, told.now, receives=told.receives)
    chip = Chip(mood, said, "calendar-event" if mood == "plain" else "")
    return HomeDoor("cases", "message-2", words("case_topic.door"), words("case_topic.door_line"),
                    chip)


HOME_TILE = HomeTile("cases", telling, _door, when_closed=True)

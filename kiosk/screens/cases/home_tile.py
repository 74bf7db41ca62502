"""说说您的事 on home: whether somebody receives now, or when next."""

from __future__ import annotations

from kiosk.actions.cases import telling
from kiosk.actions.cases.results import Telling
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.cases import reception_when
from kiosk.wording.translator import Translator


def _door(told: Telling, words: Translator) -> HomeDoor | None:
    if not told.topics:
        return None
    coming = [one.next_day for one in told.listeners if one.next_day]
    soonest = min(coming, key=lambda one: (one.day, one.opens), default=None)
    if any(one.receives for one in told.listeners):
        chip = Chip("free", words("case_topic.receives"))
    elif soonest is not None:
        chip = Chip("plain", reception_when(words, soonest, told.now), "calendar-event")
    else:
        chip = Chip("free", words("case_topic.any_time"))
    return HomeDoor("cases", "message-2", words("case_topic.door"), words("case_topic.door_line"),
                    chip)


HOME_TILE = HomeTile("cases", telling, _door, when_closed=True)

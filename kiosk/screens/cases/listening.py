"""What the pages say alike of those who listen, and of how far the telling is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kiosk.actions.cases.results import ListenerNow, Telling
from kiosk.domain.cases.cases import CaseTopic
from kiosk.domain.refusals import Refusal
from kiosk.ui.drawing.shapes import BLANK, Chip
from kiosk.wording.cases import reception_when
from kiosk.wording.translator import Translator

STEPS = ("topic", "write", "keep")


def steps_said(words: Translator) -> Sequence[str]:
    """The three steps in words."""
    return [words(f"case_steps.{step}") for step in STEPS]


def chip_of(words: Translator, one: ListenerNow, now: datetime) -> Chip:
    """Whether somebody receives now, or when next; blank where no day was announced."""
    if one.receives:
        return Chip("light", words("case_topic.receives"))
    if one.next_day:
        return Chip("note", reception_when(words, one.next_day, now), "calendar-event")
    return BLANK


def topic_of(told: Telling, topic_id: str) -> CaseTopic:
    """The topic of an id. Refuses with `no_such_topic` where it is not offered any more."""
    for one in told.topics:
        if one.id == topic_id:
            return one
    raise Refusal("no_such_topic")

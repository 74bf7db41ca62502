"""The class on home: how many places are left today, or when it begins."""

from __future__ import annotations

from kiosk.actions.lessons import class_or_none
from kiosk.actions.lessons.results import ClassNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.lessons import places_said, standing_said
from kiosk.wording.translator import Translator


def class_chip(words: Translator, view: ClassNow, *, short: bool = False) -> Chip:
    """How the class stands today; `short` where there is little room."""
    today = view.today
    state, said = standing_said(
        words, today.state, today.left, today.held, view.term.first, view.now)
    return Chip(state, places_said(words, state, today.left) if short and state != "shut" else said)


def _door(view: ClassNow, words: Translator) -> HomeDoor:
    return HomeDoor("lessons", "school", words("lessons.door"), words("lessons.door_line"),
                    class_chip(words, view, short=True))


HOME_TILE = HomeTile("lessons", class_or_none, _door, when_closed=True, small=True)

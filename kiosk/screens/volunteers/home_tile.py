"""Volunteer help on home: how many volunteers stand in the hall."""

from __future__ import annotations

from kiosk.actions.volunteers import help_now
from kiosk.actions.volunteers.results import HelpNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.translator import Translator


def _door(help_: HelpNow, words: Translator) -> HomeDoor | None:
    if not help_.book.offered:
        return None
    n = help_.on_duty
    chip = Chip("free", words("help.chip_on_duty", n=n)) if n else (
        Chip("plain", words("help.chip_off_duty"), "phone"))
    return HomeDoor("help_kinds", "heart-handshake", words("help.door"), words("help.door_line"),
                    chip)


HOME_TILE = HomeTile("volunteers", help_now, _door)

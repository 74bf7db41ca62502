"""Care on home: until when blood pressure is taken, or from when on."""

from __future__ import annotations

from kiosk.actions.care import care_now
from kiosk.actions.care.results import CareNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.care import care_title, staff_chip
from kiosk.wording.translator import Translator


def _door(stands: CareNow, words: Translator) -> HomeDoor | None:
    if stands.staff is None:
        return None
    state, said = staff_chip(words, stands.staff.opening, stands.now)
    chip = Chip("shut", said, "clock") if state == "shut" else Chip(state, said)
    return HomeDoor("care", "home-heart", care_title(words, stands.centre),
                    words("care.door_line"), chip)


HOME_TILE = HomeTile("care", care_now, _door, small=True)

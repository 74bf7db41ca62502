"""Care on home: until when blood pressure is taken, or from when on."""

from __future__ import annotations

from kiosk.actions.care import care_now
from kiosk.actions.care.results import CareNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.care import opens_again
from kiosk.wording.dates import written_time
from kiosk.wording.translator import Translator


def _door(stands: CareNow, words: Translator) -> HomeDoor | None:
    if stands.staff is None:
        return None
    opening = stands.staff.opening
    if not opening.is_open:
        chip = Chip("shut", opens_again(words, opening, stands.now), "clock")
    elif opening.until is None:
        chip = Chip("free", words("care.chip_now"))
    else:
        chip = Chip("free", words("care.chip_until", time=written_time(opening.until)))
    return HomeDoor("care", "home-heart", words("care.door"), words("care.door_line"), chip)


HOME_TILE = HomeTile("care", care_now, _door, small=True)

"""The exhibition on home: it can be looked at any time."""

from __future__ import annotations

from kiosk.actions.exhibition.albums import ExhibitionNow, exhibition_now
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.translator import Translator


def _door(exhibition: ExhibitionNow, words: Translator) -> HomeDoor | None:
    if not exhibition.albums:
        return None
    chip = Chip("free", words("exhibition.door_chip"))
    return HomeDoor("exhibition", "photo", words("exhibition.door"), chip=chip)


HOME_TILE = HomeTile("exhibition", exhibition_now, _door, when_closed=True, small=True)

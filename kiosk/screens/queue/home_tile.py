"""The queue on the page of the closed centre: whoever booked a time for today can say so there."""

from __future__ import annotations

from kiosk.actions.queue import expected_at_opening
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.wording.translator import Translator


def _door(booked: int, words: Translator) -> HomeDoor | None:
    # At home 我预约了 stands below the kinds of number.
    if not booked:
        return None
    return HomeDoor("appointment_number", "calendar-check", words("appointment_number.title"),
                    words("priority.booked_hint"))


HOME_TILE = HomeTile("queue", expected_at_opening, _door, when_closed=True)

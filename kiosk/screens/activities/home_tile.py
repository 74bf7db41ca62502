"""The activities on home: the next one."""

from __future__ import annotations

from kiosk.actions.activities import activities_now
from kiosk.actions.activities.results import ActivitiesNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.activities import next_said
from kiosk.wording.translator import Translator


def _door(activities: ActivitiesNow, words: Translator) -> HomeDoor | None:
    following = activities.next
    if following is None:
        return None
    said = next_said(words, following.session.starts_at, activities.now.date())
    chip = Chip("plain", said, "calendar-event")
    return HomeDoor("activities", "calendar-event", words("activities.door"),
                    following.activity.title.in_(words.language), chip)


HOME_TILE = HomeTile("activities", activities_now, _door, when_closed=True)

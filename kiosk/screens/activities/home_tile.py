"""The activities on home: the next one."""

from __future__ import annotations

from kiosk.actions.activities import activities_now
from kiosk.actions.activities.results import ActivitiesNow
from kiosk.screens.home_tile import HomeDoor, HomeTile
from kiosk.ui.drawing.shapes import Chip
from kiosk.wording.dates import by_itself, near_day, weekday, written_time
from kiosk.wording.translator import Translator


def _door(activities: ActivitiesNow, words: Translator) -> HomeDoor | None:
    following = activities.next
    if following is None:
        return None
    at = following.session.starts_at
    day = near_day(words, at.date(), activities.now.date()) or weekday(
        words, at.weekday()).short
    chip = Chip("plain", words("activities.door_chip", day=by_itself(day), time=written_time(at)),
                "calendar-event")
    return HomeDoor("activities", "calendar-event", words("activities.door"),
                    following.activity.title.in_(words.language), chip)


HOME_TILE = HomeTile("activities", activities_now, _door, when_closed=True)

"""Pictures of the centre: the sizes in which each is kept, and how long an unused one is."""

from __future__ import annotations

from enum import StrEnum


class PictureSize(StrEnum):
    """For whom a picture is made small: touch screen, telephone, television."""

    TOUCH = "touch"
    PHONE = "phone"
    TV = "tv"


# Pixels at most, width and height: the largest panel's doorway, a phone held upright, a television.
LARGEST = {
    PictureSize.TOUCH: (1080, 1440), PictureSize.PHONE: (720, 960), PictureSize.TV: (1920, 1080),
}
# What nothing shows any more may be hung again so many days.
KEPT_DAYS = 30

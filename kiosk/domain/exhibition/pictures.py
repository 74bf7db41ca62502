"""Pictures of the centre: the sizes in which each is kept, how long an unused one is, and what
stays of one that is cut."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


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
# Of the width and of the height at least so much stays; a frame ends where the picture does, up to
# what rounding its numbers adds.
LEAST_KEPT, ROUNDED = 0.05, 0.001


class PictureFrame(NamedTuple):
    """What stays of a picture that is cut: its left and top edge, its width and height, each as a
    share of the whole, which is seen upright."""

    left: float
    top: float
    width: float
    height: float

    def __str__(self) -> str:
        return " ".join(f"{one:.4f}" for one in self)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is cut off."""
        return min(self.width, self.height) >= 1 - ROUNDED


def frame_of(text: str) -> PictureFrame:
    """A frame as it is written, `0.1 0.2 0.5 0.5`. ValueError where it is no part of a picture."""
    shares = [float(one) for one in text.split()]
    if len(shares) != len(PictureFrame._fields):
        raise ValueError(text)
    frame = PictureFrame(*shares)
    # What is no number at all is in no order with any.
    if not (min(frame.left, frame.top) >= 0 and min(frame.width, frame.height) >= LEAST_KEPT
            and max(frame.left + frame.width, frame.top + frame.height) <= 1 + ROUNDED):
        raise ValueError(text)
    return frame


class PictureCut(NamedTuple):
    """Of which picture another one is a part, and which."""

    whole: str
    frame: PictureFrame

"""The figures of ratings on a day: the sums that were counted on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.ratings.rating_sums import RatingSum


@dataclass(frozen=True, slots=True)
class RatingDay:
    """All ratings counted on a day, each in a sum of at least five."""

    AREA: ClassVar[str] = "ratings"

    sums: tuple[RatingSum, ...] = ()

"""Closing: whether the centre receives now, and when the touch screen sleeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.calendar import (
    WHOLE_DAY,
    Opening,
    business_day,
    is_open,
    next_opening,
    opening,
)
from kiosk.domain.calendar_exceptions import NOTHING_SPECIAL, Calendar, Timetable
from kiosk.domain.content.guide import Centre


@dataclass(frozen=True, slots=True)
class CentreNow:
    """The centre as a kiosk last read it. What it means changes with the clock alone.

    `shut_on` is the business day on which the staff put this kiosk out of use, if they did.
    """

    centre: Centre
    shut_on: date | None = None
    calendar: Calendar = NOTHING_SPECIAL

    @property
    def timetable(self) -> Timetable:
        """When the centre is open, day by day."""
        return self.centre.timetable(self.calendar)

    def shut_by_staff(self, now: datetime) -> bool:
        """Whether the staff put this kiosk out of use for the business day of `now`."""
        return self.shut_on == business_day(now, self.centre.day_starts)

    def closed(self, now: datetime) -> bool:
        """Whether no number can be had here now."""
        return self.shut_by_staff(now) or not is_open(self.timetable, now)

    def opens(self, now: datetime) -> datetime | None:
        """When numbers can next be had here, if they cannot now; None where nobody knows.

        A centre that never closes opens again with its next business day.
        """
        if not self.shut_by_staff(now):
            return self.opening(now).next_at
        tomorrow = business_day(now, self.centre.day_starts) + timedelta(days=1)
        begins = datetime.combine(tomorrow, self.centre.day_starts, now.tzinfo)
        if is_open(self.timetable, begins):
            return begins
        return next_opening(self.timetable, begins)

    def opening(self, now: datetime) -> Opening:
        """How its door stands."""
        return opening(self.timetable, now)

    def asleep(self, now: datetime) -> bool:
        """Whether the touch screen sleeps when nobody is there: in the quiet hours, unless the door
        is open only at certain hours and this is one of them."""
        quiet = self.centre.quiet
        if quiet is None or not quiet.holds(now.time()):
            return False
        return self.timetable.on(now.date()) == WHOLE_DAY or not is_open(self.timetable, now)

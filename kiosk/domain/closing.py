"""Closing: whether the house receives now, and when the glass sleeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.calendar import Opening, business_day, next_opening, opening
from kiosk.domain.content import House


@dataclass(frozen=True, slots=True)
class HouseNow:
    """The house as a kiosk last read it. What it means changes with the clock alone.

    `shut_on` is the business day on which the staff put this kiosk out of use, if they did.
    """

    house: House
    shut_on: date | None = None

    def shut_by_staff(self, now: datetime) -> bool:
        """Whether the staff put this kiosk out of use for the business day of `now`."""
        return self.shut_on == business_day(now, self.house.day_starts)

    def closed(self, now: datetime) -> bool:
        """Whether no number can be had here now."""
        return self.shut_by_staff(now) or not opening(self.house.hours, now).is_open

    def opens(self, now: datetime) -> datetime | None:
        """When numbers can next be had here, if they cannot now; None where nobody knows.

        A house that never closes opens again with its next business day.
        """
        house = self.house
        if not self.shut_by_staff(now):
            return opening(house.hours, now).next_at
        tomorrow = business_day(now, house.day_starts) + timedelta(days=1)
        begins = datetime.combine(tomorrow, house.day_starts, now.tzinfo)
        if opening(house.hours, begins).is_open:
            return begins
        return next_opening(house.hours, begins)

    def opening(self, now: datetime) -> Opening:
        """How its door stands."""
        return opening(self.house.hours, now)

    def asleep(self, now: datetime) -> bool:
        """Whether the glass sleeps when nobody is there: in the quiet hours, unless the door
        is open only at certain hours and this is one of them."""
        house = self.house
        if house.quiet is None or not house.quiet.holds(now.time()):
            return False
        return house.hours.never_close or not opening(house.hours, now).is_open

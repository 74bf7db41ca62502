"""Reception days: when somebody of the studio or a representative listens, in person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiosk.domain.calendar import ZONE
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.places import Resource, slots

# The area of the listeners in the reservations engine.
CASES = "cases"
ANNOUNCED_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener(Resource):
    """Who listens: a studio, the deputies. One resident has a time at once."""

    area: str = CASES
    capacity: int = 1
    icon: str
    about: Text
    min_notice: timedelta = timedelta(minutes=1)
    max_days_ahead: int = 31


@dataclass(frozen=True, slots=True)
class ReceptionDay:
    """A day on which a listener receives from `opens` to `closes`, each `slot` long. `receiver` is
    who does, as residents read it; `account_id` their account, 0 where they have none."""

    id: int
    listener_id: str
    day: date
    opens: time
    closes: time
    slot: timedelta
    receiver: str
    account_id: int
    made_at: datetime
    cancelled: bool = False

    @property
    def times(self) -> list[tuple[datetime, datetime]]:
        """Its times, in order."""
        return list(slots(datetime.combine(self.day, self.opens, ZONE),
                          datetime.combine(self.day, self.closes, ZONE), self.slot))

    def receives_at(self, now: datetime) -> bool:
        """Whether somebody receives now."""
        return (not self.cancelled and self.day == now.date()
                and self.opens <= now.time() < self.closes)

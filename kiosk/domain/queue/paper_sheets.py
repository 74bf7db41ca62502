"""Numbers on paper for a day without power: their range, their sheets, and what they become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import Refusal

# The program gives no number of these out itself: it goes on from LAST_BEFORE to FIRST_AFTER.
FIRST, LAST = 801, 999
LAST_BEFORE, FIRST_AFTER = FIRST - 1, LAST + 1
# So many numbers have room on a sheet of A4.
A_SHEET = 20
# Nobody prints for a day further ahead: hours and queues may be others by then.
AHEAD = timedelta(days=14)


class Became(StrEnum):
    """What became of a number on paper: served, still in the hall, or gone."""

    SERVED = "served"
    WAITS = "waits"
    GONE = "gone"


STATES: Mapping[Became, State] = {
    Became.SERVED: State.DONE, Became.WAITS: State.WAITING, Became.GONE: State.GIVEN_UP,
}


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A printed sheet of a queue for one day: the numbers `first` to `last` of a prefix, booked in
    up to `used`, 0 where none is."""

    id: int
    day: date
    queue_id: str
    prefix: str
    first: int
    last: int
    printed_at: datetime
    used: int = 0
    booked_at: datetime | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """All its numbers as they stand on paper: A801."""
        return tuple(f"{self.prefix}{n:03d}" for n in range(self.first, self.last + 1))

    @property
    def span(self) -> str:
        """Its first and last number: A801–A820."""
        return f"{self.labels[0]}–{self.labels[-1]}"

    @property
    def open_numbers(self) -> range:
        """Its numbers that are not booked in yet."""
        return range(max(self.used + 1, self.first), self.last + 1)


def next_sheets(taken: int, n: int) -> Iterator[tuple[int, int]]:
    """The first and last number of each sheet for `n` more numbers, after `taken`, the last number
    printed for the day, 0 for none. Refuses with `sheets_used_up` (left)."""
    first = max(taken + 1, FIRST)
    if not 0 < n <= LAST + 1 - first:
        raise Refusal("sheets_used_up", left=LAST + 1 - first)
    for begins in range(first, first + n, A_SHEET):
        yield begins, min(begins + A_SHEET, first + n) - 1


def check_printing(day: date, today: date) -> None:
    """Refuses with `sheet_day` where nobody prints for that day."""
    if not today <= day <= today + AHEAD:
        raise Refusal("sheet_day", days=AHEAD.days)


def check_booking(
    sheet: PaperSheet, today: date, begins: datetime, ends: datetime, now: datetime
) -> None:
    """Whether a sheet can be booked in today, as used between two instants.

    Refuses with `sheet_over` for a sheet of a day before, `sheet_not_yet` for one of a day to come,
    `sheet_times` where the time is none, or is not over yet.
    """
    if sheet.day != today:
        raise Refusal("sheet_over" if sheet.day < today else "sheet_not_yet", sheet=sheet.span,
                      day=sheet.day)
    if not begins <= ends <= now:
        raise Refusal("sheet_times")


def roughly(begins: datetime, ends: datetime, n: int) -> Iterator[datetime]:
    """`n` instants spread evenly over a time: when each number was torn off nobody wrote down."""
    for i in range(n):
        yield begins + (ends - begins) * i / n

"""Terms of the after-school class: on which days there is class, and what is done on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiosk.domain.calendar import WEEKDAYS, ZONE, OpeningHours, TimeRange
from kiosk.domain.calendar_exceptions import Calendar, Holidays, Timetable
from kiosk.domain.content.guide import Text
from kiosk.domain.reservations.places import Resource

# The area of the class.
LESSONS = "lessons"
KEPT = timedelta(days=30)
DAYS_SHOWN = 7
# Nobody registers for longer.
LONGEST_DAYS = 300


@dataclass(frozen=True, slots=True)
class ClassStep:
    """What is done from a time of day on."""

    at: time
    title: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class ClassTheme:
    """What one weekday is for: its short name, and the step that is its own."""

    weekday: str
    label: Text
    step: ClassStep


@dataclass(frozen=True, slots=True)
class SchoolBreak:
    """Days without school, first and last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerm(Resource):
    """A term: a resource with a session on each of its days. `team_id` looks after the children."""

    area: str = LESSONS
    about: Text
    first: date
    last: date
    hours: OpeningHours
    holidays: Holidays
    team_id: str
    breaks: tuple[SchoolBreak, ...]
    steps: tuple[ClassStep, ...]
    themes: tuple[ClassTheme, ...]

    def weekday(self, day: date, calendar: Calendar) -> str:
        """The weekday whose class is held on a day: on a weekend to work on, the nearest one."""
        return WEEKDAYS[self._table(calendar).like(day).weekday()]

    def on(self, day: date, calendar: Calendar) -> TimeRange | None:
        """From when to when there is class on a day; None where there is none."""
        if not self.first <= day <= self.last or any(
                one.first <= day <= one.last for one in self.breaks):
            return None
        return next(iter(self._table(calendar).on(day)), None)

    def session(self, day: date, calendar: Calendar) -> tuple[datetime, datetime] | None:
        """The same as instants."""
        held = self.on(day, calendar)
        if held is None:
            return None
        return (datetime.combine(day, held.opens, ZONE), datetime.combine(day, held.closes, ZONE))

    def days(self, first: date, last: date, calendar: Calendar) -> tuple[date, ...]:
        """The days of class from one to another, both included."""
        begin, end = max(first, self.first), min(last, self.last)
        every = (begin + timedelta(days=n) for n in range((end - begin).days + 1))
        return tuple(day for day in every if self.on(day, calendar))

    def theme(self, day: date, calendar: Calendar) -> ClassTheme | None:
        """What a day is for; None where nothing is said."""
        weekday = self.weekday(day, calendar)
        return next((one for one in self.themes if one.weekday == weekday), None)

    def steps_on(self, day: date, calendar: Calendar) -> tuple[ClassStep, ...]:
        """What is done on a day, in order."""
        own = self.theme(day, calendar)
        return tuple(sorted((*self.steps, *((own.step,) if own else ())), key=lambda one: one.at))

    def forgotten_on(self) -> date:
        """The day from which on nothing personal of it is kept."""
        return self.last + KEPT

    def _table(self, calendar: Calendar) -> Timetable:
        return Timetable(self.hours, calendar, self.holidays, self.id)

"""What the centre offers: centre, categories, queues, counters, services and their guides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from kiosk.domain.calendar import DayByDay, OpeningHours, QuietHours
from kiosk.domain.calendar_exceptions import NOTHING_SPECIAL, Calendar, Holidays, Timetable, Within
from kiosk.domain.queue.tickets import QueueRules

# With this a seed marks what the centre has to write itself.
BLANK = "〔"
# When a touch screen sleeps where the centre does not say it otherwise.
USUAL_NIGHT = QuietHours(time(22), time(6))


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the languages of the centre."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """`language` as in the settings: zh_CN or en; Chinese where the other is empty."""
        return self.en if language == "en" and self.en else self.zh


@dataclass(frozen=True, slots=True)
class Centre:
    """The centre itself. `priority_prefix` is the series letter of priority numbers.

    `phone` is whom to call while nobody is there, "" where the centre gave none; in its
    `quiet` hours the touch screen sleeps. `words` are names of the place that no dictionary knows:
    estates, buildings, streets. `holidays` says what it does when the state has a holiday.
    """

    name: Text
    centre: Text
    address: Text
    day_starts: time
    priority_prefix: str
    priority_age: int
    hours: OpeningHours
    queue: QueueRules
    phone: str = ""
    quiet: QuietHours | None = USUAL_NIGHT
    words: tuple[str, ...] = ()
    holidays: Holidays = Holidays.AS_USUAL

    @property
    def is_unnamed(self) -> bool:
        """Whether its name or address is still to be written."""
        return any(text.zh.startswith(BLANK) for text in (self.centre, self.address))

    def timetable(self, calendar: Calendar) -> Timetable:
        """When it is open, day by day."""
        return Timetable(self.hours, calendar, self.holidays)


@dataclass(frozen=True, slots=True)
class Category:
    """One shelf of the guide."""

    id: str
    icon: str
    title: Text


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue that one or more counters serve, with the prefix of its numbers."""

    id: str
    prefix: str
    name: Text


@dataclass(frozen=True, slots=True)
class Counter:
    """A service counter. It serves one queue; several counters may serve the same one."""

    number: int
    queue_id: str


@dataclass(frozen=True, slots=True)
class Material:
    """One thing to bring: `note` says original or copy, `missing` what to do without it."""

    icon: str
    name: Text
    note: Text
    missing: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step of a service."""

    name: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Service:
    """What the centre does for a resident, with its guide.

    `hours` is None where the service keeps the centre's hours; `daily_cap` None where there
    is no cap. `words` are the plain words a resident may look it up by.
    """

    id: str
    category_id: str
    queue_id: str
    title: Text
    summary: Text
    who: Text
    duration: Text
    fee: Text
    words: tuple[str, ...]
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    hours: OpeningHours | None = None
    daily_cap: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of news for the board and the hall; an `urgent` one stands before all others."""

    text: Text
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """All of the centre's content that residents read, in display order.

    `hidden` are services that are not offered now; numbers taken for them are still known.
    """

    centre: Centre
    categories: tuple[Category, ...]
    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...]
    services: tuple[Service, ...]
    notices: tuple[Notice, ...]
    calendar: Calendar = NOTHING_SPECIAL
    hidden: tuple[Service, ...] = ()

    @property
    def shelves(self) -> tuple[Category, ...]:
        """The categories on which there is something."""
        filled = {one.category_id for one in self.services}
        return tuple(one for one in self.categories if one.id in filled)

    def service(self, service_id: str) -> Service | None:
        """The service of that id, offered or hidden, or None."""
        return next((s for s in (*self.services, *self.hidden) if s.id == service_id), None)

    def offered(self, service_id: str) -> Service | None:
        """The service of that id if it is offered, or None."""
        return next((s for s in self.services if s.id == service_id), None)

    def queue(self, queue_id: str) -> Queue:
        """The queue of that id."""
        return next(one for one in self.queues if one.id == queue_id)

    def counters_of(self, queue_id: str) -> tuple[int, ...]:
        """The numbers of the counters that serve a queue."""
        return tuple(w.number for w in self.counters if w.queue_id == queue_id)

    def hours_of(self, service: Service) -> OpeningHours:
        """When the service is done in an ordinary week: its own hours inside the centre's."""
        return service.hours.within(self.centre.hours) if service.hours else self.centre.hours

    @property
    def timetable(self) -> Timetable:
        """When the centre is open, day by day."""
        return self.centre.timetable(self.calendar)

    def timetable_of(self, service: Service) -> DayByDay:
        """When the service is done, day by day: its own hours inside the centre's of that day."""
        return Within(service.hours, self.timetable) if service.hours else self.timetable

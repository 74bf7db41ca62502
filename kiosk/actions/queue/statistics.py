"""The statistics of the queue: numbers by day, hour, service and counter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.queue import queries as queue
from db.reservations import bookings
from kiosk.actions.daily_statistics import DailyStatistics, Highlight, head
from kiosk.domain.queue.appointments import QUEUE
from kiosk.domain.queue.statistics import QueueDay, Tally, cells_of, grouped, summed
from kiosk.domain.reservations.uses import ResourceUse, uses_of
from kiosk.domain.statistics.bar_tables import LARGEST, BarRow, Block
from kiosk.domain.statistics.daily_statistics import added, middle, nine_in_ten
from kiosk.domain.statistics.year import YearChapter, YearFigure
from kiosk.wording.dates import written_date
from kiosk.wording.queue import listed_counters
from kiosk.wording.translator import Translator


@dataclass(frozen=True, slots=True)
class QueuePeriod:
    """The numbers of several days.

    Services go by the name they have today (or their id, where they are gone), counters by number,
    None for numbers never called, hours by when the numbers were taken; each in the order in which
    people read them.
    """

    total: Tally
    days: Mapping[date, Tally]
    hours: Mapping[int, Tally]
    services: Mapping[str, Tally]
    counters: Mapping[int | None, Tally]
    appointments: Mapping[str, ResourceUse]


def count(session: Reading, day: date, begins: datetime, ends: datetime) -> QueueDay:
    """The numbers of a day as they are now, and its appointments."""
    booked = bookings.between(session, QUEUE, begins, ends)
    return QueueDay(cells_of(queue.of_day(session, day)), uses_of(booked))


def summed_up(
    session: Reading, days: Sequence[tuple[date, QueueDay]], language: str
) -> QueuePeriod:
    """The numbers of several days, told apart in each way that is asked for."""
    titles = {one.id: one.title.in_(language) for one in content.guide(session).services}
    cells = [cell for _, day in days for cell in day.cells]
    hours = grouped(cells, lambda cell: cell.hour)
    counters = grouped(cells, lambda cell: cell.counter)
    services = grouped(cells, lambda cell: titles.get(cell.service_id, cell.service_id))
    return QueuePeriod(
        summed(cell.tally for cell in cells),
        {day: summed(cell.tally for cell in counted.cells) for day, counted in days},
        dict(sorted(hours.items())),
        dict(sorted(services.items(), key=lambda one: (-one[1].taken, one[0]))),
        dict(sorted(counters.items(), key=lambda one: (one[0] is None, one[0] or 0))),
        _used(days, titles),
    )


def _used(
    days: Sequence[tuple[date, QueueDay]], titles: Mapping[str, str]
) -> Mapping[str, ResourceUse]:
    used: dict[str, ResourceUse] = {}
    for _, day in days:
        for service, use in day.appointments.items():
            name = titles.get(service, service)
            used[name] = added((used.get(name, ResourceUse()), use))
    return dict(sorted(used.items(), key=lambda one: (-one[1].booked, one[0])))


def blocks(words: Translator, period: QueuePeriod) -> Iterable[Block]:
    """Four tables, and one of the appointments where there were any; an hour, a service and a
    counter without numbers have no line."""

    def table(name: str, lines: Iterable[tuple[str, Tally]]) -> Block:
        columns = "taken served missed given_up wait_half wait_nine time_half time_nine"
        return Block(name, head(words, name, columns), tuple(_line(*line) for line in lines))

    yield table("day", ((written_date(words, day, "short"), tally)
                        for day, tally in period.days.items()))
    yield table("hour", ((words("figures.hour", n=hour), tally)
                         for hour, tally in period.hours.items()))
    services = table("service", period.services.items())
    others = list(period.services.values())[LARGEST:]
    yield replace(services, rest=_line(words("figures.rest", n=len(others)), summed(others))
                  if others else None)
    yield table("counter", (
        (words("figures.no_counter") if n is None else listed_counters(words, (n,)), tally)
        for n, tally in period.counters.items()))
    if period.appointments:
        yield Block("appointment", head(words, "appointment", "booked came absent"), tuple(
            BarRow(name, use.booked, use.came, (use.absent,))
            for name, use in period.appointments.items()))


def _line(name: str, tally: Tally) -> BarRow:
    return BarRow(name, tally.taken, tally.served, (
        tally.missed, tally.given_up, middle(tally.waits), nine_in_ten(tally.waits),
        middle(tally.times), nine_in_ten(tally.times)))


def highlights(days: Sequence[QueueDay]) -> Iterable[Highlight]:
    """How many took a number and were served, and the minutes that half of them waited."""
    total = summed(cell.tally for day in days for cell in day.cells)
    return (Highlight("taken", total.taken), Highlight("served", total.served),
            Highlight("wait", middle(total.waits), of_people=False))


def in_a_year(
    words: Translator, _session: Reading, _begins: datetime, _ends: datetime, period: QueuePeriod
) -> Iterable[YearChapter]:
    """What people came for, the most frequent first, and how long they waited."""
    services = list(period.services.items())
    figures = [YearFigure(name, words("year.times", n=f"{tally.taken:,}"))
               for name, tally in services[:LARGEST]]
    others = summed(tally for _, tally in services[LARGEST:]).taken
    if others:
        figures.append(YearFigure(words("figures.rest", n=len(services) - LARGEST),
                                  words("year.times", n=f"{others:,}")))
    yield YearChapter(
        words("year.came_for", n=f"{period.total.taken:,}"), tuple(figures),
        words("year.came_for_how"))
    half, nine = middle(period.total.waits), nine_in_ten(period.total.waits)
    if half is not None:
        yield YearChapter(words("year.waited"), (
            YearFigure(words("year.wait_half"), words("figures.minutes", n=half)),
            YearFigure(words("year.wait_nine"), words("figures.minutes", n=nine)),
        ), words("year.waited_how"))


def is_settled(session: Reading, begins: datetime, ends: datetime) -> bool:
    """Whether the clock has ended all appointments that began in a time."""
    begun = bookings.between(session, QUEUE, begins, ends)
    return not any(one.reservation.is_live for one in begun)


STATISTICS = DailyStatistics(
    QueueDay, queue.first_day, count, summed_up, blocks, highlights, is_settled, in_a_year)

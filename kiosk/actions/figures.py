"""How the house does: the figures of closed days kept by a clock, those of a period asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db import (
    bookings,
    content,
    figures,
    help_requests,
    help_story,
    help_visits,
    journal,
    queue,
    rooms,
)
from db.database import Session as Reading
from kiosk.domain.calendar import ZONE, business_day
from kiosk.domain.figures import (
    DayFigures,
    HelpUse,
    RoomUse,
    Span,
    Tally,
    added,
    cells_of,
    grouped,
    help_of,
    period,
    rooms_of,
    summed,
)
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff import MAY_SEE_FIGURES, Session
from kiosk.lobby import Lobby

# The page of a number lives an hour longer than its day: until then it can be given back.
SETTLED_AFTER = timedelta(hours=2)
AT_ONCE = 7
BETWEEN, ROUNDS = 1.0, 600.0
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of `[first, last]`, up to now where the period is not over.

    `before` is the whole period before it. Services and rooms by the name they have today (or
    their id, where they are gone), windows by number, None for numbers never called; `hours` by
    the hour in which numbers were taken. `days` are what all of it comes from.
    """

    first: date
    last: date
    total: Tally
    before: Tally
    services: Mapping[str, Tally]
    windows: Mapping[int | None, Tally]
    hours: Mapping[int, Tally]
    rooms: Mapping[str, RoomUse]
    help: HelpUse
    days: tuple[DayFigures, ...]
    names: Mapping[str, str]


def sum_up(lobby: Lobby) -> float:
    """Keeps the figures of the next days that are over; returns after how many seconds to ask
    again. Missed days are caught up, some at a time; a day is written once. Raises StorageDown."""
    now = lobby.clock()
    with lobby.database.session() as session:
        starts = content.guide(session).house.day_starts
        newest = figures.newest(session)
        first = newest + DAY if newest else figures.oldest(session)
        last = business_day(now - SETTLED_AFTER, starts) - DAY
        if first is None or first > last:
            return ROUNDS
        days = [first + n * DAY for n in range(min((last - first).days + 1, AT_ONCE))]
        if _unsettled(session, days, starts):
            # The rooms' own clock has to end those bookings first.
            return BETWEEN
        counted = [count(session, day, starts) for day in days]
    with lobby.database.change() as change:
        if figures.newest(change) == newest:
            for one in counted:
                figures.keep(change, one)
            journal.write(change, now, "house", "sum_up", first=days[0].isoformat(),
                          last=days[-1].isoformat())
    return BETWEEN


def count(session: Reading, day: date, starts: time) -> DayFigures:
    """The figures of a day from its own rows, as they are now."""
    begins, ends = _bounds(day, starts)
    stories = help_story.stories_between(session, begins, ends)
    return DayFigures(
        day, cells_of(queue.of_day(session, day)),
        rooms_of(bookings.between(session, begins, ends)),
        help_of(len(help_requests.asked_between(session, begins, ends)),
                help_visits.thanked(session, begins, ends),
                [[(step.at, step.deed) for step in story] for story in stories], begins, ends),
    )


def see(lobby: Lobby, session: Session, span: Span, back: int, language: str) -> Figures:
    """The figures of the period `back` before the present one. Refuses with `not_allowed`."""
    if session.account.role not in MAY_SEE_FIGURES:
        raise Refusal("not_allowed")
    with lobby.database.session() as reading:
        guide = content.guide(reading)
        names = {one.id: one.title.in_(language) for one in guide.services}
        names |= {one.id: one.title.in_(language) for one in rooms.rooms(reading)}
        starts = guide.house.day_starts
        today = business_day(lobby.clock(), starts)
        first, last = period(span, today, back)
        days = _days(reading, first, min(last, today), starts)
        before = _days(reading, *period(span, today, back + 1), starts)
    cells = [cell for day in days for cell in day.cells]
    used: dict[str, RoomUse] = {}
    for day in days:
        for room, use in day.rooms.items():
            name = names.get(room, room)
            used[name] = added((used.get(name, RoomUse()), use))
    return Figures(
        first, last, summed(cell.tally for cell in cells),
        summed(cell.tally for day in before for cell in day.cells),
        grouped(cells, lambda cell: names.get(cell.service_id, cell.service_id)),
        grouped(cells, lambda cell: cell.window), grouped(cells, lambda cell: cell.hour),
        used, added([HelpUse(), *(day.help for day in days)]), days, names,
    )


def _days(session: Reading, first: date, last: date, starts: time) -> tuple[DayFigures, ...]:
    known = figures.kept(session, first, last)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    return tuple(known.get(day) or count(session, day, starts) for day in days)


def _unsettled(session: Reading, days: list[date], starts: time) -> bool:
    begins, ends = _bounds(days[0], starts)[0], _bounds(days[-1], starts)[1]
    return any(one.claim.is_live for one in bookings.between(session, begins, ends))


def _bounds(day: date, starts: time) -> tuple[datetime, datetime]:
    return datetime.combine(day, starts, ZONE), datetime.combine(day + DAY, starts, ZONE)

"""The figures of closed days, kept by a clock; and those of a day not kept yet, counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from db import bookings, content, figures, help_requests, help_story, help_visits, queue
from db.database import Session as Reading
from kiosk.actions.acting import SYSTEM, acting
from kiosk.area import HealthPart
from kiosk.context import Lobby
from kiosk.domain.calendar import ZONE, business_day
from kiosk.domain.refusals import StorageDown
from kiosk.domain.statistics.daily_statistics import DayFigures, cells_of, help_of, rooms_of

# The page of a number lives an hour longer than its day: until then it can be given back.
SETTLED_AFTER = timedelta(hours=2)
AT_ONCE = 7
# One day is summed up after the other; three days behind, the job does not come any more.
SUMMED_UP = timedelta(days=3)
BETWEEN, ROUNDS = 1.0, 600.0
DAY = timedelta(days=1)


def sum_up(lobby: Lobby) -> float:
    """Keeps the figures of the next days that are over; returns after how many seconds to ask
    again. Missed days are caught up, some at a time; a day is written once. What a clock that was
    ahead had summed up too early is counted anew when its time has come. Raises StorageDown."""
    with lobby.database.session() as session:
        starts = content.guide(session).house.day_starts
        newest = figures.newest(session)
        first = newest + DAY if newest else figures.oldest(session)
        last = business_day(lobby.clock() - SETTLED_AFTER, starts) - DAY
        if newest and newest > last:
            return _too_early(lobby, last)
        if first is None or first > last:
            return ROUNDS
        days = [first + n * DAY for n in range(min((last - first).days + 1, AT_ONCE))]
        if _unsettled(session, days, starts):
            # The rooms' own clock has to end those bookings first.
            return BETWEEN
        counted = [count(session, day, starts) for day in days]
    with acting(lobby, SYSTEM) as act:
        if figures.newest(act.tx) == newest:
            for one in counted:
                figures.keep(act.tx, one)
            act.log("sum_up", first=days[0].isoformat(), last=days[-1].isoformat())
        else:
            act.without_event("another process was first")
    return BETWEEN


def health(lobby: Lobby, serving: bool) -> list[HealthPart]:
    """Whether every closed day was summed up."""
    try:
        with lobby.database.session() as session:
            oldest, newest = figures.oldest(session), figures.newest(session)
    except StorageDown:
        return []
    behind = oldest is not None and (lobby.clock().date() - (newest or oldest)) > SUMMED_UP
    note = f"figures kept until {newest}" if newest else "no day summed up yet"
    return [HealthPart("figures", not (serving and behind), note)]


def _too_early(lobby: Lobby, last: date) -> float:
    with acting(lobby, SYSTEM) as act:
        figures.drop_after(act.tx, last)
        act.log("sum_up_again", after=last.isoformat())
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


def days(session: Reading, first: date, last: date, starts: time) -> tuple[DayFigures, ...]:
    """Each day from `first` to `last`, as it was kept or is counted now."""
    known = figures.kept(session, first, last)
    wanted = [first + n * DAY for n in range((last - first).days + 1)]
    return tuple(known.get(day) or count(session, day, starts) for day in wanted)


def _unsettled(session: Reading, days: list[date], starts: time) -> bool:
    begins, ends = _bounds(days[0], starts)[0], _bounds(days[-1], starts)[1]
    return any(one.claim.is_live for one in bookings.between(session, begins, ends))


def _bounds(day: date, starts: time) -> tuple[datetime, datetime]:
    return datetime.combine(day, starts, ZONE), datetime.combine(day + DAY, starts, ZONE)

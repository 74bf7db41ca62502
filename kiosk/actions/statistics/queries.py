"""The figures of a day, a week or a month, for whoever may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db import content, rooms
from kiosk.actions.acting import allowed
from kiosk.actions.statistics.daily_rollup import days
from kiosk.context import Lobby
from kiosk.domain.calendar import business_day
from kiosk.domain.staff.roles import MAY_SEE_FIGURES, Session
from kiosk.domain.statistics.daily_statistics import (
    DayFigures,
    HelpUse,
    RoomUse,
    Span,
    Tally,
    added,
    grouped,
    period,
    summed,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of `[first, last]`, up to now where the period is not over.

    `before` is the whole period before it. Services and rooms go by the name they have today (or
    their id, where they are gone), windows by number, None for numbers never called, hours by when
    the numbers were taken; each in the order in which people read them.
    """

    span: Span
    first: date
    last: date
    total: Tally
    before: Tally
    days: tuple[DayFigures, ...]
    hours: Mapping[int, Tally]
    services: Mapping[str, Tally]
    windows: Mapping[int | None, Tally]
    rooms: Mapping[str, RoomUse]
    help: HelpUse


def see(lobby: Lobby, session: Session, span: Span, back: int, language: str) -> Figures:
    """The figures of the period `back` before the present one. Refuses with `not_allowed`;
    OverflowError where no calendar goes so far back."""
    allowed(session, MAY_SEE_FIGURES)
    with lobby.database.session() as reading:
        guide = content.guide(reading)
        services = {one.id: one.title.in_(language) for one in guide.services}
        titles = {one.id: one.title.in_(language) for one in rooms.rooms(reading)}
        starts = guide.house.day_starts
        today = business_day(lobby.clock(), starts)
        first, last = period(span, today, back)
        found = days(reading, first, min(last, today), starts)
        before = days(reading, *period(span, today, back + 1), starts)
    cells = [cell for day in found for cell in day.cells]
    hours = grouped(cells, lambda cell: cell.hour)
    windows = grouped(cells, lambda cell: cell.window)
    by_service = grouped(cells, lambda cell: services.get(cell.service_id, cell.service_id))
    return Figures(
        span, first, last, summed(cell.tally for cell in cells),
        summed(cell.tally for day in before for cell in day.cells), found,
        dict(sorted(hours.items())), most_first(by_service),
        dict(sorted(windows.items(), key=lambda one: (one[0] is None, one[0] or 0))),
        _rooms(found, titles), added([HelpUse(), *(day.help for day in found)]),
    )


def most_first(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    """What was asked for most often comes first."""
    return dict(sorted(tallies.items(), key=lambda one: (-one[1].taken, one[0])))


def _rooms(found: tuple[DayFigures, ...], titles: Mapping[str, str]) -> dict[str, RoomUse]:
    used: dict[str, RoomUse] = {}
    for day in found:
        for room, use in day.rooms.items():
            name = titles.get(room, room)
            used[name] = added((used.get(name, RoomUse()), use))
    return dict(sorted(used.items(), key=lambda one: (-one[1].booked, one[0])))

"""The figures of closed days: one row a day, whole or not there."""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from datetime import date, timedelta
from typing import Any

from peewee import Model, TextField, fn

from db.claims import ClaimRow
from db.database import Change, Session
from db.fields import instant_of
from db.help_requests import HelpRow
from db.tables import TicketRow
from kiosk.domain.statistics.daily_statistics import Cell, DayFigures, HelpUse, RoomUse, Tally


class FiguresRow(Model):
    """A business day that is over."""

    day = TextField(primary_key=True)
    body = TextField()

    class Meta:
        table_name = "day_figures"


def newest(session: Session) -> date | None:
    """The last day whose figures are kept, None where there is none."""
    ((day,),) = session.ask(FiguresRow.select(fn.MAX(FiguresRow.day)).tuples())
    return date.fromisoformat(day) if day else None


def kept(session: Session, first: date, last: date) -> dict[date, DayFigures]:
    """The kept figures of the days from `first` to `last`."""
    query = FiguresRow.select(FiguresRow.day, FiguresRow.body).where(
        FiguresRow.day.between(first.isoformat(), last.isoformat()))
    return {date.fromisoformat(day): _day(date.fromisoformat(day), body)
            for day, body in session.ask(query.tuples())}


def keep(change: Change, figures: DayFigures) -> None:
    """Keeps the figures of a day that has none."""
    body = [
        [[cell.service_id, cell.window, cell.hour, *astuple(cell.tally)] for cell in figures.cells],
        {room_id: astuple(use) for room_id, use in figures.rooms.items()}, astuple(figures.help),
    ]
    change.ask(FiguresRow.insert(day=figures.day.isoformat(),
                                 body=json.dumps(body, separators=(",", ":"))))


def drop_after(change: Change, day: date) -> None:
    """Forgets the figures of all days after one."""
    change.ask(FiguresRow.delete().where(FiguresRow.day > day.isoformat()))


def oldest(session: Session) -> date | None:
    """The first day on which anything happened that figures count; None where nothing did."""
    ((day,),) = session.ask(TicketRow.select(fn.MIN(TicketRow.day)).tuples())
    ((claimed,),) = session.ask(ClaimRow.select(fn.MIN(ClaimRow.begins_at)).tuples())
    ((asked,),) = session.ask(HelpRow.select(fn.MIN(HelpRow.asked_at)).tuples())
    days = [date.fromisoformat(day)] if day else []
    # Up to the house's own morning an instant belongs to the day before.
    days += [(instant_of(at) - timedelta(days=1)).date() for at in (claimed, asked) if at]
    return min(days, default=None)


def _tally(body: list[Any]) -> Tally:
    *counts, waits, times = body
    return replace(Tally(*counts), waits=tuple(waits), times=tuple(times))


def _day(day: date, body: str) -> DayFigures:
    cells, rooms, help_ = json.loads(body)
    return DayFigures(
        day,
        tuple(Cell(service, window, hour, _tally(tally))
              for service, window, hour, *tally in cells),
        {room_id: RoomUse(*use) for room_id, use in rooms.items()}, HelpUse(*help_),
    )

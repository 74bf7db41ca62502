"""The figures in words: the same tables for the page, for Excel, and for the printed month."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.actions.statistics.queries import Figures
from kiosk.domain.statistics.bar_tables import Block, Line
from kiosk.domain.statistics.daily_statistics import RoomUse, Tally, middle, nine_in_ten, summed
from kiosk.wording.dates import written_date
from kiosk.wording.queue import listed_windows
from kiosk.wording.translator import Words


def blocks(words: Words, figures: Figures) -> tuple[Block, ...]:
    """All that is told of a period, table by table; one without lines is left out."""
    days = ((written_date(words, day.day, "short"),
             summed(cell.tally for cell in day.cells)) for day in figures.days)
    hours = ((words("figures.hour", n=hour), tally) for hour, tally in figures.hours.items())
    windows = ((words("figures.no_window") if n is None else listed_windows(words, (n,)), tally)
               for n, tally in figures.windows.items())
    found = [
        _numbers(words, name, lines) for name, lines in (
            ("day", days), ("hour", hours), ("service", figures.services.items()),
            ("window", windows),
        )
    ]
    found += [_rooms(words, figures), _help(words, figures)]
    return tuple(block for block in found if any(line.all or line.of for line in block.lines))


def _numbers(words: Words, name: str, lines: Iterable[tuple[str, Tally]]) -> Block:
    return Block(name, _head(words, name, "taken served missed given_up wait_half wait_nine"
                                          " time_half time_nine"),
                 tuple(_tally(label, tally) for label, tally in lines))


def _tally(label: str, tally: Tally) -> Line:
    return Line(label, tally.taken, tally.served, (
        tally.missed, tally.given_up, middle(tally.waits), nine_in_ten(tally.waits),
        middle(tally.times), nine_in_ten(tally.times)))


def _rooms(words: Words, figures: Figures) -> Block:
    def line(name: str, use: RoomUse) -> Line:
        return Line(name, use.booked, use.came, (use.absent, round(use.minutes / 60, 1)))

    return Block("room", _head(words, "room", "booked came absent hours_used"),
                 tuple(line(name, use) for name, use in figures.rooms.items()))


def _help(words: Words, figures: Figures) -> Block:
    use = figures.help
    stars = round(use.stars / use.thanked, 1) if use.thanked else None
    return Block("help", _head(words, "help", "asked answered done silent unmet thanked stars"), (
        Line(words("figures.all_help"), use.asked, use.taken,
             (use.done, use.silent, use.unmet, use.thanked, stars)),))


def _head(words: Words, name: str, columns: str) -> tuple[str, ...]:
    return (words(f"figures.by_{name}"), *(words(f"figures.{one}") for one in columns.split()))


def columns(figures: Figures) -> tuple[Line, ...]:
    """The days of a period as columns, each named by its day of the month."""
    tallies = ((day.day, summed(cell.tally for cell in day.cells)) for day in figures.days)
    return tuple(Line(str(day.day), one.taken, one.served, ()) for day, one in tallies)

"""The figures in words: the same tables for the page, for Excel, and for the printed month."""

from __future__ import annotations

from kiosk.actions.queue.statistics import STATISTICS as QUEUE
from kiosk.actions.statistics.queries import Figures
from kiosk.domain.statistics.bar_tables import BarRow, Block
from kiosk.wording.translator import Translator


def blocks(words: Translator, figures: Figures) -> tuple[Block, ...]:
    """All that is told of a period, area by area; a table without figures is left out."""
    found = (block for area in figures.areas for block in area.blocks(words, figures.of(area)))
    return tuple(block for block in found if any(line.all or line.of for line in block.lines))


def columns(figures: Figures) -> tuple[BarRow, ...]:
    """The days of a period as columns, each named by its day of the month."""
    days = figures.of(QUEUE).days.items()
    return tuple(BarRow(str(day.day), one.taken, one.served, ()) for day, one in days)

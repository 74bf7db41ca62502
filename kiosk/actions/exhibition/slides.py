"""Slides: what the touch screen and the board show while nobody needs them."""

from __future__ import annotations

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.exhibition import albums, slides as exhibition
from db.statistics import daily_statistics as figures
from kiosk.context import AppContext
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Centre, Text
from kiosk.domain.exhibition.albums import on_show, slides_of
from kiosk.domain.exhibition.slides import Exhibit, Slide, SlideFigure, with_counts
from kiosk.domain.refusals import StorageDown
from kiosk.domain.statistics.daily_statistics import FEWEST, Span, period


def slides(ctx: AppContext) -> tuple[Slide, ...]:
    """All slides in their order; which of them are due now is `domain.exhibition.due`.

    A centre without slides shows its name and where it is. While the database is down they are
    those last read; raises StorageDown where none were.
    """
    try:
        with ctx.database.read() as tx:
            centre = content.guide(tx).centre
            found = exhibition.slides(tx) + _hung(albums.exhibition(tx), ctx)
            if any(slide.counts for slide in found):
                counted = last_month(ctx, tx, centre)
                found = tuple(with_counts(slide, counted) if slide.counts else slide
                              for slide in found)
            found = (*found, *(slide for area in ctx.areas if area.slides
                               for slide in area.slides(ctx, tx)))
    except StorageDown:
        found, guide = ctx.database.recall("slides"), ctx.database.recall("guide")
        if found is None or guide is None:
            raise
        centre = guide.centre
        found += _hung(ctx.database.recall("albums") or ((), ()), ctx)
    return found or (Slide("centre", centre.name, centre.centre,
                           (Exhibit("home", centre.address),)),)


def _hung(stored: albums.Exhibition, ctx: AppContext) -> tuple[Slide, ...]:
    """The pictures of albums that hang among the slides."""
    return slides_of(on_show(*stored, ctx.clock()))


def last_month(ctx: AppContext, session: Reading, centre: Centre) -> tuple[SlideFigure, ...]:
    """What the centre did in the last whole month, without what was nothing or of too few."""
    areas = [area.statistics for area in ctx.areas if area.statistics]
    first, last = period(Span.MONTH, business_day(ctx.clock(), centre.day_starts), 1)
    days = figures.kept(session, first, last, [area.kind for area in areas]).values()
    told = [one for area in areas for one in area.highlights([day.of(area.kind) for day in days])]
    zh, en = ctx.words["zh_CN"], ctx.words["en"]
    return tuple(
        SlideFigure(str(one.n), zh(f"last_month.{one.name}_unit"),
               Text(zh(f"last_month.{one.name}"), en(f"last_month.{one.name}")))
        for one in told if one.n and (one.n >= FEWEST or not one.of_people)
    )

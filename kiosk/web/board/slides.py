"""Slides on the board: what stands in the place of the last call while nobody is being called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.actions.exhibition.slides import slides
from kiosk.context import AppContext
from kiosk.domain.content.guide import Text
from kiosk.domain.exhibition.slides import Slide, SlideFigure, due
from kiosk.domain.refusals import StorageDown


@dataclass(frozen=True, slots=True)
class BoardSlide:
    """A picture or a video with what stands below it, or figures."""

    title: Text
    line: Text
    seconds: int
    picture: str = ""
    video: str = ""
    alternative: Text | None = None
    figures: tuple[SlideFigure, ...] = ()


def board_slides(ctx: AppContext) -> tuple[BoardSlide, ...]:
    """What is due of the slides, each picture by itself; nothing while the database is down."""
    try:
        shown = due(slides(ctx), ctx.clock())
    except StorageDown:
        return ()
    return tuple(one for slide in shown for one in _parts(slide))


def frames(ctx: AppContext, slide_id: str) -> tuple[BoardSlide, ...]:
    """What a slide shows, one after the other, whether it is due or not. KeyError of none."""
    found = next((one for one in slides(ctx) if one.id == slide_id), None)
    if found is None:
        raise KeyError(slide_id)
    return tuple(_parts(found))


def _parts(slide: Slide) -> Iterator[BoardSlide]:
    seconds = int(slide.lasts.total_seconds())
    for one in slide.exhibits:
        if one.picture or one.video:
            line = one.caption if len(slide.exhibits) > 1 else slide.lead
            yield BoardSlide(slide.title, line, seconds, one.picture, one.video, one.alternative)
    if slide.figures:
        yield BoardSlide(slide.title, slide.lead, seconds, figures=slide.figures)

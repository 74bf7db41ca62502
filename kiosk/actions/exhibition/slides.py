"""The exhibition: its slides, and pictures taken in and hung."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.exhibition import slides as exhibition
from db.statistics import daily_statistics as figures
from kiosk.actions.acting import SYSTEM, acting, allowed
from kiosk.context import AppContext
from kiosk.devices.media.pictures import Keep, plain_jpeg
from kiosk.devices.media.removable_media import Photograph
from kiosk.domain.calendar import business_day
from kiosk.domain.content.guide import Centre, Text
from kiosk.domain.exhibition.slides import Exhibit, Slide, SlideFigure, with_counts
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_EDIT, StaffSession
from kiosk.domain.statistics.daily_statistics import FEWEST, Span, period


def slides(ctx: AppContext) -> tuple[Slide, ...]:
    """All slides in their order; which of them are due now is `domain.exhibition.due`.

    A centre without slides shows its name and where it is. While the database is down they are
    those last read; raises StorageDown where none were.
    """
    try:
        with ctx.database.read() as tx:
            centre = content.guide(tx).centre
            found = exhibition.slides(tx)
            if any(slide.counts for slide in found):
                counted = _last_month(ctx, tx, centre)
                found = tuple(with_counts(slide, counted) if slide.counts else slide
                              for slide in found)
    except StorageDown:
        found, guide = ctx.database.recall("slides"), ctx.database.recall("guide")
        if found is None or guide is None:
            raise
        centre = guide.centre
    return found or (Slide("centre", centre.name, centre.centre,
                           (Exhibit("home", centre.address),)),)


def _last_month(ctx: AppContext, session: Reading, centre: Centre) -> tuple[SlideFigure, ...]:
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


def picture_file(ctx: AppContext, name: str) -> Path:
    """Where a picture of the centre lies."""
    return ctx.settings.data / "pictures" / name


def pictures(ctx: AppContext) -> tuple[str, ...]:
    """The names of the pictures the centre has, newest first."""
    files = (ctx.settings.data / "pictures").glob("*.jpg")
    return tuple(one.name for one in sorted(files, key=lambda one: -one.stat().st_mtime))


def import_picture(
    ctx: AppContext, file: Path | IO[bytes], name: str = "", keep: Keep | None = None
) -> str:
    """Takes a picture into the centre and returns its name there; the same has the same name.
    `keep` cuts it to the shape of a doorway.

    Whatever it was, a plain JPEG of the panel's size is kept: nothing of its metadata.
    Refuses with `picture_unreadable`, `picture_too_large` (megabytes, megapixels).
    """
    plain = plain_jpeg(file, name, keep)
    name = f"{hashlib.sha256(plain).hexdigest()[:32]}.jpg"
    target = picture_file(ctx, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        # Never half a picture under its name, whatever happens while it is written.
        beside = target.with_suffix(".part")
        beside.write_bytes(plain)
        beside.replace(target)
    return name


def on_sticks(ctx: AppContext, session: StaffSession) -> tuple[Photograph, ...]:
    """The photographs on what is plugged into the kiosk, newest first. Refuses `not_allowed`."""
    allowed(session, MAY_EDIT)
    return ctx.sticks.photographs()


def import_from_stick(ctx: AppContext, session: StaffSession, file: Path) -> str:
    """Takes in the middle of a photograph on a stick; returns its name in the centre.

    Refuses with `not_allowed`, `picture_unreadable` (also where it is on no stick any more), and
    as `import_picture` does.
    """
    if all(one.file != file for one in on_sticks(ctx, session)):
        raise Refusal("picture_unreadable", name=file.name)
    name = import_picture(ctx, file, file.name, Keep.MIDDLE)
    with acting(ctx, session, MAY_EDIT) as act:
        act.log("bring_picture", picture=name)
    return name


def hang_picture(ctx: AppContext, slide_id: str, place: int, file: Path) -> str:
    """Takes a picture in and hangs it into a doorway (from 1) of a slide; returns its name.

    Refuses with `no_such_place`, and as `import_picture` does.
    """
    name = import_picture(ctx, file, file.name)
    with acting(ctx, SYSTEM, content=True) as act:
        if not exhibition.hang(act.tx, slide_id, place - 1, name):
            raise Refusal("no_such_place", slide=slide_id, place=place)
        act.log("hang_picture", slide=slide_id, place=place)
    return name



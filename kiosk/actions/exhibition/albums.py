"""Albums: what of them is on show now, on touch screen and phone."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from db.content import guide as content
from db.exhibition import albums as stored
from kiosk.actions.exhibition.pictures import fetched
from kiosk.actions.exhibition.slides import last_month, slides
from kiosk.context import AppContext
from kiosk.domain.exhibition.albums import Album, on_show
from kiosk.domain.exhibition.pictures import PictureSize
from kiosk.domain.exhibition.slides import SlideFigure, due
from kiosk.domain.refusals import Refusal, StorageDown


@dataclass(frozen=True, slots=True)
class ExhibitionNow:
    """The albums on show in their order, and the figures of the last month where one asks for
    them."""

    version: int
    now: datetime
    albums: tuple[Album, ...]
    last_month: tuple[SlideFigure, ...] = ()

    def album(self, album_id: str) -> Album:
        """One of the albums. Refuses with `no_such_album`."""
        found = next((one for one in self.albums if one.id == album_id), None)
        if found is None:
            raise Refusal("no_such_album")
        return found


def exhibition_now(ctx: AppContext) -> ExhibitionNow:
    """What is on show. While the database is down it is what was last read; raises StorageDown
    where nothing was."""
    now = ctx.clock()
    try:
        with ctx.database.read() as tx:
            albums = on_show(*stored.exhibition(tx), now)
            asked = any(album.counts for album in albums)
            counted = last_month(ctx, tx, content.guide(tx).centre) if asked else ()
            return ExhibitionNow(tx.version, now, albums, counted)
    except StorageDown:
        known = ctx.database.recall("albums")
        if known is None:
            raise
        albums, pictures = known
        return ExhibitionNow(0, now, on_show(albums, pictures, now))


def with_pictures(ctx: AppContext) -> ExhibitionNow:
    """The same, with a copy of each of its pictures on this machine."""
    found = exhibition_now(ctx)
    fetch_all(ctx, (one.file for album in found.albums for one in album.pictures))
    return found


def fetch_all(ctx: AppContext, names: Iterable[str]) -> None:
    """Makes copies of pictures on this machine, as far as the database can be reached."""
    with suppress(StorageDown):
        for name in names:
            if name:
                fetched(ctx, name, PictureSize.TOUCH)


def is_on_show(ctx: AppContext, name: str) -> bool:
    """Whether a picture or a video hangs in the exhibition or among the slides now, where everybody
    may see it."""
    hung = [(one.file, one.video) for album in exhibition_now(ctx).albums for one in album.pictures]
    shown = [(one.picture, one.video) for slide in due(slides(ctx), ctx.clock())
             for one in slide.exhibits]
    return any(name in names for names in hung + shown)

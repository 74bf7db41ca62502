"""Albums and their pictures, in their order."""

from __future__ import annotations

from typing import Any

from db.content import content_items
from db.content.guide import text_of
from db.engine.database import ReadTransaction, WriteTransaction
from db.exhibition.slides import figures_of, schedule_of
from kiosk.domain.exhibition.albums import Album, AlbumPicture

Exhibition = tuple[tuple[Album, ...], tuple[AlbumPicture, ...]]


def exhibition(tx: ReadTransaction) -> Exhibition:
    """Every album and every picture that is not hidden; kept in memory until the staff change any
    content."""
    return tx.remembered("albums", lambda: (
        tuple(album_of(one) for one in content_items.bodies(tx, "album") if not one.get("hidden")),
        tuple(picture_of(one) for one in content_items.bodies(tx, "picture")
              if not one.get("hidden")),
    ))


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's albums and pictures. KeyError or ValueError where one is wrong."""
    for kind, of in (("album", album_of), ("picture", picture_of)):
        for body in written.get(f"{kind}s", ()):
            of(body)
            content_items.put(tx, kind, body["id"], body)


def album_of(body: dict[str, Any]) -> Album:
    """An album from its body. KeyError or ValueError where it is wrong."""
    return Album(
        body["id"], text_of(body["title"]), body["icon"], figures_of(body),
        bool(body.get("counts")), schedule_of(body))


def picture_of(body: dict[str, Any]) -> AlbumPicture:
    """A picture from its body. KeyError or ValueError where it is wrong."""
    return AlbumPicture(
        id=body["id"], album_id=body["album"], title=text_of(body["title"]),
        caption=text_of(body["caption"]), alternative=text_of(body["alternative"]),
        icon=body["icon"], file=body.get("picture", ""),
        has_people=not body.get("nobody"), agreed=bool(body.get("agreed")),
        video=body.get("video", ""),
        is_slide=bool(body.get("slide")), schedule=schedule_of(body),
    )

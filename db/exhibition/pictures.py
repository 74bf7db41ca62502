"""The files of pictures: each size of one, and which of them nothing shows any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from db.content.naming import named_files
from db.engine.column_types import stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.exhibition.tables import PictureFileRow as Row
from kiosk.domain.exhibition.pictures import PictureCut, PictureSize, frame_of


def names(tx: ReadTransaction) -> tuple[str, ...]:
    """The names of all pictures there are, newest first."""
    return tuple(tx.column(Row.select(Row.file).where(Row.for_touch.is_null(False))
                           .order_by(Row.made_at.desc(), Row.file)))


def deleted(tx: ReadTransaction) -> frozenset[str]:
    """The names of pictures that were deleted."""
    return frozenset(tx.column(Row.select(Row.file).where(Row.for_touch.is_null())))


def read(tx: ReadTransaction, name: str, size: PictureSize) -> bytes | None:
    """A picture in one of its sizes; None where there is none of the name."""
    found = tx.column(Row.select(getattr(Row, f"for_{size}")).where(Row.file == name))
    return bytes(found[0]) if found and found[0] is not None else None


def cuts(tx: ReadTransaction) -> dict[str, PictureCut]:
    """By name, of which picture each one is a part that was cut out of another."""
    rows = tx.query(Row.select(Row.file, Row.cut_from, Row.cut)
                    .where(Row.cut_from.is_null(False)).tuples())
    return {name: PictureCut(whole, frame_of(frame)) for name, whole, frame in rows}


def keep(tx: WriteTransaction, name: str, sizes: Mapping[PictureSize, bytes],
         now: datetime | None = None, cut: PictureCut | None = None) -> None:
    """Keeps a picture, with what it is a `cut` of; one that was deleted before is there again.
    Without `now`, one that has always been there."""
    written: dict[str, object] = {f"for_{size}": data for size, data in sizes.items()}
    if cut:
        written |= {"cut_from": cut.whole, "cut": str(cut.frame)}
    at = stored_instant(now) if now else 0
    tx.query(Row.insert(file=name, made_at=at, **written).on_conflict(
        conflict_target=(Row.file,), update={**written, "made_at": at}))


def unused(tx: ReadTransaction, before: datetime) -> tuple[str, ...]:
    """Pictures from before an instant that nothing names: no content, no draft, no plan, and no
    part of one that is named."""
    named = named_files(tx, "jpg")
    named |= {cut.whole for name, cut in cuts(tx).items() if name in named}
    old = tx.column(Row.select(Row.file).where(
        Row.for_touch.is_null(False), Row.made_at < stored_instant(before)))
    return tuple(name for name in old if name not in named)


def delete(tx: WriteTransaction, name: str) -> None:
    """Deletes a picture; its name stays, so that copies of it elsewhere go too."""
    tx.query(Row.update(for_touch=None, for_phone=None, for_tv=None).where(Row.file == name))

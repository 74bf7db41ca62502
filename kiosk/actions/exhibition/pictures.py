"""Pictures of the centre: taken in, kept in the database, and a copy on each machine that shows
them."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from db.engine.database import ReadTransaction
from db.exhibition import pictures as files, slides as exhibition
from kiosk.actions.acting import SYSTEM, acting, allowed
from kiosk.area import RetentionRule
from kiosk.context import AppContext
from kiosk.devices.media.pictures import Keep, plain_sizes
from kiosk.devices.media.removable_media import Photograph
from kiosk.domain.exhibition.pictures import (
    KEPT_DAYS,
    LARGEST,
    PictureCut,
    PictureFrame,
    PictureSize,
)
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_EDIT, StaffSession

NAME = re.compile(r"[0-9a-f]{32}\.jpg")
DAY_SECONDS = 24 * 3600.0
RETENTION = RetentionRule(
    "pictures", KEPT_DAYS, "forget_pictures", "pictures",
    lambda tx, before: bool(files.unused(tx, before)),
)


def picture_file(ctx: AppContext, name: str, size: PictureSize = PictureSize.TOUCH) -> Path:
    """Where this machine's copy of a picture lies, once it was `fetched`."""
    folder = ctx.settings.data / "pictures"
    return folder / name if size is PictureSize.TOUCH else folder / size / name


def fetched(ctx: AppContext, name: str, size: PictureSize = PictureSize.TOUCH) -> Path | None:
    """This machine's copy of a picture, made where there was none; None where the centre has no
    such picture. Raises StorageDown where it had to be asked for and could not."""
    file = picture_file(ctx, name, size)
    is_here = os.path.isfile(file)  # noqa: PTH113  # to Path a name too long for a disk is an error
    if not NAME.fullmatch(name) or is_here:
        return file if is_here else None
    with ctx.database.read() as tx:
        data = files.read(tx, name, size)
    if data is None:
        return None
    _put(file, data)
    return file


def pictures(ctx: AppContext) -> tuple[str, ...]:
    """The names of the pictures the centre has, newest first."""
    with ctx.database.read() as tx:
        return files.names(tx)


def import_picture(
    ctx: AppContext, file: Path | IO[bytes], name: str = "",
    keep: Keep | PictureFrame | None = None, who: StaffSession | str = SYSTEM,
) -> str:
    """Takes a picture into the centre and returns its name there; the same has the same name.
    `keep` cuts it to the shape of a doorway, or to a frame: of that the whole is kept too.

    Whatever it was, plain JPEGs are kept, one for each `PictureSize`: nothing of its metadata.
    Refuses with `picture_unreadable`, `picture_too_large` (megabytes, megapixels), `files_busy`,
    `not_allowed`.
    """
    if not isinstance(keep, PictureFrame):
        return _brought(ctx, file, name, keep, who)
    whole = _brought(ctx, file, name, None, who)
    return whole if keep.is_whole else _brought(ctx, file, name, keep, who, whole)


def cut_picture(ctx: AppContext, name: str, frame: PictureFrame, who: StaffSession) -> str:
    """Cuts a picture of the centre, or what it was cut from, and returns the name of what stays;
    the whole is kept, and a whole frame gives it back. A name the centre does not have is
    returned as it is. Refuses as `import_picture` does."""
    with ctx.database.read() as tx:
        was = files.cuts(tx).get(name)
        whole = was.whole if was else name
        # The larger of the two: one is for a tall panel, one for a wide one.
        data = max((files.read(tx, whole, size) or b"" for size in (
            PictureSize.TOUCH, PictureSize.TV)), key=len)
    if frame.is_whole or not data:
        return whole
    if was and str(was.frame) == str(frame):
        return name
    return _brought(ctx, io.BytesIO(data), name, frame, who, whole)


def cuts(ctx: AppContext) -> Mapping[str, PictureCut]:
    """By name, what each picture is a part of that was cut out of another."""
    with ctx.database.read() as tx:
        return files.cuts(tx)


def _brought(
    ctx: AppContext, file: Path | IO[bytes], name: str, keep: Keep | PictureFrame | None,
    who: StaffSession | str, whole: str = "",
) -> str:
    made = dict(zip(LARGEST, plain_sizes(file, list(LARGEST.values()), name, keep), strict=True))
    name = name_of(made[PictureSize.TOUCH])
    cut = PictureCut(whole, keep) if whole and isinstance(keep, PictureFrame) else None
    with acting(ctx, who, MAY_EDIT) as act:
        files.keep(act.tx, name, made, act.now, cut)
        act.log("bring_picture", picture=name)
    _put(picture_file(ctx, name), made[PictureSize.TOUCH])
    return name


def name_of(picture: bytes) -> str:
    """The name of a picture in the centre: it is made of what is seen."""
    return f"{hashlib.sha256(picture).hexdigest()[:32]}.jpg"


def on_sticks(ctx: AppContext, session: StaffSession) -> tuple[Photograph, ...]:
    """The photographs on what is plugged into the kiosk, newest first. Refuses `not_allowed`."""
    allowed(session, MAY_EDIT)
    return ctx.sticks.photographs()


def import_from_stick(
    ctx: AppContext, session: StaffSession, file: Path, keep: Keep | None = Keep.MIDDLE
) -> str:
    """Takes in a photograph on a stick, the middle of it or what is said to `keep`; returns its
    name in the centre.

    Refuses with `not_allowed`, `picture_unreadable` (also where it is on no stick any more), and
    as `import_picture` does.
    """
    if all(one.file != file for one in on_sticks(ctx, session)):
        raise Refusal("picture_unreadable", name=file.name)
    return import_picture(ctx, file, file.name, keep, session)


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


def keep_pictures(ctx: AppContext) -> float:
    """Once a day: what lies on this machine alone comes into the database, what nothing has shown
    for `KEPT_DAYS` goes out of it, and copies of what is deleted go too. Returns seconds until the
    next time."""
    _take_in(ctx)
    before = ctx.clock() - timedelta(days=KEPT_DAYS)
    with ctx.database.read() as tx:
        some_unused = bool(files.unused(tx, before))
    if some_unused:
        with acting(ctx, SYSTEM) as act:
            act.without_event("another kiosk may have done it")
            if unused := files.unused(act.tx, before):
                for name in unused:
                    files.delete(act.tx, name)
                act.log("forget_pictures", pictures=len(unused))
    with ctx.database.read() as tx:
        _remove_copies(ctx, files.deleted(tx))
    return DAY_SECONDS


def _take_in(ctx: AppContext) -> None:
    """Pictures of a version that kept them on one machine."""
    folder = ctx.settings.data / "pictures"
    here = {file.name: file for file in folder.glob("*.jpg") if NAME.fullmatch(file.name)}
    with ctx.database.read() as tx:
        known = {*files.names(tx), *files.deleted(tx)}
    for name in here.keys() - known:
        try:
            made = plain_sizes(here[name], list(LARGEST.values()), name)
        except Refusal:
            # It stays where it is, and is tried again tomorrow.
            continue
        at = datetime.fromtimestamp(here[name].stat().st_mtime, ctx.clock().tzinfo)
        with acting(ctx, SYSTEM) as act:
            files.keep(act.tx, name, dict(zip(LARGEST, made, strict=True)), at)
            act.log("bring_picture", picture=name)


def _remove_copies(ctx: AppContext, names: frozenset[str]) -> None:
    for name in names:
        for size in PictureSize:
            picture_file(ctx, name, size).unlink(missing_ok=True)


def known_pictures(tx: ReadTransaction) -> frozenset[str]:
    """The names that content may give a picture."""
    return frozenset(files.names(tx))


def _put(file: Path, data: bytes) -> None:
    """Never half a picture under its name, whatever happens while it is written."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".part")
        beside.write_bytes(data)
        beside.replace(file)

"""Videos of the centre: they come in pieces, are looked through, and lie as files in one folder
that all kiosks of a house share."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from db.content.naming import named_files
from kiosk.actions.acting import SYSTEM, acting, allowed
from kiosk.area import HealthPart, RetentionRule, noted
from kiosk.context import AppContext
from kiosk.devices.media.videos import MOST_BYTES, check_video, ending_of, too_large
from kiosk.domain.exhibition.content_types import VIDEO
from kiosk.domain.exhibition.pictures import KEPT_DAYS
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_EDIT, StaffSession

# A piece of a video that is sent or given.
PIECE = 4 * 2**20
# What the disk keeps free beside a video: database and backups go on writing.
AIR = 2**30
DAY_SECONDS = 24 * 3600
READ = 2**20
RETENTION = RetentionRule("videos", KEPT_DAYS, "forget_videos", "videos")


def video_file(ctx: AppContext, name: str) -> Path | None:
    """Where a video lies; None where there is none of the name."""
    file = ctx.settings.videos / name
    return file if VIDEO.fullmatch(name) and file.is_file() else None


def take_piece(
    ctx: AppContext, session: StaffSession, key: str, at: int, whole: int, piece: bytes, name: str
) -> tuple[int, str]:
    """Takes in a piece of a video of `whole` bytes that is sent under a `key` of its own, and
    belongs at byte `at`. Returns how many bytes are there, which is where the next piece belongs,
    and with the last one the name of the video in the centre; the same has the same name.

    Refuses with `not_allowed`, `video_too_large`, `video_no_room`, and as `check_video`; with the
    first piece already where that shows it. Nothing is kept then.
    """
    allowed(session, MAY_EDIT)
    if whole > MOST_BYTES or at + len(piece) > whole:
        raise too_large()
    folder = ctx.settings.videos
    mark = hashlib.sha256(f"{session.account.name} {key}".encode()).hexdigest()[:32]
    part = folder / f"{mark}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if at == 0:
            _verify_start(folder, whole, piece, name)
            part.unlink(missing_ok=True)
        there = part.stat().st_size if part.exists() else 0
        if there != at:
            return there, ""
        with part.open("ab") as opened:
            opened.write(piece)
        _dated(ctx, part)
        there += len(piece)
        return there, _taken(ctx, session, part, name) if there == whole else ""
    except OSError as trouble:
        part.unlink(missing_ok=True)
        if trouble.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise _no_room(whole) from trouble
    except Refusal:
        part.unlink(missing_ok=True)
        raise


def keep_videos(ctx: AppContext) -> float:
    """Once a day: what nothing has shown for `KEPT_DAYS` goes, as long as no backup is older; so
    does what was sent by half. Returns seconds until the next time."""
    with ctx.database.read() as tx:
        named = named_files(tx, "mp4") | named_files(tx, "webm")
    now, gone = ctx.clock().timestamp(), 0
    for file in ctx.settings.videos.glob("*"):
        # Another kiosk that shares the folder may have been first.
        with suppress(FileNotFoundError):
            age = now - file.stat().st_mtime
            if file.name in named:
                os.utime(file, (now, now))
            elif file.suffix == ".part" and age > DAY_SECONDS:
                file.unlink()
            elif VIDEO.fullmatch(file.name) and age > timedelta(days=KEPT_DAYS).total_seconds():
                file.unlink()
                gone += 1
    if gone:
        with acting(ctx, SYSTEM) as act:
            act.log("forget_videos", videos=gone)
    return float(DAY_SECONDS)


def health(ctx: AppContext, _serving: bool) -> list[HealthPart]:
    """Whether every video that content names lies where this machine looks for it; nothing is said
    where they do."""
    try:
        with ctx.database.read() as tx:
            named = named_files(tx, "mp4") | named_files(tx, "webm")
    except StorageDown:
        return []
    missing = sum(not (ctx.settings.videos / name).exists() for name in named)
    return [HealthPart("videos", False, noted("videos_missing", n=missing))] if missing else []


def _dated(ctx: AppContext, file: Path) -> None:
    """By the centre's own clock, from which its age is counted."""
    now = ctx.clock().timestamp()
    os.utime(file, (now, now))


def _verify_start(folder: Path, whole: int, piece: bytes, name: str) -> None:
    """Refuses at once what is no video, and what has no room."""
    if not ending_of(piece[:64]):
        raise Refusal("video_unreadable", name=name)
    if shutil.disk_usage(folder).free < whole + AIR:
        raise _no_room(whole)


def _no_room(whole: int) -> Refusal:
    return Refusal("video_no_room", megabytes=-(-(whole + AIR) // 2**20))


def _taken(ctx: AppContext, session: StaffSession, part: Path, name: str) -> str:
    """The name of a video that is whole."""
    ending, digest = check_video(part, name), hashlib.sha256()
    with part.open("rb") as opened:
        while piece := opened.read(READ):
            digest.update(piece)
    made = f"{digest.hexdigest()[:32]}.{ending}"
    _dated(ctx, part.replace(part.with_name(made)))
    with acting(ctx, session, MAY_EDIT) as act:
        act.log("bring_video", video=made)
    return made

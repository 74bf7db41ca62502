"""Restoring a second copy on a new machine: from the archive and its passphrase alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from db.engine import backup
from kiosk.actions.operations import backups
from kiosk.actions.operations.second_copy import contents
from kiosk.actions.operations.second_copy.contents import About, StoredKeys
from kiosk.actions.operations.second_copy.making import SINCE
from kiosk.context import AppContext
from kiosk.devices.second_copy.places import sync
from kiosk.devices.second_copy.sealed import is_archive, key_of
from kiosk.domain.refusals import StorageDown
from kiosk.settings import Settings

PIECE = 2**20
# What is swept where a restore was killed: `.unfinished` of backups, `.part` of videos.
STAGED_BACKUP, STAGED_VIDEO = ".unfinished", ".part"


@dataclass(slots=True)
class Unpacked:
    """An archive taken apart: secret and keys in memory, for no copy of a key may stay on a disk;
    the `backup` and the videos beside their places, by the names that they get there."""

    about: About
    secret: bytes = b""
    keys: StoredKeys = field(default_factory=lambda: StoredKeys({}, {}))
    backup: Path | None = None
    staged: dict[Path, Path] = field(default_factory=dict)

    def put(self, opened: IO[bytes], target: Path, ending: str) -> Path:
        """Writes a file beside the place where it belongs."""
        target.parent.mkdir(0o700, parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}{ending}")
        self.staged[beside] = target
        with beside.open("wb") as file:
            while piece := opened.read(PIECE):
                file.write(piece)
        sync(beside)
        return beside


def is_second_copy(file: Path) -> bool:
    """Whether a file is an archive. OSError where it cannot be read."""
    with file.open("rb") as opened:
        return is_archive(opened)


@contextmanager
def unpacked(settings: Settings, file: Path, passphrase: str) -> Iterator[Unpacked]:
    """Takes an archive apart; all of it is known to be as it was written. What is not put in place
    is swept. Raises StorageDown, and where it is of the other kind of database too."""
    found: Unpacked | None = None
    try:
        with file.open("rb") as opened:
            key = key_of(opened, passphrase)
        with contents.members(file, key) as members:
            found = Unpacked(contents.about_of(_first(members)))
            _verify_kind(settings, found.about)
            for name, member in members:
                _take(settings, found, name, member)
        if not found.secret or found.backup is None:
            raise StorageDown("the archive is not whole: it holds no centre")
        if trouble := backup.examine(found.backup):
            raise StorageDown(f"the backup in the archive is not good: {trouble}")
        yield found
    finally:
        for beside in found.staged if found else ():
            beside.unlink(missing_ok=True)


def since(file: Path, passphrase: str) -> StoredKeys | None:
    """What was deleted after an archive was made, as it is written down beside it; None where
    nothing is. Raises StorageDown where it is not good."""
    beside = file.with_name(f"{file.name.rpartition('-')[0].rpartition('-')[0]}-{SINCE}")
    if not beside.exists():
        return None
    with beside.open("rb") as opened:
        key = key_of(opened, passphrase)
    with contents.members(beside, key) as members:
        contents.about_of(_first(members))
        return next((contents.keys_of(member) for name, member in members
                     if name == contents.KEYS), None)


def put_in_place(ctx: AppContext, found: Unpacked, later: StoredKeys | None) -> Path | None:
    """Makes an archive the centre of this machine, which has its secret already; where a replaced
    SQLite file was set aside. It may be done again where it was cut short. Raises StorageDown."""
    for keys in filter(None, (found.keys, later)):
        ctx.vault.keys.bring_in(keys.held, keys.standing)
    for beside, target in found.staged.items():
        beside.replace(target)
        sync(target.parent)
    if found.backup is None:
        raise StorageDown("the archive holds no backup")
    return backups.restore(ctx, found.staged[found.backup])


def _first(members: Iterator[tuple[str, IO[bytes]]]) -> IO[bytes]:
    name, opened = next(members, ("", None))
    if name != contents.ABOUT or opened is None:
        raise StorageDown("the archive does not say what it is")
    return opened


def _verify_kind(settings: Settings, about: About) -> None:
    if about.is_sqlite != settings.database_url.startswith("cysqlite"):
        kind, named = ("SQLite", "PostgreSQL") if about.is_sqlite else ("PostgreSQL", "SQLite")
        raise StorageDown(f"the archive is of {kind}, and KIOSK_DATABASE_URL names {named}")


def _take(settings: Settings, found: Unpacked, name: str, member: IO[bytes]) -> None:
    if name == contents.SECRET:
        found.secret = member.read(PIECE)
    elif name == contents.KEYS:
        found.keys = contents.keys_of(member)
    elif name.startswith(contents.VIDEOS):
        target = settings.videos / name.removeprefix(contents.VIDEOS)
        if not target.exists():
            found.put(member, target, STAGED_VIDEO)
    else:
        found.backup = found.put(member, settings.data / "backups" / name, STAGED_BACKUP)

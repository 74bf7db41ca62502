"""What is in a second copy: a tar of what it is, the secret, the keys, a backup, and the videos."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from db.engine.database import KNOWN
from db.engine.key_store import DESTROYED, KeyStore
from kiosk.actions.operations.backups import NAMED
from kiosk.context import AppContext
from kiosk.devices.second_copy.sealed import SealedReader, SealedWriter
from kiosk.domain.exhibition.content_types import VIDEO
from kiosk.domain.refusals import StorageDown

ABOUT, SECRET, KEYS, VIDEOS = "about.json", "secret.key", "keys.json", "videos/"
# What is held in memory at once; keys of ten years have 100 MB.
LARGEST_HELD = 2**30
Standing = dict[tuple[str, str], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class About:
    """What an archive says of itself: when it was made, the newest migration, and whether its
    backup is of SQLite."""

    at: str
    migration: int
    is_sqlite: bool

    @property
    def made_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class StoredKeys:
    """A key store as it goes into an archive: by id what stands for it, and the standing list."""

    held: dict[str, str]
    standing: Standing


def about(ctx: AppContext) -> About:
    """Of one that is made now."""
    return About(ctx.clock().isoformat(), KNOWN, ctx.database.is_sqlite)


def write_whole(ctx: AppContext, into: SealedWriter, of: About, backup: Path) -> None:
    """Writes all that a new machine needs. The keys come after the backup was made: each that it
    names is among them, unless it was destroyed since."""
    with tarfile.open(fileobj=into, mode="w|") as tar:
        _add(tar, ABOUT, json.dumps(asdict(of)).encode())
        _add(tar, SECRET, ctx.secret)
        _add(tar, KEYS, _keys(ctx.vault.keys, destroyed_alone=False))
        _add_file(tar, backup.name, backup)
        for video in videos(ctx):
            _add_file(tar, f"{VIDEOS}{video.name}", video)
    into.finish()


def write_since(ctx: AppContext, into: SealedWriter, of: About) -> None:
    """Writes what a restore must not take back: which keys are destroyed, how accounts and links
    are. No key is in it."""
    with tarfile.open(fileobj=into, mode="w|") as tar:
        _add(tar, ABOUT, json.dumps(asdict(of)).encode())
        _add(tar, KEYS, _keys(ctx.vault.keys, destroyed_alone=True))
    into.finish()


def videos(ctx: AppContext) -> list[Path]:
    """The videos of the centre."""
    return sorted(one for one in ctx.settings.videos.glob("*") if VIDEO.fullmatch(one.name))


def look_through(file: Path, key: bytes) -> None:
    """Reads all of an archive. Raises StorageDown where anything is not as it was written."""
    with members(file, key) as found:
        for _, opened in found:
            while opened.read(2**20):
                pass


@contextmanager
def members(file: Path, key: bytes) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """What is in an archive, one after the other, by name: no name leads anywhere else. When it
    ends, all of it was there. Raises StorageDown where it was not."""
    with file.open("rb") as opened:
        reader = SealedReader(opened, key)
        buffered = io.BufferedReader(reader)
        try:
            with tarfile.open(fileobj=buffered, mode="r|") as tar:
                yield _members(tar)
        except tarfile.TarError as wrong:
            raise StorageDown(f"the archive holds no files: {wrong}") from wrong
        while buffered.read(2**16):
            pass


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in tar:
        opened = tar.extractfile(member) if member.isreg() else None
        if opened is None or not is_known(member.name):
            raise StorageDown("the archive holds something that no archive of ours does")
        yield member.name, opened


def is_known(name: str) -> bool:
    """Whether a name is one of those in an archive."""
    return name in (ABOUT, SECRET, KEYS) or bool(
        NAMED.fullmatch(name) or VIDEO.fullmatch(name.removeprefix(VIDEOS)))


def about_of(opened: IO[bytes]) -> About:
    """What an archive says of itself. Raises StorageDown where a newer program made it."""
    try:
        found = About(**json.loads(opened.read(LARGEST_HELD)))
    except (TypeError, ValueError) as wrong:
        raise StorageDown("a newer version of the program made this archive: use that") from wrong
    if found.migration > KNOWN:
        raise StorageDown("a newer version of the program made this archive: use that")
    return found


def keys_of(opened: IO[bytes]) -> StoredKeys:
    """The key store in an archive."""
    kept = json.loads(opened.read(LARGEST_HELD))
    return StoredKeys(dict(kept["keys"]), {(kind, subject): (body, at)
                                           for kind, subject, body, at in kept["standing"]})


def _keys(keys: KeyStore, *, destroyed_alone: bool) -> bytes:
    held = keys.table.held()
    return json.dumps({
        "keys": [[id_, wrapped] for id_, wrapped in held.items()
                 if wrapped == DESTROYED or not destroyed_alone],
        "standing": [[*key, *entry] for key, entry in keys.standing().items()]}).encode()


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    _add_stream(tar, name, len(data), lambda: io.BytesIO(data))


def _add_file(tar: tarfile.TarFile, name: str, file: Path) -> None:
    _add_stream(tar, name, file.stat().st_size, lambda: file.open("rb"))


def _add_stream(
    tar: tarfile.TarFile, name: str, size: int, opens: Callable[[], IO[bytes]]
) -> None:
    member = tarfile.TarInfo(name)
    member.size = size
    with opens() as opened:
        tar.addfile(member, opened)

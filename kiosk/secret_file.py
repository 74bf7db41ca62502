"""The centre's secret on the disk: made once, at the first start, or brought from elsewhere."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.refusals import StorageDown
from kiosk.settings import WrongSetting

if TYPE_CHECKING:
    from db.engine.database import Database

NAME = "secret.key"
BYTES = 32
OR_PAIR = (". On another kiosk of the centre: `main.py pair`, in a KIOSK_DATA without secret.key, "
           "with a code of the first one's desk (Copies, Another kiosk)")
OTHER_CENTRE = ("{} is of another centre than the archive: give an empty KIOSK_DATA and an empty "
                "database, or move what is there away")


def made(file: Path, database: Database) -> bytes:
    """What signs and encrypts: made once, at the first start, readable by the own user only. Raises
    WrongSetting where a database is there and the secret it was made with is not."""
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b", 0) as opened:
        # Touch screen and pages may start together, and a first start may lose its power right
        # here: with an empty key anybody could sign.
        fcntl.flock(opened, fcntl.LOCK_EX)
        key = opened.read()
        if len(key) < BYTES:
            if any((file.parent / "backups").glob("*.backup")) or not _may_be_new(database):
                state = f"has {len(key)} bytes instead of {BYTES}" if key else "is missing"
                raise WrongSetting(f"{file} {state}, and there is a database already that needs "
                                   "it: put back the one it was made with"
                                   f"{'' if database.is_sqlite else OR_PAIR}")
            key = secrets.token_bytes(BYTES)
            opened.seek(0)
            opened.write(key)
            os.fsync(opened.fileno())
        return key


def _may_be_new(database: Database) -> bool:
    """Whether no centre is known to be in a database. Where it does not answer, a secret that is
    not its own is found out as soon as it does."""
    try:
        return database.is_new()
    except StorageDown:
        return True


def bring(data: Path, secret: bytes) -> bool:
    """Puts a secret from elsewhere into a data folder; whether there was none. Raises WrongSetting
    where another centre's is there."""
    file = data / NAME
    there = held(file)
    if there not in (b"", secret):
        raise WrongSetting(OTHER_CENTRE.format(data))
    data.mkdir(0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb", 0) as opened:
        opened.write(secret)
        os.fsync(opened.fileno())
    return not there


def held(file: Path) -> bytes:
    """What a file holds, nothing where there is none: a start that was refused leaves it empty."""
    return file.read_bytes() if file.exists() else b""

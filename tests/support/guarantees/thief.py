"""What somebody reads who has every file of the machine and the secret: the bytes as they lie."""

from __future__ import annotations

import hashlib
import hmac
import re
import subprocess
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

from db.engine.encryption import MARKED, NONCE
from kiosk.context import AppContext

KEYED = re.compile(rb"k\.[A-Za-z0-9_-]{22}([A-Za-z0-9_-]{37,}={0,2})")
# What the versions before wrote, all with one key.
OLD = re.compile(rb"[A-Za-z0-9_-]{37,}={0,2}")
# The database that others begin as.
EMPTY = "1"
TAG = 16
WRAPPED = re.compile(rb"[0-9a-f]{80}")
OWNERS = ("booking", "help", "help message", "help photo", "volunteer", "volunteer name",
          "help visit", "notice target", "care reading", "case event", "case contact",
          "case address", "case picture", "mediation side", "mediation said")


def found(ctx: AppContext, folder: Path, *guesses: str, old: bool = False) -> str:
    """All that opens of what lies in the files, with any key that lies in them, and those of the
    guessed telephones for which a mark stands anywhere; `old` looks for the form of the versions
    before too."""
    raw = b"\n".join(file.read_bytes() for file in (*files(folder), *tables(ctx)))
    keys = list(_keys(ctx, raw))
    centre = [hmac.digest(ctx.secret, b"sealed", hashlib.sha256)]
    texts = [text for token in {one[1] for one in KEYED.finditer(raw)}
             for text in _opened(token, keys)]
    # The column before may run into it, so that it may begin anywhere.
    texts += [text for run in {one[0] for one in OLD.finditer(raw)} if old
              for start in range(min(len(run) - 36, 40)) for text in _opened(run[start:], centre)]
    marks = (ctx.vault.blind_index, ctx.vault._mark_of)
    texts += [guess for guess in guesses
              if any(mark(guess).encode() in raw for mark in marks)]
    return "\n".join(texts)


def files(folder: Path) -> Iterator[Path]:
    """Every file of a folder."""
    return (file for file in folder.rglob("*") if file.is_file())


def tables(ctx: AppContext) -> list[Path]:
    """The files of a PostgreSQL database as they are on the disk after a checkpoint, without the
    log that it writes ahead, and without those that are in every database from the beginning."""
    if ctx.database.is_sqlite:
        return []
    with psycopg.connect(ctx.settings.database_url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database "
            "WHERE datname = current_database()").fetchone()
    assert found
    base = Path(found[0]) / "base"
    return [file for file in files(base / str(found[1])) if not _is_in(base / EMPTY, file)]


def _is_in(folder: Path, file: Path) -> bool:
    same = folder / file.name
    return same.exists() and same.read_bytes() == file.read_bytes()


def unpacked(ctx: AppContext, backup: Path) -> bytes:
    """What a backup holds: the file itself, or the text of what pg_dump packed."""
    return backup.read_bytes() if ctx.database.is_sqlite else subprocess.run(
        ["pg_restore", "--file=-", backup], check=True, capture_output=True).stdout


def _keys(ctx: AppContext, raw: bytes) -> Iterator[bytes]:
    wrapping = hmac.digest(ctx.secret, b"record keys", hashlib.sha256)
    for wrapped in {one[0] for one in WRAPPED.finditer(raw)}:
        try:
            yield aes_key_unwrap(wrapping, bytes.fromhex(wrapped.decode()))
        except InvalidUnwrap:
            assert wrapped[:1] != MARKED.encode()


def _opened(token: bytes, keys: list[bytes]) -> Iterator[str]:
    # Where it ends is not known: other characters may follow it.
    token = token[:len(token) // 4 * 4]
    sealed = urlsafe_b64decode(token + b"=" * (-len(token) % 4))
    for key in keys:
        if _may_be_text(key, sealed):
            for owner in OWNERS:
                for n in range(1, 9):
                    with suppress(InvalidTag):
                        text = AESGCM(key).decrypt(
                            sealed[:NONCE], sealed[NONCE:], f"{owner} {n}".encode())
                        yield text.decode()
                        yield _picture(text)
                        return


def _may_be_text(key: bytes, sealed: bytes) -> bool:
    """Whether a key makes text of it, which a wrong one seldom does: whose it was need not be known
    for that, only the first block's number in GCM."""
    reader = Cipher(AES(key), CTR(sealed[:NONCE] + (2).to_bytes(4, "big"))).decryptor()
    try:
        return reader.update(sealed[NONCE:-TAG]).decode() is not None
    except ValueError:
        return False


def _picture(text: bytes) -> str:
    try:
        return repr(b64decode(text, validate=True)[:4])
    except ValueError:
        return ""

"""Sealed archives: encrypted so that the machine which writes one cannot open it afterwards.

A passphrase gives two keys (argon2id): a private one, of which the machine keeps only the public
part, and one that shows who wrote it, which the machine keeps. An archive is a head and chunks,
each encrypted with its number and whether it is the last (AES-256-GCM in the STREAM construction:
Hoang et al., "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015).
"""

from __future__ import annotations

import io
import secrets
import struct
import unicodedata
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple

from kiosk.domain.refusals import StorageDown

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

MAGIC = b"jiamenkou archive 1\n"
# Kibibytes, passes, lanes, salt, public key of the passphrase, public key of this archive alone.
HEAD = struct.Struct(">20sIBB16s32s32s")
CHUNK, TAG = 2**16, 16
NUMBER = struct.Struct(">11sB")
SALT = 16
WRONG = "the passphrase is not that of this archive, or its head was altered"
ALTERED = "the archive was altered or cut short"
NO_ARCHIVE = "it is no archive of this program"


class Cost(NamedTuple):
    """What argon2id costs: kibibytes of memory, passes over them, lanes."""

    memory: int = 65_536
    passes: int = 3
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """Whether it may be asked of a machine: whoever writes a file could ask for all of it."""
        return (8_192 <= self.memory <= 262_144 and 1 <= self.passes <= 10
                and 1 <= self.lanes <= 16)


# RFC 9106, 4: what it recommends second, for machines with little memory.
RECOMMENDED = Cost()


@dataclass(frozen=True, slots=True)
class Seal:
    """What archives are written with: it opens none. `public` is for whom, `author` says by whom;
    `salt` and `cost` lead from the passphrase to both."""

    cost: Cost
    salt: bytes
    public: bytes
    author: bytes


def new_seal(passphrase: str) -> Seal:
    """The seal of a new passphrase. It takes a second."""
    salt = secrets.token_bytes(SALT)
    private, author = _derived(passphrase, RECOMMENDED, salt)
    return Seal(RECOMMENDED, salt, _public(private), author)


def is_archive(file: IO[bytes]) -> bool:
    """Whether a file begins as one."""
    return file.read(len(MAGIC)) == MAGIC


class SealedWriter(io.RawIOBase):
    """Encrypts what is written into a file. `key` is that of this archive alone: whoever wrote it
    can look once more at what it wrote."""

    def __init__(self, file: IO[bytes], seal: Seal) -> None:
        from cryptography.hazmat.primitives.asymmetric.x25519 import (
            X25519PrivateKey,
            X25519PublicKey,
        )

        once = X25519PrivateKey.generate()
        head = HEAD.pack(MAGIC, *seal.cost, seal.salt, seal.public, _public(once))
        shared = once.exchange(X25519PublicKey.from_public_bytes(seal.public))
        self.key = _key(shared, seal.author, head)
        self._file, self._held, self._chunks = file, bytearray(), _Chunks(self.key)
        file.write(head)

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Takes all of it. A full chunk is written once it is known not to be the last."""
        added = memoryview(data).nbytes
        self._held += data
        while len(self._held) > CHUNK:
            self._put(is_last=False)
        return added

    def finish(self) -> None:
        """Writes the last chunk: without it an archive is cut short."""
        self._put(is_last=True)

    def _put(self, *, is_last: bool) -> None:
        self._file.write(self._chunks.encrypted(bytes(self._held[:CHUNK]), is_last=is_last))
        del self._held[:CHUNK]


class SealedReader(io.RawIOBase):
    """Gives what is in an archive, chunk by chunk: each only once it is known to be as it was
    written. Raises StorageDown where one is not; whether all are there is known at the end."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        file.seek(HEAD.size)
        self._file, self._chunks, self._plain = file, _Chunks(key), memoryview(b"")
        self._next: bytes | None = file.read(CHUNK + TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer, /) -> int:
        """Fills as much as is there of one chunk; 0 at the end of the last."""
        target = memoryview(into)
        while not self._plain and self._next is not None:
            block, self._next = self._next, self._file.read(CHUNK + TAG) or None
            self._plain = memoryview(self._chunks.plain(block, is_last=self._next is None))
        n = min(len(target), len(self._plain))
        target[:n], self._plain = self._plain[:n], self._plain[n:]
        return n


def key_of(file: IO[bytes], passphrase: str) -> bytes:
    """The key of an archive. It takes a second. Raises StorageDown where the passphrase is not the
    one, or it is no archive."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    file.seek(0)
    head = file.read(HEAD.size)
    if len(head) < HEAD.size or not head.startswith(MAGIC):
        raise StorageDown(NO_ARCHIVE)
    _, *cost, salt, public, once = HEAD.unpack(head)
    if not Cost(*cost).is_sane:
        raise StorageDown("its head asks for more memory or time than any archive of ours: "
                          "it was altered")
    private, author = _derived(passphrase, Cost(*cost), salt)
    if not secrets.compare_digest(_public(private), public):
        raise StorageDown(WRONG)
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(once))
    except ValueError as altered:
        raise StorageDown(ALTERED) from altered
    return _key(shared, author, head)


def written(passphrase: str) -> str:
    """A passphrase as it counts, however a keyboard writes it: one form of each sign, single
    spaces."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


class _Chunks:
    """Encrypts and decrypts chunk after chunk: the number and the end of each are part of it."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher, self._n = AESGCM(key), 0

    def encrypted(self, plain: bytes, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(is_last=is_last), plain, None)

    def plain(self, encrypted: bytes, *, is_last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(self._nonce(is_last=is_last), encrypted, None)
        except (InvalidTag, ValueError) as altered:
            raise StorageDown(ALTERED) from altered

    def _nonce(self, *, is_last: bool) -> bytes:
        # Each archive has a key of its own: a number stands once for one chunk.
        self._n += 1
        return NUMBER.pack(self._n.to_bytes(11, "big"), is_last)


def _derived(passphrase: str, cost: Cost, salt: bytes) -> tuple[X25519PrivateKey, bytes]:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    made = hash_secret_raw(written(passphrase).encode(), salt, time_cost=cost.passes,
                           memory_cost=cost.memory, parallelism=cost.lanes, hash_len=64,
                           type=Type.ID)
    return X25519PrivateKey.from_private_bytes(made[:32]), made[32:]


def _public(private: X25519PrivateKey) -> bytes:
    return private.public_key().public_bytes_raw()


def _key(shared: bytes, author: bytes, head: bytes) -> bytes:
    """The key of one archive: of no other head, and of nobody who has only what the head tells."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(hashes.SHA256(), 32, author, head).derive(shared)

"""A bundle: all that sets a machine up or updates it without a network, as one signed file.

It is a plain tar: first what names every file with its checksum, as `sha256sum` writes it, then the
signature of that, then `about.toml`, then the files. Nothing is written that the signed list does
not name.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import sys
import tarfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
ABOUT, KEY = "program/about.toml", "program/bundle.pub"
LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
# More is no list of a program's files, no signature and no description.
MOST_SMALL, PIECE = 4 * 2**20, 2**20
NO_BUNDLE = "{file} is no bundle of this program"
DAMAGED = "{file} is damaged or cut short ({name}): copy it once more from where it came"
NOT_SIGNED = ("{file} is not signed with the key that this kiosk trusts: take it from where the "
              "program came from")
NO_KEY = "{file}: there is no key that bundles are verified with; put the maker's bundle.pub there"
ELSEWHERE = "{file} is made for {there}; this machine has {here}"
OLDER = "{file} holds version {there}; version {here} is here already"
NO_ROOM = "no room for it: {megabytes} MB are needed in {folder}"


class BundleTrouble(RuntimeError):
    """Why a bundle cannot be used, in one line for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which version a bundle holds and which machines it fits."""

    version: str
    python: str
    machine: str
    release: str

    @classmethod
    def here(cls, version: str) -> Self:
        """What a bundle that is made on this machine says of itself."""
        release = platform.freedesktop_os_release()
        return cls(version, f"{sys.version_info[0]}.{sys.version_info[1]}", platform.machine(),
                   f"{release['ID']} {release.get('VERSION_ID', '')}".strip())

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError and KeyError where it says something else."""
        told = tomllib.loads(text)
        edition = cls(*(str(told[name]) for name in cls.__slots__))
        edition.order()
        return edition

    def text(self) -> str:
        """As a file."""
        return "".join(f'{name} = "{getattr(self, name)}"\n' for name in self.__slots__)

    def order(self) -> tuple[int, ...]:
        """The later one is greater."""
        return tuple(map(int, self.version.split(".")))

    def fits(self) -> str:
        """What has to be the same here."""
        return f"{self.release}, Python {self.python}, {self.machine}"


def trusted(program: Path) -> Ed25519PublicKey:
    """The key with which bundles for this program are verified."""
    file = program / Path(KEY).name
    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as none:
        raise BundleTrouble(NO_KEY.format(file=file)) from none
    if not isinstance(key, Ed25519PublicKey):
        raise BundleTrouble(NO_KEY.format(file=file))
    return key


def maker_key(file: Path) -> Ed25519PrivateKey:
    """The key of who makes bundles: made once, readable by the own user only."""
    if not file.exists():
        made = Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.parent.mkdir(0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(made)
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (TypeError, ValueError) as wrong:
        raise BundleTrouble(f"{file} is no key that signs bundles") from wrong
    if not isinstance(key, Ed25519PrivateKey):
        raise BundleTrouble(f"{file} is no key that signs bundles")
    return key


def seal(folder: Path, target: Path, edition: Edition, key: Ed25519PrivateKey) -> None:
    """Makes one signed file of a folder in which everything lies."""
    (folder / ABOUT).write_text(edition.text(), "utf-8")
    (folder / KEY).write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
                   and path.name not in (SUMS, SIGNATURE))
    names.insert(0, names.pop(names.index(ABOUT)))
    lines = []
    for name in names:
        with (folder / name).open("rb") as opened:
            lines.append(f"{hashlib.file_digest(opened, 'sha256').hexdigest()}  {name}\n")
    listed = "".join(lines).encode()
    (folder / SUMS).write_bytes(listed)
    (folder / SIGNATURE).write_bytes(key.sign(listed))
    unfinished = target.with_name(f"{target.name}.unfinished")
    with tarfile.open(unfinished, "w", format=tarfile.PAX_FORMAT) as archive:
        for name in (SUMS, SIGNATURE, *names):
            archive.add(folder / name, name, filter=_nobodys)
    unfinished.replace(target)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who made it is nobody's business."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mode = 0o755 if member.mode & 0o100 else 0o644
    return member


def unpack(file: Path, target: Path, key: Ed25519PublicKey, here: Edition) -> Edition:
    """Verifies a bundle and writes what is in it into a new folder. Raises BundleTrouble; what is
    in the folder then is worth nothing."""
    try:
        with tarfile.open(file, "r:") as archive:
            members = iter(archive)
            listed = _small(archive, members, SUMS)
            signature = _small(archive, members, SIGNATURE)
            try:
                key.verify(signature, listed)
            except InvalidSignature as forged:
                raise BundleTrouble(NOT_SIGNED.format(file=file)) from forged
            sums = _named(listed.decode())
            described = _small(archive, members, ABOUT)
            if hashlib.sha256(described).hexdigest() != sums.pop(ABOUT, None):
                raise BundleTrouble(DAMAGED.format(file=file, name=ABOUT))
            edition = Edition.read(described.decode())
            _fits(file, edition, here)
            _has_room(target, file.stat().st_size)
            _keep(target / SUMS, listed)
            _keep(target / ABOUT, described)
            for member in members:
                if member.name not in sums:
                    raise BundleTrouble(DAMAGED.format(file=file, name=member.name))
                if _written(archive, member, target / member.name) != sums.pop(member.name):
                    raise BundleTrouble(DAMAGED.format(file=file, name=member.name))
    except (tarfile.TarError, EOFError, ValueError, KeyError) as other:
        raise BundleTrouble(NO_BUNDLE.format(file=file)) from other
    if sums:
        raise BundleTrouble(DAMAGED.format(file=file, name=min(sums)))
    return edition


def _small(archive: tarfile.TarFile, members: Iterable[tarfile.TarInfo], name: str) -> bytes:
    """What the next file holds, which has to be the one of that name."""
    member = next(iter(members), None)
    if member is None or member.name != name or not member.isreg() or member.size > MOST_SMALL:
        raise ValueError(name)
    return _opened(archive, member).read()


def _opened(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    opened = archive.extractfile(member)
    if opened is None:
        raise ValueError(member.name)
    return opened


def _named(listed: str) -> dict[str, str]:
    """The checksum of each file that is to be there, by names that lead into no other folder."""
    sums = {}
    for line in listed.splitlines():
        found = LINE.fullmatch(line)
        if found is None or not _is_inside(PurePosixPath(found[2])):
            raise ValueError(line)
        sums[found[2]] = found[1]
    return sums


def _is_inside(name: PurePosixPath) -> bool:
    return not name.is_absolute() and ".." not in name.parts


def _fits(file: Path, edition: Edition, here: Edition) -> None:
    if edition.fits() != here.fits():
        raise BundleTrouble(ELSEWHERE.format(file=file, there=edition.fits(), here=here.fits()))
    if edition.order() <= here.order():
        raise BundleTrouble(OLDER.format(file=file, there=edition.version, here=here.version))


def _has_room(target: Path, size: int) -> None:
    """The libraries are installed beside what is unpacked."""
    target.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(target).free < 3 * size:
        raise BundleTrouble(NO_ROOM.format(megabytes=3 * size // PIECE + 1, folder=target))


def _keep(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _written(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """Writes a file and returns its checksum."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with _opened(archive, member) as source, target.open("xb") as opened:
        while piece := source.read(PIECE):
            digest.update(piece)
            opened.write(piece)
    target.chmod(0o755 if member.mode & 0o100 else 0o644)
    return digest.hexdigest()


def version_of(program: Path) -> str:
    """The version of a program that stands in a folder: of one from no bundle, what its project
    says."""
    try:
        return Edition.read((program / Path(ABOUT).name).read_text("utf-8")).version
    except FileNotFoundError:
        project = tomllib.loads((program / "pyproject.toml").read_text("utf-8"))
        return str(project["project"]["version"])

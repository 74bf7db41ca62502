"""Places for the second copy: a folder, as that of a stick or a network drive, or another machine
by SFTP."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

# Where systems mount what is plugged in; a folder there without it is just an empty folder.
PLUGGED = tuple(map(Path, ("/media", "/run/media", "/mnt")))
UNFINISHED = ".unfinished"
# Nobody is there to answer a question, and a machine that froze is not waited for without end.
QUIETLY = ("BatchMode=yes", "ConnectTimeout=10", "ServerAliveInterval=10", "ServerAliveCountMax=3")
ASK_SECONDS, SEND_SECONDS = 60, 6 * 3600


class PlaceTrouble(Exception):
    """Why the second copy cannot go to its place: `key` of a note, and what the system said."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(detail or key)
        self.key, self.detail = key, detail


class Place(Protocol):
    """Where copies go. Every method raises PlaceTrouble or OSError."""

    def begin(self, name: str, spare: Path, mark: str, *, first: bool) -> Path:
        """The file to write a copy into; `spare` is one on this machine, `mark` names the file
        that says the place is the right one. `first` says that somebody wants it to be."""

    def sent(self, unfinished: Path, name: str) -> Path:
        """Sees to it that the place has what was written; a file with what it has."""

    def keep(self, name: str) -> None:
        """Gives what was sent its name: it is there whole, or not at all."""

    def names(self) -> list[str]:
        """What lies there."""

    def remove(self, names: Iterable[str]) -> None:
        """Takes something away."""


class Folder:
    """A folder of this machine. It is never made: where it is missing, so is the stick.

    A stick that is not there leaves the empty folder in which it is mounted. The first copy, at
    somebody's wish, leaves a mark; without it nothing is written by night.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, name: str, spare: Path, mark: str, *, first: bool) -> Path:
        if not self._folder.is_dir() or not self._is_mounted():
            raise PlaceTrouble("copy_no_stick", str(self._folder))
        marked = self._folder / mark
        if not marked.exists():
            if not first:
                raise PlaceTrouble("copy_other_stick", str(marked))
            marked.touch(0o600)
        return self._folder / f"{name}{UNFINISHED}"

    def sent(self, unfinished: Path, name: str) -> Path:
        sync(unfinished)
        return unfinished

    def keep(self, name: str) -> None:
        (self._folder / f"{name}{UNFINISHED}").replace(self._folder / name)
        sync(self._folder)

    def names(self) -> list[str]:
        return [one.name for one in self._folder.iterdir()]

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def _is_mounted(self) -> bool:
        """Whether something is mounted between the place where sticks go and the folder."""
        folder = self._folder.resolve()
        top = next((one for one in PLUGGED if one in folder.parents), None)
        return top is None or any(
            one.is_mount() for one in (folder, *folder.parents) if top in one.parents)


class SftpFolder:
    """A folder of another machine, by OpenSSH's own `sftp`: with the key of whoever runs the
    program, and never with a password."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._where = f"{parts.username}@{parts.hostname}" if parts.username else parts.hostname
        self._port = ("-P", str(parts.port)) if parts.port else ()
        # `sftp://host/~/copies` lies in the home folder over there.
        self._folder = parts.path.rstrip("/").removeprefix("/~/")

    def begin(self, name: str, spare: Path, mark: str, *, first: bool) -> Path:
        self._ask(f"cd {self._folder}", seconds=ASK_SECONDS)
        return spare

    def sent(self, unfinished: Path, name: str) -> Path:
        there = f"{self._folder}/{name}{UNFINISHED}"
        # -f: the other machine has it on its disk before it is asked for it.
        self._ask(f"put -f {_quoted(unfinished)} {there}")
        unfinished.unlink()
        self._ask(f"get {there} {_quoted(unfinished)}")
        return unfinished

    def keep(self, name: str) -> None:
        self._ask(f"rename {self._folder}/{name}{UNFINISHED} {self._folder}/{name}",
                  seconds=ASK_SECONDS)

    def names(self) -> list[str]:
        said = self._ask(f"ls -1 {self._folder}", seconds=ASK_SECONDS)
        return [Path(line.strip()).name for line in said.splitlines()
                if line.strip() and not line.startswith("sftp>")]

    def remove(self, names: Iterable[str]) -> None:
        if lines := [f"rm {self._folder}/{name}" for name in names]:
            self._ask(*lines, seconds=ASK_SECONDS)

    def _ask(self, *lines: str, seconds: int = SEND_SECONDS) -> str:
        """Runs the lines until one fails; what they said."""
        options = [part for one in QUIETLY for part in ("-o", one)]
        try:
            with subprocess.Popen(
                ["sftp", "-b", "-", *options, *self._port, "--", str(self._where)], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                errors="replace", start_new_session=True,
            ) as asked:
                try:
                    said, wrong = asked.communicate("\n".join(lines) + "\n", timeout=seconds)
                except subprocess.TimeoutExpired as late:
                    with suppress(ProcessLookupError):
                        os.killpg(asked.pid, signal.SIGKILL)
                    raise PlaceTrouble("copy_unreachable", "it does not answer") from late
        except FileNotFoundError as missing:
            raise PlaceTrouble("copy_no_sftp", "openssh-client is not installed") from missing
        if asked.returncode:
            raise PlaceTrouble("copy_unreachable", (wrong.strip().splitlines() or [said])[-1])
        return said


def place_of(setting: str) -> Place | None:
    """The place that the setting names, None where it names none."""
    if setting == "none":
        return None
    return SftpFolder(setting) if setting.startswith("sftp:") else Folder(Path(setting))


def has_room(unfinished: Path, needed: int) -> bool:
    """Whether the disk has room for so many bytes."""
    return shutil.disk_usage(unfinished.parent).free >= needed


def sync(path: Path) -> None:
    """Returns when the disk has a file, or the names in a folder; what is read of it from then on
    comes from the disk, not from memory."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
        if path.is_file():
            os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(opened)


def _quoted(file: Path) -> str:
    written = str(file).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{written}"'

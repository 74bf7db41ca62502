"""USB sticks: the photographs on whatever the machine has mounted under /media or /run/media."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

MOUNTS = Path("/proc/mounts")
WHERE = ("/media/", "/run/media/")
PHOTOGRAPHS = {".jpg", ".jpeg", ".png", ".webp", ".gif"}
# A stick may hold somebody's whole life; nobody leafs through more at a kiosk.
MOST, DEEPEST, LOOKED_AT = 120, 4, 20_000


@dataclass(frozen=True, slots=True)
class Photograph:
    """A file on a stick, and when it was written, in seconds as the stick has them."""

    file: Path
    at: float


@dataclass(frozen=True)
class Sticks:
    """What is plugged in: `mounts` lists it as the kernel does, below the folders of `where`."""

    mounts: Path = MOUNTS
    where: tuple[str, ...] = WHERE

    def photographs(self) -> tuple[Photograph, ...]:
        """The photographs on all of them, newest first; a stick pulled out meanwhile has none."""
        found: list[Photograph] = []
        # One that is mounted as it is looked into stands there twice.
        for stick in dict.fromkeys(self._mounted()):
            for file in islice(_files(stick), LOOKED_AT):
                try:
                    found.append(Photograph(file, file.stat().st_mtime))
                except OSError:
                    continue
        return tuple(sorted(found, key=lambda one: -one.at)[:MOST])

    def _mounted(self) -> Iterator[Path]:
        try:
            lines = self.mounts.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            # The kernel writes a space in a name as \040.
            folder = line.split(" ")[1].replace("\\040", " ") if " " in line else ""
            if folder.startswith(self.where):
                yield Path(folder)


def _files(stick: Path) -> Iterator[Path]:
    """Photographs below a folder; never out of it by a link, and nothing hidden."""
    for folder, inner, names in os.walk(stick):
        depth = len(Path(folder).relative_to(stick).parts)
        inner[:] = [] if depth >= DEEPEST else [one for one in inner if not one.startswith(".")]
        for name in names:
            file = Path(folder) / name
            if (file.suffix.lower() in PHOTOGRAPHS and not name.startswith(".")
                    and _is_readable(file)):
                yield file


def _is_readable(file: Path) -> bool:
    """Whether it is a file whose name can be shown: reading a pipe or a device may never end."""
    try:
        str(file).encode()
        return stat.S_ISREG(file.lstat().st_mode)
    except (OSError, UnicodeEncodeError):
        return False

"""Numbered files: what a file double puts into its folder, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path


def store(folder: Path, prefix: str, parts: Mapping[str, bytes]) -> Path:
    """Writes `prefix-0001` with each suffix of `parts`, under the next free number.

    A name appears only when its content is complete, and no writer ever takes another's
    number. Whoever sees the last suffix sees them all; its path is returned.
    """
    first, *rest = [(suffix, _written(folder, content)) for suffix, content in parts.items()]
    taken = (p.stem.removeprefix(f"{prefix}-") for p in folder.glob(f"{prefix}-*{first[0]}"))
    last = max((int(number) for number in taken if number.isdecimal()), default=0)
    stem = next(f"{prefix}-{n:04d}" for n in count(last + 1) if _claimed(folder, prefix, n, first))
    path = folder / f"{stem}{first[0]}"
    for suffix, temporary in rest:
        path = temporary.replace(folder / f"{stem}{suffix}")
    return path


def _claimed(folder: Path, prefix: str, number: int, part: tuple[str, Path]) -> bool:
    """Moves the first part to its number; a link, unlike a rename, never replaces a file."""
    suffix, temporary = part
    try:
        os.link(temporary, folder / f"{prefix}-{number:04d}{suffix}")
    except FileExistsError:
        return False
    temporary.unlink()
    return True


def _written(folder: Path, content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        file.write(content)
    return Path(file.name)

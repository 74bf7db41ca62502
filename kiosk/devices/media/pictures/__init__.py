"""Pictures from outside: decoded, turned upright, made small and written anew, without metadata.

That is done in a process of its own (`kiosk/devices/isolation`), with limits on memory and time.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO

from kiosk.devices.isolation import (
    IsolationBusy,
    IsolationFailed,
    IsolationTooMuch,
    read_isolated,
)
from kiosk.domain.exhibition.pictures import PictureFrame
from kiosk.domain.refusals import Refusal

READER = "kiosk.devices.media.pictures.reading:plain"
SIZES_READER = "kiosk.devices.media.pictures.reading:in_sizes"
# Of each of several pictures in one answer, how many bytes it has.
LENGTH = 4
MOST_BYTES = 20 * 1024 * 1024
# As a telephone of 50 megapixels makes it. A JPEG is scaled while it is read and may have more.
MOST_PIXELS = 8192 * 6144
# As large as the largest panel shows a doorway: 3:4.
LARGEST = (1080, 1440)


class Keep(StrEnum):
    """What stays of a picture that is not as slim as a doorway: the left of a wide one or the top
    of a tall one, the middle, the right or the bottom."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


def plain_jpeg(file: Path | IO[bytes], name: str = "", keep: Keep | None = None) -> bytes:
    """A JPEG of at most 1080 × 1440 pixels with nothing in it but the picture, cut to the shape of
    a doorway where it is said what to `keep`.

    Refuses with `picture_too_large`, `picture_unreadable` or, where several come at once,
    `files_busy`.
    """
    return _read(READER, file, name, keep or "")


def plain_sizes(
    file: Path | IO[bytes], sizes: Sequence[tuple[int, int]], name: str = "",
    keep: Keep | PictureFrame | None = None,
) -> list[bytes]:
    """The same in each of some sizes, width and height at most; cut to a frame where `keep` is
    one. Refuses as `plain_jpeg` does."""
    told = (f"{wide}x{high}" for wide, high in sizes)
    rest, found = _read(SIZES_READER, file, name, str(keep or ""), *told), []
    while rest:
        end = LENGTH + int.from_bytes(rest[:LENGTH], "big")
        found.append(rest[LENGTH:end])
        rest = rest[end:]
    return found


def _read(reader: str, file: Path | IO[bytes], name: str, *arguments: str) -> bytes:
    try:
        # The size is looked at before a byte is read.
        if _size(file) > MOST_BYTES:
            raise too_large()
        data = file.read_bytes() if isinstance(file, Path) else file.read()
        return read_isolated(reader, data, *arguments)
    except (OSError, IsolationFailed) as trouble:
        raise Refusal("picture_unreadable", name=name) from trouble
    except Refusal as refusal:
        # The process is told nothing of the file but its bytes.
        raise Refusal(refusal.code, **refusal.details | {"name": name}) from refusal
    except IsolationTooMuch as much:
        raise too_large() from much
    except IsolationBusy as busy:
        raise Refusal("files_busy") from busy


def too_large() -> Refusal:
    """What is said of a picture that is too large."""
    return Refusal("picture_too_large", megabytes=MOST_BYTES // 2**20,
                   megapixels=MOST_PIXELS // 10**6)


def _size(file: Path | IO[bytes]) -> int:
    if isinstance(file, Path):
        return file.stat().st_size
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size

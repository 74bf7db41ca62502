"""Pictures from outside: decoded, turned upright, made small and written anew, without metadata.

That is done in a process of its own (`python -m kiosk.devices.media.pictures`), with limits on
memory and time: whatever a file does to the libraries that read it, touch screen and pages go on.
"""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import IO, TYPE_CHECKING

from kiosk.assets import ASSETS
from kiosk.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 20 * 1024 * 1024
# As a telephone of 50 megapixels makes it. A JPEG is scaled while it is read and may have more.
MOST_PIXELS = 8192 * 6144
# As large as the largest panel shows a doorway: 3:4.
LARGEST = (1080, 1440)
# One is read at a time; as many may wait for it, so that most of the pages' threads stay free.
WAITING = 2
# Longer than its limit of computing time, where the machine is busy with other things.
SECONDS = 60
TOO_LARGE = 3

_place = BoundedSemaphore(1 + WAITING)
_turn = Lock()


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
    `picture_busy`.
    """
    try:
        # The size is looked at before a byte is read.
        if _size(file) > MOST_BYTES:
            raise too_large()
        data = file.read_bytes() if isinstance(file, Path) else file.read()
    except OSError as trouble:
        raise Refusal("picture_unreadable", name=name) from trouble
    with _one_at_a_time():
        code, plain = _read(data, keep)
    # Killed: it took too much time, or the machine had no memory left.
    if code in (TOO_LARGE, -signal.SIGXCPU, -signal.SIGKILL):
        raise too_large()
    if code:
        raise Refusal("picture_unreadable", name=name)
    return plain


def too_large() -> Refusal:
    """What is said of a picture that is too large."""
    return Refusal("picture_too_large", megabytes=MOST_BYTES // 2**20,
                   megapixels=MOST_PIXELS // 10**6)


def _read(data: bytes, keep: Keep | None) -> tuple[int, bytes]:
    command = [sys.executable, "-m", "kiosk.devices.media.pictures", keep or ""]
    try:
        # What reads a stranger's file is told nothing of the centre, settings included.
        done = subprocess.run(command, cwd=ASSETS.parent, env={}, input=data,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
                              check=False)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL, b""
    except OSError as trouble:
        # The machine has no room for one process more.
        raise Refusal("picture_busy") from trouble
    return done.returncode, done.stdout


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _place.acquire(blocking=False):
        raise Refusal("picture_busy")
    try:
        with _turn:
            yield
    finally:
        _place.release()


def _size(file: Path | IO[bytes]) -> int:
    if isinstance(file, Path):
        return file.stat().st_size
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size

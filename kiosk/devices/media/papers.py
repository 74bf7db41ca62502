"""Papers from outside: PDF files that are looked through in a process of their own."""

from __future__ import annotations

import io
import re
import zlib
from typing import IO

from kiosk.devices.isolation import (
    IsolationBusy,
    IsolationFailed,
    IsolationTooMuch,
    read_isolated,
)
from kiosk.domain.refusals import Refusal

MOST_BYTES = 8 * 2**20
READER = "kiosk.devices.media.papers:looked_through"
# Where a PDF ends: some write a little behind it.
TAIL = 2048
# What acts when a reader opens it, or brings other files along.
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)\b")
# Objects may lie packed in a stream; so many bytes of one are unpacked.
PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
MOST_UNPACKED = 64 * 2**20


def checked_paper(file: IO[bytes], name: str) -> bytes:
    """The bytes of a PDF that only shows pages.

    Refuses with `paper_too_large` (megabytes), `paper_unreadable`, `paper_active`, `files_busy`.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > MOST_BYTES:
        raise _too_large()
    try:
        return read_isolated(READER, file.read())
    except Refusal as refusal:
        raise Refusal(refusal.code, **refusal.details | {"name": name}) from refusal
    except IsolationFailed as trouble:
        raise Refusal("paper_unreadable", name=name) from trouble
    except IsolationTooMuch as much:
        raise _too_large() from much
    except IsolationBusy as busy:
        raise Refusal("files_busy") from busy


def looked_through(data: bytes) -> bytes:
    """A PDF as it came. Refuses with `paper_unreadable`, `paper_active`."""
    tail = data[-TAIL:]
    if not re.match(rb"%PDF-[12]\.\d", data) or b"startxref" not in tail or b"%%EOF" not in tail:
        raise Refusal("paper_unreadable", name="")
    if ACTIVE.search(data) or any(map(ACTIVE.search, _unpacked(data))):
        raise Refusal("paper_active", name="")
    return data


def _unpacked(data: bytes) -> list[bytes]:
    found = []
    for packed in PACKED.finditer(data):
        try:
            found.append(zlib.decompressobj().decompress(data[packed.end():], MOST_UNPACKED))
        except zlib.error as broken:
            raise Refusal("paper_unreadable", name="") from broken
    return found


def _too_large() -> Refusal:
    return Refusal("paper_too_large", megabytes=MOST_BYTES // 2**20)

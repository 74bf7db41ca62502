"""Videos from outside: MP4 and WebM files, looked through box by box. Nothing of one is decoded.

Boxes of MP4: ISO/IEC 14496-12 4.2; of WebM: EBML, RFC 8794, and Matroska, RFC 9559.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kiosk.domain.refusals import Refusal

MOST_BYTES = 200 * 2**20
# What every browser of these years plays.
CODECS = {b"avc1", b"avc3", b"av01", b"vp08", b"vp09", b"V_VP8", b"V_VP9", b"V_AV1"}
NO_PICTURES = {b"mp4a", b"Opus", b"fLaC", b"ac-3", b"ec-3", b"text", b"tx3g", b"wvtt", b"mp4s",
               b"mebx", b"tmcd", b"rtmd", b"camm", b"gpmd", b"fdsc"}
# More boxes than that no camera writes.
MOST_BOXES = 20_000
BLOCK = 2**16
INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
# Where cameras write who, where and when.
TELLS = {b"udta", b"meta", b"uuid"}
EBML, SEGMENT, TRACKS, TRACK, CODEC, CLUSTER, TAGS, VOID = (
    b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\x86",
    b"\x1f\x43\xb6\x75", b"\x12\x54\xc3\x67", b"\xec")


@dataclass(frozen=True, slots=True)
class FilePart:
    """A box or an element: `[start, end)` in the file, what is in it from `body` on."""

    name: bytes
    start: int
    body: int
    end: int


class Broken(Exception):
    """A file that is not what it begins as."""


def ending_of(start: bytes) -> str:
    """What a file is by its first bytes, `mp4` or `webm`; "" where it is neither."""
    if start[4:8] == b"ftyp" and start[8:12] != b"qt  ":
        return "mp4"
    return "webm" if start[:4] == EBML and b"webm" in start[:64] else ""


def check_video(file: Path, name: str) -> str:
    """Looks through a whole video and takes off what cameras write beside it, in its place;
    returns its ending, `mp4` or `webm`.

    Refuses with `video_unreadable`, `video_codec` (browsers do not play it), `video_too_large`
    (megabytes).
    """
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise too_large()
    try:
        with file.open("r+b") as opened:
            ending = ending_of(opened.read(64))
            look = {"mp4": _mp4, "webm": _webm}.get(ending)
            codecs = look(opened, size) if look else set()
            opened.flush()
            os.fsync(opened.fileno())
    except Broken as broken:
        raise Refusal("video_unreadable", name=name) from broken
    if not codecs:
        raise Refusal("video_unreadable", name=name)
    if not codecs <= CODECS:
        raise Refusal("video_codec", name=name)
    return ending


def too_large() -> Refusal:
    """The refusal of what is larger than any video may be."""
    return Refusal("video_too_large", megabytes=MOST_BYTES // 2**20)


# ---- MP4


def _mp4(file: IO[bytes], size: int) -> set[bytes]:
    """The codecs of its pictures; what tells of the camera is written over."""
    codecs, seen, counted = set[bytes](), set[bytes](), 0
    left = [(0, size)]
    while left:
        for box in _boxes(file, *left.pop()):
            counted += 1
            if counted > MOST_BOXES:
                raise Broken("too many boxes")
            seen.add(box.name)
            if box.name in INSIDE:
                left.append((box.body, box.end))
            elif box.name in TELLS:
                _blank(file, box, b"free", box.start + 4)
            elif box.name == b"stsd":
                codecs |= _sample_entries(file, box)
    if not {b"moov", b"mdat", b"trak"} <= seen:
        raise Broken("no film in it")
    return codecs


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[FilePart]:
    while start < end:
        head = _read(file, start, 8, end)
        size, body = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, body = int.from_bytes(_read(file, body, 8, end), "big"), body + 8
        stop = end if size == 0 else start + size
        if not body <= stop <= end:
            raise Broken("a box that reaches out of its own")
        yield FilePart(head[4:], start, body, stop)
        start = stop


def _sample_entries(file: IO[bytes], box: FilePart) -> set[bytes]:
    """The kinds of samples of a track, but for those of sound, text and what cameras measure."""
    return {one.name for one in _boxes(file, box.body + 8, box.end)} - NO_PICTURES


# ---- WebM


def _webm(file: IO[bytes], size: int) -> set[bytes]:
    """The codecs of its pictures; what tells of the camera is written over."""
    codecs, counted = set[bytes](), 0
    for top in _elements(file, 0, size):
        if top.name != SEGMENT:
            continue
        for part in _elements(file, top.body, top.end):
            counted += 1
            if counted > MOST_BOXES:
                raise Broken("too many elements")
            if part.name == TRACKS:
                codecs |= {_read(file, one.body, one.end - one.body, one.end)
                           for track in _elements(file, part.body, part.end)
                           if track.name == TRACK
                           for one in _elements(file, track.body, track.end)
                           if one.name == CODEC and one.end - one.body < 32}
            elif part.name == TAGS:
                _blank(file, part, _void(part), part.start)
    return {one for one in codecs if not one.startswith((b"A_", b"S_", b"D_"))}


def _elements(file: IO[bytes], start: int, end: int) -> Iterator[FilePart]:
    """Elements until the end, or until a cluster that does not say how long it is, as those of a
    live recording."""
    while start < end:
        width = _width(file, start, end)
        name = _read(file, start, width, end)
        at = start + width
        width = _width(file, at, end)
        size = int.from_bytes(_read(file, at, width, end), "big") & (1 << 7 * width) - 1
        unknown, body = size == (1 << 7 * width) - 1, at + width
        if unknown and name == CLUSTER:
            return
        stop = end if unknown else body + size
        if stop > end:
            raise Broken("an element that reaches out of its own")
        yield FilePart(name, start, body, stop)
        start = stop


def _width(file: IO[bytes], start: int, end: int) -> int:
    """How many bytes a number has: one more than zeros that its first byte begins with."""
    width = 9 - _read(file, start, 1, end)[0].bit_length()
    if width > 8:
        raise Broken("no number")
    return width


def _void(part: FilePart) -> bytes:
    """The head of an element of nothing, as long as that of a part."""
    width = min(part.body - part.start - 1, 8)
    size = part.end - part.start - 1 - width
    return VOID + (size | 1 << 7 * width).to_bytes(width, "big")


# ---- both


def _read(file: IO[bytes], start: int, size: int, end: int) -> bytes:
    if start + size > end:
        raise Broken("it is cut off")
    file.seek(start)
    return file.read(size)


def _blank(file: IO[bytes], part: FilePart, name: bytes, at: int) -> None:
    """Makes a part one of nothing, as long as it was: what else there is stays in its place."""
    file.seek(at)
    file.write(name)
    for start in range(part.body, part.end, BLOCK):
        file.seek(start)
        file.write(bytes(min(BLOCK, part.end - start)))

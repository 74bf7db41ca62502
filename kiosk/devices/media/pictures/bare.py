"""Pictures without what their makers wrote beside the pixels: no library ever reads that.

Of it all only two things are seen: how the camera was held, and which colours are meant.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
EXIF, ICC = b"Exif\0", b"ICC_PROFILE\0"
# Markers of a JPEG: without a length, then by name. A start of scan ends what comes before pixels.
ALONE = {0x00, 0x01, *range(0xD0, 0xD9)}
EXIF_MARKER, ICC_MARKER, COMMENT, END, SCAN = 0xE1, 0xE2, 0xFE, 0xD9, 0xDA
# JFIF and Adobe say how colours are stored, and are believed from a length on; no other program is.
PROGRAMS, BELIEVED = range(0xE0, 0xF0), {0xE0: (b"JFIF\0", 14), 0xEE: (b"Adobe", 12)}
PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WEBP_PARTS = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"}
# Of VP8X: those that announce an animation and transparency, not what was left out.
WEBP_FLAGS = 0x12
MOST_PROFILE = 4 << 20
ORIENTATION = 0x0112
SIZES = {1: 1, 3: 2, 4: 4}
UPRIGHT, TURNS = 1, range(1, 9)
ENTRY = 12


class Bare(NamedTuple):
    """The file with its pixels only, how it was held (1 to 8), and its colours' profile if any."""

    data: bytes
    held: int = UPRIGHT
    profile: bytes = b""


def bare(data: bytes) -> Bare:
    """A picture of any kind; never fails, whatever it is."""
    if data.startswith(JPEG):
        return _jpeg(data)
    if data.startswith(PNG):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return Bare(data)


def held(tiff: bytes) -> int:
    """How the camera was held, as Exif's first directory tells it; upright where it does not."""
    tiff = tiff.removeprefix(EXIF + b"\0")
    if tiff[:2] not in (b"II", b"MM"):
        return UPRIGHT
    little = tiff[:2] == b"II"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at:at + size], "little" if little else "big")

    first = number(4, 4) + 2
    for entry in range(first, first + ENTRY * number(first - 2, 2), ENTRY):
        if number(entry, 2) == ORIENTATION:
            found = number(entry + 8, SIZES.get(number(entry + 2, 2), 0))
            return found if found in TURNS else UPRIGHT
    return UPRIGHT


def _jpeg(data: bytes) -> Bare:
    kept, exif, at = [JPEG], b"", len(JPEG)
    profile: dict[bytes, bytes] = {}
    for marker, begin, end in _segments(data):
        body, at = data[begin + 4:end], end
        if marker == EXIF_MARKER and body.startswith(EXIF):
            exif = exif or body
        elif marker == ICC_MARKER and body.startswith(ICC):
            # Told in several parts, each with its number.
            profile[body[12:13]] = body[14:]
        elif _is_needed(marker, body):
            kept.append(data[begin:end])
    kept.append(data[at:])
    return Bare(b"".join(kept), held(exif), b"".join(profile[n] for n in sorted(profile)))


def _is_needed(marker: int, body: bytes) -> bool:
    if marker in BELIEVED:
        name, least = BELIEVED[marker]
        return body.startswith(name) and len(body) >= least
    return marker not in PROGRAMS and marker != COMMENT


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """What comes before the pixels: marker, begin, end. Ends early where it is broken."""
    at = data.find(b"\xff", 2)
    while 0 <= at < len(data) - 3:
        marker = data[at + 1]
        if marker in (SCAN, END):
            return
        # A marker may be filled up in front.
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2
        if marker not in ALONE:
            end += int.from_bytes(data[at + 2:at + 4], "big")
            if end < at + 4 or end > len(data):
                return
            yield marker, at, end
        at = data.find(b"\xff", end)


def _png(data: bytes) -> Bare:
    kept, turned, profile, at = [PNG], UPRIGHT, b"", len(PNG)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at:at + 4], "big")
        kind, body = data[at + 4:at + 8], data[at + 8:end - 4]
        if kind in PNG_PARTS:
            kept.append(data[at:end])
        elif kind == b"eXIf":
            turned = held(body)
        elif kind == b"iCCP":
            profile = _unpacked(body.partition(b"\0")[2][1:])
        at = end
    return Bare(b"".join(kept), turned, profile)


def _unpacked(packed: bytes) -> bytes:
    """A profile, b"" where it is broken or endless."""
    try:
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(packed, MOST_PROFILE)
    except zlib.error:
        return b""
    return found if unpacking.eof else b""


def _webp(data: bytes) -> Bare:
    kept, turned, profile, at = [b"WEBP"], UPRIGHT, b"", 12
    while at < len(data):
        size = int.from_bytes(data[at + 4:at + 8], "little")
        end = at + 8 + size + size % 2
        kind, body = data[at:at + 4], data[at + 8:at + 8 + size]
        if kind == b"VP8X" and body:
            body = bytes([body[0] & WEBP_FLAGS]) + body[1:]
        if kind in WEBP_PARTS:
            kept += data[at:at + 8], body, data[at + 8 + size:end]
        elif kind == b"EXIF":
            turned = held(body)
        elif kind == b"ICCP":
            profile = body
        at = end
    whole = b"".join(kept)
    return Bare(b"RIFF" + len(whole).to_bytes(4, "little") + whole, turned, profile)

"""Photographs for tests: noise of a given size, and what cameras write beside a picture."""

from __future__ import annotations

import io
import math
import struct
import zlib
from pathlib import Path
from random import Random

from PIL import Image

CASES = Path(__file__).parent / "cases"
# Bytes a pixel of noise takes in a JPEG of quality 90.
PER_PIXEL = 1.42
# Tags that mean something to a reader, so that chance finds them.
TAGS = (0x0112, 0x011A, 0x011B, 0x0128, 0x8769, 0x8825, 0xA005, 0x927C, 0x010F, 0x9286, 0x0002)
KINDS = tuple(range(14))


def noise(megabytes: float, seed: int = 1) -> bytes:
    """A JPEG of about that size which nothing can make smaller."""
    side = round(math.sqrt(megabytes * 1_000_000 / PER_PIXEL))
    pixels = Image.frombytes("RGB", (side, side), Random(seed).randbytes(side * side * 3))
    written = io.BytesIO()
    pixels.save(written, "JPEG", quality=90, subsampling=0)
    return written.getvalue()


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    """A picture as a file."""
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def exif(chance: Random) -> bytes:
    """A block as no camera should write it: directories of chance, or only chance."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randrange(120))
    little = chance.random() < 0.5
    order = "<" if little else ">"
    block = bytearray(b"II*\0" if little else b"MM\0*")
    block += struct.pack(f"{order}I", chance.choice((8, 8, 8, 8, 0, 4, chance.randrange(1 << 32))))
    for _ in range(chance.randrange(1, 4)):
        entries = chance.randrange(8)
        turned = chance.random() < 0.6
        claimed = entries if chance.random() < 0.9 else chance.randrange(1 << 16)
        block += struct.pack(f"{order}H", claimed + turned)
        if turned:
            block += struct.pack(f"{order}HHIHH", TAGS[0], 3, 1, chance.randrange(10), 0)
        for _ in range(entries):
            tag = chance.choice(TAGS) if chance.random() < 0.8 else chance.randrange(1 << 16)
            count = chance.choice((0, 1, 1, 1, 2, 3, chance.randrange(1 << 32)))
            value = chance.choice((chance.randrange(9), chance.randrange(200),
                                   chance.randrange(1 << 32)))
            block += struct.pack(f"{order}HHII", tag, chance.choice(KINDS), count, value)
        block += struct.pack(f"{order}I", chance.choice((0, 8, chance.randrange(300))))
        block += chance.randbytes(chance.randrange(40))
    for _ in range(chance.choice((0, 0, 1, 3))):
        block[chance.randrange(len(block))] = chance.randrange(256)
    return bytes(block[:chance.randrange(len(block))] if chance.random() < 0.1 else block)


def with_exif(picture: bytes, block: bytes) -> bytes:
    """The file of a picture with a block in the place where its kind has it."""
    if picture.startswith(b"\xff\xd8"):
        return with_segment(picture, 0xE1, b"Exif\0\0" + block)
    if picture.startswith(b"\x89PNG"):
        return with_chunk(picture, b"eXIf", block)
    return _with_webp_part(picture, b"EXIF", block)


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    """A JPEG with one more segment in front."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + jpeg[2:]


def with_chunk(png: bytes, kind: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk behind its head."""
    return png[:33] + _chunk(kind, body) + png[33:]


def png(size: tuple[int, int], depth: int, colours: int, lines: bytes) -> bytes:
    """A PNG of any depth and kind of colours, of its lines as they are packed."""
    head = struct.pack(">IIBBBBB", *size, depth, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(
        b"IDAT", zlib.compress(lines)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _with_webp_part(webp: bytes, kind: bytes, body: bytes) -> bytes:
    """A simple WebP made an extended one, with one more part at its end."""
    wide, high = (int.from_bytes(webp[at:at + 2], "little") & 0x3FFF for at in (26, 28))
    head = b"\x08\0\0\0" + (wide - 1).to_bytes(3, "little") + (high - 1).to_bytes(3, "little")
    parts = b"WEBP" + b"".join(
        name + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2)
        for name, part in ((b"VP8X", head), (webp[12:16], webp[20:]), (kind, body)))
    return b"RIFF" + struct.pack("<I", len(parts)) + parts

"""Videos for tests: whole ones of few bytes, made box by box."""

from __future__ import annotations

PLACE = b"+37.1400+111.7800/"


def box(name: bytes, *inside: bytes) -> bytes:
    """A box of MP4."""
    body = b"".join(inside)
    return (len(body) + 8).to_bytes(4, "big") + name + body


def mp4(codec: bytes = b"avc1", brand: bytes = b"isom", film: int = 64) -> bytes:
    """A film of so many bytes with sound, and where it was recorded."""
    def track(entry: bytes) -> bytes:
        table = box(b"stsd", bytes(4), (1).to_bytes(4, "big"), box(entry, bytes(16)))
        return box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))

    return (
        box(b"ftyp", brand, bytes(4), b"mp42")
        + box(b"moov", track(codec), track(b"mp4a"), box(b"udta", box(b"\xa9xyz", PLACE)))
        + box(b"mdat", bytes(range(256)) * (film // 256) + bytes(film % 256))
    )


def element(name: bytes, *inside: bytes) -> bytes:
    """An element of WebM, its length in four bytes."""
    body = b"".join(inside)
    return name + (len(body) | 1 << 28).to_bytes(4, "big") + body


def webm(codec: bytes = b"V_VP9", kind: bytes = b"webm", *, live: bool = False) -> bytes:
    """A film with sound; as a browser records it `live`, its cluster does not say how long it is.
    """
    tracks = [element(b"\xae", element(b"\x86", one)) for one in (codec, b"A_OPUS")]
    cluster = b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + bytes(40) if live else (
        element(b"\x1f\x43\xb6\x75", bytes(40)))
    tags = b"" if live else element(b"\x12\x54\xc3\x67", PLACE)
    return element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", kind)) + element(
        b"\x18\x53\x80\x67", element(b"\x16\x54\xae\x6b", *tracks), cluster, tags)

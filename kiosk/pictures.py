"""Pictures from outside: decoded, turned upright, made small and written anew, without metadata."""

from __future__ import annotations

import io
import struct
import warnings
from enum import StrEnum
from pathlib import Path
from typing import IO

from PIL import Image, ImageOps

from kiosk.domain.refusals import Refusal

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 20_000_000
# As large as the largest panel shows a doorway: 3:4.
LARGEST = (1080, 1440)
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")


class Keep(StrEnum):
    """What stays of a picture that is not as slim as a doorway: the left of a wide one or the top
    of a tall one, the middle, the right or the bottom."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


CENTRES = {Keep.START: 0.0, Keep.MIDDLE: 0.5, Keep.END: 1.0}


def plain_jpeg(file: Path | IO[bytes], name: str = "", keep: Keep | None = None) -> bytes:
    """A JPEG of at most 1080 × 1440 pixels with nothing in it but the picture, cut to the shape of
    a doorway where it is said what to `keep`.

    Refuses with `picture_too_large` or `picture_unreadable`.
    """
    try:
        # The size is looked at before a byte is read, and the pixels before any is decoded.
        if _size(file) > MOST_BYTES:
            raise _too_large()
        with warnings.catch_warnings(), Image.open(file, formats=FORMATS) as opened:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_large()
            return _plain(opened, keep)
    except Image.DecompressionBombError as bomb:
        raise _too_large() from bomb
    except (OSError, SyntaxError, ValueError, struct.error) as trouble:
        raise Refusal("picture_unreadable", name=name) from trouble


def _size(file: Path | IO[bytes]) -> int:
    if isinstance(file, Path):
        return file.stat().st_size
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _plain(opened: Image.Image, keep: Keep | None) -> bytes:
    """What is seen, and only that: a new picture keeps no camera, place or profile."""
    upright = ImageOps.exif_transpose(opened)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    seen = upright.convert("RGB")
    if keep is not None:
        seen = _cut(seen, CENTRES[keep])
    seen.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    plain = Image.new("RGB", seen.size)
    plain.paste(seen)
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _cut(seen: Image.Image, centre: float) -> Image.Image:
    """The largest part as slim as a doorway."""
    wide, high = LARGEST
    part = (min(seen.width, max(seen.height * wide // high, 1)),
            min(seen.height, max(seen.width * high // wide, 1)))
    return ImageOps.fit(seen, part, Image.Resampling.LANCZOS, centering=(centre, centre))


def _too_large() -> Refusal:
    return Refusal("picture_too_large", megabytes=MOST_BYTES // 2**20,
                   megapixels=MOST_PIXELS // 10**6)

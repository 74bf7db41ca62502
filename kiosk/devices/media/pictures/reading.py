"""Reads a picture within little memory: scaled while it is read, the rest strip by strip."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from math import ceil

from PIL import Image, ImageCms, ImageOps

from kiosk.devices.media.pictures import LARGEST, LENGTH, MOST_PIXELS, Keep, too_large
from kiosk.devices.media.pictures.bare import JPEG, Bare, bare
from kiosk.domain.exhibition.pictures import PictureFrame, frame_of
from kiosk.domain.refusals import Refusal

QUALITY = 85
# Of an animation the first picture.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
CENTRES = {Keep.START: 0.0, Keep.MIDDLE: 0.5, Keep.END: 1.0}
# Pixels that are looked at at once.
STRIP = 1 << 20
# Grey of 16 bits, made one of 8.
FINER = 257
ACROSS = 5
TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}


def plain(data: bytes, keep: str | None = None) -> bytes:
    """What is seen, and only that, as a JPEG; `keep` is a Keep, a frame or empty. Refuses
    `picture_too_large`, `picture_unreadable`."""
    return _jpeg(_seen_in(data, keep, LARGEST), LARGEST)


def in_sizes(data: bytes, keep: str, *boxes: str) -> bytes:
    """The same in each of some sizes (`1080x1440`), each after its length. Refuses as `plain`."""
    sizes = [(int(wide), int(high)) for wide, _, high in (box.partition("x") for box in boxes)]
    largest = max(wide for wide, _ in sizes), max(high for _, high in sizes)
    seen = _seen_in(data, keep, largest)
    written = (_jpeg(seen, size) for size in sizes)
    return b"".join(len(one).to_bytes(LENGTH, "big") + one for one in written)


def _seen_in(data: bytes, keep: str | None, largest: tuple[int, int]) -> Image.Image:
    """What is seen, upright and as large as it is needed."""
    found = bare(data)
    # Pillow refuses twice as many, before it makes room for them; those of a JPEG are scaled first.
    Image.MAX_IMAGE_PIXELS = None if data.startswith(JPEG) else MOST_PIXELS // 2
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(found.data), formats=FORMATS) as opened:
                return _upright(opened, found, _part(keep), largest)
    except Refusal:
        raise
    except (Image.DecompressionBombError, MemoryError) as much:
        raise too_large() from much
    except Exception as trouble:
        # A broken file fails wherever it happens to be broken.
        raise Refusal("picture_unreadable", name="") from trouble


def _part(keep: str | None) -> Keep | PictureFrame | None:
    """What stays, as it is written."""
    if not keep:
        return None
    return Keep(keep) if keep in CENTRES else frame_of(keep)


def _upright(
    opened: Image.Image, found: Bare, keep: Keep | PictureFrame | None, largest: tuple[int, int]
) -> Image.Image:
    small = _small(opened, found.held >= ACROSS, keep, largest)
    upright = _in_usual_colours(small, found.profile)
    if found.held in TURNED:
        upright = upright.transpose(TURNED[found.held])
    if isinstance(keep, PictureFrame):
        return upright.crop(_box(upright, keep))
    return upright if keep is None else _cut(upright, CENTRES[keep])


def _jpeg(seen: Image.Image, size: tuple[int, int]) -> bytes:
    """It alone, no larger than a size."""
    fitting = seen.copy()
    fitting.thumbnail(size, Image.Resampling.LANCZOS)
    only = Image.new("RGB", fitting.size)
    only.paste(fitting)
    written = io.BytesIO()
    only.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def _small(
    opened: Image.Image, lying: bool, keep: Keep | PictureFrame | None, largest: tuple[int, int]
) -> Image.Image:
    """As small as it can be made quickly: less than twice as wide or high as it is needed."""
    kept = keep[2:] if isinstance(keep, PictureFrame) else (1.0, 1.0)
    wide, high = (size / part for size, part in zip(largest, kept, strict=True))
    if lying:
        wide, high = high, wide
    times = (min if isinstance(keep, Keep) else max)(opened.width / wide, opened.height / high)
    needed = ceil(opened.width / max(times, 1)), ceil(opened.height / max(times, 1))
    # A small part of a picture that is too large to be read whole is taken a little coarser.
    by = 1
    while (opened.width // by) * (opened.height // by) > MOST_PIXELS:
        by *= 2
    opened.draft(None, (min(needed[0], opened.width // by), min(needed[1], opened.height // by)))
    if opened.width * opened.height > MOST_PIXELS:
        raise too_large()
    by = max(min(opened.width // needed[0], opened.height // needed[1]), 1)
    rows = by * max(STRIP // (opened.width * by), 1)
    mode = _seen(opened.crop((0, 0, 1, 1))).mode
    small = Image.new(mode, (ceil(opened.width / by), ceil(opened.height / by)))
    for y in range(0, opened.height, rows):
        strip = opened.crop((0, y, opened.width, min(y + rows, opened.height)))
        small.paste(_seen(strip).reduce(by), (0, y // by))
    return small


def _seen(part: Image.Image) -> Image.Image:
    """Whatever the pixels are, as grey, RGB or CMYK; white shines through what is clear."""
    if part.mode.startswith("I"):
        return part.convert("I").point(lambda grey: grey * (1 / FINER)).convert("L")
    if part.has_transparency_data:
        clear = part.convert("RGBA")
        part = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    if part.mode in ("L", "RGB", "CMYK"):
        return part
    return part.convert("L" if part.mode == "1" else "RGB")


def _in_usual_colours(seen: Image.Image, profile: bytes) -> Image.Image:
    """In the colours a screen shows; a profile that is broken or another picture's is left out."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, TypeError, ValueError):
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(
                seen, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if shown:
                return shown
    return seen.convert("RGB")


def _box(seen: Image.Image, frame: PictureFrame) -> tuple[int, int, int, int]:
    """A frame in pixels, one at least."""
    left, top = int(frame.left * seen.width), int(frame.top * seen.height)
    return (left, top, left + max(round(frame.width * seen.width), 1),
            top + max(round(frame.height * seen.height), 1))


def _cut(seen: Image.Image, centre: float) -> Image.Image:
    """The largest part as slim as a doorway."""
    wide, high = LARGEST
    part = (min(seen.width, max(seen.height * wide // high, 1)),
            min(seen.height, max(seen.width * high // wide, 1)))
    return ImageOps.fit(seen, part, Image.Resampling.LANCZOS, centering=(centre, centre))

"""Albums for tests: those of a new centre, one with one picture, a photograph with its place."""

from __future__ import annotations

import io

from PIL import Image

from db.exhibition import albums as rows
from kiosk.actions.exhibition import AREA
from kiosk.context import AppContext
from tests.support.centre import first_content

RED = (200, 30, 30)
GPS = 0x8825
TEXT = {"zh": "在", "en": "here"}


def photo(size: tuple[int, int] = (2600, 1950)) -> io.BytesIO:
    """A telephone's photograph, with the place in it."""
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (37.0, 8.0, 30.0)
    written = io.BytesIO()
    Image.new("RGB", size, RED).save(written, "JPEG", exif=exif)
    written.seek(0)
    return written


def hang(ctx: AppContext, **more: object) -> None:
    """An album with one picture."""
    with ctx.database.write(content=True) as tx:
        rows.seed(tx, {
            "albums": [{"id": "life", "title": TEXT, "icon": "photo"}],
            "pictures": [{"id": "one", "album": "life", "title": TEXT, "caption": TEXT,
                          "alternative": TEXT, "icon": "photo"} | more],
        })


def seed_albums(ctx: AppContext) -> None:
    """Hangs what a new centre begins with."""
    assert AREA.seed
    with ctx.database.write(content=True) as tx:
        AREA.seed.write(tx, first_content())

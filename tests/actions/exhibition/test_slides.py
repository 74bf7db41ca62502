"""Pictures taken into the centre: upright, small, nameless; and slides as they are stored."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from db.exhibition import slides as rows
from kiosk.actions.exhibition.pictures import hang_picture, import_picture, picture_file
from kiosk.actions.exhibition.slides import slides
from kiosk.actions.statistics import run_due
from kiosk.context import AppContext
from kiosk.devices.media.pictures import LARGEST, MOST_BYTES, MOST_PIXELS
from kiosk.domain.refusals import Refusal
from tests.support.days import days_of_chance
from tests.visual.test_seed_content import CONTENT

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
LYING = 6
RED, BLUE = (200, 30, 30), (30, 30, 200)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A phone's photo: lying on its side, with the camera's name and the place in it."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = LYING, "Secret Camera"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (37.0, 8.0, 30.0)
    picture = Image.new("RGB", (2000, 1500), RED)
    picture.paste(BLUE, (0, 0, 1000, 1500))
    file = tmp_path / "photo.jpg"
    picture.save(file, exif=exif, comment=b"taken by Li Ming")
    return file


def with_slides(ctx: AppContext) -> AppContext:
    """The small centre with the slides of the first content."""
    with ctx.database.write(content=True) as tx:
        rows.seed(tx, CONTENT)
    return ctx


def test_a_picture_keeps_nothing_but_what_is_seen(sqlite_ctx: AppContext, photo: Path) -> None:
    # The control: it was all in there.
    assert Image.open(photo).getexif().get_ifd(GPS)
    assert b"Secret Camera" in photo.read_bytes() and b"Li Ming" in photo.read_bytes()
    kept = picture_file(sqlite_ctx, import_picture(sqlite_ctx, photo))
    raw, seen = kept.read_bytes(), Image.open(kept)
    assert not dict(seen.getexif()) and "comment" not in seen.info and "exif" not in seen.info
    assert b"Secret Camera" not in raw and b"Li Ming" not in raw and b"Exif" not in raw
    assert seen.size == LARGEST, "upright, and as large as the panel needs it"
    top, bottom = seen.getpixel((500, 100)), seen.getpixel((500, 1300))
    assert top[2] > top[0] and bottom[0] > bottom[2], "turned as it was taken"


def test_the_same_picture_is_kept_once(sqlite_ctx: AppContext, photo: Path) -> None:
    first, second = (import_picture(sqlite_ctx, photo) for _ in range(2))
    assert first == second
    folder = picture_file(sqlite_ctx, first).parent
    assert [file.name for file in folder.iterdir()] == [first]


def test_a_small_picture_is_not_blown_up_and_a_clear_one_gets_a_ground(
    sqlite_ctx: AppContext, tmp_path: Path
) -> None:
    file = tmp_path / "clear.png"
    Image.new("RGBA", (300, 400), (0, 0, 0, 0)).save(file)
    seen = Image.open(picture_file(sqlite_ctx, import_picture(sqlite_ctx, file)))
    assert seen.size == (300, 400) and seen.getpixel((10, 10)) == (255, 255, 255)


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that unfold to a wall of pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(
            ">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(
        b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("code", "content"), [
    ("picture_too_large", png_that_claims(60_000, 60_000)),
    ("picture_too_large", png_that_claims(5_000, MOST_PIXELS // 5_000 + 1)),
    ("picture_too_large", b"\xff\xd8" + bytes(MOST_BYTES)),
    ("picture_unreadable", png_that_claims(500, 500)),
    ("picture_unreadable", b"GIF89a" + bytes(100)),
    ("picture_unreadable", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("picture_unreadable", b""),
], ids=["bomb", "too many pixels", "too many bytes", "cut off", "gif", "svg", "empty"])
def test_what_is_no_picture_or_too_much_of_one_is_refused(
    sqlite_ctx: AppContext, tmp_path: Path, code: str, content: bytes
) -> None:
    file = tmp_path / "given.jpg"
    file.write_bytes(content)
    with pytest.raises(Refusal, match=code) as refused:
        import_picture(sqlite_ctx, file)
    for words in sqlite_ctx.words.values():
        assert words(f"refusals.{code}", **refused.value.details)
    assert not picture_file(sqlite_ctx, "x").parent.exists(), "nothing was left behind"


@pytest.mark.both
def test_a_picture_is_hung_into_a_doorway_of_a_slide(ctx: AppContext, photo: Path) -> None:
    with_slides(ctx)
    name = hang_picture(ctx, "welcome", 2, photo)
    welcome = slides(ctx)[0]
    assert [exhibit.picture for exhibit in welcome.exhibits] == ["", name, ""]
    for slide_id, place in (("welcome", 0), ("welcome", 4), ("nowhere", 1), ("notices", 1)):
        with pytest.raises(Refusal, match="no_such_place"):
            hang_picture(ctx, slide_id, place, photo)


def test_slides_come_back_as_they_were_written_and_in_order(ctx: AppContext) -> None:
    assert [slide.id for slide in slides(ctx)] == ["centre"], "a centre without any has itself"
    with_slides(ctx)
    found = slides(ctx)
    assert [slide.id for slide in found] == [body["id"] for body in CONTENT["slides"]]
    assert found == tuple(rows.slide_of(body) for body in CONTENT["slides"])
    assert found[0].figures[1].value == "323" and found[0].lasts.total_seconds() == 8


@pytest.mark.both
def test_the_last_month_stands_on_the_slide_that_asks_for_it(ctx: AppContext) -> None:
    def last_month() -> dict[str, str]:
        slide = next(one for one in slides(ctx) if one.counts)
        return {figure.label.zh: figure.value for figure in slide.figures}

    with_slides(ctx)
    assert last_month() == {}, "nothing was summed up yet, and the slide is left out"
    put = [row for row in days_of_chance(ctx, 3, days=50) if row["day"].startswith("2026-09")]
    while run_due(ctx) <= 1:
        pass
    told = last_month()
    assert told["取了号"] == str(len(put))
    assert told["办完的事"] == str(sum(row["state"] == "done" for row in put))
    assert int(told["办事一般等"]) > 0
    assert "志愿者帮好" not in told, "of nothing nothing is told"

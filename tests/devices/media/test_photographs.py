"""Photographs as telephones, scanners and chance make them: what is seen of each, and what is not.

Most are read right here, by what the process for pictures does; that process itself comes last.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import threading
import time
import zlib
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms

from kiosk.devices import isolation
from kiosk.devices.media.pictures import LARGEST, Keep, plain_jpeg
from kiosk.devices.media.pictures.reading import TURNED, plain
from kiosk.domain.refusals import Refusal
from tests.support.centre import ROOT
from tests.support.photographs import (
    CASES,
    exif,
    noise,
    png,
    saved,
    with_chunk,
    with_exif,
    with_segment,
)

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)
QUICK, SOAK = 100, 30_000
ORIENTATION = 0x0112
# As a camera lays down what is upright: the other way round than it is turned back.
HELD = TURNED | {6: TURNED[8], 8: TURNED[6]}


def seen(data: bytes, keep: str | None = None) -> Image.Image:
    """The picture that is made of a file."""
    return Image.open(io.BytesIO(plain(data, keep)))


def near(one: object, other: tuple[int, int, int], by: int = 12) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < by for a, b in zip(one, other, strict=True))


def two_fields(size: tuple[int, int] = (40, 30)) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture


# ---- what cameras write beside the picture


def tried(seed: int, files: list[bytes]) -> str:
    """What becomes of a good picture with a block of chance beside it."""
    try:
        size = seen(with_exif(files[seed % len(files)], exif(Random(seed)))).size
    except Refusal as refusal:
        return refusal.code
    return "good" if size in ((40, 30), (30, 40)) else str(size)


@pytest.mark.parametrize("most", [QUICK, pytest.param(SOAK, marks=pytest.mark.soak)])
def test_no_block_beside_a_good_picture_spoils_it(most: int) -> None:
    files = [saved(two_fields(), kind) for kind in ("JPEG", "PNG", "WEBP")]
    told = Counter(tried(seed, files) for seed in range(most))
    assert told == {"good": most}, told


@pytest.mark.parametrize("file", sorted(CASES.glob("exif-*.jpg")), ids=lambda file: file.stem)
def test_a_camera_that_counts_wrongly_takes_good_pictures(file: Path) -> None:
    assert seen(file.read_bytes()).size == (300, 400), "turned as it says"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("way", range(1, 9))
def test_a_picture_stands_upright_however_it_was_held(kind: str, order: str, way: int) -> None:
    block = Image.Exif()
    block.endian = "<" if order == "little" else ">"
    block[ORIENTATION] = way
    file = with_exif(saved(two_fields(), kind), block.tobytes().removeprefix(b"Exif\0\0"))
    shown = seen(file)
    # How red lies after each turn: on the left, on the right, above or below.
    where = {1: (5, 15), 2: (35, 15), 3: (35, 15), 4: (5, 15),
             5: (15, 5), 6: (15, 5), 7: (15, 35), 8: (15, 35)}[way]
    assert shown.size == ((40, 30) if way < 5 else (30, 40))
    assert near(shown.getpixel(where), RED)


@pytest.mark.parametrize("marker", [*range(0xE0, 0xF0), 0xFE])
def test_no_program_of_a_camera_is_believed(marker: int) -> None:
    chance, file = Random(marker), saved(two_fields(), "JPEG")
    for begin in (b"", b"Exif", b"Exif\0\0", b"JFIF", b"JFIF\0", b"Adobe", b"ICC_PROFILE\0",
                  b"MPF\0", b"Photoshop 3.0\x008BIM\x04\x04", b"http://ns.adobe.com/xap/1.0/\0"):
        body = begin + chance.randbytes(chance.randrange(8))
        assert near(seen(with_segment(file, marker, body)).getpixel((35, 15)), BLUE)


def test_no_text_beside_a_drawing_is_unfolded() -> None:
    file, chance = saved(two_fields(), "PNG"), Random(1)
    for kind in (b"zTXt", b"iTXt", b"tEXt", b"iCCP", b"pHYs", b"gAMA", b"acTL", b"eXIf"):
        assert near(seen(with_chunk(file, kind, chance.randbytes(9))).getpixel((35, 15)), BLUE)
    for endless in (b"zTXt", b"iCCP"):
        packed = b"x\0\0" + zlib.compress(bytes(50 << 20))
        assert near(seen(with_chunk(file, endless, packed)).getpixel((35, 15)), BLUE)


def test_two_pictures_in_one_file_are_the_first() -> None:
    """As telephones keep a portrait with its depth."""
    file = saved(two_fields(), "MPO", save_all=True,
                 append_images=[Image.new("RGB", (9, 9), GREEN)])
    assert seen(file).size == (40, 30)
    assert seen(file + b"Samsung trailer").size == (40, 30)


# ---- kinds of pixels


def test_sixteen_bits_of_grey_stay_grey() -> None:
    shown = seen((CASES / "gray16.png").read_bytes())
    for x in (5, 60, 128, 200, 250):
        assert near(shown.getpixel((x, 30)), (x, x, x), 4)


GREY, COLOUR, GREY_CLEAR, COLOUR_CLEAR = 0, 2, 4, 6


@pytest.mark.parametrize(("kind", "depth"), [
    *((GREY, depth) for depth in (1, 2, 4)),
    *((kind, depth) for kind in (GREY, COLOUR, GREY_CLEAR, COLOUR_CLEAR) for depth in (8, 16)),
])
def test_a_scan_is_as_bright_as_it_was(kind: int, depth: int) -> None:
    values = {GREY: 1, COLOUR: 3, GREY_CLEAR: 1, COLOUR_CLEAR: 3}[kind]
    most, steps = (1 << depth) - 1, min(1 << depth, 256)
    row = ""
    for x in range(256):
        value = (x * steps // 256) * most // (steps - 1)
        row += f"{value:0{depth}b}" * values + "1" * depth * (kind in (GREY_CLEAR, COLOUR_CLEAR))
    line = b"\0" + int(row, 2).to_bytes(len(row) // 8, "big")
    shown = seen(png((256, 20), depth, kind, line * 20))
    for x in range(4, 252, 8):
        bright = (x * steps // 256) * 255 // (steps - 1)
        assert depth < 8 or near(shown.getpixel((x, 10)), (bright,) * 3, 5), x
    assert near(shown.getpixel((2, 10)), (0, 0, 0), 8)
    assert near(shown.getpixel((253, 10)), WHITE, 8)


def clear(mode: str) -> Image.Image:
    """Red on the left, nothing on the right."""
    picture = Image.new("RGBA", (40, 30), (*RED, 255))
    picture.paste((0, 0, 0, 0), (20, 0, 40, 30))
    return picture.quantize(8) if mode == "P" else picture.convert(mode)


@pytest.mark.parametrize(("kind", "mode"), [
    ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("WEBP", "RGBA"), ("GIF", "RGBA")])
def test_where_a_picture_is_clear_it_is_white(kind: str, mode: str) -> None:
    shown = seen(saved(clear(mode), kind, **{"lossless": True} if kind == "WEBP" else {}))
    assert near(shown.getpixel((34, 15)), WHITE)
    assert not near(shown.getpixel((5, 15)), WHITE, 60)


@pytest.mark.parametrize(("kind", "mode", "how"), [
    ("JPEG", "CMYK", {}), ("JPEG", "L", {}), ("JPEG", "RGB", {"progressive": True}),
    ("PNG", "1", {}), ("PNG", "L", {}), ("PNG", "P", {}), ("GIF", "P", {}),
    ("WEBP", "RGB", {}), ("WEBP", "RGB", {"lossless": True}),
])
@pytest.mark.parametrize("size", [(40, 30), (4000, 1500)])
def test_every_kind_of_pixels_is_seen(
    kind: str, mode: str, how: dict[str, object], size: tuple[int, int]
) -> None:
    picture = Image.new("RGB", size, (0, 0, 0))
    picture.paste((255, 255, 255), (size[0] // 2, 0, *size))
    for keep in (None, Keep.MIDDLE):
        shown = seen(saved(picture.convert(mode), kind, **how), keep)
        left, right = (shown.getpixel((shown.width * n // 8, shown.height // 2)) for n in (1, 7))
        assert near(left, (0, 0, 0), 25) and near(right, WHITE, 25)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept(kind: str) -> None:
    more = [Image.new("RGB", (40, 30), colour) for colour in (GREEN, BLUE)]
    file = saved(Image.new("RGB", (40, 30), RED), kind, save_all=True, append_images=more)
    assert near(seen(file).getpixel((20, 15)), RED, 16)


# ---- colours


def far_from_usual() -> bytes:
    """A profile in which nothing is as on a screen: L*a*b* taken for red, green and blue."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_profile_of_another_picture_or_of_chance_shifts_nothing(kind: str) -> None:
    chance = Random(1)
    good = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    broken = [bytes(chance.randrange(256) if chance.random() < 0.2 else one for one in good)
              for _ in range(20)]
    for profile in (good, far_from_usual(), b"", b"x", good[:100], *broken[:5]):
        shown = seen(saved(two_fields(), kind, icc_profile=profile))
        assert shown.size == (40, 30) and "icc_profile" not in shown.info
    for profile in (good, far_from_usual(), b"x", good[:100]):
        shown = seen(saved(two_fields(), kind, icc_profile=profile))
        assert near(shown.getpixel((5, 15)), RED, 16)


def wide_colours() -> bytes:
    """sRGB with its red and green columns told the other way round, so that it can be seen."""
    good = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = good.find(b"rXYZ"), good.find(b"gXYZ")
    good[red:red + 4], good[green:green + 4] = b"gXYZ", b"rXYZ"
    return bytes(good)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_are_those_that_were_meant(kind: str) -> None:
    shown = seen(saved(two_fields(), kind, icc_profile=wide_colours()))
    assert near(shown.getpixel((5, 15)), (RED[1], RED[0], RED[2]), 24)


# ---- how large


@pytest.mark.parametrize(("size", "mode", "how"), [
    ((5712, 4284), "RGB", {}), ((8064, 6048), "L", {}), ((8192, 6144), "L", {}),
    ((6144, 8192), "L", {"progressive": True}), ((16320, 12240), "L", {}),
], ids=["24", "48", "50", "50 progressive", "200"])
@pytest.mark.parametrize("keep", [None, Keep.MIDDLE])
def test_megapixels_of_a_telephone_are_scaled_while_they_are_read(
    size: tuple[int, int], mode: str, how: dict[str, object], keep: Keep | None
) -> None:
    shown = seen(saved(Image.new(mode, size, "grey"), "JPEG", **how), keep)
    assert max(shown.width / LARGEST[0], shown.height / LARGEST[1]) == 1
    assert keep is None or shown.size == LARGEST


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_other_kinds_are_read_strip_by_strip(kind: str) -> None:
    assert seen(saved(Image.new("L", (8192, 6144), "grey"), kind)).size == (1080, 810)
    with pytest.raises(Refusal, match="picture_too_large"):
        plain(saved(Image.new("1", (8192, 6145)), kind))


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (9000, 1), (1080, 1440), (1081, 1441),
                                  (2159, 2881), (12000, 300), (300, 12000)])
@pytest.mark.parametrize("keep", [None, *Keep, "0.2 0.3 0.5 0.4"])
def test_no_shape_is_too_odd(size: tuple[int, int], keep: str | None) -> None:
    for kind in ("JPEG", "PNG"):
        for way in (1, 6):
            block = Image.Exif()
            block[ORIENTATION] = way
            shown = seen(saved(Image.new("RGB", size, RED), kind, exif=block), keep)
            assert shown.width <= LARGEST[0] and shown.height <= LARGEST[1]
            assert near(shown.getpixel((shown.width // 2, shown.height // 2)), RED)


@pytest.mark.parametrize("way", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_lies_in_the_frame_stays_whichever_way_it_was_held(kind: str, way: int) -> None:
    fields = Image.new("RGB", (400, 300), "grey")
    fields.paste(RED, (40, 30, 200, 90))
    block = Image.Exif()
    block[ORIENTATION] = way
    held = saved(fields.transpose(HELD[way]) if way in HELD else fields, kind, exif=block)
    part = seen(held, "0.1 0.1 0.4 0.2")
    assert part.size == (160, 60)
    for at in ((4, 4), (155, 4), (4, 55), (155, 55)):
        assert near(part.getpixel(at), RED, 24)
    assert not near(seen(held).getpixel((4, 4)), RED, 24), "the control: without a frame"
    assert not near(seen(held, "0.1 0.1 0.5 0.2").getpixel((190, 30)), RED, 24), "a wider one"


def test_a_small_part_of_a_picture_of_200_megapixels_is_read_coarser() -> None:
    wide = saved(Image.new("L", (16320, 12240), "grey"), "JPEG")
    assert seen(wide, "0.5 0.5 0.1 0.1").size == (816, 612)


# ---- what is no picture


def claims(file: bytes, size: tuple[int, int]) -> bytes:
    """A JPEG whose head tells of more pixels than there are."""
    at = max(file.find(b"\xff\xc0"), file.find(b"\xff\xc2")) + 5
    wide, high = (one.to_bytes(2, "big") for one in size)
    return file[:at] + high + wide + file[at + 4:]


BASE, IN_PASSES = (
    saved(Image.effect_noise((400, 300), 80).convert("RGB"), "JPEG", progressive=in_passes)
    for in_passes in (False, True))
BROKEN = {
    "cut off": BASE[:len(BASE) // 2], "cut off in its head": BASE[:300], "only its mark": BASE[:2],
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200),
    "AVIF": b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(200),
    "TIFF": saved(Image.new("RGB", (9, 9)), "TIFF"), "BMP": saved(Image.new("RGB", (9, 9)), "BMP"),
    "text": "照片".encode(), "nothing": b"",
    "cut off PNG": saved(two_fields(), "PNG")[:70], "WebP of no size": b"RIFF\0\0\0\0WEBPVP8 ",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_refused_kindly(broken: bytes) -> None:
    with pytest.raises(Refusal, match="picture_unreadable"):
        plain(broken)


@pytest.mark.parametrize("most", [QUICK, pytest.param(SOAK, marks=pytest.mark.soak)])
def test_a_file_that_chance_wrote_on_is_read_or_refused(most: int) -> None:
    files = [saved(two_fields(), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")]
    files.append(saved(two_fields(), "JPEG", progressive=True))
    for seed in range(most):
        chance, file = Random(seed), bytearray(files[seed % len(files)])
        for _ in range(chance.randrange(1, 6)):
            # Not its size: what that can do is tried below, within limits.
            file[chance.randrange(40, len(file))] = chance.randrange(256)
        # Nothing else may come of it.
        with suppress(Refusal):
            plain(bytes(file[:chance.randrange(len(file))] if seed % 7 == 0 else file))


# ---- the process that reads them


def test_a_photograph_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(noise(0.3))
    for keep in (None, Keep.END):
        for given in (file, io.BytesIO(file.read_bytes())):
            assert plain_jpeg(given, "a.jpg", keep) == plain(file.read_bytes(), keep)


@pytest.mark.parametrize(("bomb", "code"), [
    (claims(BASE, (65_500, 65_500)), "picture_too_large"),
    (claims(IN_PASSES, (65_500, 65_500)), "picture_too_large"),
    # Kept whole while it is read, however small it will be: only memory can tell.
    (claims(IN_PASSES, (40_000, 40_000)), "picture_unreadable"),
    (b"RIFF\0\0\0\0WEBPVP8L\x12\0\0\0/" + (16382 | 16382 << 14).to_bytes(4, "little") + bytes(13),
     "picture_too_large"),
    (b"HEIC", "picture_unreadable"),
], ids=["too many pixels", "the same in passes", "in passes", "WebP", "no picture"])
def test_a_bomb_ends_only_the_process_that_reads_it(bomb: bytes, code: str) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with pytest.raises(Refusal, match=code):
        plain_jpeg(io.BytesIO(bomb), "bomb.jpg")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 1_200_000)


def test_its_memory_has_an_end_and_it_writes_no_file(tmp_path: Path) -> None:
    def ends(what: str) -> int:
        made = f"from kiosk.devices.isolation.__main__ import limit; limit(); {what}"
        return subprocess.run([sys.executable, "-c", made], stderr=subprocess.DEVNULL,
                              cwd=ROOT, check=False).returncode

    assert ends("bytearray(1 << 28)") == 0
    assert ends("bytearray(5 << 28)") == 1
    assert ends(f"__import__('pathlib').Path('{tmp_path}/a').write_text('a')") == 1


@pytest.mark.parametrize("fate", ["sys.exit(4)", "os.kill(os.getpid(), 9)",
                                  "os.kill(os.getpid(), 24)", "time.sleep(600)"])
def test_what_takes_too_much_is_too_large(fate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = subprocess.run

    def other(command: list[str], **how: object) -> object:
        return run([sys.executable, "-c", f"import os, sys, time; {fate}"],
                   **how | {"timeout": 0.5 if "sleep" in fate else 60})

    monkeypatch.setattr(isolation.subprocess, "run", other)
    with pytest.raises(Refusal, match="picture_too_large"):
        plain_jpeg(io.BytesIO(BASE))


def test_several_at_once_wait_and_a_crowd_is_asked_to_come_again(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go, at_once, most = threading.Event(), threading.Event(), [0], [0]

    def slow(*_: object) -> tuple[int, bytes]:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        begun.set()
        go.wait(60)
        at_once[0] -= 1
        return 0, b"read"

    monkeypatch.setattr(isolation, "_run", slow)
    places = isolation.WAITING + 1
    told: list[bytes] = []
    crowd = [threading.Thread(target=lambda: told.append(plain_jpeg(io.BytesIO(BASE))))
             for _ in range(places)]
    for one in crowd:
        one.start()
    begun.wait(60)
    while isolation._turns._place._value:
        time.sleep(0.01)
    with pytest.raises(Refusal, match="files_busy"):
        plain_jpeg(io.BytesIO(BASE))
    go.set()
    for one in crowd:
        one.join()
    assert told == [b"read"] * places and most == [1]
    assert plain_jpeg(io.BytesIO(BASE)) == b"read", "afterwards there is room again"

"""What a resident finds on the slip, on both paper widths."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
import zxingcpp
from hypothesis import assume, example, given, strategies as st
from PIL import Image, ImageChops, ImageOps

from kiosk.devices.printing.printer import ASSETS
from kiosk.devices.printing.slip_fonts import SlipType, draw_line
from kiosk.devices.printing.slip_paper import SlipJobs
from kiosk.domain.queue.slips import Slip
from tests.support.devices.slips import ENGLISH, LONG, ORDINARY, PAGE, SLIPS

WIDTHS = {80: 576, 58: 384}
LINTEL = 14
CLOSING = "，。、？！：；”’）》"
LETTERS = SlipType(ASSETS / "fonts")


def drawn(slip: Slip, paper_mm: int) -> Image.Image:
    return SlipJobs(paper_mm, ASSETS).picture_of(slip)


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_a_phone_reads_a_code_of_25_mm_with_white_around_it(name: str, paper_mm: int) -> None:
    picture = drawn(SLIPS[name], paper_mm).convert("L")
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == SLIPS[name].url
    corner = code.position
    side = corner.top_right.x - corner.top_left.x
    assert side >= 25 * 8
    module = side // {"long": 37}.get(name, 33)
    quiet = 4 * module
    around = (
        corner.top_left.x - quiet + 1, corner.top_left.y - 2 * module,
        corner.bottom_right.x + quiet - 3, corner.bottom_right.y + 2 * module,
    )
    zone = ImageOps.invert(picture.crop(around))
    zone.paste(0, (quiet - 2, 2 * module - 1, quiet + side + 3, 2 * module + side + 3))
    assert zone.getbbox() is None


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("name", SLIPS)
def test_nothing_is_cut_off_at_the_edges(name: str, paper_mm: int) -> None:
    picture = drawn(SLIPS[name], paper_mm)
    assert picture.mode == "1"
    assert picture.width == WIDTHS[paper_mm]
    ink = ImageOps.invert(picture.convert("L"))
    edges = [ink.crop((x, LINTEL, x + 6, ink.height)) for x in (0, ink.width - 6)]
    rows = [sum(1 for y in range(e.height) if e.crop((0, y, 6, y + 1)).getbbox()) for e in edges]
    assert max(rows) <= 3  # only the line to tear along goes to the edge
    assert ink.crop((0, ink.height - 8, ink.width, ink.height)).getbbox() is None


@pytest.mark.parametrize("paper_mm", WIDTHS)
@pytest.mark.parametrize("field", [f.name for f in fields(Slip) if f.name != "url"])
def test_every_word_of_the_slip_shows(field: str, paper_mm: int) -> None:
    """A slip without the words of one field looks different: each of them is drawn."""
    emptied = () if field == "facts" else "·"
    without = drawn(replace(ORDINARY, **{field: emptied}), paper_mm).convert("L")
    shown = drawn(ORDINARY, paper_mm).convert("L")
    same_size = without.size == shown.size
    assert not same_size or ImageChops.difference(without, shown).getbbox() is not None


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_the_number_is_larger_than_anything_else(paper_mm: int) -> None:
    """Its digits stand at least 12 mm high; they are found as the tallest band of ink."""
    ink = ImageOps.invert(drawn(ORDINARY, paper_mm).convert("L"))
    top_of_code = min(c.position.top_left.y for c in zxingcpp.read_barcodes(ImageOps.invert(ink)))
    bands, height = [], 0
    for y in range(top_of_code):
        inked = ink.crop((0, y, ink.width, y + 1)).getbbox() is not None
        bands.append(height)
        height = height + 1 if inked else 0
    assert max(bands) >= 12 * 8


@pytest.mark.parametrize("paper_mm", WIDTHS)
def test_the_names_of_villages_are_in_the_font(paper_mm: int) -> None:
    """Rare characters of names look unlike the box of a missing one, and unlike each other."""
    names = "禤犇喆堃曌垚甯芈翀凃龑囍濛✓❤㐀𠮷"
    pictures = [drawn(replace(ORDINARY, service=name), paper_mm).tobytes() for name in names]
    missing = drawn(replace(ORDINARY, service="\U0010fffd"), paper_mm).tobytes()
    assert len({*pictures, missing}) == len(names) + 1


@example(text="000hhh”““", width=240)
@given(
    text=st.text(st.sampled_from("办事取号请到窗，。？“”（）abcdefgh Y0123 "), max_size=60),
    width=st.integers(240, 560),
)
def test_lines_keep_their_width_and_never_begin_with_a_closing_mark(text: str, width: int) -> None:
    assume(not re.search(r"[a-hY0-3]{9}|[，。？”）\s]{4}", text) and text.strip())
    font, lines = LETTERS.fitting(text, width, most=44, least=28, lines=2)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(font.getlength(line) <= width + 2 for line in lines)
    assert all(line[0] not in CLOSING for line in lines[1:])


def test_a_rare_name_stands_on_the_line_and_keeps_its_width() -> None:
    def ink(text: str) -> tuple[int, int, int, int]:
        sheet = Image.new("L", (400, 120), 255)
        draw_line(sheet, text, LETTERS.size(60), 20, 20, "l")
        return ImageOps.invert(sheet).getbbox() or (0, 0, 0, 0)

    usual, rare = ink("国国国"), ink("国圀圀")
    assert max(abs(a - b) for a, b in zip(usual, rare, strict=True)) <= 4
    assert LETTERS.size(60).getlength("国圀圀") == LETTERS.size(60).getlength("国国国")
    font, lines = LETTERS.fitting("囍" * 30, 400, most=44, least=28, lines=2)
    assert len(lines) > 2 and all(font.getlength(line) <= 402 for line in lines)


def test_a_long_english_word_is_broken_rather_than_lost() -> None:
    _, lines = LETTERS.fitting("Unvorstellbarlangeswortohneende" * 2, 300, 40, 30, 1)
    assert "".join(lines) == "Unvorstellbarlangeswortohneende" * 2
    assert len(lines) > 1


def test_the_slip_names_the_page_it_leads_to() -> None:
    """The host stands beside the code, in text."""
    other = replace(ORDINARY, url=PAGE.replace("192.168.1.20", "192.168.1.21"))
    below = slice(700, None)
    one, two = (
        [picture.crop((0, y, picture.width, y + 1)).tobytes() for y in range(picture.height)][below]
        for picture in (drawn(ORDINARY, 80), drawn(other, 80))
    )
    assert one != two


def test_slips_of_all_kinds_have_something_different_to_say() -> None:
    pictures = {drawn(slip, 80).tobytes() for slip in (ORDINARY, LONG, ENGLISH)}
    assert len(pictures) == 3

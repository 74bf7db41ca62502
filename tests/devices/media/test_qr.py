"""QR codes are read back by an independent reader."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import zxingcpp
from hypothesis import given, settings, strategies as st
from PIL import Image

from kiosk.devices.media.qr_code import qr_matrix, qr_svg

PAGE = "http://192.168.1.20:8080/t/Zk3vN0w7cQm5rT1yXb9aHg"
SVG = "{http://www.w3.org/2000/svg}"


def picture(matrix: tuple[tuple[bool, ...], ...], module: int = 4) -> Image.Image:
    """The modules as a picture."""
    size = len(matrix)
    image = Image.new("L", (size, size), 255)
    image.putdata([0 if dark else 255 for row in matrix for dark in row])
    return image.resize((size * module, size * module), Image.Resampling.NEAREST)


def test_a_phone_reads_the_address() -> None:
    [code] = zxingcpp.read_barcodes(picture(qr_matrix(PAGE)))
    assert code.text == PAGE
    assert code.ec_level == "M"


def test_the_quiet_zone_is_as_wide_as_asked() -> None:
    assert len(qr_matrix(PAGE, border=2)) == len(qr_matrix(PAGE, border=0)) + 4
    assert not any(qr_matrix(PAGE, border=2)[1])
    assert any(qr_matrix(PAGE, border=0)[0])


def test_the_drawing_shows_the_same_modules() -> None:
    matrix = qr_matrix(PAGE)
    drawing = ET.fromstring(qr_svg(PAGE, "票 <A023> & 二维码"))
    assert drawing.findtext(f"{SVG}title") == "票 <A023> & 二维码"
    dark = drawing.findall(f"{SVG}path")[1].attrib["d"]
    drawn = set()
    for bar in dark.removesuffix("z").split("z"):
        corner, _, rest = bar.removeprefix("M").partition("h")
        x, y = map(int, corner.split(" "))
        drawn |= {(x + i, y) for i in range(int(rest.partition("v")[0]))}
    assert drawn == {
        (x, y) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell
    }


def test_the_drawing_needs_no_inline_style() -> None:
    assert "style" not in qr_svg(PAGE, "x")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1,
               max_size=120))
def test_any_text_comes_back(text: str) -> None:
    [code] = zxingcpp.read_barcodes(picture(qr_matrix(text)))
    assert code.bytes.decode() == text

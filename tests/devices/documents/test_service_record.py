"""The record of a volunteer's service: sheets of A4 that can be read, signed, sealed and filed."""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from kiosk.devices.documents.pdf_layout import WIDE
from kiosk.devices.documents.service_record import MARGIN, Record, draw
from kiosk.domain.calendar import ZONE
from kiosk.wording.translator import load_words
from tests.domain.test_drawable import NAMES
from tests.support.centre import ROOT

ASSETS = ROOT / "assets"
WORDS = load_words(ASSETS / "i18n")
LONG = "在职党员服务站和新时代文明实践站" * 2
DOTS = 50 / 25.4  # to a millimetre, as the pages are looked at


def record(visits: int, language: str = "zh_CN") -> Record:
    """A volunteer's record with that many visits of an hour, each at a place of its own."""
    words = WORDS[language]

    def said(key: str, **gaps: object) -> str:
        return words(f"service_record.{key}", **gaps)

    return Record(
        centre="留义社区党群服务中心", title=said("title"),
        facts=[(said("name"), "张桂芳"), (said("number"), "0017"),
               (said("papers"), said("papers_gap")),
               (said("period"), said("span", first="2026-01-03", last="2026-11-20")),
               (said("keeper"), "留义社区党群服务中心"), (said("contact"), "0571-0000000")],
        head=(said("column1"), said("column2"), said("column3"), said("column4")),
        lines=[("2026-03-05 09:30", "陪着看病", f"第 {n} 户", said("minutes", n=60))
               for n in range(1, visits + 1)],
        none=said("none"), sum_up=said("sum_up", n=visits, h=visits, m=0), pledge=said("pledge"),
        signs=[said("sign"), said("seal"), said("date", year=2026, month=11, day=26)],
        page=said("page"), issued=datetime(2026, 11, 26, 9, 30, tzinfo=ZONE),
    )


def pages(body: bytes, folder: Path) -> list[str]:
    """What each page says, each line of it on one line."""
    file = folder / "record.pdf"
    file.write_bytes(body)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True,
                          text=True)
    return said.stdout.split("\f")[:-1]


def pictures(folder: Path) -> Sequence[Image.Image]:
    """The pages as they are printed, grey."""
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "-png", folder / "record.pdf",
                    folder / "page"], check=True)
    return [Image.open(file) for file in sorted(folder.glob("page-*.png"))]


def test_a_record_says_who_did_what_when_for_how_long_and_who_vouches_for_it(
    tmp_path: Path
) -> None:
    (page,) = pages(draw(record(3), ASSETS), tmp_path)
    for word in ["志愿服务记录证明", "张桂芳", "0017", "身份证件号", "2026-01-03 至 2026-11-20",
                 "记录单位", "联系电话", "陪着看病", "60 分钟", "共 3 次，3 小时 0 分", "不收费",
                 "经办人签字", "出具单位（盖章）", "2026 年 11 月 26 日", "第 1 页，共 1 页"]:
        assert word in page
    assert page.count("留义社区党群服务中心") == 3
    about = subprocess.run(["pdfinfo", tmp_path / "record.pdf"], check=True, capture_output=True,
                           text=True).stdout
    assert "(A4)" in about and "志愿服务记录证明" in about


def test_eighty_visits_are_three_pages_each_with_its_head_and_its_number(tmp_path: Path) -> None:
    told = pages(draw(record(80), ASSETS), tmp_path)
    assert len(told) == 3
    for n, page in enumerate(told, 1):
        assert page.count("服务内容") == 1 and f"第 {n} 页，共 3 页" in page
    found = [int(n) for page in told for n in re.findall(r"第\s*(\d+)\s*户", page)]
    assert found == list(range(1, 81)), "every visit, once, in its order"
    assert ["经办人签字" in page for page in told] == [False, False, True]


@pytest.mark.parametrize("visits", [0, 1, 11, 12, 13, 21, 22, 23, 24, 46, 47, 48, 80, 200])
def test_whatever_the_number_of_visits_nobody_signs_on_a_page_without_one(
    tmp_path: Path, visits: int
) -> None:
    told = pages(draw(record(visits), ASSETS), tmp_path)
    assert sum(page.count("陪着看病") for page in told) == visits
    assert [page.count("经办人签字") for page in told] == [0] * (len(told) - 1) + [1]
    assert all("陪着看病" in page for page in told) or visits == 0


@pytest.mark.parametrize(("visits", "language"), [(12, "zh_CN"), (80, "en")])
def test_nothing_stands_outside_the_margins_however_long_the_words(
    tmp_path: Path, visits: int, language: str
) -> None:
    short = record(visits, language)
    long = replace(
        short, centre=LONG, title=LONG, facts=[(name, LONG) for name, _ in short.facts],
        lines=[(LONG, LONG, LONG, LONG) for _ in short.lines], sum_up=LONG * 2, pledge=LONG * 2,
        signs=[LONG, LONG, LONG],
    )
    pages(draw(long, ASSETS), tmp_path)
    for picture in pictures(tmp_path):
        dark = picture.point(lambda grey: 255 * (grey < 200))
        box = dark.crop((0, int(8 * DOTS), *picture.size)).getbbox()
        assert box and box[0] >= (MARGIN - 1) * DOTS and box[2] <= (WIDE - MARGIN + 1) * DOTS
        assert box[3] <= picture.height - 8 * DOTS - int(8 * DOTS)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_outside_the_faces_is_printed(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    def printed(name: str) -> bytes:
        facts = [("姓名", name), *record(1).facts[1:]]
        (page,) = pages(draw(replace(record(1), facts=facts), ASSETS), tmp_path)
        assert name in page or name not in NAMES
        (picture,) = pictures(tmp_path)
        return picture.crop((0, int(50 * DOTS), int(120 * DOTS), int(62 * DOTS))).tobytes()

    caplog.set_level(logging.INFO)
    blank, missing = printed(" "), printed("🎉" * len(name))
    assert printed(name) not in (blank, missing)
    assert blank == missing, "the control: what no face has would be an empty name"
    assert not caplog.records, "and nobody's name is written into the log"


def test_bold_lines_and_titles_have_rare_names_too(tmp_path: Path) -> None:
    def darkness(text: str) -> int:
        pages(draw(replace(record(1), centre=text, title=text, sum_up=text), ASSETS), tmp_path)
        (picture,) = pictures(tmp_path)
        return sum(n * (255 - shade) for shade, n in enumerate(picture.histogram()))

    none, usual, rare = darkness(" "), darkness("国国国国"), darkness("圀圀圀圀")
    assert 0.75 < (rare - none) / (usual - none) < 1.3


def test_a_record_carries_its_own_letters_and_the_same_one_is_the_same_file(
    tmp_path: Path
) -> None:
    body = draw(record(30), ASSETS)
    assert body == draw(record(30), ASSETS)
    assert body != draw(replace(record(30), issued=datetime(2026, 11, 27, tzinfo=ZONE)), ASSETS)
    assert len(body) < 200_000
    pages(body, tmp_path)
    listed = subprocess.run(["pdffonts", tmp_path / "record.pdf"], check=True,
                            capture_output=True, text=True).stdout.splitlines()[2:]
    # Embedded, only those it needs, and found when searched.
    assert len(listed) == 3 and all(font.split()[-5:-2] == ["yes"] * 3 for font in listed)

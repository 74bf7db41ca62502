"""What the centre's letters can draw: every name, and an honest word about the rest."""

from __future__ import annotations

from itertools import product

import pytest
from fontTools.ttLib import TTFont
from PIL import ImageFont

from kiosk.domain.drawable import FONTS, SPARE, FaceRun, runs, undrawn
from tests.support.centre import ROOT

MAIN = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "NotoSerifSC-Bold.otf")
NAMES = (
    ROOT / "tests" / "support" / "cases" / "names-outside-fonts.txt").read_text("utf-8").split()
NOT_DEFINED = "\U0010fffd"


def of_gbk() -> str:
    """Every character of GBK that is one, without the codes left to whoever wants them."""
    pairs = (bytes(pair) for pair in product(range(0x81, 0xFF), range(0x40, 0xFF)))
    found = (pair.decode("gbk", "ignore") for pair in pairs)
    return "".join(mark for mark in found if not mark.isascii())


def level_2() -> str:
    """The Chinese characters of GB 18030-2022 up to level 2 outside 通用规范汉字表, which the
    faces themselves have: the whole first block and extension A, as they stood in that year."""
    return "".join(map(chr, [*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FF0)]))


@pytest.mark.parametrize("characters", [of_gbk(), level_2(), "".join(NAMES), "①☎★♥✔✘☑☐⭐☀⚠"])
def test_each_name_can_be_drawn(characters: str) -> None:
    assert undrawn(characters) == ""


def test_the_table_of_the_faces_says_what_stands_in_them() -> None:
    faces = [set(TTFont(FONTS / name).getBestCmap()) for name in MAIN]
    main, spare = set.intersection(*faces), set(TTFont(SPARE).getBestCmap())
    for point in range(0x20, 0x32000):
        if 0xD800 <= point < 0xE000:
            continue
        mark = chr(point)
        if runs(mark) == [FaceRun(mark, True)]:
            assert point in spare and point not in main, f"{point:x}"
        elif runs(mark) == [FaceRun(mark, False)] and not undrawn(mark):
            assert point in main, f"{point:x}"


def test_every_character_of_gbk_looks_unlike_a_missing_one() -> None:
    fonts = {spare: ImageFont.truetype(FONTS / name, 24)
             for spare, name in ((False, MAIN[0]), (True, SPARE.name))}
    missing = {bytes(font.getmask(NOT_DEFINED)) for font in fonts.values()}
    for mark in dict.fromkeys(of_gbk()):
        [run] = runs(mark)
        assert bytes(fonts[run.spare].getmask(mark)) not in missing, mark
    assert bytes(fonts[False].getmask("🎉")) in missing, "so a missing one is seen"


def test_a_line_is_parted_by_faces_and_its_unseen_marks_are_left_out() -> None:
    assert runs("员凃龑，好") == [
        FaceRun("员", False), FaceRun("凃龑", True), FaceRun("，好", False)]
    assert runs("您好") == [FaceRun("您好", False)]
    assert runs("❤\ufe0f好\u200b") == [FaceRun("❤", True), FaceRun("好", False)]
    assert runs("e\u0301") == [FaceRun("é", False)]
    assert runs("") == [FaceRun("", False)]


def test_what_no_face_can_draw_is_named_once_and_in_order() -> None:
    assert undrawn("今天🎉凃🔔🎉") == "🎉🔔"
    assert undrawn("两行\n\t字\u200b") == ""

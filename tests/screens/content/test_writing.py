"""Words are written on the touch screen by tapping and drawing, in every mode, and forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from kivy.base import EventLoop
from PIL import ImageChops

from kiosk.context import AppContext
from kiosk.ui.text_entry import Entry
from kiosk.ui.text_entry.candidates import WordKey
from kiosk.ui.text_entry.field import TextField
from kiosk.ui.text_entry.key_board import BoardKey
from kiosk.ui.widgets.keypad import Key
from tests.support.screens.finger import Finger
from tests.support.screens.writer import WORDS, Writer

# ---- typing


def test_five_keys_a_second_lose_none_and_a_trembling_one_counts_once(writer: Writer) -> None:
    writer.types(*"yanglao", every=0.2)
    assert writer.field == "yanglao"
    writer.types("删除", "删除", "删除", every=0.2)
    assert writer.field == "yang"
    writer.types("g", every=0.2)
    writer.types("g", every=0.05)
    assert writer.field == "yangg"


def test_keys_that_are_guarded_as_buttons_lose_letters(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoardKey, "QUICK", False)
    writer.types(*"yanglao", every=0.2)
    assert writer.field != "yanglao"


def test_a_word_tapped_twice_by_a_trembling_hand_is_taken_once(writer: Writer) -> None:
    writer.types("y")
    place = writer.target("一").center
    writer.steady.now += 0.2
    writer.touches(*place)
    assert writer.written == "一"
    # 手写 or 拼音 stands there now.
    writer.steady.now += 0.1
    writer.touches(*place)
    writer.types("y")
    assert writer.written == "一" and writer.field == "一y"


def test_space_takes_the_first_word_and_delete_the_last_letter(writer: Writer) -> None:
    writer.types("y", "空格")
    assert writer.written == "一"
    writer.types("y", "b", "删除", "删除", "删除")
    assert (writer.written, writer.field) == ("", "")


def test_the_page_of_words_holds_twenty_and_turns(writer: Writer) -> None:
    writer.types(*"yanglao")
    assert len(writer.keys(WordKey)) == 5
    writer.taps("更多")
    assert len(writer.keys(WordKey)) == 20 and not writer.keys(BoardKey)
    writer.taps("下一页")
    assert writer.keys(WordKey)[0] == WORDS[20]
    writer.taps("合上")
    assert writer.keys(BoardKey) and writer.field == "yanglao"
    writer.taps("更多")
    writer.taps("下一页")
    writer.taps(WORDS[21])
    assert writer.written == WORDS[21] and writer.keys(BoardKey)


def test_digits_and_marks_have_pages_and_lead_back(writer: Writer) -> None:
    writer.types("y", "数字", "3")
    assert writer.written == "一3", "what was composed comes first"
    writer.types("标点", "句号")
    assert writer.written == "一3。"
    writer.types("拼音", "y")
    assert writer.field == "一3。y"


def test_english_has_large_and_small_letters(writer: Writer) -> None:
    writer.taps("英文")
    writer.types("p", "大写", "e", "大写", "n")
    assert writer.written == "pEn"


# ---- drawing


def test_a_character_is_drawn_with_strokes_and_taken_with_a_tap(
    writer: Writer, tmp_path: Path
) -> None:
    writer.taps("手写")
    before = writer.picture(tmp_path)
    writer.draws((0.2, 0.5), (0.5, 0.48), (0.8, 0.5))
    after = writer.picture(tmp_path)
    assert ImageChops.difference(before, after).getbbox()
    assert len(writer.keys(WordKey)) == 8
    writer.draws((0.5, 0.2), (0.5, 0.8))
    assert writer.keys(WordKey)[0] == "养"
    writer.taps("退一笔")
    assert writer.keys(WordKey)[0] == "一"
    writer.taps("重写")
    assert writer.keys(WordKey) == []
    for _ in range(2):
        writer.draws((0.2, 0.5), (0.8, 0.5))
        writer.draws((0.5, 0.2), (0.5, 0.8))
        writer.taps("养")
    assert writer.written == "养养"


def test_characters_that_have_no_room_beside_the_pad_have_a_page(writer: Writer) -> None:
    writer.taps("手写")
    for y in (0.2, 0.5, 0.8):
        writer.draws((0.2, y), (0.8, y))
    assert len(writer.keys(WordKey)) == 8
    writer.taps("更多")
    assert len(writer.keys(WordKey)) == 15
    writer.taps("合上")
    assert len(writer.keys(WordKey)) == 8 and writer.pad
    writer.taps("更多")
    writer.taps("万")
    assert writer.written == "万" and writer.keys(WordKey) == [] and writer.pad


def test_the_stroke_is_seen_under_the_finger_before_it_ends(
    writer: Writer, tmp_path: Path
) -> None:
    writer.taps("手写")
    pad = writer.pad
    finger = Finger(pad.x + 100, pad.y + 100)
    EventLoop.post_dispatch_input("begin", finger)
    before = writer.picture(tmp_path)
    finger.moves(pad.x + 400, pad.y + 400)
    EventLoop.post_dispatch_input("update", finger)
    during = writer.picture(tmp_path)
    box = ImageChops.difference(before, during).getbbox()
    assert box and box[2] - box[0] > 250
    second = Finger(pad.x + 300, pad.y + 100)
    EventLoop.post_dispatch_input("begin", second)
    second.moves(pad.x + 20, pad.y + 20)
    EventLoop.post_dispatch_input("update", second)
    EventLoop.post_dispatch_input("end", second)
    assert not ImageChops.difference(during, writer.picture(tmp_path)).getbbox(), "a palm"
    EventLoop.post_dispatch_input("end", finger)
    assert len(writer.router.kept["search.text.strokes"]) == 1


def test_a_dot_is_a_stroke_and_a_slip_over_the_edge_stays_on_the_pad(writer: Writer) -> None:
    writer.taps("手写")
    writer.draws((0.5, 0.5))
    writer.draws((0.5, 0.5), (1.4, 0.5))
    dot, slip = writer.router.kept["search.text.strokes"]
    assert len(dot) == 1
    assert max(x for x, _ in slip) == 1.0


# ---- modes, visits, machines without engines


@pytest.mark.parametrize("mode", ["大字", "高对比", "English"])
def test_another_mode_keeps_what_was_written_and_composed(writer: Writer, mode: str) -> None:
    writer.types("y", "空格", *"yanglao")
    writer.taps(mode)
    writer.wait_for("search")
    assert writer.field == "一yanglao" and "养老" in writer.keys(WordKey)
    writer.taps("养老")
    assert writer.written == "一养老"
    writer.taps("拼音" if mode != "English" else "By hand")
    if mode == "English":
        writer.draws((0.2, 0.5), (0.8, 0.5))
        writer.taps("Bigger")
        writer.wait_for("search")
        assert "乙" in writer.keys(WordKey)


def remembered(writer: Writer, action: str) -> list[str]:
    """What is still held of a text written, after an action that ends the visit."""
    writer.types("y", "空格", *"yanglao")
    writer.read()
    entry = next(p for p in writer.stage.pieces() if isinstance(p, Entry))
    letters = writer.stage.around.theme.letters
    writer.taps(action)
    writer.wait_for("home")
    said = [text for piece in entry.pieces() if piece.pen for text in piece.reads()]
    drawn = [text for text, *_ in [*letters._drawn, *letters._widths]]
    kept = [f"{name} {value}" for name, value in writer.router.kept.items()]
    held = [*said, *drawn, *kept, writer.ctx.writing.pinyin.letters]
    return [text for text in held if "yang" in text or text == WORDS[0] or text == "一养老"]


def test_home_forgets_all_of_it(writer: Writer) -> None:
    before = writer.read()
    assert remembered(writer, "首页") == []
    writer.goes_to("search")
    assert writer.read() == before


def test_a_pen_that_remembers_is_seen(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TextField, "FLEETING", False)
    writer.taps("English")
    writer.wait_for("search")
    writer.taps("中文")
    writer.wait_for("search")
    assert remembered(writer, "首页")


def test_without_engines_one_still_writes_with_letters(sqlite_ctx: AppContext) -> None:
    writer = Writer(sqlite_ctx)
    try:
        assert not {"拼音", "手写"} & set(writer.keys(Key))
        writer.types(*"card")
        assert writer.written == "card" and writer.rows() == ["社保卡"]
    finally:
        writer.leaves()


def test_qwerty_is_for_whoever_asks_for_it(writing_ctx: AppContext) -> None:
    settings = replace(writing_ctx.settings, keyboard="qwerty")
    writer = Writer(replace(writing_ctx, settings=settings), "landscape")
    try:
        assert "".join(writer.keys()[:10]) == "qwertyuiop"
        writer.types(*"yanglao", "养老")
        assert writer.written == "养老"
    finally:
        writer.leaves()


def test_a_key_says_its_name_while_the_page_is_read_aloud(writer: Writer) -> None:
    told: list[str] = []
    writer.router.reading.tell = told.append  # type: ignore[method-assign]
    writer.types("y", "一")
    writer.types("数字", "3", "标点", "句号", "删除")
    assert told == ["y", "一", "数字", "3", "标点", "句号", "删除"]

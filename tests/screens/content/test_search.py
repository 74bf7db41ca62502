"""Somebody writes a word on the touch screen and finds what to do about it."""

from __future__ import annotations

import pytest

from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.text_entry.candidates import WordKey
from kiosk.ui.text_entry.key_board import BoardKey
from tests.support.screens.writer import Writer


@pytest.mark.parametrize("way", ["portrait", "landscape"])
def test_letters_become_a_word_and_the_word_finds_a_service(
    writing_ctx: AppContext, way: str
) -> None:
    writer = Writer(writing_ctx, way)
    try:
        writer.types(*"yanglao")
        assert writer.field == "yanglao" and writer.written == ""
        assert "是哪个词？点一下" in writer.read()
        writer.types("养老")
        assert writer.written == writer.field == "养老"
        assert writer.rows() == ["养老保险"]
        writer.taps("写好了")
        writer.wait_for("search")
        assert writer.rows() == ["养老保险"] and "找到 1 件事" in writer.read()
        writer.taps("养老保险")
        writer.wait_for("service_detail")
        writer.taps("返回")
        writer.wait_for("search")
        assert writer.rows() == ["养老保险"]
    finally:
        writer.leaves()


def test_initials_that_find_something_stay_as_they_are(writer: Writer) -> None:
    writer.types(*"ybk")
    assert writer.rows() == []
    writer.types("删除")
    assert "居民医保" in writer.rows()
    writer.taps("写好了")
    writer.until(lambda: "找到" in writer.read() and len(writer.rows()) > 1)
    assert writer.written == "yb"


def test_the_first_word_is_taken_where_it_finds_the_same(writer: Writer) -> None:
    writer.types(*"yanglao")
    writer.taps("写好了")
    writer.until(lambda: "找到 1 件事" in writer.read() and not writer.keys(BoardKey))
    assert writer.written == "养老"


def test_an_example_is_a_word_written(writer: Writer) -> None:
    writer.taps("医保")
    assert writer.written == "医保" and writer.rows()


def test_who_is_ready_before_writing_is_told_what_is_missing(writer: Writer) -> None:
    writer.taps("写好了")
    assert "还没写呢" in writer.read() and writer.keys(BoardKey)
    writer.types("y")
    assert "还没写呢" not in writer.read()


def test_who_finds_nothing_is_led_to_another_word_and_to_a_person(writer: Writer) -> None:
    writer.types("z", "z", every=0.3)
    writer.taps("写好了")
    writer.until(lambda: "词短一点更好找" in writer.read())
    writer.taps("问工作人员")
    assert "到窗口说一声就行" in writer.read()
    writer.taps("好，我去问")
    writer.taps("换个词")
    writer.until(lambda: writer.keys(BoardKey))
    assert writer.field == "zz"


def test_the_search_works_while_the_database_is_down(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise StorageDown

    monkeypatch.setattr(writer.ctx.database, "read", down)
    writer.taps("医保")
    writer.taps("写好了")
    writer.until(lambda: "看流程" in writer.read())
    assert "居民医保" in writer.rows() and "取号" not in writer.read()


def test_the_way_in_is_on_home_and_on_the_list(writing_ctx: AppContext) -> None:
    writer = Writer(writing_ctx)
    try:
        for page, door in (("home", "查一查"), ("service_list", "查一查")):
            writer.goes_to(page)
            writer.taps(door)
            writer.wait_for("search")
    finally:
        writer.leaves()


def test_a_word_that_is_no_longer_there_is_not_taken(writer: Writer) -> None:
    writer.types("y")
    writer.read()
    word = next(p for p in writer.stage.pieces() if isinstance(p, WordKey) and p.box)
    writer.stage.screen.ids.entry.draft.erase()
    # Before the next frame the word still stands there.
    writer.steady.now += 1
    writer.touches(*word.center)
    assert writer.written == ""


def test_a_key_too_narrow_for_its_word_is_drawn_all_the_same(writer: Writer) -> None:
    key = BoardKey(writer.stage.around, text="一二三四五六七八", box=Rect(0, 700, 90, 130))
    writer.stage.add_widget(key)
    assert "一二三四五六七八" in writer.read().replace("\n", "")

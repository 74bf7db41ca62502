"""Meaning beside pixels: whatever is on the touch screen says what it is, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.context import AppContext
from kiosk.screens.content.service_list import ServiceListScreen
from kiosk.screens.home.home import HomeScreen
from kiosk.ui.accessibility.accessible_node import AccessibleNode, NodeRole, told, unbroken
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.shell.overlays import Answer, Question
from kiosk.ui.shell.page_frame import PageFrame
from kiosk.ui.widgets.basic import InfoPanel, Picture
from kiosk.ui.widgets.kiosk_widget import KioskWidget
from kiosk.ui.widgets.qr_card import QrCard
from tests.samples.screens import samples_of
from tests.support.screens.resident import MODES, SIZES, easel_of, settle
from tests.support.visual.checks import Seen, nameless

PLACE = Rect(100, 700, 200, 200)


def stage_of(ctx: AppContext, screen: type, sample: str, mode: str = "standard") -> PageFrame:
    answers = dict(samples_of(screen))[sample]
    return easel_of(ctx).set_up(screen, answers, SIZES["portrait"], MODES[mode])


def names(stage: PageFrame) -> list[str]:
    return [meaning.name for meaning in stage.register()]


@pytest.mark.parametrize("made", [
    lambda around: Picture(around, box=PLACE, name="logo"),
    lambda around: QrCard(around, box=PLACE, url="http://192.0.2.10/t/x", side=180),
])
def test_what_is_only_drawn_and_has_no_name_is_found(sqlite_ctx: AppContext,
                                                     made: object) -> None:
    stage = stage_of(sqlite_ctx, HomeScreen, "afternoon")
    stage.screen.add_widget(made(stage.around))  # type: ignore[operator]
    settle()
    (found,) = nameless(Seen(stage))
    assert str(PLACE) in found
    stage.screen.children[0].say = "号"
    assert not list(nameless(Seen(stage)))


def test_a_ground_without_words_is_silent(sqlite_ctx: AppContext) -> None:
    stage = stage_of(sqlite_ctx, HomeScreen, "afternoon")
    before = names(stage)
    stage.screen.add_widget(InfoPanel(stage.around, box=PLACE))
    settle()
    assert names(stage) == before


def test_a_dialog_hides_the_page_but_not_the_bar(sqlite_ctx: AppContext) -> None:
    stage = stage_of(sqlite_ctx, HomeScreen, "afternoon")
    assert "办事取号" in names(stage)
    stage.ask(Question("真的要退号吗？", "退掉要重新排队。", (Answer("留着", stage.close),)))
    settle()
    assert names(stage) == [
        "真的要退号吗？ 退掉要重新排队。", "留着", "返回", "首页", "大字", "高对比", "朗读",
        "换成英语",
    ]
    stage.close()
    assert "办事取号" in names(stage)


def test_a_page_is_read_from_above(sqlite_ctx: AppContext) -> None:
    read = names(stage_of(sqlite_ctx, ServiceListScreen, "first_page"))
    order = ["您要办什么事？", "1 号窗口", "社保医保", "取号 居民医保参保缴费", "下一页", "返回"]
    found = [next(n for n, name in enumerate(read) if name.startswith(text)) for text in order]
    assert found == sorted(found)


def test_what_was_taken_off_the_touch_screen_takes_its_parts_along(sqlite_ctx: AppContext) -> None:
    stage = stage_of(sqlite_ctx, ServiceListScreen, "first_page")
    assert "下一页" in names(stage)
    page = stage.screen.page
    stage.screen.page = replace(page, rows=page.rows._replace(pages=1))
    settle()
    assert "下一页" not in names(stage)
    assert "下一页" not in [w.text for p in stage.pieces() if p.pen for w in p.pen.written]


def test_a_button_says_how_it_stands(sqlite_ctx: AppContext) -> None:
    stage = stage_of(sqlite_ctx, ServiceListScreen, "first_page")
    known = {meaning.name: meaning for meaning in stage.register()}
    assert known["社保医保"].value == "选中了"
    assert known["上一页"].value == "现在点不了"
    assert "3 人在等" in known["居民医保参保缴费"].value
    words = stage.around.words
    assert told(words, known["上一页"]) == "上一页，按钮，现在点不了"
    assert told(words, AccessibleNode(NodeRole.KEY, "七", "", PLACE)) == "七"


def test_a_code_says_where_it_leads(sqlite_ctx: AppContext) -> None:
    stage = stage_of(sqlite_ctx, HomeScreen, "afternoon")
    where = "http://192.0.2.10/t/x"
    card: KioskWidget = QrCard(stage.around, box=PLACE, url=where, title="扫码", side=99)
    stage.screen.add_widget(card)
    settle()
    assert card.meaning() == AccessibleNode(NodeRole.QR, "扫码", where, PLACE)


def test_lines_are_read_without_their_breaks() -> None:
    assert unbroken("扫一扫\n手机上看") == "扫一扫手机上看"
    assert unbroken("Keep it\non your phone\nnow") == "Keep it on your phone now"

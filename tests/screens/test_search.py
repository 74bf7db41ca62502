"""Somebody writes a word on the glass, by tapping and by drawing, and finds what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest
from kivy.base import EventLoop
from PIL import ImageChops

from kiosk.devices.writing import ScriptedHandwriting, ScriptedPinyin, Writing
from kiosk.glass.bar import BottomBar
from kiosk.glass.entry import Entry
from kiosk.glass.entry.board import BoardKey
from kiosk.glass.entry.field import TextField
from kiosk.glass.entry.pad import HandPad
from kiosk.glass.entry.words import WordKey
from kiosk.glass.keypad import Key
from kiosk.glass.service_row import ServiceRow
from kiosk.lobby import Lobby
from kiosk.screens.search.search import SearchScreen
from tests.screens.finger import Finger
from tests.screens.resident import MODES, SIZES, Resident, easel_of

TOUCH_FROM = {"portrait": 640, "landscape": 360}
LEAST, APART = 120, 24
WORDS = ("养老", "样", "羊", "阳", "洋", "扬", *"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
FAST = 0.2


def writing() -> Writing:
    table = {"yanglao": WORDS, "y": ("一", "有"), "ybk": ("一般",), "zz": ()}
    return Writing(
        pinyin=ScriptedPinyin(table),
        handwriting=ScriptedHandwriting({1: "一乙丁十卜七厂匕", 2: "养羊样人入八儿几九"}),
    )


class Writer(Resident):
    """A resident at the search, who types and draws."""

    def __init__(self, lobby: Lobby, way: str = "portrait") -> None:
        super().__init__(lobby, way)
        self.goes_to("search")

    @property
    def written(self) -> str:
        return str(self.router.kept.get("search.text", ""))

    @property
    def field(self) -> str:
        """What stands in the field, as somebody who does not see it is told."""
        self.read()
        return next(p.meaning().value for p in self.stage.pieces() if isinstance(p, TextField))

    @property
    def pad(self) -> HandPad:
        self.read()
        return next(p for p in self.stage.pieces() if isinstance(p, HandPad) and p.box)

    def types(self, *keys: str, every: float = FAST) -> None:
        for key in keys:
            self.taps(key, again_after=every)

    def keys(self, kind: type = BoardKey) -> list[str]:
        self.read()
        return [t.piece.meaning().name for t in self.stage.targets() if isinstance(t.piece, kind)]

    def draws(self, *points: tuple[float, float]) -> None:
        """A stroke on the pad, in parts of its side from the top left."""
        pad = self.pad
        path = [(pad.x + x * pad.width, pad.top - y * pad.height) for x, y in points]
        finger = Finger(*path[0])
        EventLoop.post_dispatch_input("begin", finger)
        for x, y in path[1:]:
            finger.moves(x, y)
            EventLoop.post_dispatch_input("update", finger)
        EventLoop.post_dispatch_input("end", finger)
        self.read()

    def rows(self) -> list[str]:
        self.read()
        return [p.title for p in self.stage.pieces() if isinstance(p, ServiceRow) and p.box]


@pytest.fixture
def writing_lobby(sqlite_lobby: Lobby) -> Lobby:
    return replace(sqlite_lobby, writing=writing())


@pytest.fixture
def writer(writing_lobby: Lobby) -> Iterator[Writer]:
    made = Writer(writing_lobby)
    yield made
    made.leaves()


# ---- the samples


@pytest.mark.parametrize("name", ["composing", "page_of_words", "drawing", "digits", "found_many"])
def test_keys_stay_large_and_apart_where_there_is_least_room(
    sqlite_lobby: Lobby, name: str
) -> None:
    easel = easel_of(sqlite_lobby)
    for way, mode in product(SIZES, ["standard", "big_english_contrast"]):
        answers = dict(SearchScreen.samples())[name]
        stage = easel.set_up(SearchScreen, answers, SIZES[way], MODES[mode])
        assert not stage.overflows(), (way, mode)
        targets = [t for t in stage.targets() if not isinstance(t.piece.parent, BottomBar)]
        pads = [p for p in stage.pieces() if isinstance(p, HandPad) and p.box]
        for target in targets:
            assert min(target.box[2:]) >= LEAST - 0.01, (way, mode, target)
            assert target.box.y >= TOUCH_FROM[way], (way, mode, target)
            assert target.box.bottom <= stage.bar.box.y, (way, mode, target)
            assert all(target.box.gap(pad.box) >= APART - 0.01 for pad in pads)
        for one, other in combinations(targets, 2):
            nested = one.piece.parent is other.piece or other.piece.parent is one.piece
            assert nested or one.box.gap(other.box) >= APART - 0.01, (way, mode, one, other)


# ---- typing


@pytest.mark.parametrize("way", ["portrait", "landscape"])
def test_letters_become_a_word_and_the_word_finds_a_service(
    writing_lobby: Lobby, way: str
) -> None:
    writer = Writer(writing_lobby, way)
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


def test_five_keys_a_second_lose_none_and_a_trembling_one_counts_once(writer: Writer) -> None:
    writer.types(*"yanglao", every=0.2)
    assert writer.field == "yanglao"
    writer.types("删除", "删除", "删除", every=0.2)
    assert writer.field == "yang"
    writer.types("g", every=0.2)
    writer.types("g", every=0.1)
    assert writer.field == "yangg"


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


def test_initials_that_find_something_stay_as_they_are(writer: Writer) -> None:
    writer.types(*"ybk")
    assert writer.rows() == []
    writer.types("删除")
    assert "居民医保" in writer.rows()
    writer.taps("写好了")
    writer.until(lambda: "找到" in writer.read() and len(writer.rows()) > 1)
    assert writer.written == "yb"


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


def test_the_search_works_while_the_database_is_down(writer: Writer) -> None:
    writer.lobby.database.memory["guide"]
    broken = SearchScreen.ask(writer.lobby)
    broken["services"] = None
    writer.router.kept["search.text"] = "养老"
    writer.router.arrive("search", {**broken, "listed": True})
    assert writer.rows() == ["养老保险"] and "看流程" in writer.read()


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


def test_home_forgets_all_of_it(writer: Writer) -> None:
    before = writer.read()
    writer.types("y", "空格", *"yanglao")
    entry = next(p for p in writer.stage.pieces() if isinstance(p, Entry))
    letters = writer.stage.around.theme.letters
    writer.taps("首页")
    writer.wait_for("home")
    assert not any("search" in name for name in writer.router.kept)
    assert writer.lobby.writing.pinyin.letters == ""
    said = [text for piece in entry.pieces() if piece.pen for text in piece.reads()]
    assert not any(text == "一" or "yanglao" in text or text == "养老" for text in said)
    cached = [text for text, *_ in [*letters._drawn, *letters._widths]]
    assert not any("yanglao" in text or text in WORDS[:1] for text in cached)
    writer.goes_to("search")
    assert writer.read() == before


def test_without_engines_one_still_writes_with_letters(sqlite_lobby: Lobby) -> None:
    writer = Writer(sqlite_lobby)
    try:
        assert not {"拼音", "手写"} & set(writer.keys(Key))
        writer.types(*"card")
        assert writer.written == "card" and writer.rows() == ["社保卡"]
    finally:
        writer.leaves()


def test_qwerty_is_for_whoever_asks_for_it(writing_lobby: Lobby) -> None:
    settings = replace(writing_lobby.settings, keyboard="qwerty")
    writer = Writer(replace(writing_lobby, settings=settings), "landscape")
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


def test_the_way_in_is_on_home_and_on_the_list(writing_lobby: Lobby) -> None:
    writer = Writer(writing_lobby)
    try:
        for page, door in (("home", "查一查"), ("service_list", "查一查")):
            writer.goes_to(page)
            writer.taps(door)
            writer.wait_for("search")
    finally:
        writer.leaves()

"""What a person means by keys and strokes becomes text, and nothing of it is lost or left."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.devices.text_input.input_engines import InputEngines, ScriptedHandwriting, ScriptedPinyin
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.text_entry.draft import TextDraft, Way
from kiosk.ui.text_entry.field import filled
from kiosk.ui.text_entry.key_rows import (
    ENGLISH_MARKS,
    MARKS,
    narrow_is_wide_enough,
    pad_places,
    placed,
    sheet,
)

NAME = "case.text"
STROKE = ((0.1, 0.5), (0.9, 0.5))


def writing(**missing: None) -> InputEngines:
    engines: dict[str, Any] = {
        "pinyin": ScriptedPinyin({"lou": ("楼", "漏", "露"), "xv": ()}),
        "handwriting": ScriptedHandwriting({1: "一乙", 2: "二人"}),
    }
    return InputEngines(**(engines | missing))


def draft(kept: dict[str, Any], limit: int = 20, language: str = "zh_CN",
          **missing: None) -> TextDraft:
    return TextDraft(kept, NAME, writing(**missing), limit, language)


def types(one: TextDraft, letters: str) -> TextDraft:
    for letter in letters:
        one.press(letter)
    return one


def test_a_word_tapped_takes_the_place_of_its_letters() -> None:
    one = types(draft({}), "lou")
    assert (one.text, one.typed, one.words) == ("", "lou", ("楼", "漏", "露"))
    one.choose(1)
    assert (one.text, one.typed, one.words) == ("漏", "", ())


@pytest.mark.parametrize("action", [TextDraft.space, TextDraft.settle, lambda one: one.write("。")])
def test_the_first_word_is_taken_by_space_by_a_mark_and_at_the_end(action: Any) -> None:
    one = types(draft({}), "lou")
    action(one)
    assert one.text.startswith("楼") and one.typed == ""


def test_letters_that_are_no_word_stay_letters() -> None:
    one = types(draft({}), "xv")
    one.settle()
    assert one.text == "xv"
    other = types(draft({}), "lou")
    other.settle(literal=True)
    assert other.text == "lou"


def test_delete_takes_letters_then_strokes_then_characters() -> None:
    one = draft({NAME: "三号"})
    types(one, "lou")
    for _ in "lou":
        one.erase()
    assert (one.typed, one.text) == ("", "三号")
    one.draw(STROKE)
    one.erase()
    assert (one.strokes, one.text) == ((), "三号")
    for _ in range(3):
        one.erase()
    assert one.text == ""


def test_a_character_is_drawn_stroke_by_stroke_and_the_next_one_after_it() -> None:
    one = draft({})
    one.turn(Way.HAND)
    one.draw(STROKE)
    assert one.words == ("一", "乙")
    one.draw(STROKE)
    assert one.words == ("二", "人")
    one.undo()
    assert one.words == ("一", "乙")
    one.choose(0)
    assert (one.text, one.strokes, one.words) == ("一", (), ())
    one.draw(STROKE)
    one.draw(STROKE)
    one.choose(1)
    assert one.text == "一人"
    one.draw(STROKE)
    one.draw_again()
    assert (one.text, one.words) == ("一人", ())


def test_another_mode_goes_on_where_the_one_before_stopped() -> None:
    kept: dict[str, Any] = {}
    types(draft(kept), "lou")
    again = draft(kept, language="en")
    assert (again.typed, again.words, again.way) == ("lou", ("楼", "漏", "露"), Way.PINYIN)
    again.choose(0)
    again.turn(Way.HAND)
    again.draw(STROKE)
    again.opened = True
    third = draft(kept)
    assert (third.text, third.strokes, third.words) == ("楼", (STROKE,), ("一", "乙"))
    assert third.way is Way.HAND and third.opened


def test_the_engine_forgets_at_once_and_the_next_visit_finds_nothing() -> None:
    one = types(draft({}), "lou")
    pinyin: Any = one._writing.pinyin
    assert pinyin.letters == "lou"
    one.leave()
    assert (pinyin.letters, one.typed, one.words) == ("", "", ())
    other = TextDraft({}, NAME, one._writing, 20, "zh_CN")
    assert (other.text, other.typed, other.strokes) == ("", "", ())


def test_nothing_is_kept_until_something_is_written() -> None:
    kept: dict[str, Any] = {}
    one = draft(kept)
    one.leave()
    assert kept == {}


def test_no_more_is_written_than_there_is_room_for() -> None:
    one = draft({}, limit=3)
    one.write("一二三四")
    types(one, "lou")
    one.draw(STROKE)
    assert (one.text, one.left, one.typed, one.strokes) == ("一二三", 0, "", ())


@pytest.mark.parametrize(("missing", "language", "ways"), [
    ({}, "zh_CN", (Way.PINYIN, Way.HAND, Way.LATIN)),
    ({}, "en", (Way.LATIN, Way.PINYIN, Way.HAND)),
    ({"pinyin": None}, "zh_CN", (Way.HAND, Way.LATIN)),
    ({"handwriting": None}, "zh_CN", (Way.PINYIN, Way.LATIN)),
    ({"pinyin": None, "handwriting": None}, "zh_CN", (Way.LATIN,)),
])
def test_a_missing_engine_is_no_way_to_write(
    missing: dict[str, None], language: str, ways: tuple[Way, ...]
) -> None:
    one = draft({}, language=language, **missing)
    assert one.ways(language) == ways
    assert one.way is ways[0]


def test_without_an_engine_letters_are_letters_small_or_large() -> None:
    one = types(draft({}, pinyin=None, handwriting=None), "p")
    one.shift()
    types(one, "en")
    assert one.text == "pEN"


@pytest.mark.parametrize("portrait", [True, False])
@pytest.mark.parametrize("order", ["abc", "qwerty"])
@pytest.mark.parametrize("way", list(Way))
def test_every_page_of_keys_fills_its_grid(way: Way, order: str, portrait: bool) -> None:
    box = Rect(48, 1016, 984, 696) if portrait else Rect(456, 364, 1416, 552)
    page = sheet(way, order, portrait)
    keys = list(placed(page, box))
    for key, place in keys:
        assert box.inset(-0.01).holds(place), (key, place)
        narrow = order == "qwerty" and portrait and page.gap < 24
        assert place.h >= 119.9 and place.w >= (83.9 if narrow else 119.9), (key, place)
    for n, (_, one) in enumerate(keys):
        assert all(one.gap(other) >= page.gap - 0.01 for _, other in keys[n + 1:])
    acts = [key.act for key, _ in keys]
    assert acts.count("done") == acts.count("erase") == 1
    written = "".join(key.value for key, _ in keys if key.act == "letter")
    assert sorted(written) == (sorted("abcdefghijklmnopqrstuvwxyz") if written else [])
    assert (way in (Way.PINYIN, Way.LATIN)) == bool(written)


@pytest.mark.parametrize("portrait", [True, False])
def test_one_draws_in_a_square_and_sees_eight_characters_beside_it(portrait: bool) -> None:
    box = Rect(48, 1016, 984, 696) if portrait else Rect(456, 364, 1416, 552)
    pad, words = pad_places(box, portrait)
    assert pad.w == pytest.approx(pad.h) and pad.w > 500
    assert len(words) >= 8
    places = [place for _, place in placed(sheet(Way.HAND, "abc", portrait), box)] + list(words)
    for n, one in enumerate(places):
        assert one.gap(pad) >= 23.9
        assert all(one.gap(other) >= 23.9 for other in places[n + 1:])


def test_ten_columns_are_for_panels_on_which_a_finger_hits_them() -> None:
    assert narrow_is_wide_enough(268 / 1080, 984)
    assert not narrow_is_wide_enough(200 / 1080, 984)


def test_every_mark_has_a_name() -> None:
    from tests.rules.test_words import WORDS

    for mark in MARKS + ENGLISH_MARKS:
        assert WORDS["zh_CN"].has(f"entry.mark_{ord(mark):x}"), mark


def test_a_line_that_is_written_does_not_move_again() -> None:
    text = "三号楼二单元的灯坏了一个星期，晚上老人下楼看不见"
    lines: list[str] = []
    for n in range(1, len(text) + 1):
        now = filled(text[:n], 10, len)
        assert now[:max(len(lines) - 1, 0)] == lines[:-1] or "，" in now[len(lines) - 2]
        assert all(not line.startswith("，") for line in now)
        lines = now
    assert "".join(lines) == text and all(len(line) <= 11 for line in lines)
    assert filled("abcdefghijklm", 5, len) == ["abcde", "fghij", "klm"]

"""What is taken out of every text, and that it is taken out at every door it can come by."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, strategies as some
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kiosk.actions.content.centre import guide, seed
from kiosk.domain.characters import plain, plain_name, plain_throughout
from kiosk.settings import read_settings
from tests.support.centre import SEED, context_on

SIGNS = some.characters(categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Lo", "Ll"))


@pytest.mark.parametrize(("sent", "kept"), [
    ("停\0水", "停水"), ("红\x1b[31m字", "红[31m字"), ("a\x7f\x80\x9fb", "ab"),
    ("\u202eabc\u202c", "abc"), ("\u2066a\u2069\u200fb", "ab"), ("零\u200b宽\u2060\ufeff", "零宽"),
    ("软\xad连", "软连"), ("半\ud83d个", "半个"), ("无\ufffe\ufdd0\U0010ffff", "无"),
    ("一\r\n二\r三\u2028四\x85五", "一\n二\n三\n四\n五"),
    ("甲\t乙", "甲\t乙"), ("　全　", "　全　"),
    ("涂\U00031350", "涂\U00031350"), ("\U000e0041x", "x"), ("👵🏻", "👵🏻"),
    ("葛\U000e0100", "葛\U000e0100"),
    ("", ""), ("办事指南", "办事指南"),
])
def test_what_has_no_shape_is_taken_out_and_nothing_else(sent: str, kept: str) -> None:
    assert plain(sent) == kept


@given(some.text(SIGNS))
def test_what_is_left_goes_into_every_place_and_stays_as_it_is(text: str) -> None:
    kept = plain(text)
    assert plain(kept) == kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not ILLEGAL_CHARACTERS_RE.search(kept)
    assert not {unicodedata.category(one) for one in kept} & {"Cs", "Cf", "Zl", "Zp"}
    assert sqlite3.connect(":memory:").execute("SELECT ?", (kept,)).fetchone() == (kept,)


def test_it_is_taken_out_of_all_that_a_file_holds() -> None:
    assert plain_throughout({"a\0": ["b\0", {"c": "d\u200b"}, 5, True]}) == {
        "a": ["b", {"c": "d"}, 5, True]}


def test_the_first_content_and_the_settings_come_in_plain(tmp_path: Path) -> None:
    text = SEED.read_text("utf-8").replace('zh = "家门口"', 'zh = "家\\u0000门\\u202e口"', 1)
    assert "u202e" in text
    (tmp_path / "first.toml").write_text(text, "utf-8")
    ctx = context_on(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path)
    ctx.database.migrate()
    seed(ctx, tmp_path / "first.toml")
    assert guide(ctx).centre.name.zh == "家门口"
    ctx.database.close()
    (tmp_path / "settings.toml").write_text('KIOSK_NAME = "hall\\u200b-1"', "utf-8")
    assert read_settings({"KIOSK_DATA": str(tmp_path)}).kiosk_name == "hall-1"


@pytest.mark.parametrize("written", [
    "小王", " 小王 ", "小\u200b王", "小\u3164王", "\u2066小王\u2069", "小王\ufe0f", "小\u034f王",
    "小王\u2800", "\u202e小王", "小\U000e0101王", "小\uffa0王",
])
def test_names_that_look_alike_are_one(written: str) -> None:
    assert plain_name(written) == "小王"


def test_control_names_that_look_different_stay_so() -> None:
    assert plain_name("Ａｎｎ　Ｌｉ") == "Ann Li"
    assert len({plain_name(one) for one in ("小王", "小玉", "王小", "小王2", "小 王")}) == 5
    assert plain_name("\u3164\u2800") == "", "a name of nothing is none"

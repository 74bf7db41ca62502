"""The centre's own words: what the pinyin keyboard offers before any dictionary."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.engine.database import open_database
from kiosk.actions.content.centre import own_words, seed
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import SEED, Clock, context_on


@pytest.fixture
def first_centre(url: str, tmp_path, clock: Clock) -> AppContext:
    """The centre as its seed makes it, on each kind of database."""
    ctx = context_on(url, tmp_path / "data", clock)
    ctx.database.migrate()
    ctx.vault.keys.table.ensure()
    seed(ctx, SEED)
    yield ctx
    ctx.database.close()


def test_places_services_and_the_words_residents_have_for_them_are_known(first_centre) -> None:
    words = own_words(first_centre)
    assert {"留义", "金锋工作室", "义养小镇", "社保医保", "公租房申请咨询", "老年证"} <= set(words)
    assert words[0] == "留义", "names of the place come first"
    assert len(set(words)) == len(words)


def test_whoever_joins_the_staff_is_known_by_name(first_centre) -> None:
    assert "郝小满" not in own_words(first_centre)
    add_account(first_centre, "郝小满", Role.CLERK)
    assert "郝小满" in own_words(first_centre)


def test_every_word_is_chinese_and_longer_than_a_character(first_centre) -> None:
    add_account(first_centre, "admin2", Role.CLERK)
    assert all(len(word) > 1 and all("\u3400" <= c <= "\u9fff" for c in word)
               for word in own_words(first_centre))


def test_an_empty_centre_and_one_out_of_reach_have_none(url: str, tmp_path, clock: Clock) -> None:
    empty = context_on(url, tmp_path / "data", clock)
    empty.database.migrate()
    empty.vault.keys.table.ensure()
    assert own_words(empty) == ()
    empty.database.close()
    nowhere = open_database("postgresql://nobody@127.0.0.1:1/nothing")
    assert own_words(replace(empty, database=nowhere)) == ()

"""Two kiosks on one PostgreSQL: one store of keys, and a copy of it with each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from db.engine.key_store import DESTROYED, KeyTable
from kiosk.actions import volunteers
from kiosk.actions.operations import health, keys
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.support.centre import Clock, context_on, small_centre
from tests.support.postgres import Server
from tests.support.volunteer_help import asked, with_help

MANY, ROUNDS = 150, 5


@pytest.fixture
def kiosks(postgres: Server, small_template: str, tmp_path: Path,
           clock: Clock) -> Iterator[tuple[AppContext, AppContext]]:
    """Each with a data folder of its own."""
    url = postgres.new_database(small_template)
    first = with_help(small_centre(url, tmp_path / "first", clock))
    second = context_on(url, tmp_path / "second", clock)
    for one in (first, second):
        keys.open_keys(one)
    yield first, second
    for one in (first, second):
        one.database.close()
    postgres.drop(url)


def is_well(ctx: AppContext) -> bool:
    """Whether 状况 of a kiosk finds nothing wrong with the keys."""
    return health.keys(ctx).well


def test_what_one_makes_is_no_trouble_of_the_other_and_comes_into_its_copy(
    kiosks: tuple[AppContext, AppContext], clock: Clock
) -> None:
    first, second = kiosks
    asked(first)
    made = first.vault.keys.table.held().keys()
    assert made <= first.vault.keys.copy.held().keys()
    assert not made <= second.vault.keys.copy.held().keys(), "it has not heard of them yet"
    assert is_well(first) and is_well(second)
    clock.pass_(minutes=16)
    keys.keep_keys(second)
    assert made <= second.vault.keys.copy.held().keys() and is_well(second)


def test_a_copy_that_never_hears_of_them_is_told_of(
    kiosks: tuple[AppContext, AppContext], clock: Clock
) -> None:
    """The control: what is not there after two rounds is missed."""
    first, second = kiosks
    asked(first)
    clock.pass_(minutes=31)
    assert is_well(first) and not is_well(second)


def test_what_one_destroys_goes_from_the_copy_of_the_other_at_the_next_change(
    kiosks: tuple[AppContext, AppContext], clock: Clock
) -> None:
    first, second = kiosks
    code = asked(first).request.code
    clock.pass_(minutes=16)
    keys.keep_keys(second)
    live = second.vault.keys.copy.held()
    volunteers.end_consent(first, code)
    gone = {one for one, wrapped in first.vault.keys.table.held().items() if wrapped == DESTROYED}
    assert gone and all(live[one] != DESTROYED for one in gone)
    # Each change rouses it.
    keys.keep_keys(second)
    after = second.vault.keys.copy.held()
    assert {after[one] for one in gone} == {DESTROYED}
    assert is_well(first) and is_well(second)


def test_from_either_copy_a_lost_store_comes_back_and_nothing_that_was_destroyed(
    kiosks: tuple[AppContext, AppContext]
) -> None:
    first, second = kiosks
    stays, goes = asked(first), asked(second, phone="13700001111")
    volunteers.end_consent(second, goes.request.code)
    for one in (first, second):
        one.vault.keys.agree()
    first.database.peewee.execute_sql("DELETE FROM record_key")
    keys.open_keys(second)
    keys.open_keys(first)
    seen = volunteers.follow(first, stays.request.code)
    assert seen.personal and seen.personal.name
    assert volunteers.follow(first, goes.request.code).personal is None
    assert keys.count_keys(first)[1:] == keys.count_keys(second)[1:] == (0, 0)


def at_once(kiosks: tuple[AppContext, AppContext], ids: list[str]) -> list[str]:
    """Both destroy the same keys, each in its own order; what either was told."""
    start, troubles = threading.Barrier(2), list[str]()

    def destroy(ctx: AppContext, order: Iterable[str]) -> None:
        table = ctx.vault.keys.table
        start.wait()
        try:
            with table.writing(over=True):
                table.destroy(order, ctx.clock())
        except StorageDown as trouble:
            troubles.append(str(trouble))
        finally:
            ctx.database.close()

    threads = [threading.Thread(target=destroy, args=each)
               for each in zip(kiosks, (ids, ids[::-1]), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return troubles


def new_keys(ctx: AppContext) -> list[str]:
    """So many keys that nobody has destroyed."""
    with ctx.database.write() as tx:
        return [ctx.vault.encrypt(tx, "a value", "booking 1")[2:24] for _ in range(MANY)]


def test_both_destroy_at_once_and_neither_is_turned_away(
    kiosks: tuple[AppContext, AppContext]
) -> None:
    for _ in range(ROUNDS):
        ids = new_keys(kiosks[0])
        assert at_once(kiosks, ids) == []
        assert {*kiosks[1].vault.keys.table.held(ids).values()} == {DESTROYED}


def test_control_in_two_orders_one_of_them_waits_for_the_other(
    kiosks: tuple[AppContext, AppContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    unsorted: Callable[..., list[str]] = list
    monkeypatch.setattr("db.engine.key_store.sorted", unsorted, raising=False)
    assert any("deadlock" in one for _ in range(ROUNDS)
               for one in at_once(kiosks, new_keys(kiosks[0])))


def test_the_copies_agree_at_once(kiosks: tuple[AppContext, AppContext]) -> None:
    """Each has destroyed keys that the other has not heard of, as after a night apart."""
    first, second = kiosks
    ids = new_keys(first)
    second.vault.keys.agree()
    for one, some in ((first, ids[::2]), (second, ids[1::2])):
        copy: KeyTable = one.vault.keys.copy
        with copy.writing(over=True):
            copy.destroy(some, one.clock())
    troubles: list[str] = []

    def agree(ctx: AppContext) -> None:
        try:
            ctx.vault.keys.agree()
        except StorageDown as trouble:
            troubles.append(str(trouble))
        finally:
            ctx.database.close()

    threads = [threading.Thread(target=agree, args=(one,)) for one in kiosks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in kiosks:
        one.vault.keys.agree()
    assert troubles == []
    for table in (first.vault.keys.table, first.vault.keys.copy, second.vault.keys.copy):
        assert {*table.held(ids).values()} == {DESTROYED}

"""Encryption: what lies in the database is nobody's without its key, and belongs to one row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from db.engine.encryption import Unreadable, Vault
from db.engine.key_store import DESTROYED
from kiosk.context import AppContext
from tests.support.centre import small_centre

PHONE = "13812345678"


def encrypt(ctx: AppContext, text: str = PHONE, of: str = "booking 1") -> str:
    """A value as it lies in the database."""
    with ctx.database.write() as tx:
        return ctx.vault.encrypt(tx, text, of)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_what_was_encrypted_opens_again(sqlite_ctx: AppContext, text: str) -> None:
    assert sqlite_ctx.vault.decrypt(encrypt(sqlite_ctx, text), "booking 1") == text


def test_the_same_number_is_never_encrypted_alike_and_never_with_the_same_key(
    ctx: AppContext
) -> None:
    first, second = encrypt(ctx), encrypt(ctx)
    assert first[:24] != second[:24] and first[24:] != second[24:] and PHONE not in first


def test_moved_touched_without_its_key_or_under_another_secret_it_does_not_open(
    ctx: AppContext
) -> None:
    sealed = encrypt(ctx)
    touched = sealed[:-4] + ("AAAA" if sealed[-4:] != "AAAA" else "BBBB")
    for vault, text, of in (
        (ctx.vault, sealed, "booking 2"), (ctx.vault, touched, "booking 1"),
        (ctx.vault, f"k.{'x' * 22}{sealed[24:]}", "booking 1"), (ctx.vault, "k.", "booking 1"),
        (ctx.vault, sealed[2:], "booking 1"),
        (Vault(b"another centre", ctx.vault.keys), sealed, "booking 1"),
    ):
        with pytest.raises(Unreadable):
            vault.decrypt(text, of)
    assert ctx.vault.decrypt(sealed, "booking 1") == PHONE, "the control"


def test_a_value_whose_key_was_destroyed_opens_no_more(ctx: AppContext) -> None:
    first, second = encrypt(ctx), encrypt(ctx)
    with ctx.database.write():
        ctx.vault.keys.destroy([first[2:24]])
    with pytest.raises(Unreadable):
        ctx.vault.decrypt(first, "booking 1")
    assert ctx.vault.decrypt(second, "booking 1") == PHONE, "the others open"
    held = ctx.vault.keys.copy.held()
    assert held[first[2:24]] == DESTROYED != held[second[2:24]], "the copy has followed"


def test_a_telephone_is_known_again_and_its_mark_leads_nowhere_without_the_store(
    ctx: AppContext, tmp_path: Path
) -> None:
    assert ctx.vault.person_index(PHONE) is None
    with ctx.database.write() as tx:
        index = ctx.vault.make_person_index(tx, PHONE)
        assert ctx.vault.make_person_index(tx, PHONE) == index
        assert ctx.vault.make_person_index(tx, "13812345679") != index
    assert ctx.vault.person_index(PHONE) == index
    other = small_centre(f"cysqlite:///{tmp_path / 'other.db'}", tmp_path / "other")
    assert other.vault.person_index(PHONE) is None, "the same secret, another store"
    other.database.close()


def test_what_nobody_can_guess_has_the_same_mark_under_the_same_secret(ctx: AppContext) -> None:
    mark = ctx.vault.blind_index("a browser")
    assert mark == ctx.vault.blind_index("a browser") != ctx.vault.blind_index("another")
    assert mark != Vault(b"another centre", ctx.vault.keys).blind_index("a browser")


def test_a_key_of_a_transaction_that_was_undone_is_given_to_nobody(ctx: AppContext) -> None:
    with pytest.raises(ZeroDivisionError), ctx.database.write() as tx:
        ctx.vault.encrypt(tx, PHONE, "booking 1")
        raise ZeroDivisionError
    sealed = encrypt(ctx)
    assert ctx.vault.decrypt(sealed, "booking 1") == PHONE


def test_a_spare_key_that_was_destroyed_is_given_to_nobody(ctx: AppContext) -> None:
    encrypt(ctx)
    with ctx.database.write():
        ctx.vault.keys.destroy(ctx.vault.keys.live())
    assert ctx.vault.decrypt(encrypt(ctx), "booking 1") == PHONE

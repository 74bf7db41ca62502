"""Sealing: what lies in the database is nobody's without the key, and belongs to one row."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, strategies as st

from db.engine.encryption import Vault

SEAL = Vault(b"a secret of the centre" * 2)
PHONE = "13812345678"


@given(st.text())
def test_what_was_sealed_opens_again(text: str) -> None:
    assert SEAL.open(SEAL.close(text, "booking 1"), "booking 1") == text


def test_the_same_number_is_never_sealed_alike() -> None:
    first, second = SEAL.close(PHONE, "booking 1"), SEAL.close(PHONE, "booking 1")
    assert first != second and PHONE not in first


def test_moved_touched_or_under_another_key_it_does_not_open() -> None:
    sealed = SEAL.close(PHONE, "booking 1")
    touched = sealed[:-4] + ("AAAA" if sealed[-4:] != "AAAA" else "BBBB")
    for seal, text, of in (
        (SEAL, sealed, "booking 2"), (SEAL, touched, "booking 1"),
        (Vault(b"another centre"), sealed, "booking 1"),
    ):
        with pytest.raises(InvalidTag):
            seal.open(text, of)


def test_a_mark_finds_the_same_number_and_leads_nowhere_without_the_key() -> None:
    assert SEAL.mark(PHONE) == SEAL.mark(PHONE) != SEAL.mark("13812345679")
    assert Vault(b"another centre").mark(PHONE) != SEAL.mark(PHONE)
    assert PHONE not in SEAL.mark(PHONE)

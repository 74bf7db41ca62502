"""PINs on a stolen database: without the secret none can be tried; old hashes are replaced."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from db.staff import accounts as staff, guess_counters
from db.volunteers import registry as stored
from kiosk.actions.pins import HASHER, hash_pin, is_old, matches
from kiosk.actions.staff import sessions
from kiosk.actions.staff.accounts import change_own_password
from kiosk.actions.staff.sessions import (
    add_account,
    log_in,
    log_in_at_kiosk,
    session,
)
from kiosk.actions.volunteers import volunteer_access
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.domain.volunteers.registry import Volunteer
from tests.support.volunteer_help import PIN, moved_in

WORDS = "十五个字那么长的一句话"


def kept(ctx: AppContext, name: str) -> staff.Credentials:
    with ctx.database.read() as tx:
        found = staff.find(tx, name)
        assert found
        return found


def tried(hashed: str, pins: range) -> list[str]:
    """What a thief finds who tries PINs on a hash without the secret."""
    return [f"{n:06}" for n in pins
            if matches(b"guessed", hashed, f"{n:06}") or (
                is_old(hashed.removeprefix("k")) and matches(
                    b"", hashed.removeprefix("k"), f"{n:06}"))]


def test_a_stolen_hash_cannot_be_tried(ctx: AppContext) -> None:
    pin = add_account(ctx, "小王", Role.CLERK)
    near = range(int(pin), int(pin) + 2)
    assert tried(kept(ctx, "小王").pin_hash, near) == []
    assert tried(HASHER.hash(pin), near) == [pin], "control: a hash without the secret gives it"
    assert log_in(ctx, "小王", pin).account.name == "小王"


@pytest.mark.both
def test_an_old_hash_opens_once_and_is_replaced(ctx: AppContext) -> None:
    pin = add_account(ctx, "小王", Role.CLERK)
    there = log_in(ctx, "小王", pin)
    there = change_own_password(ctx, there, pin, WORDS)
    before = kept(ctx, "小王")
    old_pin, old_words = HASHER.hash(pin), HASHER.hash(WORDS)
    with ctx.database.write() as tx:
        staff.renew_hash(tx, before.account, before.pin_hash, old_pin)
        staff.renew_hash(tx, before.account, before.password_hash or "", old_words)
    with pytest.raises(Refusal, match="wrong_pin"):
        log_in(ctx, "小王", "000000")
    assert kept(ctx, "小王").pin_hash == old_pin, "a wrong one replaces nothing"
    log_in_at_kiosk(ctx, "小王", pin)
    found = kept(ctx, "小王")
    assert not is_old(found.pin_hash) and found.password_hash == old_words
    log_in(ctx, "小王", WORDS)
    found = kept(ctx, "小王")
    assert found.password_hash and not is_old(found.password_hash)
    assert session(ctx, there.token), "who is logged in stays so"
    assert log_in_at_kiosk(ctx, "小王", pin) and log_in(ctx, "小王", WORDS)


def test_a_volunteers_old_hash_is_replaced_too(
    centre: AppContext, at: StaffSession, liu: Volunteer
) -> None:
    code = moved_in(centre, at, liu, "device")

    def pin_hash() -> str:
        with centre.database.read() as tx:
            found = stored.by_link(tx, code)
            return (found and found.pin_hash) or ""

    assert not is_old(pin_hash())
    with centre.database.write() as tx:
        stored.renew_hash(tx, liu.id, pin_hash(), HASHER.hash(PIN))
    volunteer_access.verify_pin(centre, code, "device", PIN)
    assert not is_old(pin_hash())
    volunteer_access.verify_pin(centre, code, "device", PIN)


def at_once(monkeypatch: pytest.MonkeyPatch, where: ModuleType,
            *ways: Callable[[], object]) -> list[object]:
    """What those hear who come in at once: each has looked at the hash before any is let in, and
    the first is through before the others are."""
    looked, first_through, mine = threading.Barrier(len(ways)), threading.Event(), threading.local()

    def all_at_once(secret: bytes, hashed: str, tried: str) -> bool:
        found = matches(secret, hashed, tried)
        if not hasattr(mine, "place"):
            mine.place = looked.wait()
            if mine.place:
                first_through.wait()
        return found

    monkeypatch.setattr(where, "matches", all_at_once)
    heard: list[object] = []

    def come(way: Callable[[], object]) -> None:
        try:
            heard.append(way())
        except Refusal as refusal:
            heard.append(refusal.code)
        finally:
            if mine.place == 0:
                first_through.set()

    threads = [threading.Thread(target=come, args=(way,)) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def with_old_hashes(ctx: AppContext) -> str:
    """An account whose PIN and password an older version hashed; returns the PIN."""
    pin = add_account(ctx, "小王", Role.CLERK)
    change_own_password(ctx, log_in(ctx, "小王", pin), pin, WORDS)
    before = kept(ctx, "小王")
    with ctx.database.write() as tx:
        staff.renew_hash(tx, before.account, before.pin_hash, HASHER.hash(pin))
        staff.renew_hash(tx, before.account, before.password_hash or "", HASHER.hash(WORDS))
    return pin


def test_all_who_come_in_at_once_with_an_old_hash_come_in(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice at the desk, and at the touch screen where the PIN is another hash."""
    pin = with_old_hashes(ctx)
    heard = at_once(monkeypatch, sessions, lambda: log_in(ctx, "小王", WORDS),
                    lambda: log_in(ctx, "小王", WORDS), lambda: log_in_at_kiosk(ctx, "小王", pin))
    assert [type(one) for one in heard] == [StaffSession] * 3
    found = kept(ctx, "小王")
    assert not is_old(found.pin_hash) and not is_old(found.password_hash or "")
    with ctx.database.read() as tx:
        assert guess_counters.tried_by_strangers(tx) == {}, "nobody is said to have guessed"


def test_control_looked_at_once_one_of_them_is_refused(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_old_hashes(ctx)
    let_in = sessions._let_in

    def only_once(*given: Any, **more: Any) -> StaffSession:
        opened = let_in(*given, **more)
        if opened is None:
            raise Refusal("wrong_pin")
        return opened

    monkeypatch.setattr(sessions, "_let_in", only_once)
    heard = at_once(monkeypatch, sessions, *[lambda: log_in(ctx, "小王", WORDS)] * 2)
    assert "wrong_pin" in heard


@pytest.mark.both
def test_a_volunteer_on_two_pages_at_once_comes_in_on_both(
    centre: AppContext, at: StaffSession, liu: Volunteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = moved_in(centre, at, liu, "device")
    with centre.database.write() as tx:
        found = stored.by_link(tx, code)
        assert found and found.pin_hash
        stored.renew_hash(tx, liu.id, found.pin_hash, HASHER.hash(PIN))
    heard = at_once(monkeypatch, volunteer_access,
                    *[lambda: volunteer_access.verify_pin(centre, code, "device", PIN)] * 2)
    assert [type(one) for one in heard] == [volunteer_access.VolunteerLink] * 2


def test_another_secret_opens_nothing() -> None:
    hashed = hash_pin(b"secret", "258036")
    assert matches(b"secret", hashed, "258036") and not matches(b"other", hashed, "258036")
    assert not matches(b"secret", hashed, "258037")

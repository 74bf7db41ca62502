"""Staff accounts: PINs, locks and sessions."""

from __future__ import annotations

import threading

import pytest
from argon2 import Type

from db.staff import guess_counters
from kiosk.actions.pins import HASHER
from kiosk.actions.staff import sessions
from kiosk.context import AppContext
from kiosk.domain.guessing import STRANGERS
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock


def wrong_of(pin: str) -> str:
    """Another PIN."""
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def test_a_pin_is_dear_to_try() -> None:
    """OWASP's least for argon2id, which the tests' own accounts do without."""
    assert (HASHER.type, HASHER.time_cost >= 1) == (Type.ID, True)
    assert HASHER.memory_cost >= 47_104


def refused(ctx: AppContext, name: str, secret: str, where: str = "", device: str = "") -> None:
    """Somebody is not let in, in the one way there is."""
    with pytest.raises(Refusal, match="wrong_pin") as told:
        sessions.log_in(ctx, name, secret, where, device)
    assert told.value.details == {}


def test_after_the_fifth_wrong_pin_one_waits_and_longer_after_each_further_one(
    ctx: AppContext, clock: Clock
) -> None:
    pin = sessions.add_account(ctx, "小王", Role.CLERK)
    for _ in range(4):
        refused(ctx, "小王", wrong_of(pin))
    for seconds in (15, 30, 60):
        refused(ctx, "小王", wrong_of(pin))
        clock.pass_(seconds=seconds - 1)
        refused(ctx, "小王", pin)
        clock.pass_(seconds=2)
    assert sessions.log_in(ctx, "小王", pin).account.name == "小王"


def test_trying_many_pins_at_once_gives_no_more_tries(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight at once after four: one more is counted, and the seven others wait."""
    pin = sessions.add_account(ctx, "小王", Role.CLERK)
    for _ in range(4):
        refused(ctx, "小王", wrong_of(pin))
    together = threading.Barrier(8)
    matches = sessions.matches

    def all_at_once(secret: bytes, hashed: str, tried: str) -> bool:
        together.wait()
        return matches(secret, hashed, tried)

    monkeypatch.setattr(sessions, "matches", all_at_once)
    heard: list[object] = []

    def attempt() -> None:
        refused(ctx, "小王", wrong_of(pin))
        heard.append(True)
        ctx.database.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 8
    with ctx.database.read() as tx:
        tried = guess_counters.wrong_tries(tx, "staff:1", STRANGERS)
    assert tried and tried.wrong == 5


def test_an_old_pin_opens_nothing_once_there_is_a_new_one(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = sessions.add_account(ctx, "小王", Role.CLERK)
    matches = sessions.matches

    def reset_meanwhile(secret: bytes, hashed: str, tried: str) -> bool:
        sessions.reset_account(ctx, "小王")
        return matches(secret, hashed, tried)

    monkeypatch.setattr(sessions, "matches", reset_meanwhile)
    with pytest.raises(Refusal, match="wrong_pin"):
        sessions.log_in(ctx, "小王", pin)


def test_an_unknown_name_is_answered_like_a_wrong_pin(ctx: AppContext) -> None:
    with pytest.raises(Refusal, match="wrong_pin"):
        sessions.log_in(ctx, "nobody", "000000")


def test_a_session_ends_after_half_an_hour_idle_and_after_twelve_hours(
    ctx: AppContext, clock: Clock
) -> None:
    pin = sessions.add_account(ctx, "小王", Role.CLERK)
    token = sessions.log_in(ctx, "小王", pin).token
    for _ in range(24):
        clock.pass_(minutes=29)
        assert sessions.session(ctx, token)
    clock.pass_(minutes=29)
    assert sessions.session(ctx, token) is None
    token = sessions.log_in(ctx, "小王", pin).token
    clock.pass_(minutes=31)
    assert sessions.session(ctx, token) is None
    assert sessions.session(ctx, "forged") is None


@pytest.mark.both
def test_logging_out_and_a_new_pin_end_sessions(ctx: AppContext) -> None:
    pin = sessions.add_account(ctx, "小王", Role.CLERK)
    session = sessions.log_in(ctx, "小王", pin)
    sessions.log_out(ctx, session)
    assert sessions.session(ctx, session.token) is None
    session = sessions.log_in(ctx, "小王", pin)
    new = sessions.reset_account(ctx, "小王")
    assert sessions.session(ctx, session.token) is None
    assert sessions.log_in(ctx, "小王", new)


def test_names_are_taken_once(ctx: AppContext) -> None:
    sessions.add_account(ctx, "小王", Role.CLERK)
    with pytest.raises(Refusal, match="name_taken"):
        sessions.add_account(ctx, "小王", Role.ADMIN)
    for wrong in ("", "   ", "x" * 21):
        with pytest.raises(Refusal, match="bad_name"):
            sessions.add_account(ctx, wrong, Role.CLERK)
    with pytest.raises(Refusal, match="not_drawn"):
        sessions.add_account(ctx, "小🎉", Role.CLERK)
    assert sessions.add_account(ctx, "凃龑", Role.CLERK)
    with pytest.raises(Refusal, match="no_such_account"):
        sessions.reset_account(ctx, "小李")


def test_no_pin_and_no_token_is_kept_in_clear(ctx: AppContext) -> None:
    pin = sessions.add_account(ctx, "小王", Role.CLERK)
    token = sessions.log_in(ctx, "小王", pin).token
    for table in ("account", "staff_session", "event_log"):
        rows = str(ctx.database.peewee.execute_sql(f"select * from {table}").fetchall())
        assert pin not in rows and token not in rows

"""Keeping the centre from its own touch screen: who may do what, and that every action is written
down."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.engine import event_log
from kiosk.actions.operations import kiosk_closure, selftest
from kiosk.actions.operations.backups import back_up
from kiosk.actions.staff import sessions
from kiosk.context import AppContext
from kiosk.devices.printing.printer import PrinterStatus, Trouble
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock, take

# A representative is no colleague of the house.
EVERYBODY = set(Role) - {Role.REPRESENTATIVE}
HALL = {Role.CLERK, Role.MANAGER, Role.ADMIN}
ACTIONS: dict[str, Callable[[AppContext, StaffSession], Any]] = {
    "call": partial(sessions.choose_counter, number=1),
    "close_today": kiosk_closure.close_today,
    "open_again": kiosk_closure.open_again,
    "try_printer": partial(selftest.try_printer, language="zh_CN"),
    "try_voice": partial(selftest.try_voice, language="zh_CN"),
}
MAY = {
    "call": HALL, "close_today": HALL, "open_again": HALL, "try_printer": EVERYBODY,
    "try_voice": EVERYBODY,
}


@pytest.fixture
def manager(ctx: AppContext) -> StaffSession:
    """Somebody who may do everything here."""
    return session_of(ctx, Role.MANAGER)


def session_of(ctx: AppContext, role: Role) -> StaffSession:
    """A new account of a role, signed in at the touch screen."""
    pin = sessions.add_account(ctx, str(role), role)
    return sessions.session_at_kiosk(ctx, sessions.log_in(ctx, str(role), pin).token)


def done_by(ctx: AppContext, session: StaffSession) -> list[str]:
    """What the event log says somebody did, but for coming in."""
    with ctx.database.read() as tx:
        lines = event_log.since(tx, 0, ["open", *ACTIONS])
        return [line.action for line in lines if line.actor == session.actor]


def who_did(ctx: AppContext) -> dict[str, set[Role]]:
    """Every role tries every action: which of them got it done."""
    did: dict[str, set[Role]] = {action: set() for action in ACTIONS}
    for role in Role:
        session = session_of(ctx, role)
        for name, action in ACTIONS.items():
            before = len(done_by(ctx, session))
            if may(action, ctx, session):
                did[name].add(role)
            # What is refused is not written down, and what is done is, once.
            assert len(done_by(ctx, session)) - before == (role in did[name]), (name, role)
    return did


def may(action: Callable[[AppContext, StaffSession], Any], ctx: AppContext,
        session: StaffSession) -> bool:
    """Whether somebody gets an action done."""
    try:
        action(ctx, session)
    except Refusal as refusal:
        if refusal.code != "not_allowed":
            raise
        return False
    return True


def test_each_role_does_what_it_may_and_nothing_else(ctx: AppContext) -> None:
    assert who_did(ctx) == MAY


def test_a_action_open_to_everybody_would_be_seen(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk_closure, "MAY_CLOSE", frozenset(Role))
    assert who_did(ctx)["close_today"] == set(Role) != MAY["close_today"]


def test_the_centre_is_seen_as_it_stands(ctx: AppContext, manager: StaffSession) -> None:
    stands = selftest.centre_stands(ctx, manager)
    assert (stands.account, stands.shut) == (manager.account, False)
    assert (stands.counters, stands.open_counters, stands.waiting) == (3, 0, 0)
    assert stands.printer == PrinterStatus() and stands.voice.engine == "memory"
    assert stands.backup_at is None and not stands.clock_behind
    take(ctx)
    sessions.choose_counter(ctx, manager, 2)
    ctx.printer.troubles.append(Trouble.PAPER_OUT)
    ctx.speaker.trouble = "no_sound_card"
    kiosk_closure.close_today(ctx, manager)
    stands = selftest.centre_stands(ctx, manager)
    assert (stands.shut, stands.open_counters, stands.waiting) == (True, 1, 1)
    assert stands.printer.trouble is Trouble.PAPER_OUT and stands.voice.trouble


def test_a_clock_behind_the_journal_is_seen(ctx: AppContext, manager: StaffSession,
                                            clock: Clock) -> None:
    clock.pass_(hours=-1)
    assert selftest.centre_stands(ctx, manager).clock_behind


def test_the_newest_backup_is_seen_whatever_lies_beside_it(sqlite_ctx: AppContext) -> None:
    session = session_of(sqlite_ctx, Role.ADMIN)
    made: Path = back_up(sqlite_ctx)
    (made.parent / "carried over by hand.backup").write_bytes(b"")
    assert selftest.centre_stands(sqlite_ctx, session).backup_at is not None


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_trial_slip_says_that_it_is_no_number(
    sqlite_ctx: AppContext, language: str
) -> None:
    session = session_of(sqlite_ctx, Role.EDITOR)
    assert selftest.try_printer(sqlite_ctx, session, language) is None
    (slip,) = sqlite_ctx.printer.slips
    assert slip.kind == {"zh_CN": "这不是号", "en": "Not a number"}[language]
    assert not any(letter.isdigit() for letter in slip.number)
    assert slip.url.endswith("/board")


@pytest.mark.both
def test_paper_out_is_said_and_written_down(ctx: AppContext, manager: StaffSession) -> None:
    ctx.printer.troubles.append(Trouble.PAPER_OUT)
    assert selftest.try_printer(ctx, manager, "zh_CN") is Trouble.PAPER_OUT
    with ctx.database.read() as tx:
        (line,) = event_log.since(tx, 0, ["try_printer"])
    assert line.actor == manager.actor == f"staff:{manager.account.id}@kiosk-1"
    assert line.details == {"well": False, "kiosk": "kiosk-1"}


def test_a_silent_speaker_is_said_and_written_down(ctx: AppContext,
                                                   manager: StaffSession) -> None:
    assert selftest.try_voice(ctx, manager, "zh_CN")
    assert ctx.speaker.said[-1].text == "这里是家门口，声音试好了。"
    ctx.speaker.trouble = "no_sound_card"
    assert not selftest.try_voice(ctx, manager, "zh_CN")
    with ctx.database.read() as tx:
        lines = list(event_log.since(tx, 0, ["try_voice"]))
    assert [line.details["well"] for line in lines] == [True, False]


def test_a_session_at_the_touch_screen_ends_after_two_minutes_idle(ctx: AppContext,
                                                            clock: Clock) -> None:
    session = session_of(ctx, Role.CLERK)
    for _ in range(6):
        clock.pass_(seconds=115)
        sessions.session_at_kiosk(ctx, session.token)
    clock.pass_(seconds=121)
    with pytest.raises(Refusal, match="signed_out"):
        sessions.session_at_kiosk(ctx, session.token)
    with pytest.raises(Refusal, match="signed_out"):
        sessions.session_at_kiosk(ctx, "forged")


def test_news_alone_keeps_nobody_signed_in(ctx: AppContext, clock: Clock) -> None:
    session = session_of(ctx, Role.CLERK)
    for _ in range(4):
        clock.pass_(seconds=28)
        sessions.session_at_kiosk(ctx, session.token, here=False)
    clock.pass_(seconds=10)
    with pytest.raises(Refusal, match="signed_out"):
        sessions.session_at_kiosk(ctx, session.token, here=False)


def test_a_session_at_the_touch_screen_ends_after_twelve_hours(ctx: AppContext,
                                                               clock: Clock) -> None:
    session = session_of(ctx, Role.CLERK)
    for _ in range(12 * 60 - 1):
        clock.pass_(minutes=1)
        sessions.session_at_kiosk(ctx, session.token)
    clock.pass_(minutes=2)
    with pytest.raises(Refusal, match="signed_out"):
        sessions.session_at_kiosk(ctx, session.token)

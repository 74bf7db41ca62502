"""A kiosk that the staff put out of use: no numbers there, everything else goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.engine import event_log
from kiosk.actions.operations.kiosk_closure import centre_now, close_today, open_again
from kiosk.actions.queue import service_now
from kiosk.actions.queue.results import ServiceStanding
from kiosk.actions.staff.sessions import add_account, log_in
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE, Role, StaffSession
from tests.support.centre import Clock, take

HERE = "kiosk-1"


def staff(ctx: AppContext, role: Role = Role.CLERK) -> StaffSession:
    """Somebody of the staff, logged in."""
    return log_in(ctx, role, add_account(ctx, role, role))


def test_a_kiosk_put_out_of_use_gives_no_numbers_and_others_do(ctx: AppContext) -> None:
    who = staff(ctx)
    take(ctx, kiosk=HERE)
    close_today(ctx, who)
    assert centre_now(ctx).closed(ctx.clock())
    with pytest.raises(Refusal, match="kiosk_shut"):
        take(ctx, kiosk=HERE)
    assert take(ctx, kiosk="kiosk-2").ticket.label == "A002"
    assert take(ctx).ticket.label == "A003", "a phone in the hall"
    assert service_now(ctx, "medical", HERE).standing is ServiceStanding.KIOSK_SHUT
    assert service_now(ctx, "medical").standing is ServiceStanding.OPEN
    open_again(ctx, who)
    assert not centre_now(ctx).closed(ctx.clock())
    assert take(ctx, kiosk=HERE).ticket.label == "A004"


def test_a_number_taken_before_is_still_answered_when_asked_again(ctx: AppContext) -> None:
    before = take(ctx, key="one tap", kiosk=HERE)
    close_today(ctx, staff(ctx))
    assert take(ctx, key="one tap", kiosk=HERE).ticket.label == before.ticket.label


def test_tomorrow_it_is_in_use_by_itself(ctx: AppContext, clock: Clock) -> None:
    close_today(ctx, staff(ctx))
    clock.pass_(days=3)
    assert not centre_now(ctx).closed(clock())
    assert take(ctx, kiosk=HERE).ticket.label == "A001"


@pytest.mark.both
def test_closing_twice_is_closing_once(ctx: AppContext) -> None:
    who = staff(ctx)
    for action in (close_today, close_today, open_again, open_again, close_today):
        action(ctx, who)
    with ctx.database.read() as tx:
        lines = list(event_log.since(tx, 0, ["close_today", "open_again"]))
    assert [line.action for line in lines] == ["close_today", "open_again", "close_today"]
    assert {(line.actor, line.details["kiosk"]) for line in lines} == {
        (f"staff:{who.account.id}", HERE)
    }


@pytest.mark.parametrize("role", list(Role))
def test_only_some_of_the_staff_may_close(ctx: AppContext, role: Role) -> None:
    who = staff(ctx, role)
    if role in MAY_CLOSE:
        close_today(ctx, who)
    else:
        for action in (close_today, open_again):
            with pytest.raises(Refusal, match="not_allowed"):
                action(ctx, who)
    assert centre_now(ctx).closed(ctx.clock()) is (role in MAY_CLOSE)


def test_while_the_database_is_away_it_stands_as_it_was_last_seen(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = sqlite_ctx

    def away() -> None:
        raise StorageDown("away")

    fresh = replace(ctx, database=replace_memory(ctx))
    close_today(ctx, staff(ctx))
    assert centre_now(ctx).closed(ctx.clock())
    monkeypatch.setattr(type(ctx.database), "read", lambda _self: away())
    assert centre_now(ctx).closed(ctx.clock())
    with pytest.raises(StorageDown):
        centre_now(fresh)


def replace_memory(ctx: AppContext) -> object:
    """The same database as a program sees it that has read nothing of it yet."""
    return type(ctx.database)(ctx.database.peewee)

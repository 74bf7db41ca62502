"""What the staff do in passing: who may, and what is left of it in the record."""

from __future__ import annotations

import os
import signal

import pytest

from db.engine import event_log
from kiosk.actions.operations import quick_actions
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.workers import RestartWatcher
from tests.support.centre import take
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import coordinator

# Written by hand.
TABLE = {
    quick_actions.counters: "clerk manager admin",
    quick_actions.turn_counter: "clerk manager admin",
    quick_actions.rooms_today: "clerk coordinator manager admin",
    quick_actions.turn_room: "clerk coordinator manager admin",
    quick_actions.slips_today: "medic clerk editor coordinator manager admin",
    quick_actions.print_again: "medic clerk editor coordinator manager admin",
    quick_actions.restart_pages: "medic clerk editor coordinator manager admin",
}


@pytest.mark.parametrize("role", Role)
def test_each_action_is_for_its_roles_and_stands_in_the_record(ctx: AppContext, role: Role) -> None:
    session, ticket = coordinator(with_rooms(ctx), role), take(ctx).ticket
    named: dict[object, tuple[object, ...]] = {
        quick_actions.turn_counter: (2,), quick_actions.turn_room: ("chess",),
        quick_actions.print_again: (ticket.id,)}
    for action, roles in TABLE.items():
        more = {"shut": True} if action is quick_actions.turn_room else {}
        before = ctx.database.version()
        if role in roles.split():
            action(ctx, session, *named.get(action, ()), **more)
            continue
        with pytest.raises(Refusal, match="not_allowed"):
            action(ctx, session, *named.get(action, ()), **more)
        assert ctx.database.version() == before
    with ctx.database.read() as tx:
        done = {line.action for line in event_log.since(tx, 0, (
            "open", "set_special_day", "print_again", "restart_pages"))}
    expected = {"print_again", "restart_pages"} if role is not Role.REPRESENTATIVE else set()
    expected |= {"open"} if role in TABLE[quick_actions.counters].split() else set()
    expected |= {"set_special_day"} if role in TABLE[quick_actions.rooms_today].split() else set()
    assert done == expected


@pytest.mark.both
def test_what_there_is_not_is_refused(ctx: AppContext) -> None:
    manager = coordinator(with_rooms(ctx), Role.MANAGER)
    for action, named, code in (
        (quick_actions.turn_counter, (99,), "no_such_counter"),
        (quick_actions.print_again, (99,), "no_such_ticket"),
    ):
        with pytest.raises(Refusal, match=code):
            action(ctx, manager, *named)
    with pytest.raises(Refusal, match="no_such_room"):
        quick_actions.turn_room(ctx, manager, "nowhere", shut=True)


def test_the_porter_ends_the_pages_once_for_each_asking(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: ended.append((pid, number)))
    manager = coordinator(ctx, Role.MANAGER)
    quick_actions.restart_pages(ctx, manager)
    porter = RestartWatcher(ctx)
    porter.look()
    assert not ended, "what was asked before these pages began is done"
    take(ctx)
    porter.look()
    assert not ended
    quick_actions.restart_pages(ctx, manager)
    porter.look()
    porter.look()
    assert ended == [(os.getpid(), signal.SIGTERM)]

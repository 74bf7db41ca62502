"""An act is whole or not at all: nothing is written without its event, nor by whoever may not."""

from __future__ import annotations

import pytest

from db.engine import event_log
from kiosk.actions.acting import SYSTEM, acting, housekeeping
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_CLOSE, MAY_EDIT, Role
from tests.support.volunteer_help import coordinator


def events(ctx: AppContext) -> list[tuple[str, str]]:
    """Who did what, as the event log has it."""
    with ctx.database.read() as tx:
        return [(event.actor, event.action) for event in event_log.since(tx, 0, ["tried"])]


def test_an_act_and_its_event_are_kept_together(ctx: AppContext) -> None:
    with acting(ctx, SYSTEM) as act:
        act.log("tried")
    assert events(ctx) == [(SYSTEM, "tried")]


def test_an_act_without_an_event_is_undone(ctx: AppContext) -> None:
    who = coordinator(ctx, Role.EDITOR, "小王")
    before = ctx.database.version()
    with pytest.raises(RuntimeError, match="without an event"), acting(ctx, who, MAY_EDIT):
        pass
    assert ctx.database.version() == before
    with acting(ctx, who, MAY_EDIT) as act:
        act.without_event("all is as it was")
    assert events(ctx) == []


def test_housekeeping_says_why_no_event_tells_of_it(ctx: AppContext) -> None:
    before = ctx.database.version()
    with housekeeping(ctx, "its row tells of it"):
        pass
    assert ctx.database.version() == before + 1 and events(ctx) == []
    with pytest.raises(RuntimeError, match="without an event"), housekeeping(ctx, ""):
        pass
    assert ctx.database.version() == before + 1


def test_an_act_that_fails_leaves_no_event(ctx: AppContext) -> None:
    with pytest.raises(Refusal, match="not_now"), acting(ctx, SYSTEM) as act:
        act.log("tried")
        raise Refusal("not_now")
    assert events(ctx) == []


def test_who_may_not_opens_nothing(ctx: AppContext) -> None:
    who = coordinator(ctx, Role.EDITOR, "小王")
    assert Role.EDITOR not in MAY_CLOSE
    before = ctx.database.version()
    with pytest.raises(Refusal, match="not_allowed"), acting(ctx, who, MAY_CLOSE) as act:
        act.log("tried")
    assert ctx.database.version() == before and events(ctx) == []


def test_where_nobody_says_who_may_nobody_of_the_staff_may(ctx: AppContext) -> None:
    who = coordinator(ctx, Role.ADMIN, "小王")
    with pytest.raises(Refusal, match="not_allowed"), acting(ctx, who) as act:
        act.log("tried")
    assert events(ctx) == []

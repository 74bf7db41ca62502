"""A clerk finished somebody by mistake: it can be taken back, and everybody keeps the place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.actions.queue import (
    call_next,
    call_this,
    desk,
    finish,
    finished_today,
    follow,
    not_done,
    open_counter,
    park,
    reopen,
    take_back,
    undo,
)
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority, State
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import Clock, clerk, take


@pytest.fixture
def wang(ctx: AppContext) -> StaffSession:
    """小王 at counter 2, open."""
    at = clerk(ctx, 2, "小王")
    open_counter(ctx, at)
    return at


def test_enter_pressed_by_mistake_is_taken_back_whole(ctx: AppContext, wang: StaffSession) -> None:
    first, *others = (take(ctx) for _ in range(4))
    call_next(ctx, wang, None)
    order = [one.ticket.label for one in desk(ctx, wang).waiting]
    view = call_next(ctx, wang, first.ticket.id)
    assert view.undo and view.undo.label == first.ticket.label and view.current
    back = undo(ctx, wang, first.ticket.id, view.current.id)
    assert back.current and back.current.id == first.ticket.id and back.undo is None
    assert back.current.closed_at is None and back.served_today == 0
    assert [one.ticket.label for one in back.waiting] == order
    assert follow(ctx, others[0].ticket.code).ticket.state is State.WAITING


def test_the_order_of_calling_is_as_if_nothing_had_happened(
    ctx: AppContext, wang: StaffSession
) -> None:
    for priority in (*[Priority.ELDER] * 4, *[Priority.ORDINARY] * 4):
        take(ctx, priority=priority)
    called: list[str] = []
    holding: int | None = None
    for n in range(8):
        view = call_next(ctx, wang, holding)
        assert view.current
        if n % 2 and view.undo:
            undo(ctx, wang, view.undo.id, view.current.id)
            view = call_next(ctx, wang, view.undo.id)
            assert view.current
        called.append(view.current.priority)
        holding = view.current.id
    assert called == ["elder", "elder", "ordinary", "elder", "elder", "ordinary", "ordinary",
                      "ordinary"]


def test_who_was_set_aside_is_so_again(ctx: AppContext, wang: StaffSession) -> None:
    aside, served = take(ctx), take(ctx)
    call_next(ctx, wang, None)
    park(ctx, wang, aside.ticket.id)
    call_next(ctx, wang, None)
    take_back(ctx, wang, aside.ticket.id, served.ticket.id)
    view = undo(ctx, wang, served.ticket.id, aside.ticket.id)
    assert view.current and view.current.id == served.ticket.id
    assert [one.ticket.id for one in view.parked] == [aside.ticket.id]


def test_it_is_over_after_ten_seconds_or_another_call(
    ctx: AppContext, wang: StaffSession, clock: Clock
) -> None:
    first, second, third = take(ctx), take(ctx), take(ctx)
    call_next(ctx, wang, None)
    finish(ctx, wang, first.ticket.id)
    clock.now += timedelta(seconds=11)
    assert desk(ctx, wang).undo is None
    clock.now += timedelta(seconds=30)
    with pytest.raises(Refusal, match="undo_over"):
        undo(ctx, wang, first.ticket.id, None)
    call_next(ctx, wang, None)
    call_this(ctx, wang, third.ticket.id, second.ticket.id)
    with pytest.raises(Refusal, match="already_moved"):
        undo(ctx, wang, second.ticket.id, second.ticket.id)
    with pytest.raises(Refusal, match="undo_over"):
        undo(ctx, wang, first.ticket.id, third.ticket.id)
    assert desk(ctx, wang).current


@pytest.mark.both
def test_a_number_finished_an_hour_ago_is_found_and_gone_on_with(
    ctx: AppContext, wang: StaffSession, clock: Clock
) -> None:
    first, second = take(ctx), take(ctx)
    call_next(ctx, wang, None)
    call_next(ctx, wang, first.ticket.id)
    clock.now += timedelta(hours=1)
    label = first.ticket.label
    assert [one.ticket.label for one in finished_today(ctx, wang)] == [label]
    assert [one.ticket.label for one in finished_today(ctx, wang, label.lower())] == [label]
    assert finished_today(ctx, wang, "Z999") == ()
    view = reopen(ctx, wang, first.ticket.id, second.ticket.id)
    assert view.current and view.current.id == first.ticket.id
    assert [one.ticket.id for one in finished_today(ctx, wang)] == [second.ticket.id]


def test_the_phone_of_a_finished_number_says_that_it_is_not_done(
    ctx: AppContext, wang: StaffSession, clock: Clock
) -> None:
    mine = take(ctx)
    call_next(ctx, wang, None)
    finish(ctx, wang, mine.ticket.id)
    for _ in range(2):
        assert not_done(ctx, mine.ticket.code).ticket.state is State.PARKED
    row = desk(ctx, wang).parked[0]
    assert row.ticket.closed_at is not None, "the desk says that the phone said so"
    view = take_back(ctx, wang, mine.ticket.id, None)
    assert view.current and view.current.closed_at is None
    finish(ctx, wang, mine.ticket.id)
    clock.now += timedelta(minutes=31)
    with pytest.raises(Refusal, match="done_long_ago"):
        not_done(ctx, mine.ticket.code)


def test_without_the_offer_a_finished_number_would_be_lost(
    ctx: AppContext, wang: StaffSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: where nothing is just finished, the way back is closed."""
    mine = take(ctx)
    call_next(ctx, wang, None)
    monkeypatch.setattr(
        "kiosk.actions.queue.counter_context.CounterContext.just_finished",
        lambda *_: None)
    finish(ctx, wang, mine.ticket.id)
    with pytest.raises(Refusal, match="undo_over"):
        undo(ctx, wang, mine.ticket.id, None)
    assert follow(ctx, mine.ticket.code).ticket.state is State.DONE

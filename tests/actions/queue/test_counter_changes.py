"""A counter is given another queue, or taken away, while people hold numbers: nobody is
forgotten."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import time, timedelta
from threading import Barrier

import pytest

from db.content import content_items
from db.engine import event_log
from db.engine.bearer_codes import shown
from db.queue import queries as stored
from kiosk.actions import content, queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import DeskView
from kiosk.context import AppContext
from kiosk.domain.content.guide import Centre
from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.actions.queue.test_desk import held, missed, on
from tests.support.centre import Clock, clerk, take
from tests.support.volunteer_help import coordinator

Change = Callable[[AppContext, StaffSession], None]
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])


@pytest.fixture
def manager(ctx: AppContext) -> StaffSession:
    """Who may change counters."""
    return coordinator(ctx, Role.MANAGER, "主任")


@pytest.fixture
def two(ctx: AppContext) -> StaffSession:
    """A clerk at counter 2, of queue A like counter 3."""
    return clerk(ctx, 2)


@pytest.fixture
def three(ctx: AppContext) -> StaffSession:
    """A clerk at counter 3."""
    return clerk(ctx, 3, "小赵")


def given(
    ctx: AppContext, manager: StaffSession, counter: int, queue_id: str, **more: object
) -> None:
    """Gives a counter a queue, at the desk."""
    base = dict(content.sheet(ctx, manager, "counter", str(counter)).written)
    assert content.publish(ctx, manager, "counter", str(counter), base, {"queue": queue_id},
                           **more).done  # type: ignore[arg-type]


def queue_of(ctx: AppContext, counter: int) -> str | None:
    """The queue of a counter."""
    return next((w.queue_id for w in guide(ctx).counters if w.number == counter), None)


def state_of(ctx: AppContext, code: str) -> tuple[State, int | None]:
    """How a number stands, and to which counter it is bound."""
    ticket = queue.follow(ctx, code).ticket
    return ticket.state, ticket.assigned_counter


def written_anew(ctx: AppContext, manager: StaffSession) -> None:
    given(ctx, manager, 2, "B")


def brought_in(ctx: AppContext, manager: StaffSession) -> None:
    content.bring(ctx, manager, "counter", [["id", "queue"], ["2", "B"]])
    draft = content.sheet(ctx, manager, "counter", "2").written
    content.publish(ctx, manager, "counter", "2", draft, draft)


def put_back(ctx: AppContext, manager: StaffSession) -> None:
    """改回去, to the queue it had in between."""
    past = content.sheet(ctx, manager, "counter", "2").versions
    content.go_back(ctx, manager, "counter", "2", next(
        one.n for one in past if one.written["queue"] == "B"))


def taken_away(ctx: AppContext, manager: StaffSession) -> None:
    content.remove(ctx, manager, "counter", "2")


WAYS = (written_anew, brought_in, put_back, taken_away)


@ON_SQLITE
@pytest.mark.parametrize("way", WAYS)
def test_whoever_is_served_is_served_to_the_end_first(
    ctx: AppContext, two: StaffSession, manager: StaffSession, way: Change
) -> None:
    if way is put_back:
        for queue_id in ("B", "A"):
            given(ctx, manager, 2, queue_id)
    take(ctx)
    view = on(ctx, two)
    with pytest.raises(Refusal, match="counter_serves") as refused:
        way(ctx, manager)
    assert refused.value.details == {"counter": 2, "number": "A001"}
    assert queue_of(ctx, 2) == "A" and held(queue.desk(ctx, two)) == held(view)
    queue.finish(ctx, two, held(view) or 0)
    way(ctx, manager)
    assert queue_of(ctx, 2) == (None if way is taken_away else "B")


@pytest.mark.parametrize("way", [written_anew, taken_away])
def test_who_was_sent_to_a_counter_is_called_by_any_other(
    ctx: AppContext, two: StaffSession, three: StaffSession, manager: StaffSession, way: Change
) -> None:
    waiting, parked, late = [take(ctx).ticket for _ in range(3)]
    for ticket in (waiting, parked, late):
        assert held(on(ctx, three)) == ticket.id
        queue.transfer(ctx, three, ticket.id, counter=2)
        if ticket is parked:
            queue.park(ctx, two, held(queue.call_this(ctx, two, ticket.id, None)) or 0)
        elif ticket is late:
            queue.call_this(ctx, two, ticket.id, None)
            missed(ctx, two)
    assert state_of(ctx, waiting.code) == (State.WAITING, 2)
    with pytest.raises(Refusal, match="nobody_waits"):
        queue.call_next(ctx, three, None)
    way(ctx, manager)
    assert held(queue.call_next(ctx, three, None)) == waiting.id
    assert held(queue.take_back(ctx, three, parked.id, waiting.id)) == parked.id
    queue.bring_back(ctx, three, late.id)
    assert held(queue.call_next(ctx, three, parked.id)) == late.id


@pytest.mark.parametrize("way", [written_anew, taken_away])
@pytest.mark.parametrize("how", ["waits", "is parked", "may come back"])
def test_the_only_counter_of_a_queue_stays_while_anybody_needs_it(
    sqlite_ctx: AppContext, clock: Clock, way: Change, how: str
) -> None:
    ctx = sqlite_ctx
    two, manager = clerk(ctx, 2), coordinator(ctx, Role.MANAGER, "主任")
    given(ctx, manager, 3, "B")
    ticket = take(ctx).ticket
    if how != "waits":
        on(ctx, two)
    if how == "is parked":
        queue.park(ctx, two, ticket.id)
    elif how == "may come back":
        missed(ctx, two)
    with pytest.raises(Refusal, match="queue_waits") as refused:
        way(ctx, manager)
    assert refused.value.details == {"counter": 2, "n": 1} and queue_of(ctx, 2) == "A"
    if how == "may come back":
        clock.pass_(minutes=31)
    else:
        queue.give_up(ctx, ticket.code)
    way(ctx, manager)
    assert queue_of(ctx, 2) != "A"


def finished(ctx: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    return queue.finish(ctx, two, ticket_id)


def called_again_and_missed(ctx: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    assert missed(ctx, two).missed[0].ticket.id == ticket_id
    return queue.bring_back(ctx, two, ticket_id)


def parked_and_taken_back(ctx: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    assert queue.park(ctx, two, ticket_id).parked[0].ticket.id == ticket_id
    assert held(queue.take_back(ctx, two, ticket_id, None)) == ticket_id
    return queue.park(ctx, two, ticket_id)


def sent_on(ctx: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    return queue.transfer(ctx, two, ticket_id, counter=3)


def let_pass(ctx: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    current = queue.desk(ctx, two).current
    assert current and current.id == ticket_id
    queue.let_pass(ctx, shown(ctx.secret, current.code))
    return queue.desk(ctx, two)


def followed_by_the_next(ctx: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    take(ctx, "pension")
    view = queue.call_next(ctx, two, ticket_id)
    assert view.current and view.current.label == "B001"
    return queue.finish(ctx, two, view.current.id)


ACTIONS = {
    finished: State.DONE, called_again_and_missed: State.WAITING,
    parked_and_taken_back: State.PARKED, sent_on: State.WAITING, let_pass: State.WAITING,
    followed_by_the_next: State.DONE,
}


@ON_SQLITE
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("bound", [False, True])
def test_a_change_at_its_time_leaves_the_number_at_its_counter(
    ctx: AppContext, two: StaffSession, three: StaffSession, manager: StaffSession, clock: Clock,
    action: Callable[[AppContext, StaffSession, int], DeskView], bound: bool,
) -> None:
    given(ctx, manager, 2, "B", at=clock.now + timedelta(minutes=5))
    ticket = take(ctx).ticket
    if bound:
        on(ctx, three)
        queue.transfer(ctx, three, ticket.id, counter=2)
    on(ctx, two)
    clock.pass_(minutes=5)
    assert content.run_due(ctx) == 0 and queue_of(ctx, 2) == "B"
    view = queue.desk(ctx, two)
    assert held(
        view) == ticket.id and view.counter.serving == "A001" and view.counter.queue.id == "B"
    assert [w.serving for w in queue.hall(ctx).counters] == [None, "A001", None]
    view = action(ctx, two, ticket.id)
    assert view.current is None and state_of(ctx, ticket.code)[0] is ACTIONS[action]
    if ACTIONS[action] is State.WAITING:
        assert held(queue.call_next(ctx, three, None)) == ticket.id
    elif ACTIONS[action] is State.PARKED:
        assert held(queue.take_back(ctx, three, ticket.id, None)) == ticket.id
    else:
        assert view.served_today >= 1, "what it finished of its old queue counts"


def test_a_change_of_an_only_counter_comes_once_its_numbers_are_done(
    ctx: AppContext, manager: StaffSession, clock: Clock
) -> None:
    one = clerk(ctx, 1)
    soon = clock.now + timedelta(minutes=5)
    given(ctx, manager, 1, "A", at=soon)
    content.publish(ctx, manager, "notice", "", {}, {"text.zh": "停水"}, at=soon)
    later = soon + timedelta(seconds=70)
    content.publish(ctx, manager, "notice", "", {}, {"text.zh": "停电"}, at=later)
    ticket = take(ctx, "pension").ticket
    clock.pass_(minutes=5)
    assert content.run_due(ctx) == 0, "what else is due is not held up"
    before = ctx.database.version()
    assert content.run_due(ctx) == 60 and ctx.database.version() == before
    clock.pass_(seconds=20)
    assert content.run_due(ctx) == 50, "what comes next is not forgotten"
    assert queue_of(ctx, 1) == "B" and len(guide(ctx).notices) == 1
    on(ctx, one)
    content.run_due(ctx)
    assert queue_of(ctx, 1) == "B"
    queue.finish(ctx, one, ticket.id)
    assert content.run_due(ctx) == 0 and queue_of(ctx, 1) == "A"
    with ctx.database.read() as tx:
        assert not list(event_log.since(tx, 0, ["plan_failed"]))


def test_a_queue_with_numbers_is_not_taken_away(ctx: AppContext, manager: StaffSession) -> None:
    queue_id = content.publish(
        ctx, manager, "queue", "", {}, {"prefix": "D", "name.zh": "综合"}).item
    counter = content.publish(ctx, manager, "counter", "", {}, {"queue": queue_id}).item
    base = dict(content.sheet(ctx, manager, "service", "medical").written)
    content.publish(ctx, manager, "service", "medical", base, base | {"queue": queue_id})
    ticket = take(ctx).ticket
    content.publish(ctx, manager, "service", "medical", base | {"queue": queue_id}, base)
    with pytest.raises(Refusal, match="queue_waits"):
        content.remove(ctx, manager, "counter", counter)
    with pytest.raises(Refusal, match="still_used"):
        content.remove(ctx, manager, "queue", queue_id)
    assert held(on(ctx, clerk(ctx, int(counter)))) == ticket.id


def test_a_day_that_begins_at_another_time_does_so_from_tomorrow_on(
    sqlite_ctx: AppContext, clock: Clock
) -> None:
    ctx, manager = sqlite_ctx, coordinator(sqlite_ctx, Role.MANAGER, "主任")
    base = dict(content.sheet(ctx, manager, "centre", "1").written)
    ticket = take(ctx).ticket
    changed = base | {"day_starts": "16:00", "address.zh": "新街"}

    def centre() -> Centre:
        return guide(ctx).centre

    assert content.publish(ctx, manager, "centre", "1", base, changed).later
    assert centre().day_starts == time(4) and centre().address.zh == "新街"
    assert held(queue.call_next(ctx, clerk(ctx, 2), None)) == ticket.id
    content.run_due(ctx)
    assert centre().day_starts == time(4), "today goes on"
    clock.now = clock.now.replace(hour=16)
    content.run_due(ctx)
    assert centre().day_starts == time(16) and take(ctx).ticket.label != ticket.label
    # The control: what says the same of today is shown at once.
    told = content.publish(ctx, manager, "centre", "1", changed, changed | {"day_starts": "05:00"})
    assert not told.later and centre().day_starts == time(5)


def test_nobody_gets_a_number_that_no_counter_calls(sqlite_ctx: AppContext) -> None:
    ctx, two = sqlite_ctx, clerk(sqlite_ctx, 2)
    manager = coordinator(ctx, Role.MANAGER, "主任")
    ticket = take(ctx).ticket
    on(ctx, two)
    given(ctx, manager, 1, "A")
    with pytest.raises(Refusal, match="no_counter"):
        take(ctx, "capped")
    with pytest.raises(Refusal, match="no_counter_there"):
        queue.transfer(ctx, two, ticket.id, service_id="pension")
    assert held(queue.desk(ctx, two)) == ticket.id
    given(ctx, manager, 1, "B")
    assert [take(ctx, "capped").ticket.label for _ in range(3)] == ["B001", "B002", "B003"]


@pytest.mark.parametrize("action", ["finish", "park", "transfer"])
def test_a_counter_that_is_gone_all_the_same_lets_its_number_go(ctx: AppContext,
                                                               action: str) -> None:
    two, three = clerk(ctx, 2), clerk(ctx, 3, "小赵")
    ticket, other = take(ctx).ticket, take(ctx).ticket
    on(ctx, two)
    with ctx.database.write(content=True) as tx:
        content_items.remove(tx, "counter", "2")
    view = queue.desk(ctx, two)
    assert held(view) == ticket.id and view.next is None and not view.waiting
    with pytest.raises(Refusal, match="nobody_waits"):
        queue.call_next(ctx, two, ticket.id)
    with pytest.raises(Refusal, match="choose_counter"):
        queue.call_this(ctx, two, other.id, ticket.id)
    more = {"counter": 3} if action == "transfer" else {}
    getattr(queue, action)(ctx, two, ticket.id, **more)
    assert queue.follow(ctx, ticket.code).ticket.state is not State.CALLED
    with pytest.raises(Refusal, match="choose_counter"):
        queue.desk(ctx, two)
    assert on(ctx, three).current


@pytest.mark.parametrize("action", [queue.pause_counter, queue.ask_for_help])
def test_a_counter_that_is_gone_keeps_no_state_and_its_clerk_is_not_stopped(
    ctx: AppContext, clock: Clock, action: Callable[[AppContext, StaffSession], DeskView]
) -> None:
    two, three, ticket = clerk(ctx, 2), clerk(ctx, 3, "小赵"), take(ctx).ticket
    on(ctx, two)
    with ctx.database.write(content=True) as tx:
        content_items.remove(tx, "counter", "2")
    assert held(action(ctx, two)) == ticket.id
    # The control: of a counter that is there the same is kept.
    action(ctx, three)
    with ctx.database.read() as tx:
        states = stored.counter_states(tx, clock.now.date())
        wanting = stored.counters_wanting_help(tx, clock.now - timedelta(minutes=1))
    assert states == {3: "paused" if action is queue.pause_counter else "open"}
    assert wanting == ((3,) if action is queue.ask_for_help else ())


def test_a_call_and_a_change_at_once_leave_nobody_behind(
    ctx: AppContext, two: StaffSession, three: StaffSession, manager: StaffSession
) -> None:
    for _ in range(6):
        ticket = take(ctx).ticket
        together = Barrier(2)

        def call(gate: Barrier = together) -> None:
            gate.wait()
            with suppress(Refusal):
                queue.call_next(ctx, two, None)
            ctx.database.close()

        def change(gate: Barrier = together) -> None:
            gate.wait()
            with suppress(Refusal):
                given(ctx, manager, 2, "B")
            ctx.database.close()

        with ThreadPoolExecutor(2) as both:
            for done in (both.submit(call), both.submit(change)):
                done.result()
        called = held(queue.desk(ctx, two)) == ticket.id
        assert called == (queue_of(ctx, 2) == "A")
        if not called:
            assert held(queue.call_next(ctx, three, None)) == ticket.id
        queue.finish(ctx, two if called else three, ticket.id)
        given(ctx, manager, 2, "A")

"""A window is given another line, or taken away, while people hold numbers: nobody is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest

from db.content import content_items
from db.engine import event_log
from db.queue import queries as stored
from kiosk.actions import content, queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import DeskView
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import State
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.actions.test_desk import held, missed, on
from tests.helpers import coordinator
from tests.house import Clock, clerk, take

Change = Callable[[AppContext, StaffSession], None]
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])


@pytest.fixture
def manager(lobby: AppContext) -> StaffSession:
    """Who may change windows."""
    return coordinator(lobby, Role.MANAGER, "主任")


@pytest.fixture
def two(lobby: AppContext) -> StaffSession:
    """A clerk at window 2, of line A like window 3."""
    return clerk(lobby, 2)


@pytest.fixture
def three(lobby: AppContext) -> StaffSession:
    """A clerk at window 3."""
    return clerk(lobby, 3, "小赵")


def given(lobby: AppContext, manager: StaffSession, window: int, line: str, **more: object) -> None:
    """Gives a window a line, at the desk."""
    base = dict(content.sheet(lobby, manager, "window", str(window)).written)
    assert content.publish(lobby, manager, "window", str(window), base, {"line": line},
                           **more).done  # type: ignore[arg-type]


def line_of(lobby: AppContext, window: int) -> str | None:
    """The line of a window."""
    return next((w.line_id for w in guide(lobby).windows if w.number == window), None)


def state_of(lobby: AppContext, code: str) -> tuple[State, int | None]:
    """How a number stands, and to which window it is bound."""
    ticket = queue.follow(lobby, code).ticket
    return ticket.state, ticket.only_window


def written_anew(lobby: AppContext, manager: StaffSession) -> None:
    given(lobby, manager, 2, "B")


def brought_in(lobby: AppContext, manager: StaffSession) -> None:
    content.bring(lobby, manager, "window", [["id", "line"], ["2", "B"]])
    draft = content.sheet(lobby, manager, "window", "2").written
    content.publish(lobby, manager, "window", "2", draft, draft)


def put_back(lobby: AppContext, manager: StaffSession) -> None:
    """改回去, to the line it had in between."""
    past = content.sheet(lobby, manager, "window", "2").versions
    content.go_back(lobby, manager, "window", "2", next(
        one.n for one in past if one.written["line"] == "B"))


def taken_away(lobby: AppContext, manager: StaffSession) -> None:
    content.remove(lobby, manager, "window", "2")


WAYS = (written_anew, brought_in, put_back, taken_away)


@ON_SQLITE
@pytest.mark.parametrize("way", WAYS)
def test_whoever_is_served_is_served_to_the_end_first(
    lobby: AppContext, two: StaffSession, manager: StaffSession, way: Change
) -> None:
    if way is put_back:
        for line in ("B", "A"):
            given(lobby, manager, 2, line)
    take(lobby)
    view = on(lobby, two)
    with pytest.raises(Refusal, match="window_serves") as refused:
        way(lobby, manager)
    assert refused.value.details == {"window": 2, "number": "A001"}
    assert line_of(lobby, 2) == "A" and held(queue.desk(lobby, two)) == held(view)
    queue.finish(lobby, two, held(view) or 0)
    way(lobby, manager)
    assert line_of(lobby, 2) == (None if way is taken_away else "B")


@pytest.mark.parametrize("way", [written_anew, taken_away])
def test_who_was_sent_to_a_window_is_called_by_any_other(
    lobby: AppContext, two: StaffSession, three: StaffSession, manager: StaffSession, way: Change
) -> None:
    waiting, parked, late = [take(lobby).ticket for _ in range(3)]
    for ticket in (waiting, parked, late):
        assert held(on(lobby, three)) == ticket.id
        queue.transfer(lobby, three, ticket.id, window=2)
        if ticket is parked:
            queue.park(lobby, two, held(queue.call_this(lobby, two, ticket.id, None)) or 0)
        elif ticket is late:
            queue.call_this(lobby, two, ticket.id, None)
            missed(lobby, two)
    assert state_of(lobby, waiting.code) == (State.WAITING, 2)
    with pytest.raises(Refusal, match="nobody_waits"):
        queue.call_next(lobby, three, None)
    way(lobby, manager)
    assert held(queue.call_next(lobby, three, None)) == waiting.id
    assert held(queue.take_back(lobby, three, parked.id, waiting.id)) == parked.id
    queue.bring_back(lobby, three, late.id)
    assert held(queue.call_next(lobby, three, parked.id)) == late.id


@pytest.mark.parametrize("way", [written_anew, taken_away])
@pytest.mark.parametrize("how", ["waits", "is parked", "may come back"])
def test_the_only_window_of_a_line_stays_while_anybody_needs_it(
    sqlite_lobby: AppContext, clock: Clock, way: Change, how: str
) -> None:
    lobby = sqlite_lobby
    two, manager = clerk(lobby, 2), coordinator(lobby, Role.MANAGER, "主任")
    given(lobby, manager, 3, "B")
    ticket = take(lobby).ticket
    if how != "waits":
        on(lobby, two)
    if how == "is parked":
        queue.park(lobby, two, ticket.id)
    elif how == "may come back":
        missed(lobby, two)
    with pytest.raises(Refusal, match="line_waits") as refused:
        way(lobby, manager)
    assert refused.value.details == {"window": 2, "n": 1} and line_of(lobby, 2) == "A"
    if how == "may come back":
        clock.pass_(minutes=31)
    else:
        queue.give_up(lobby, ticket.code)
    way(lobby, manager)
    assert line_of(lobby, 2) != "A"


def finished(lobby: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    return queue.finish(lobby, two, ticket_id)


def called_again_and_missed(lobby: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    assert missed(lobby, two).missed[0].ticket.id == ticket_id
    return queue.bring_back(lobby, two, ticket_id)


def parked_and_taken_back(lobby: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    assert queue.park(lobby, two, ticket_id).parked[0].ticket.id == ticket_id
    assert held(queue.take_back(lobby, two, ticket_id, None)) == ticket_id
    return queue.park(lobby, two, ticket_id)


def sent_on(lobby: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    return queue.transfer(lobby, two, ticket_id, window=3)


def let_pass(lobby: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    current = queue.desk(lobby, two).current
    assert current and current.id == ticket_id
    queue.let_pass(lobby, current.code)
    return queue.desk(lobby, two)


def followed_by_the_next(lobby: AppContext, two: StaffSession, ticket_id: int) -> DeskView:
    take(lobby, "pension")
    view = queue.call_next(lobby, two, ticket_id)
    assert view.current and view.current.label == "B001"
    return queue.finish(lobby, two, view.current.id)


DEEDS = {
    finished: State.DONE, called_again_and_missed: State.WAITING,
    parked_and_taken_back: State.PARKED, sent_on: State.WAITING, let_pass: State.WAITING,
    followed_by_the_next: State.DONE,
}


@ON_SQLITE
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("bound", [False, True])
def test_a_change_at_its_time_leaves_the_number_at_its_window(
    lobby: AppContext, two: StaffSession, three: StaffSession, manager: StaffSession, clock: Clock,
    deed: Callable[[AppContext, StaffSession, int], DeskView], bound: bool,
) -> None:
    given(lobby, manager, 2, "B", at=clock.now + timedelta(minutes=5))
    ticket = take(lobby).ticket
    if bound:
        on(lobby, three)
        queue.transfer(lobby, three, ticket.id, window=2)
    on(lobby, two)
    clock.pass_(minutes=5)
    assert content.keep_plans(lobby) == 0 and line_of(lobby, 2) == "B"
    view = queue.desk(lobby, two)
    assert held(view) == ticket.id and view.window.serving == "A001" and view.window.line.id == "B"
    assert [w.serving for w in queue.hall(lobby).windows] == [None, "A001", None]
    view = deed(lobby, two, ticket.id)
    assert view.current is None and state_of(lobby, ticket.code)[0] is DEEDS[deed]
    if DEEDS[deed] is State.WAITING:
        assert held(queue.call_next(lobby, three, None)) == ticket.id
    elif DEEDS[deed] is State.PARKED:
        assert held(queue.take_back(lobby, three, ticket.id, None)) == ticket.id
    else:
        assert view.served_today >= 1, "what it finished of its old line counts"


def test_a_change_of_an_only_window_comes_once_its_numbers_are_done(
    lobby: AppContext, manager: StaffSession, clock: Clock
) -> None:
    one = clerk(lobby, 1)
    soon = clock.now + timedelta(minutes=5)
    given(lobby, manager, 1, "A", at=soon)
    content.publish(lobby, manager, "notice", "", {}, {"text.zh": "停水"}, at=soon)
    later = soon + timedelta(seconds=70)
    content.publish(lobby, manager, "notice", "", {}, {"text.zh": "停电"}, at=later)
    ticket = take(lobby, "pension").ticket
    clock.pass_(minutes=5)
    assert content.keep_plans(lobby) == 0, "what else is due is not held up"
    before = lobby.database.version()
    assert content.keep_plans(lobby) == 60 and lobby.database.version() == before
    clock.pass_(seconds=20)
    assert content.keep_plans(lobby) == 50, "what comes next is not forgotten"
    assert line_of(lobby, 1) == "B" and len(guide(lobby).notices) == 1
    on(lobby, one)
    content.keep_plans(lobby)
    assert line_of(lobby, 1) == "B"
    queue.finish(lobby, one, ticket.id)
    assert content.keep_plans(lobby) == 0 and line_of(lobby, 1) == "A"
    with lobby.database.session() as reading:
        assert not list(event_log.since(reading, 0, ["plan_failed"]))


def test_a_line_with_numbers_is_not_taken_away(lobby: AppContext, manager: StaffSession) -> None:
    line = content.publish(lobby, manager, "line", "", {}, {"prefix": "D", "name.zh": "综合"}).item
    window = content.publish(lobby, manager, "window", "", {}, {"line": line}).item
    base = dict(content.sheet(lobby, manager, "service", "medical").written)
    content.publish(lobby, manager, "service", "medical", base, base | {"line": line})
    ticket = take(lobby).ticket
    content.publish(lobby, manager, "service", "medical", base | {"line": line}, base)
    with pytest.raises(Refusal, match="line_waits"):
        content.remove(lobby, manager, "window", window)
    with pytest.raises(Refusal, match="still_used"):
        content.remove(lobby, manager, "line", line)
    assert held(on(lobby, clerk(lobby, int(window)))) == ticket.id


def test_a_day_does_not_start_anew_under_those_who_wait(
    sqlite_lobby: AppContext, clock: Clock
) -> None:
    lobby, manager = sqlite_lobby, coordinator(sqlite_lobby, Role.MANAGER, "主任")
    base = dict(content.sheet(lobby, manager, "house", "1").written)
    ticket = take(lobby).ticket
    with pytest.raises(Refusal, match="day_has_numbers") as refused:
        content.publish(lobby, manager, "house", "1", base, base | {"day_starts": "16:00"})
    assert refused.value.details == {"n": 1}
    assert content.publish(lobby, manager, "house", "1", base, base | {"day_starts": "05:00"}).done
    assert held(queue.call_next(lobby, clerk(lobby, 2), None)) == ticket.id


def test_nobody_gets_a_number_that_no_window_calls(sqlite_lobby: AppContext) -> None:
    lobby, two = sqlite_lobby, clerk(sqlite_lobby, 2)
    manager = coordinator(lobby, Role.MANAGER, "主任")
    ticket = take(lobby).ticket
    on(lobby, two)
    given(lobby, manager, 1, "A")
    with pytest.raises(Refusal, match="no_window"):
        take(lobby, "capped")
    with pytest.raises(Refusal, match="no_window_there"):
        queue.transfer(lobby, two, ticket.id, service_id="pension")
    assert held(queue.desk(lobby, two)) == ticket.id
    given(lobby, manager, 1, "B")
    assert [take(lobby, "capped").ticket.label for _ in range(3)] == ["B001", "B002", "B003"]


@pytest.mark.parametrize("deed", ["finish", "park", "transfer"])
def test_a_window_that_is_gone_all_the_same_lets_its_number_go(lobby: AppContext,
                                                               deed: str) -> None:
    two, three = clerk(lobby, 2), clerk(lobby, 3, "小赵")
    ticket, other = take(lobby).ticket, take(lobby).ticket
    on(lobby, two)
    with lobby.database.change(content=True) as change:
        content_items.remove(change, "window", "2")
    view = queue.desk(lobby, two)
    assert held(view) == ticket.id and view.next is None and not view.waiting
    with pytest.raises(Refusal, match="nobody_waits"):
        queue.call_next(lobby, two, ticket.id)
    with pytest.raises(Refusal, match="choose_window"):
        queue.call_this(lobby, two, other.id, ticket.id)
    more = {"window": 3} if deed == "transfer" else {}
    getattr(queue, deed)(lobby, two, ticket.id, **more)
    assert queue.follow(lobby, ticket.code).ticket.state is not State.CALLED
    with pytest.raises(Refusal, match="choose_window"):
        queue.desk(lobby, two)
    assert on(lobby, three).current


@pytest.mark.parametrize("deed", [queue.pause_window, queue.ask_for_help])
def test_a_window_that_is_gone_keeps_no_state_and_its_clerk_is_not_stopped(
    lobby: AppContext, clock: Clock, deed: Callable[[AppContext, StaffSession], DeskView]
) -> None:
    two, three, ticket = clerk(lobby, 2), clerk(lobby, 3, "小赵"), take(lobby).ticket
    on(lobby, two)
    with lobby.database.change(content=True) as change:
        content_items.remove(change, "window", "2")
    assert held(deed(lobby, two)) == ticket.id
    # The control: of a window that is there the same is kept.
    deed(lobby, three)
    with lobby.database.session() as reading:
        states = stored.window_states(reading, clock.now.date())
        wanting = stored.windows_wanting_help(reading, clock.now - timedelta(minutes=1))
    assert states == {3: "paused" if deed is queue.pause_window else "open"}
    assert wanting == ((3,) if deed is queue.ask_for_help else ())


def test_a_call_and_a_change_at_once_leave_nobody_behind(
    lobby: AppContext, two: StaffSession, three: StaffSession, manager: StaffSession
) -> None:
    for _ in range(6):
        ticket = take(lobby).ticket
        together = Barrier(2)

        def call(gate: Barrier = together) -> None:
            gate.wait()
            with suppress(Refusal):
                queue.call_next(lobby, two, None)
            lobby.database.close()

        def change(gate: Barrier = together) -> None:
            gate.wait()
            with suppress(Refusal):
                given(lobby, manager, 2, "B")
            lobby.database.close()

        with ThreadPoolExecutor(2) as both:
            for done in (both.submit(call), both.submit(change)):
                done.result()
        called = held(queue.desk(lobby, two)) == ticket.id
        assert called == (line_of(lobby, 2) == "A")
        if not called:
            assert held(queue.call_next(lobby, three, None)) == ticket.id
        queue.finish(lobby, two if called else three, ticket.id)
        given(lobby, manager, 2, "A")

"""Appointments in the calling order: next at their time, and nobody else starves for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from kiosk.domain.queue import tickets
from kiosk.domain.queue.overtaking import MOVES, Why, why
from kiosk.domain.queue.tickets import CallProgress, Ticket, TicketAction
from tests.domain.queue.test_queue import order_of, ticket
from tests.support.centre import AFTERNOON

# By which rule somebody goes first that no queue alone explains: only a counter or a clerk does.
NO_RULE = (Why.OTHER_COUNTER, Why.PICKED, None)


def booked(id_: int, minutes: int = 0) -> Ticket:
    """One with an appointment so many minutes from now; the id is the order of coming."""
    return replace(ticket(id_), appointment_at=AFTERNOON + timedelta(minutes=minutes))


def _person(row: tuple[str, int, int | None], n: int) -> Ticket:
    kind, minutes, count = row
    made = booked(n, minutes) if kind == "booked" else ticket(n, kind == "first")
    return replace(made, call_at_count=count)


people = st.lists(st.tuples(
    st.sampled_from(("ordinary", "first", "booked")), st.integers(-20, 20),
    st.none() | st.integers(0, 8)), max_size=12,
).map(lambda rows: [_person(row, n + 1) for n, row in enumerate(rows)])
reached = st.builds(CallProgress, st.integers(0, 6), st.integers(0, 2), st.integers(0, 2))


def test_an_appointment_is_next_at_its_time_and_last_before_it() -> None:
    others = [ticket(1), ticket(2, first=True), ticket(3)]
    assert order_of([*others, booked(4)], CallProgress())[0].id == 4
    assert order_of([*others, booked(4, minutes=1)], CallProgress())[-1].id == 4


def test_of_those_who_booked_the_earlier_time_goes_first_and_two_others_between() -> None:
    waiting = [ticket(1), ticket(2), ticket(3), booked(4), booked(5, -10), booked(6, -10)]
    assert [one.id for one in order_of(waiting, CallProgress())] == [5, 1, 2, 6, 3, 4]


def test_the_expected_order_counts_whose_time_comes_while_others_are_called() -> None:
    waiting = [*map(ticket, range(1, 6)), booked(6, minutes=15)]
    order = tickets.calling_order(
        waiting, CallProgress(), tickets.QueueRules(), AFTERNOON, timedelta(minutes=5))
    assert [one.id for one in order] == [1, 2, 3, 6, 4, 5]


@given(people, reached)
def test_nobody_is_lost_and_the_order_stands_as_it_is_called(
    waiting: list[Ticket], now: CallProgress
) -> None:
    order = order_of(waiting, now)
    assert sorted(one.id for one in order) == [one.id for one in waiting]
    for n, called in enumerate(order):
        assert order_of(order[n:], now) == order[n:]
        now = now.after(called)


@given(people, reached, st.data())
def test_nobody_is_overtaken_without_a_rule_that_the_page_names(
    waiting: list[Ticket], now: CallProgress, data: st.DataObject
) -> None:
    # Who still lets others go first did so, or came back: whoever is sent on is due at once.
    moved = {one.id: data.draw(st.sampled_from(
        (str(TicketAction.DEFER), str(TicketAction.COME_BACK))
        if one.call_at_count > now.calls else ("", *map(str, MOVES))))
        for one in waiting if one.call_at_count is not None}
    assert unexplained(order_of(waiting, now), moved) == []


def unexplained(order: tuple[Ticket, ...], moved: dict[int, str]) -> list[tuple[int, int]]:
    """Who goes before whom that came earlier, by no rule."""
    return [(other.id, mine.id) for other, mine in combinations(order, 2) if other.id > mine.id
            and why(mine, other, other_moved=moved.get(other.id, ""),
                    i_moved=moved.get(mine.id, "")) in NO_RULE]


def test_control_who_goes_first_by_no_rule_is_found() -> None:
    assert unexplained((ticket(2), ticket(1)), {}) == [(2, 1)]


def booked_before(chance: list[bool]) -> tuple[int, int]:
    """Somebody comes last to a queue in which more and more people book, each with a time that has
    come: how many others, and how many of those who booked, are called before them."""
    waiting, now, mine = [ticket(n) for n in range(1, 6)], CallProgress(), 5
    others = appointments = 0
    for n, comes in enumerate(chance):
        waiting += [booked(10 + n)] if comes else []
        called = order_of(waiting, now)[0]
        if called.id == mine:
            break
        waiting.remove(called)
        now = now.after(called)
        appointments += called.appointment_at is not None
        others += called.appointment_at is None
    return others, appointments


@given(st.lists(st.booleans(), min_size=40, max_size=40))
def test_who_waits_behind_k_others_has_at_most_k_half_and_one_appointments_before_them(
    chance: list[bool]
) -> None:
    others, appointments = booked_before(chance)
    assert others == 4 and appointments <= others // 2 + 1


def test_control_without_the_two_others_between_whoever_waits_starves(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    assert booked_before([True] * 40) == (4, 3), "the bound is met"
    monkeypatch.setattr(tickets, "OTHERS_BETWEEN", 0)
    assert booked_before([True] * 40) == (0, 40)

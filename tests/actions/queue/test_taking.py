"""Taking a number: once per tap, in opening hours, up to the day's cap."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from kiosk.actions import queue
from kiosk.actions.queue.results import Receipt, ServiceStanding
from kiosk.context import AppContext
from kiosk.domain.queue.slips import SlipState
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from tests.support.centre import AFTERNOON, Clock, clerk, take


def test_the_first_number_of_the_day_is_001_and_says_who_is_before(ctx: AppContext) -> None:
    first, second = take(ctx), take(ctx)
    assert (first.ticket.label, second.ticket.label) == ("A001", "A002")
    assert (first.ahead, second.ahead) == (0, 1)
    assert queue.follow(ctx, second.ticket.code).before == ("A001",)
    assert second.counters == (2, 3)


def test_each_counter_group_counts_for_itself_and_priority_numbers_share_a_series(
    ctx: AppContext,
) -> None:
    assert take(ctx, "pension").ticket.label == "B001"
    assert take(ctx, "medical").ticket.label == "A001"
    assert take(ctx, "pension", Priority.ELDER).ticket.label == "Y001"
    assert take(ctx, "medical", Priority.DISABLED).ticket.label == "Y002"


def test_a_second_tap_with_the_same_key_gives_the_same_number(ctx: AppContext) -> None:
    first = take(ctx, key="one tap")
    assert take(ctx, key="one tap").ticket == first.ticket
    assert take(ctx, key="another tap").ticket.label == "A002"


def test_taps_that_arrive_together_with_one_key_are_one_number(ctx: AppContext) -> None:
    answers: list[Receipt] = []

    def tap() -> None:
        answers.append(take(ctx, key="one tap"))
        ctx.database.close()

    threads = [threading.Thread(target=tap) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {a.ticket.label for a in answers} == {"A001"} and len(answers) == 6
    assert take(ctx).ticket.label == "A002"


def test_a_tap_answered_late_still_gets_its_number_after_closing(
    ctx: AppContext, clock: Clock
) -> None:
    first = take(ctx, key="one tap")
    clock.pass_(hours=3)
    assert take(ctx, key="one tap").ticket.label == first.ticket.label


def test_the_number_starts_anew_the_next_business_day(ctx: AppContext, clock: Clock) -> None:
    take(ctx)
    clock.pass_(days=3)
    assert take(ctx).ticket.label == "A001"


def test_closed_says_when_it_opens_and_counts_nothing(ctx: AppContext, clock: Clock) -> None:
    with pytest.raises(Refusal) as refusal:
        take(ctx, "card")
    assert refusal.value.code == "closed_now"
    friday = AFTERNOON.replace(hour=8, minute=30) + timedelta(days=7)
    assert refusal.value.details["opens"] == friday
    clock.pass_(hours=3)
    with pytest.raises(Refusal, match="closed_now"):
        take(ctx)
    clock.now = AFTERNOON
    assert take(ctx).ticket.label == "A001"


@pytest.mark.both
def test_the_cap_of_a_day_holds_and_the_refused_tap_uses_no_number(ctx: AppContext) -> None:
    assert [take(ctx, "capped").ticket.label for _ in range(3)] == ["B001", "B002", "B003"]
    with pytest.raises(Refusal, match="full_today"):
        take(ctx, "capped")
    assert queue.service_now(ctx, "capped").standing is ServiceStanding.FULL_TODAY
    assert take(ctx, "pension").ticket.label == "B004"


@pytest.mark.both
def test_a_place_under_the_cap_that_is_given_up_is_free_again(ctx: AppContext) -> None:
    codes = [take(ctx, "capped").ticket.code for _ in range(3)]
    for _ in range(2):
        queue.give_up(ctx, codes[0])
    assert take(ctx, "capped").ticket.label == "B004"
    with pytest.raises(Refusal, match="full_today"):
        take(ctx, "capped")


def test_an_unknown_service_is_refused(ctx: AppContext) -> None:
    with pytest.raises(Refusal, match="no_such_service"):
        take(ctx, "nothing")
    with pytest.raises(Refusal, match="no_such_service"):
        queue.service_now(ctx, "nothing")


def test_help_at_the_touch_screen_follows_the_number(ctx: AppContext) -> None:
    assert not take(ctx).ticket.needs_slow_call
    assert take(ctx, large_text=True).ticket.needs_slow_call
    assert take(ctx, priority=Priority.ELDER).ticket.needs_slow_call


def test_a_slip_waits_in_the_outbox_only_for_a_kiosk(ctx: AppContext) -> None:
    assert take(ctx).slip is SlipState.NONE
    assert take(ctx, kiosk="kiosk-1").slip is SlipState.QUEUED


def test_no_wait_is_shown_until_there_is_something_to_go_by(ctx: AppContext,
                                                            clock: Clock) -> None:
    session = clerk(ctx, 2)
    for _ in range(5):
        assert take(ctx).wait is None
    view = queue.desk(ctx, session)
    for _ in range(4):
        view = queue.call_next(ctx, session, view.current.id if view.current else None)
        clock.pass_(minutes=5)
    answer = take(ctx)
    assert answer.wait and 1 <= answer.wait.low < answer.wait.high <= 15


def test_a_hall_code_is_good_for_some_minutes_and_no_other_is(ctx: AppContext,
                                                              clock: Clock) -> None:
    code = queue.hall_code(ctx)
    assert queue.hall_code_is_fresh(ctx, code)
    clock.pass_(minutes=1)
    assert queue.hall_code(ctx) != code
    assert queue.hall_code_is_fresh(ctx, code)
    clock.pass_(minutes=2)
    assert not queue.hall_code_is_fresh(ctx, code)
    assert not queue.hall_code_is_fresh(ctx, "")
    assert not queue.hall_code_is_fresh(ctx, "二维码")


@pytest.mark.parametrize("held_back", [False, True])
def test_the_place_told_when_taking_is_the_place_one_has(ctx: AppContext,
                                                         held_back: bool) -> None:
    session = clerk(ctx, 2)
    kinds = (Priority.ORDINARY, Priority.ELDER, Priority.ORDINARY, Priority.SOLDIER) * 3
    for turn, priority in enumerate(kinds):
        answer = take(ctx, priority=priority)
        assert answer.ahead == queue.follow(ctx, answer.ticket.code).ahead
        if turn % 4 == 3:
            view = queue.desk(ctx, session)
            queue.call_next(ctx, session, view.current.id if view.current else None)
        if held_back and turn == 5:
            queue.let_pass(ctx, answer.ticket.code)

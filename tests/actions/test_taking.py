"""Taking a number: once per tap, in opening hours, up to the day's cap."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from kiosk.actions import queue
from kiosk.actions.queue.results import Receipt, ServiceStanding, SlipState
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from tests.house import AFTERNOON, Clock, clerk, take


def test_the_first_number_of_the_day_is_001_and_says_who_is_before(lobby: AppContext) -> None:
    first, second = take(lobby), take(lobby)
    assert (first.ticket.label, second.ticket.label) == ("A001", "A002")
    assert (first.ahead, second.ahead) == (0, 1)
    assert queue.follow(lobby, second.ticket.code).before == ("A001",)
    assert second.windows == (2, 3)


def test_each_window_group_counts_for_itself_and_priority_numbers_share_a_series(
    lobby: AppContext,
) -> None:
    assert take(lobby, "pension").ticket.label == "B001"
    assert take(lobby, "medical").ticket.label == "A001"
    assert take(lobby, "pension", Priority.ELDER).ticket.label == "Y001"
    assert take(lobby, "medical", Priority.DISABLED).ticket.label == "Y002"


def test_a_second_tap_with_the_same_key_gives_the_same_number(lobby: AppContext) -> None:
    first = take(lobby, key="one tap")
    assert take(lobby, key="one tap").ticket == first.ticket
    assert take(lobby, key="another tap").ticket.label == "A002"


def test_taps_that_arrive_together_with_one_key_are_one_number(lobby: AppContext) -> None:
    answers: list[Receipt] = []

    def tap() -> None:
        answers.append(take(lobby, key="one tap"))
        lobby.database.close()

    threads = [threading.Thread(target=tap) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {a.ticket.label for a in answers} == {"A001"} and len(answers) == 6
    assert take(lobby).ticket.label == "A002"


def test_a_tap_answered_late_still_gets_its_number_after_closing(
    lobby: AppContext, clock: Clock
) -> None:
    first = take(lobby, key="one tap")
    clock.pass_(hours=3)
    assert take(lobby, key="one tap").ticket.label == first.ticket.label


def test_the_number_starts_anew_the_next_business_day(lobby: AppContext, clock: Clock) -> None:
    take(lobby)
    clock.pass_(days=3)
    assert take(lobby).ticket.label == "A001"


def test_closed_says_when_it_opens_and_counts_nothing(lobby: AppContext, clock: Clock) -> None:
    with pytest.raises(Refusal) as refusal:
        take(lobby, "card")
    assert refusal.value.code == "closed_now"
    friday = AFTERNOON.replace(hour=8, minute=30) + timedelta(days=7)
    assert refusal.value.details["opens"] == friday
    clock.pass_(hours=3)
    with pytest.raises(Refusal, match="closed_now"):
        take(lobby)
    clock.now = AFTERNOON
    assert take(lobby).ticket.label == "A001"


def test_the_cap_of_a_day_holds_and_the_refused_tap_uses_no_number(lobby: AppContext) -> None:
    assert [take(lobby, "capped").ticket.label for _ in range(3)] == ["B001", "B002", "B003"]
    with pytest.raises(Refusal, match="full_today"):
        take(lobby, "capped")
    assert queue.service_now(lobby, "capped").standing is ServiceStanding.FULL_TODAY
    assert take(lobby, "pension").ticket.label == "B004"


def test_a_place_under_the_cap_that_is_given_up_is_free_again(lobby: AppContext) -> None:
    codes = [take(lobby, "capped").ticket.code for _ in range(3)]
    for _ in range(2):
        queue.give_up(lobby, codes[0])
    assert take(lobby, "capped").ticket.label == "B004"
    with pytest.raises(Refusal, match="full_today"):
        take(lobby, "capped")


def test_an_unknown_service_is_refused(lobby: AppContext) -> None:
    with pytest.raises(Refusal, match="no_such_service"):
        take(lobby, "nothing")
    with pytest.raises(Refusal, match="no_such_service"):
        queue.service_now(lobby, "nothing")


def test_help_at_the_glass_follows_the_number(lobby: AppContext) -> None:
    assert not take(lobby).ticket.slower
    assert take(lobby, large_text=True).ticket.slower
    assert take(lobby, priority=Priority.ELDER).ticket.slower


def test_a_slip_waits_in_the_outbox_only_for_a_kiosk(lobby: AppContext) -> None:
    assert take(lobby).slip is SlipState.NONE
    assert take(lobby, kiosk="kiosk-1").slip is SlipState.QUEUED


def test_no_wait_is_shown_until_there_is_something_to_go_by(lobby: AppContext,
                                                            clock: Clock) -> None:
    session = clerk(lobby, 2)
    for _ in range(5):
        assert take(lobby).wait is None
    view = queue.desk(lobby, session)
    for _ in range(4):
        view = queue.call_next(lobby, session, view.current.id if view.current else None)
        clock.pass_(minutes=5)
    answer = take(lobby)
    assert answer.wait and 1 <= answer.wait.low < answer.wait.high <= 15


def test_a_hall_code_is_good_for_some_minutes_and_no_other_is(lobby: AppContext,
                                                              clock: Clock) -> None:
    code = queue.hall_code(lobby)
    assert queue.hall_code_is_fresh(lobby, code)
    clock.pass_(minutes=1)
    assert queue.hall_code(lobby) != code
    assert queue.hall_code_is_fresh(lobby, code)
    clock.pass_(minutes=2)
    assert not queue.hall_code_is_fresh(lobby, code)
    assert not queue.hall_code_is_fresh(lobby, "")
    assert not queue.hall_code_is_fresh(lobby, "二维码")


@pytest.mark.parametrize("held_back", [False, True])
def test_the_place_told_when_taking_is_the_place_one_has(lobby: AppContext,
                                                         held_back: bool) -> None:
    session = clerk(lobby, 2)
    kinds = (Priority.ORDINARY, Priority.ELDER, Priority.ORDINARY, Priority.SOLDIER) * 3
    for turn, priority in enumerate(kinds):
        answer = take(lobby, priority=priority)
        assert answer.ahead == queue.follow(lobby, answer.ticket.code).ahead
        if turn % 4 == 3:
            view = queue.desk(lobby, session)
            queue.call_next(lobby, session, view.current.id if view.current else None)
        if held_back and turn == 5:
            queue.let_pass(lobby, answer.ticket.code)

"""Registering for an activity: groups whole or not at all, waiting together, changing, leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.actions.activities import (
    activities_now,
    activity_view,
    change_people,
    find_registration,
    follow_registration,
    give_up,
    move_registration,
    run_due,
    take_offer,
)
from kiosk.context import AppContext
from kiosk.domain.activities.activities import SessionStatus
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from tests.support.activities import (
    CLUB,
    NEXT_SATURDAY,
    SATURDAY,
    registered,
    session_at,
    waiting,
)
from tests.support.centre import Clock
from tests.support.rooms import at


def phase(ctx: AppContext, code: str) -> Phase:
    """Where a registration stands now."""
    found = follow_registration(ctx, code)
    return found.booking.phase if found.booking else found.waits.phase


def left(ctx: AppContext) -> int:
    """How many places of Saturday's class whoever comes now can have."""
    return activity_view(ctx, "papercut", session_at(ctx, SATURDAY).id).stands.left


def test_this_week_and_the_next_are_seen_by_day(activities: AppContext) -> None:
    seen = activities_now(activities)
    assert seen.counts == (0, 0, 0, 0, 1, 2, 0)
    assert [one.activity.id for one in seen.sessions] == [
        "pressure", "papercut", "chess-club"] * 2
    assert seen.next.activity.id == "pressure"
    assert seen.next.status is SessionStatus.WALK_IN


def test_a_group_has_its_places_whole_or_not_at_all(activities: AppContext) -> None:
    mine = registered(activities, 3)
    assert (mine.seats, left(activities), 1000 <= mine.number <= 9999) == (3, 2, True)
    with pytest.raises(Refusal, match="no_places"):
        registered(activities, 3)
    assert left(activities) == 2


def test_two_fast_taps_are_one_registration(activities: AppContext) -> None:
    once, again = (registered(activities, 2, key="tap", browser="mine") for _ in range(2))
    assert (once.code, left(activities)) == (again.code, 3)


def test_a_walk_in_needs_no_registration(activities: AppContext) -> None:
    with pytest.raises(Refusal, match="just_come"):
        registered(activities, 1, starts_at=at(16), activity_id="pressure")


def test_a_group_waits_together_and_is_offered_its_places(activities: AppContext) -> None:
    mine = registered(activities, 4)
    second = waiting(activities, 2)
    assert second.waits.place == 1 and second.number
    give_up(activities, mine.code)
    assert phase(activities, second.code) is Phase.OFFERED
    held = follow_registration(activities, second.code)
    assert held.number == second.number
    assert take_offer(activities, second.code).booking.phase is Phase.BOOKED
    assert left(activities) == 3


def test_an_offer_nobody_answers_goes_to_the_next_group(
    activities: AppContext, clock: Clock
) -> None:
    mine = registered(activities, 5)
    first, second = waiting(activities, 5), waiting(activities, 5)
    give_up(activities, mine.code)
    until = follow_registration(activities, first.code).booking.booking.held_until
    assert until == clock.now + (SATURDAY - clock.now) / 4
    clock.now = until
    run_due(activities)
    assert (phase(activities, first.code), phase(activities, second.code)) == (
        Phase.LAPSED, Phase.OFFERED)


def test_a_smaller_group_behind_gets_what_the_larger_cannot_use(activities: AppContext) -> None:
    mine = [registered(activities, 1) for _ in range(5)]
    large, small = waiting(activities, 3), waiting(activities, 1)
    give_up(activities, mine[0].code)
    assert (phase(activities, large.code), phase(activities, small.code)) == (
        Phase.WAITING, Phase.OFFERED)


def passed_over(ctx: AppContext) -> tuple[str, list[str]]:
    """A group of three that was passed over three times, the three singles behind it who took what
    they were offered, and a fourth, after one more place came free."""
    mine = [registered(ctx, 1) for _ in range(5)]
    large = waiting(ctx, 3)
    singles = [waiting(ctx, 1).code for _ in range(4)]
    for one in mine[:4]:
        give_up(ctx, one.code)
    for code in singles[:3]:
        take_offer(ctx, code)
    return large.code, singles


def test_nobody_is_passed_over_for_ever(activities: AppContext) -> None:
    large, singles = passed_over(activities)
    assert (phase(activities, large), phase(activities, singles[3])) == (
        Phase.WAITING, Phase.WAITING)
    # Nor does anybody get in between who comes now.
    assert left(activities) == 0
    with pytest.raises(Refusal, match="no_places"):
        registered(activities, 1)
    # The next two places make it three.
    for code in singles[:2]:
        give_up(activities, code)
    assert phase(activities, large) is Phase.OFFERED


def test_control_without_the_bound_the_next_single_passes_too(
    activities: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.domain.reservations.waiting.keeps_places", lambda *_: False)
    large, singles = passed_over(activities)
    assert (phase(activities, large), phase(activities, singles[3])) == (
        Phase.WAITING, Phase.OFFERED)


def test_shortly_before_the_start_nothing_stays_empty(
    activities: AppContext, clock: Clock
) -> None:
    large, singles = passed_over(activities)
    clock.now = SATURDAY - timedelta(hours=2)
    run_due(activities)
    assert (phase(activities, large), phase(activities, singles[3])) == (
        Phase.WAITING, Phase.OFFERED)


def test_more_people_come_or_the_group_stays_as_it_was(activities: AppContext) -> None:
    mine = registered(activities, 2)
    registered(activities, 2)
    assert change_people(activities, mine.code, 3).seats == 3
    with pytest.raises(Refusal, match="no_places"):
        change_people(activities, mine.code, 4)
    with pytest.raises(Refusal, match="group_too_large"):
        change_people(activities, mine.code, 6)
    assert follow_registration(activities, mine.code).seats == 3


def test_who_stays_at_home_makes_room_for_who_waits(activities: AppContext) -> None:
    mine = registered(activities, 5)
    second = waiting(activities, 2)
    assert change_people(activities, mine.code, 3).seats == 3
    assert phase(activities, second.code) is Phase.OFFERED


def test_a_registration_moves_to_another_session(activities: AppContext) -> None:
    mine = registered(activities, 2)
    (other, *_) = [one for one in mine.can_move_to
                   if one.session.starts_at == NEXT_SATURDAY]
    moved = move_registration(activities, mine.code, other.session.id)
    assert (moved.starts_at, moved.number, left(activities)) == (NEXT_SATURDAY, mine.number, 5)


def test_a_registration_does_not_move_to_another_activity(activities: AppContext) -> None:
    mine, club = registered(activities, 2), session_at(activities, CLUB, "chess-club")
    with pytest.raises(Refusal, match="no_such_session"):
        move_registration(activities, mine.code, club.id)


@pytest.mark.both
def test_it_is_found_by_its_four_digits_and_given_up(activities: AppContext) -> None:
    registered(activities, 5)
    waits = waiting(activities, 2)
    found = find_registration(activities, str(waits.number))
    assert (found.code, found.waits.place) == (waits.code, 1)
    give_up(activities, found.code)
    with pytest.raises(Refusal, match="not_found_here"):
        find_registration(activities, str(waits.number))


def test_nobody_tries_one_number_after_the_other(activities: AppContext) -> None:
    taken = registered(activities, 1).number
    wrong = [str(n) for n in range(1000, 1020) if n != taken][:8]
    for number in wrong:
        with pytest.raises(Refusal, match="not_found_here"):
            find_registration(activities, number)
    with pytest.raises(Refusal, match="too_many_numbers"):
        find_registration(activities, str(taken))

"""The table of volunteer help, cell by cell; waiting in working hours; half days."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest

from kiosk.domain.calendar import ZONE
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.half_days import OFFICE, Age, age_of, half_days, working_time
from kiosk.domain.volunteers.help_requests import (
    ENDED,
    LIVE,
    RULES,
    HelpAction,
    HelpState,
    Party,
    drawn,
    may,
    next_state,
)

# Written out by hand, apart from the table itself: from a state, who may do what, and where to.
ALLOWED = """
asked: dispatch coordinator sent, dispatch system sent, change_time resident asked,
  withdraw resident withdrawn, close coordinator unmet, lapse system unmet
sent: dispatch coordinator sent, dispatch system sent, claim volunteer claimed,
  change_time resident sent, withdraw resident withdrawn, close coordinator unmet,
  lapse system unmet
claimed: dispatch coordinator sent, hand_back helper sent, arrange helper arranged,
  change_time resident claimed, arrive helper there, withdraw resident withdrawn,
  no_show coordinator sent, close coordinator unmet, lapse system unmet
arranged: dispatch coordinator sent, hand_back helper sent, arrange helper arranged,
  change_time resident claimed, arrive helper there, withdraw resident withdrawn,
  no_show coordinator sent, close coordinator unmet, lapse system unmet
there: leave helper left, leave coordinator left, confirm resident done, lapse system silent
left: confirm resident done, not_yet resident claimed, lapse system silent
silent: confirm resident done, not_yet resident claimed
done:
withdrawn:
unmet:
"""


def _allowed() -> dict[tuple[HelpState, HelpAction, Party], HelpState]:
    found = {}
    for line in ALLOWED.replace("\n  ", " ").strip().splitlines():
        state, _, actions = line.partition(":")
        for written in filter(None, (one.strip() for one in actions.split(","))):
            action, who, to = written.split()
            found[HelpState(state), HelpAction(action), Party(who)] = HelpState(to)
    return found


@pytest.mark.parametrize(("state", "action", "who"),
                         list(itertools.product(HelpState, HelpAction, Party)))
def test_every_cell_of_the_table(state: HelpState, action: HelpAction, who: Party) -> None:
    to = _allowed().get((state, action, who))
    assert may(state, action, who) is (to is not None)
    if to is None:
        with pytest.raises(Refusal, match="help_changed"):
            next_state(state, action, who)
    else:
        assert next_state(state, action, who) is to


def test_what_ended_is_ended_but_silence_may_still_become_a_yes() -> None:
    leads_on = {state for state, _ in RULES}
    assert leads_on - LIVE == {HelpState.SILENT}
    assert set(HelpState) == LIVE | ENDED and not LIVE & ENDED
    # Only the resident ends it well.
    assert {rule.who for (_, action), rule in RULES.items() if rule.to is HelpState.DONE} == {
        frozenset({Party.RESIDENT})
    }


def test_the_documentation_is_drawn_from_the_same_table() -> None:
    for (state, action), rule in RULES.items():
        assert f"{state} --> {rule.to}: {action}" in drawn()


def test_waiting_is_counted_in_working_hours_alone() -> None:
    friday = datetime(2026, 10, 16, 17, 0, tzinfo=ZONE)
    monday = datetime(2026, 10, 19, 9, 0, tzinfo=ZONE)
    assert working_time(OFFICE, friday, monday) == timedelta(hours=1)
    # The eve of the National Day until the first day after: 30 September to 8 October 2026.
    assert working_time(OFFICE, datetime(2026, 9, 30, 17, tzinfo=ZONE),
                        datetime(2026, 10, 8, 9, tzinfo=ZONE)) == timedelta(hours=1)
    assert [age_of(timedelta(hours=hours)) for hours in (0, 2, 7)] == [
        Age.GREEN, Age.AMBER, Age.RED
    ]


def test_nobody_is_asked_into_a_half_day_that_is_nearly_over() -> None:
    late = datetime(2026, 10, 16, 17, 30, tzinfo=ZONE)
    assert half_days(late)[0].begins.day == 17
    assert half_days(late.replace(hour=16))[0].begins == late.replace(hour=14, minute=0)

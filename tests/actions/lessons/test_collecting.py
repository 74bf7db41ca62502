"""A child is collected: by whom, with which code, once; and what is refused calls the manager."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.lessons import days
from db.volunteers import registry as volunteers
from kiosk.actions.lessons import desk, guardian, run_due
from kiosk.actions.lessons.results import TeacherAction
from kiosk.context import AppContext
from kiosk.domain.lessons.people import AlarmKind
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.registry import Duty
from tests.support.centre import Clock
from tests.support.lessons import CLASS_ENDS, GRANDMOTHER, Evening, evening


@pytest.fixture
def tonight(ctx: AppContext, clock: Clock) -> Evening:
    """One child of one family, and a teacher."""
    return evening(ctx, clock)


def refused(tonight: Evening, **asked: object) -> str:
    """Why a child is not handed over; it stays as it was."""
    before = tonight.state()
    with pytest.raises(Refusal) as caught:
        tonight.collects(**asked)
    assert tonight.state() == before
    return caught.value.code


def alarms(tonight: Evening) -> list[AlarmKind]:
    with tonight.ctx.database.read() as tx:
        return [one.kind for one in days.alarms(tx, tonight.clock.now - timedelta(days=1))]


def test_a_mother_collects_once_and_the_code_dies(tonight: Evening) -> None:
    token, digits = tonight.codes()
    assert refused(tonight, token=token) == "child_not_here"
    tonight.arrives()
    tonight.collects(token=token)
    assert tonight.state() == "collected"
    assert refused(tonight, token=token) == "code_used"
    assert refused(tonight, digits=digits) == "code_used"
    assert alarms(tonight).count(AlarmKind.REFUSED) == 3


def test_a_grandmother_collects_by_delegation_for_one_person_and_one_day(
    tonight: Evening
) -> None:
    tonight.arrives()
    page, number = tonight.delegates()
    seen = guardian.delegate_page(tonight.ctx, page)
    assert seen.facts == GRANDMOTHER and seen.is_good
    assert refused(tonight, token=page, person="g") == "code_other_person"
    assert refused(tonight, token=page, person="d999") == "code_other_person"
    tonight.collects(digits=seen.digits, person=f"d{number}")
    assert tonight.state() == "collected"
    assert not guardian.delegate_page(tonight.ctx, page).is_good
    tonight.clock.pass_(days=1)
    with pytest.raises(Refusal, match="delegation_over"):
        guardian.delegate_page(tonight.ctx, page)


@pytest.mark.both
def test_what_is_taken_back_opens_nothing_and_the_own_code_still_does(tonight: Evening) -> None:
    tonight.arrives()
    page, number = tonight.delegates()
    digits = guardian.delegate_page(tonight.ctx, page).digits
    guardian.take_back(tonight.ctx, tonight.guardian, tonight.child, number)
    assert refused(tonight, token=page, person=f"d{number}") == "code_taken_back"
    assert refused(tonight, digits=digits, person=f"d{number}") == "code_taken_back"
    tonight.collects(digits=tonight.codes()[1])


def test_yesterdays_code_and_another_childs_code_open_nothing(tonight: Evening) -> None:
    other = tonight.another("13612345679", "果果")
    tonight.arrives()
    tonight.arrives(other)
    assert refused(tonight, token=tonight.codes(other)[0]) == "code_other_child"
    assert refused(tonight, digits=tonight.codes(other)[1]) == "code_other_child"
    old = tonight.codes()
    # The next class is on Monday.
    tonight.clock.pass_(days=3)
    run_due(tonight.ctx)
    with tonight.ctx.database.write() as tx:
        volunteers.add_duty(tx, Duty(0, tonight.teacher, None, tonight.clock.now,
                                     tonight.clock.now + timedelta(hours=2)))
    tonight.arrives()
    assert tonight.codes() != old
    assert refused(tonight, token=old[0]) == refused(tonight, digits=old[1]) == "code_old"


def test_after_three_wrong_numbers_only_a_scan_counts(tonight: Evening) -> None:
    tonight.arrives()
    token, digits = tonight.codes()
    wrong = str(1000 + (int(digits) - 999) % 9000)
    assert [refused(tonight, digits=wrong) for _ in range(3)] == ["code_wrong"] * 3
    assert refused(tonight, digits=digits) == "code_too_many_tries"
    tonight.collects(token=token)


def test_a_reprint_keeps_its_code(tonight: Evening) -> None:
    tonight.arrives()
    printed = desk.reprint_code(tonight.ctx, tonight.at, tonight.child)
    assert printed == desk.reprint_code(tonight.ctx, tonight.at, tonight.child) == tonight.codes()
    tonight.collects(token=printed[0])
    with pytest.raises(Refusal, match="code_used"):
        desk.reprint_code(tonight.ctx, tonight.at, tonight.child)


def test_what_a_page_sends_twice_is_done_once(tonight: Evening) -> None:
    tonight.does(TeacherAction.ARRIVE, key="a")
    digits = tonight.codes()[1]
    for _ in range(2):
        tonight.does(TeacherAction.ARRIVE, key="a")
        tonight.does(TeacherAction.COLLECT, key="b", person="g", digits=digits)
    assert tonight.state() == "collected" and not alarms(tonight)


def test_an_evening_without_network_is_sent_later_as_it_was(tonight: Evening) -> None:
    arrived, collected = tonight.clock.now, CLASS_ENDS - timedelta(minutes=3)
    digits = tonight.codes()[1]
    tonight.clock.pass_(days=1)
    for _ in range(2):
        tonight.does(TeacherAction.ARRIVE, key="a", at=arrived)
        tonight.does(TeacherAction.COLLECT, key="b", person="g", digits=digits, at=collected)
    with tonight.ctx.database.read() as tx:
        (kept,) = days.of_children(tx, [tonight.child])
    assert (kept.arrived_at, kept.collected_at, str(kept.state)) == (
        arrived, collected, "collected")


def test_what_does_not_match_when_it_is_sent_later_hands_nobody_over(tonight: Evening) -> None:
    tonight.arrives()
    wrong = str(1000 + (int(tonight.codes()[1]) - 999) % 9000)
    assert refused(tonight, digits=wrong, at=tonight.clock.now) == "code_wrong"
    assert alarms(tonight) == [AlarmKind.CONFLICT]


def test_a_child_that_is_not_collected_is_an_alarm_once(tonight: Evening) -> None:
    tonight.arrives()
    tonight.clock.now = CLASS_ENDS
    for _ in range(3):
        run_due(tonight.ctx)
    assert alarms(tonight) == [AlarmKind.LATE]
    tonight.does(TeacherAction.COLLECT, person="g", token=tonight.codes()[0])
    assert desk.attendance(tonight.ctx, tonight.at).late == ()

"""Registering for the class: the guardian first; days, waiting, absence; and being forgotten."""

from __future__ import annotations

import secrets
from datetime import timedelta

import peewee
import pytest

from db.lessons import days, people
from db.lessons.people import ChildRow
from kiosk.actions.lessons import desk, guardian, registration, run_due
from kiosk.actions.lessons.results import GuardianRequest
from kiosk.context import AppContext
from kiosk.domain.lessons.people import CollectorFacts, GuardianFacts
from kiosk.domain.privacy import LESSONS_NOTICE
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from tests.support.centre import Clock
from tests.support.lessons import CLASS_ENDS, PHONE, evening, registered, with_child, with_class
from tests.support.volunteer_help import coordinator


def test_a_guardian_agrees_and_is_confirmed_before_a_child_can_be_registered(
    ctx: AppContext
) -> None:
    at = coordinator(with_class(ctx))
    code = registered(ctx)
    with pytest.raises(Refusal, match="guardian_first"):
        with_child(ctx, code)
    known = guardian.guardian_page(ctx, code).guardian
    assert known.notice == LESSONS_NOTICE and known.consented_at == ctx.clock()
    with pytest.raises(Refusal, match="number_wrong"):
        desk.confirm_guardian(ctx, at, known.id, str(known.number % 9000 + 1001))
    desk.confirm_guardian(ctx, at, known.id, str(known.number))
    with_child(ctx, code)
    (child,) = guardian.guardian_page(ctx, code).children
    assert child.facts.nickname == "豆豆"
    assert {one.phase for one in child.days} == {Phase.BOOKED} and len(child.days) == 10


def test_the_schema_itself_has_no_child_before_its_guardian(ctx: AppContext) -> None:
    code = registered(with_class(ctx))
    known = guardian.guardian_page(ctx, code).guardian
    row = {"guardian": known.id, "term": known.term_id, "request_key": "k", "weekdays": "[]",
           "made_at": 1}
    with pytest.raises(peewee.IntegrityError, match="guardian_first"), ctx.database.write() as tx:
        tx.query(ChildRow.insert(**row))
    with ctx.database.write() as tx:
        people.confirm(tx, known.id, ctx.clock())
        tx.query(ChildRow.insert(**row))


@pytest.mark.parametrize(("facts", "agrees", "code"), [
    (GuardianFacts("李梅", "妈妈", PHONE), False, "not_agreed_to"),
    (GuardianFacts("", "妈妈", PHONE), True, "name_missing"),
    (GuardianFacts("李梅", "", PHONE), True, "relation_missing"),
    (GuardianFacts("李梅", "妈妈", "138"), True, "short_phone"),
])
def test_what_is_missing_is_said_and_nothing_is_kept(
    ctx: AppContext, facts: GuardianFacts, agrees: bool, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        registration.register_guardian(
            with_class(ctx), GuardianRequest(secrets.token_hex(8), facts, agrees))
    with ctx.database.read() as tx:
        assert people.guardians(tx) == ()


@pytest.mark.parametrize(("facts", "adult", "code"), [
    (CollectorFacts("王秀兰", "奶奶", "482"), True, "last4_wrong"),
    (CollectorFacts("王秀兰", "奶奶", "4821"), False, "collector_minor"),
    (CollectorFacts("", "奶奶", "4821"), True, "name_missing"),
])
def test_nobody_under_age_or_unknown_is_let_collect(
    ctx: AppContext, facts: CollectorFacts, adult: bool, code: str
) -> None:
    at = coordinator(with_class(ctx))
    child = with_child(ctx, registered(ctx, confirmed_by=at))
    with pytest.raises(Refusal, match=code):
        desk.add_pickup(ctx, at, child, facts, is_adult=adult)


def test_a_full_day_is_waited_for_and_goes_to_the_first_when_a_child_stays_away(
    ctx: AppContext, clock: Clock
) -> None:
    at = coordinator(with_class(ctx, capacity=1))
    first, second = registered(ctx, confirmed_by=at), registered(
        ctx, "13612345670", confirmed_by=at)
    one, two = with_child(ctx, first), with_child(ctx, second, "果果")
    (waits,) = guardian.guardian_page(ctx, second).children
    assert {day.phase for day in waits.days} == {Phase.WAITING}
    monday = waits.days[1].day
    guardian.tell_absent(ctx, first, one, monday)
    (offered,) = guardian.guardian_page(ctx, second).children
    found = offered.days[1]
    assert found.phase is Phase.OFFERED
    assert found.held_until == clock.now + timedelta(days=1)
    guardian.take_day(ctx, second, two, found.booking_code)
    run_due(ctx)
    (taken,) = guardian.guardian_page(ctx, second).children
    (away,) = guardian.guardian_page(ctx, first).children
    assert [taken.days[1].phase, away.days[1].phase] == [Phase.BOOKED, None]
    guardian.come_on(ctx, first, one, monday)
    (again,) = guardian.guardian_page(ctx, first).children
    assert again.days[1].phase is Phase.WAITING


@pytest.mark.both
def test_three_days_without_a_word_are_counted_and_a_word_is_not(
    ctx: AppContext, clock: Clock
) -> None:
    tonight = evening(ctx, clock)
    monday = clock.now.date() + timedelta(days=3)
    guardian.tell_absent(ctx, tonight.guardian, tonight.child, monday)
    for day in range(6):
        clock.now = CLASS_ENDS + timedelta(days=day)
        run_due(ctx)
    clock.pass_(days=1)
    (family,) = desk.class_desk(ctx, coordinator(ctx, name="小李")).guardians
    # Friday, Tuesday and Wednesday.
    assert family.children[0].unexplained == 3


@pytest.mark.both
def test_thirty_days_after_the_term_nothing_is_left_of_a_child(
    ctx: AppContext, clock: Clock
) -> None:
    tonight = evening(ctx, clock)
    tonight.delegates()
    desk.add_incident(ctx, tonight.at, tonight.child, "摔了一跤，擦破点皮")
    clock.now = clock.now.replace(year=2027, month=2, day=21)
    run_due(ctx)
    with ctx.database.read() as tx:
        assert len(people.guardians(tx)) == 1
    clock.pass_(days=1)
    run_due(ctx)
    with ctx.database.read() as tx:
        assert people.guardians(tx) == () and days.of_children(tx, [tonight.child]) == ()
        assert [list(tx.query(model.select()))
                for model in people.PERSONAL] == [[]] * 5


def test_a_guardian_who_withdraws_is_forgotten_at_once_but_not_while_a_child_is_there(
    ctx: AppContext, clock: Clock
) -> None:
    tonight = evening(ctx, clock)
    tonight.arrives()
    with pytest.raises(Refusal, match="child_is_here"):
        registration.withdraw(ctx, tonight.guardian)
    tonight.collects(token=tonight.codes()[0])
    registration.withdraw(ctx, tonight.guardian)
    with pytest.raises(Refusal, match="no_such_page"):
        guardian.guardian_page(ctx, tonight.guardian)
    with ctx.database.read() as tx:
        assert list(tx.query(ChildRow.select())) == []


def test_a_guardian_whom_nobody_confirms_is_forgotten_after_a_week(
    ctx: AppContext, clock: Clock
) -> None:
    registered(with_class(ctx))
    clock.pass_(days=7, minutes=1)
    run_due(ctx)
    with ctx.database.read() as tx:
        assert people.guardians(tx) == ()

"""A quarrel between neighbours: two sides who each read their own, consent, and acts at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.actions.cases import mediation
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.context import AppContext
from kiosk.domain.cases.mediation import MediationState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.resident_cases import bring_in, staff

MINE, THEIRS, BETWEEN = "夜里十一点还在跳绳", "孩子中考完就不跳了", "周三下午三点在调解室"
ALICE = SideFacts("李梅", "13812345678", "3 号楼 201")
BOB = SideFacts("王强", "13912345678")


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    """The seed's topics and bodies, on each database."""
    return bring_in(ctx)


def opened(
    ctx: AppContext, at: StaffSession, key: str = "k", case: str = ""
) -> tuple[int, str, str]:
    """A mediation, and the codes of its two pages."""
    made = mediation.open_mediation(ctx, at, MediationRequest(key, (ALICE, BOB), "楼上跳绳", case))
    view = mediation.see_mediation(ctx, at, made)
    a, b = (one.url.rsplit("/", 1)[1] for one in view.sides)
    return made, a, b


def test_each_side_reads_its_own_and_what_is_for_both_and_nothing_of_the_other(
    centre: AppContext, clock: Clock
) -> None:
    at = staff(centre, Role.COORDINATOR)
    made, a, b = opened(centre, at)
    mediation.side_says(centre, a, "1", MINE)
    mediation.say(centre, at, made, "b", THEIRS, "2")
    mediation.say(centre, at, made, "both", BETWEEN, "3")
    mediation.say(centre, at, made, "", "甲方情绪大", "4")
    mediation.side_says(centre, a, "1", MINE)
    of_a, of_b = (mediation.side_page(centre, code) for code in (a, b))
    assert [one.said for one in of_a.lines] == [MINE, BETWEEN] and of_a.lines[0].by_me
    assert [one.said for one in of_b.lines] == [THEIRS, BETWEEN]
    assert "王强" not in repr(of_a) and "李梅" not in repr(of_b)
    # The control: the mediators read all of it.
    seen = repr(mediation.see_mediation(centre, at, made).steps)
    assert all(one in seen for one in (MINE, THEIRS, BETWEEN, "甲方情绪大"))


def test_a_month_more_needs_the_consent_of_both_sides_and_each_time_anew(
    centre: AppContext, clock: Clock
) -> None:
    at = staff(centre, Role.COORDINATOR)
    made, a, _ = opened(centre, at)
    first = mediation.see_mediation(centre, at, made).mediation
    for consent in (lambda: mediation.side_consents(centre, a),
                    lambda: mediation.consent(centre, at, made, "b")):
        with pytest.raises(Refusal, match="consent_missing"):
            mediation.give_longer(centre, at, made, first.changed_at)
        consent()
    mediation.give_longer(centre, at, made, first.changed_at)
    now = mediation.see_mediation(centre, at, made).mediation
    assert now.due_on == first.due_on + timedelta(days=30)
    with pytest.raises(Refusal, match="case_changed"):
        mediation.give_longer(centre, at, made, first.changed_at)
    with pytest.raises(Refusal, match="consent_missing"):
        mediation.give_longer(centre, at, made, now.changed_at)


@pytest.mark.both
def test_a_mediation_opened_twice_with_one_form_is_one(centre: AppContext) -> None:
    at = staff(centre, Role.MANAGER)
    assert opened(centre, at)[0] == opened(centre, at)[0] != opened(centre, at, "other")[0]
    assert len(mediation.mediations(centre, at).live) == 2


@pytest.mark.parametrize("sides", [(SideFacts(""), BOB), (ALICE, SideFacts("王强", "12"))])
def test_a_mediation_without_both_sides_named_is_refused_and_nothing_is_opened(
    centre: AppContext, sides: tuple[SideFacts, SideFacts]
) -> None:
    at = staff(centre, Role.MANAGER)
    with pytest.raises(Refusal):
        mediation.open_mediation(centre, at, MediationRequest("k", sides, "楼上跳绳"))
    assert mediation.mediations(centre, at).live == ()


@pytest.mark.both
def test_what_two_mediators_do_at_once_is_done_once(centre: AppContext, clock: Clock) -> None:
    at = staff(centre, Role.MANAGER)
    made, _, _ = opened(centre, at)
    known = mediation.see_mediation(centre, at, made).mediation.changed_at
    mediation.end_mediation(centre, at, made, mediation.MediationAction.AGREE, known, "说好了")
    with pytest.raises(Refusal, match="case_changed"):
        mediation.end_mediation(centre, at, made, mediation.MediationAction.FAIL, known, "没说好")
    assert mediation.see_mediation(centre, at, made).mediation.state is MediationState.AGREED

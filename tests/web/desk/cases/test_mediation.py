"""A quarrel between neighbours through mediation: two sides, each with its own page, and papers."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from kiosk.actions import cases
from kiosk.actions.cases import mediation
from kiosk.actions.cases.mediation import MediationRequest, SideFacts
from kiosk.actions.cases.results import CaseQuery
from kiosk.context import AppContext
from kiosk.domain.cases.mediation import DossierPaper, MediationState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_MEDIATE, Role, StaffSession
from tests.support.centre import Clock
from tests.support.resident_cases import bring_in, staff, told
from tests.web.desk.cases.test_cases_desk import colleague

KNOWN = re.compile(r'name="known" value="([^"]+)"')
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


def test_a_quarrel_goes_from_a_case_to_an_agreement_a_court_a_visit_and_its_end(
    centre: AppContext, site: Flask, clock: Clock, tmp_path: Path
) -> None:
    receipt = told(centre, topic="family", text="楼上夜里跳绳")
    keeper = colleague(centre, site, Role.COORDINATOR)
    assert "另开一份调解" in keeper.get(f"/desk/cases/{receipt.case_id}").text
    form = {f"{name}_{side}": value for side, facts in (("a", ALICE), ("b", BOB))
            for name, value in (("name", facts.name), ("phone", facts.phone))}
    made = keeper.press("/desk/mediation", "/desk/mediation", key="k", text="楼上跳绳",
                        case=receipt.number, **form)
    page = made.location
    assert made.status_code == 303 and receipt.number in keeper.get(page).text

    def press(action: str, **fields: object) -> int:
        known = KNOWN.search(keeper.get(page).text)
        assert known
        clock.pass_(minutes=1)
        return keeper.press(page, f"{page}/{action}", known=known[1], key=str(clock.now),
                            **fields).status_code

    sheet = keeper.get(f"{page}/paper/agreement")
    file = tmp_path / "paper.pdf"
    file.write_bytes(sheet.data)
    said = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    assert "调解协议书" in said.stdout and "工作人员核对" in said.stdout and "李梅" in said.stdout
    assert press("visit") == 409, "there is no agreement yet"
    assert press("agree", text="晚上九点后不跳") == 303
    assert {DossierPaper.AGREEMENT, DossierPaper.VISIT} <= set(mediation.see_mediation(
        centre, staff(centre, Role.MANAGER), 1).mediation.must_have)
    assert press("paper", paper="agreement") == press("court") == press("visit") == 303
    assert press("fulfil", text="一个月没响") == 303
    assert press("fulfil", text="再来") == 409
    assert "履行完了" in keeper.get(page).text
    assert press("erase") == 303 and "李梅" not in keeper.get(page).text


def test_a_mediation_stands_in_no_list_search_or_page_of_anybody_else(
    centre: AppContext, site: Flask, clock: Clock
) -> None:
    at = staff(centre, Role.COORDINATOR)
    _, a, _ = opened(centre, at)
    mediation.side_says(centre, a, "1", MINE)
    for role in set(Role) - MAY_MEDIATE:
        other = staff(centre, role, f"别人{role}")
        with pytest.raises(Refusal, match="not_allowed"):
            mediation.mediations(centre, other)
        who = colleague(centre, site, role, f"看看{role}")
        assert who.get("/desk/mediation").status_code == 403
    for words in ("跳绳", "李梅", "王强"):
        found = cases.register_desk(centre, at, CaseQuery(words=words))
        assert found.rows == ()
    assert not cases.public_cases(centre, clock.now - timedelta(days=9), clock.now, 99)
    assert MINE not in repr(cases.wall(centre))


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


def test_what_two_mediators_do_at_once_is_done_once(centre: AppContext, clock: Clock) -> None:
    at = staff(centre, Role.MANAGER)
    made, _, _ = opened(centre, at)
    known = mediation.see_mediation(centre, at, made).mediation.changed_at
    mediation.end_mediation(centre, at, made, mediation.MediationAction.AGREE, known, "说好了")
    with pytest.raises(Refusal, match="case_changed"):
        mediation.end_mediation(centre, at, made, mediation.MediationAction.FAIL, known, "没说好")
    assert mediation.see_mediation(centre, at, made).mediation.state is MediationState.AGREED

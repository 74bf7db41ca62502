"""A quarrel between neighbours at the desk: from a case to its end, out of all others' sight."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from kiosk.actions import cases
from kiosk.actions.cases import mediation
from kiosk.actions.cases.results import CaseQuery
from kiosk.context import AppContext
from kiosk.domain.cases.mediation import DossierPaper
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_MEDIATE, Role
from tests.actions.cases.test_mediation import ALICE, BOB, MINE, opened
from tests.support.centre import Clock
from tests.support.resident_cases import bring_in, staff, told
from tests.web.desk.cases.test_cases_desk import colleague

KNOWN = re.compile(r'name="known" value="([^"]+)"')


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    """The seed's topics and bodies, on each database."""
    return bring_in(ctx)


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

"""The register at the desk: a case is handed out and back, extended once, answered, never solved."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kiosk.actions import cases
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.resident_cases import bring_in, told
from tests.support.web.colleague import Colleague

KNOWN = re.compile(r'name="known" value="([^"]+)"')
PHONE = "13812345678"


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    """The seed's topics and bodies, on each database."""
    return bring_in(ctx)


def colleague(ctx: AppContext, site: Flask, role: Role, name: str = "") -> Colleague:
    """Somebody of a role, logged in."""
    name = name or str(role)
    made = Colleague(site, name, add_account(ctx, name, role))
    assert made.log_in().status_code == 303
    return made


def do(who: Colleague, case_id: int, action: str, known: str = "", **fields: object
       ) -> TestResponse:
    """Presses a button of a case's page as it is now, or as it was `known`."""
    page = f"/desk/cases/{case_id}"
    if not known:
        found = KNOWN.search(who.get(page).text)
        assert found
        known = found[1]
    return who.press(page, f"{page}/{action}", known=known, **fields)


def test_a_case_goes_out_and_back_is_extended_once_and_nobody_here_calls_it_solved(
    centre: AppContext, site: Flask, clock: Clock
) -> None:
    receipt = told(centre, phone=PHONE)
    keeper = colleague(centre, site, Role.COORDINATOR)
    at = receipt.case_id
    assert receipt.number in keeper.get("/desk/cases").text
    assert do(keeper, at, "assign", to="body:property", text="物业管灯").status_code == 303
    assert do(keeper, at, "assign", to="", text="转回来").status_code == 409
    assert do(keeper, at, "assign", to="team:repair", text="物业说归维修队").status_code == 303
    assert do(keeper, at, "extend", days=5, text="等配件").status_code == 303
    again = do(keeper, at, "extend", days=5, text="还等")
    assert again.status_code == 409
    seen = cases.case_by_code(centre, receipt.code)
    assert any(line.said == "等配件" for line in seen.lines)
    page = do(keeper, at, "answer", text="换了灯和开关。")
    assert page.status_code == 303
    text = keeper.get(f"/desk/cases/{at}").text
    assert "居民点头才算" in text and "换了灯和开关" in text
    assert do(keeper, at, "solved").status_code == 404


def test_of_two_who_act_on_the_same_page_one_is_told(
    centre: AppContext, site: Flask, clock: Clock
) -> None:
    receipt = told(centre)
    clock.pass_(minutes=1)
    one, other = (colleague(centre, site, Role.CLERK, name) for name in ("小王", "小李"))
    page = f"/desk/cases/{receipt.case_id}"
    known = KNOWN.search(other.get(page).text)
    assert known
    assert do(one, receipt.case_id, "assign", to="body:property", text="物业管灯"
              ).status_code == 303
    late = do(other, receipt.case_id, "assign", known[1], to="team:repair", text="维修队去看")
    assert late.status_code == 409 and "刚才有了变化" in late.text and "维修队去看" in late.text
    # The control: with the page as it is now the same is done.
    assert do(other, receipt.case_id, "assign", to="team:repair", text="维修队去看"
              ).status_code == 303

"""A representative sees only what was handed over; their year is counts without names."""

from __future__ import annotations

import pytest
from flask import Flask

from kiosk.actions import cases
from kiosk.actions.cases.representatives import representatives_of, yearly_report
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.resident_cases import bring_in, staff, told
from tests.web.desk.cases.test_cases_desk import colleague, do


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    """The seed's topics and bodies, on each database."""
    return bring_in(ctx)


def test_a_representative_sees_what_was_handed_over_and_nothing_else(
    centre: AppContext, site: Flask, clock: Clock
) -> None:
    mine, other = told(centre), told(centre, "2", text="别人的事")
    clock.pass_(minutes=1)
    keeper = staff(centre, Role.MANAGER)
    who = colleague(centre, site, Role.REPRESENTATIVE, "张代表")
    account = next(iter(representatives_of(centre)))
    cases.assign(centre, keeper, mine.case_id, f"staff:{account}", "请代表看看")
    front = who.get("/desk/cases")
    assert front.location == "/desk/cases/represented"
    page = who.get(front.location).text
    assert mine.number in page and other.number not in page
    assert who.get(f"/desk/cases/{other.case_id}").status_code == 404
    for path in ("new", "papers"):
        assert who.get(f"/desk/cases/{path}").status_code == 409
    clock.pass_(minutes=1)
    assert do(who, mine.case_id, "answer", text="说好了，周五换灯。").status_code == 303
    cases.solved(centre, mine.code)
    report = yearly_report(centre, keeper, clock.now.year, account)
    assert (report.figures.received, report.figures.solved) == (1, 1)
    text = who.get("/desk/cases/represented").text
    assert "路灯" not in text, "counts, no words"
    with pytest.raises(Refusal, match="not_allowed"):
        yearly_report(centre, staff(centre, Role.CLERK), clock.now.year, account)


def test_a_representative_announces_a_day_of_their_own_and_calls_it_off(
    centre: AppContext, site: Flask, clock: Clock
) -> None:
    who = colleague(centre, site, Role.REPRESENTATIVE, "张代表")
    page = "/desk/cases/represented"
    form = {"listener": "congress", "opens": "09:00", "closes": "11:00", "minutes": 20}
    soon = who.press(page, f"{page}/announce", day=str(clock.now.date()), **form)
    assert soon.status_code == 409
    later = str(clock.now.date().replace(day=clock.now.day + 5))
    assert who.press(page, f"{page}/announce", day=later, **form).status_code == 303
    assert "张代表" in who.get(page).text and "09:00–11:00" in who.get(page).text
    assert who.press(page, f"{page}/cancel", day=1, reason="开会").status_code == 303
    assert "09:00–11:00" not in who.get(page).text

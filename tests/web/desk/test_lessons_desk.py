"""The class at the desk: a register and tables for who keeps it, incidents for managers alone."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from kiosk.actions.lessons import desk
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.lessons import CLASS_ENDS, Evening, evening
from tests.support.web.colleague import Colleague


@pytest.fixture
def tonight(ctx: AppContext, clock: Clock) -> Evening:
    return evening(ctx, clock)


def at_desk(ctx: AppContext, site: Flask, role: Role) -> Colleague:
    """Somebody of a role, logged in."""
    made = Colleague(site, str(role), add_account(ctx, str(role), role))
    assert made.log_in().status_code == 303
    return made


def test_the_register_and_the_table_say_who_was_there_and_who_was_late(
    ctx: AppContext, site: Flask, tonight: Evening
) -> None:
    tonight.arrives()
    tonight.clock.now = CLASS_ENDS + timedelta(minutes=12)
    tonight.collects(token=tonight.codes()[0])
    keeper = at_desk(ctx, site, Role.COORDINATOR)
    assert "豆豆" in keeper.get("/desk/lessons").text
    page = keeper.get("/desk/lessons/attendance").text
    assert "豆豆" in page and "18:42" in page
    book = load_workbook(BytesIO(keeper.get("/desk/lessons/attendance.xlsx").data))
    days, late = book.worksheets
    assert next(days.iter_rows(min_row=2))[0].value == "豆豆"
    assert [cell.value for cell in next(late.iter_rows(min_row=2))][1:] == ["豆豆", "18:42", "妈妈"]


@pytest.mark.parametrize(("role", "reads"), [(Role.MANAGER, True), (Role.COORDINATOR, False)])
def test_incidents_are_read_by_managers_alone(
    ctx: AppContext, site: Flask, tonight: Evening, role: Role, reads: bool
) -> None:
    desk.add_incident(ctx, tonight.at, tonight.child, "摔了一跤")
    answer = at_desk(ctx, site, role).get("/desk/lessons/incidents")
    assert ("摔了一跤" in answer.text) is reads and (answer.status_code == 200) is reads

"""Paper registers brought in, row by row, and the register taken along without anybody in it."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from kiosk.actions.cases.exchange import import_register, plan_import
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.tables import workbook
from tests.support.centre import Clock
from tests.support.resident_cases import LAMP, bring_in, staff, told
from tests.support.web.colleague import Colleague
from tests.web.desk.cases.test_cases_desk import colleague

HEAD = ["编号", "收到", "种类", "内容", "小区", "电话", "办结"]
GOOD = ["101", "2025-3-4", "停车充电", "楼前没有车位", "第二小区", "", "2025-4-1"]
ROWS = [
    HEAD,
    GOOD,
    ["壹零二", "2025-3-4", "停车充电", "没有号", "", "", ""],
    ["103", "三月四号", "停车充电", "没有日子", "", "", ""],
    ["104", "2025-3-4", "没有这一类", "没有种类", "", "", ""],
    ["105", "2025-3-4", "停车充电", "", "", "", ""],
    ["106", "2025-3-4", "停车充电", "办结早了", "", "", "2025-3-1"],
    ["101", "2025-3-4", "停车充电", "又是一零一", "", "", ""],
    ["107", "2025-3-4", "停车充电", "电话不对", "", "12", ""],
    ["108", "2025年3月5日", "邻里家事", "楼上漏水", "第三小区", "13812345678", ""],
]
FAULTS = [(3, "number"), (4, "received"), (5, "topic"), (6, "text"), (7, "ended"), (8, "number"),
          (9, "phone")]


@pytest.fixture
def centre(ctx: AppContext) -> AppContext:
    """The seed's topics and bodies, on each database."""
    return bring_in(ctx)


def sent(who: Colleague, how: str, rows: list[list[str]]) -> TestResponse:
    """The page's answer to a file."""
    file = BytesIO(workbook({"登记簿": rows}))
    return who.press("/desk/cases/papers", "/desk/cases/papers", how=how,
                     table=(file, "book.xlsx"))


def test_a_dry_run_names_the_fault_of_each_row_and_enters_nothing(
    centre: AppContext, site: Flask
) -> None:
    keeper = colleague(centre, site, Role.COORDINATOR)
    page = sent(keeper, "look", ROWS).text
    assert "能读进来 2 行" in page and "还没有读" in page
    assert all(f"第 {row} 行" in page for row, _ in FAULTS) and "第 2 行" not in page
    at = staff(centre, Role.MANAGER)
    plan = plan_import(centre, at, ROWS)
    assert [(one.row, one.column) for one in plan.faults] == FAULTS and plan.new == 2


def test_what_can_be_entered_is_once_and_the_number_goes_on_after_it(
    centre: AppContext, site: Flask
) -> None:
    keeper = colleague(centre, site, Role.COORDINATOR)
    assert "读进来了 2 行" in sent(keeper, "do", ROWS).text
    assert "读进来了 0 行，2 行早有了" in sent(keeper, "do", ROWS).text
    ended, open_ = (keeper.get(keeper.press("/desk/cases", "/desk/cases/find", q=number).location
                               ).text for number in ("101", "108"))
    assert "留-0108" in open_ and "邻里家事" in open_ and "纸册上办结" in ended
    at = staff(centre, Role.MANAGER)
    other = [HEAD, ["108", "2025-7-7", "停车充电", "别的事", "", "", ""]]
    plan = import_register(centre, at, other)
    assert plan.new == 0 and [one.code for one in plan.faults] == ["taken"]


@pytest.mark.parametrize("rows", [[], [["编号", "内容"]], [["a"], ["b"]]])
def test_a_table_that_lacks_a_column_is_refused_with_its_name(
    centre: AppContext, site: Flask, rows: list[list[str]]
) -> None:
    keeper = colleague(centre, site, Role.COORDINATOR)
    answer = sent(keeper, "do", rows)
    assert answer.status_code == 409 and ("编号" in answer.text or "收到" in answer.text)


def test_what_is_taken_along_has_no_telephone_and_no_story_but_for_who_may(
    centre: AppContext, site: Flask, clock: Clock
) -> None:
    receipt = told(centre, phone="13812345678", name="李梅", estate_id="e3", address="201")
    keeper, manager = (colleague(centre, site, role) for role in (Role.COORDINATOR, Role.MANAGER))
    days = {"begins": "2020-01-01", "ends": "2030-01-01"}

    def taken(who: Colleague, **more: str) -> str:
        answer = who.press("/desk/cases/papers", "/desk/cases/take", **days, **more)
        if more.get("form") == "xlsx":
            rows = load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True)
            return repr(list(rows))
        return answer.data.decode("utf-8-sig")

    for form in ("csv", "xlsx"):
        text = taken(keeper, form=form)
        assert receipt.number in text and "修水修电修路" in text
        assert not any(one in text for one in ("13812345678", "李梅", "201", LAMP))
    # The control: whoever may send it out gets the story, and still nobody's name.
    text = taken(manager, form="csv", stories="on")
    assert LAMP in text and "13812345678" not in text and "李梅" not in text
    refused = keeper.press("/desk/cases/papers", "/desk/cases/take", **days, stories="on")
    assert refused.status_code == 409 and LAMP not in refused.text

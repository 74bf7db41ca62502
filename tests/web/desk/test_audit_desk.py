"""The record at the desk: who did what, filtered, page by page, as a table that sums nothing."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask

from kiosk.actions import closing, editing
from kiosk.actions.staff import add_account
from kiosk.domain.staff import Role
from kiosk.lobby import Lobby
from kiosk.web.tables import table
from tests.helpers import coordinator
from tests.web.desk.colleague import Colleague


@pytest.fixture
def manager(lobby: Lobby, site: Flask) -> Colleague:
    colleague = Colleague(site, "主任", add_account(lobby, "主任", Role.MANAGER))
    colleague.log_in()
    return colleague


def test_before_and_after_stand_there(lobby: Lobby, manager: Colleague) -> None:
    editor = coordinator(lobby, Role.EDITOR, "小王")
    base = dict(editing.sheet(lobby, editor, "service", "medical").written)
    editing.publish(lobby, editor, "service", "medical", base, base | {"fee.zh": "五元"})
    page = manager.get("/desk/audit").text
    assert "小王" in page and "给大家看" in page
    assert f"fee.zh {base['fee.zh']}" in page and "fee.zh 五元" in page


def test_it_is_filtered_by_who_and_what_and_goes_on(lobby: Lobby, manager: Colleague) -> None:
    one, two = (coordinator(lobby, Role.MANAGER, name) for name in ("甲", "乙"))
    for _ in range(30):
        closing.close_today(lobby, one)
        closing.open_again(lobby, one)
    closing.close_today(lobby, two)
    first = manager.get("/desk/audit").text
    # The choices name every deed once besides.
    assert first.count("今天关门") + first.count("重新开门") == 50 + 2 and "更早的" in first
    only = manager.get(f"/desk/audit?who={two.account.id}").text
    assert only.count("<tr>") == 2 and "更早的" not in only
    deed = manager.get(f"/desk/audit?who={one.account.id}&deed=open_again").text
    assert deed.count("<tr>") == 31
    older = re.search(r'href="([^"]*before=[^"]*)"', first)
    assert older
    rest = manager.get(older[1].replace("&amp;", "&")).text
    assert rest.count("今天关门") + rest.count("重新开门") == 11 + 2


def test_it_is_taken_along_and_that_is_kept(lobby: Lobby, manager: Colleague) -> None:
    coordinator(lobby, Role.EDITOR, "小王")
    taken = manager.press("/desk/audit", "/desk/audit/taken")
    assert taken.data.startswith("\ufeff".encode()) and "attachment" in taken.headers[
        "Content-Disposition"]
    rows = list(csv.reader(io.StringIO(taken.text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["时候", "谁", "做了什么"] and rows[1][1:3] == ["主任", "进来"]
    assert "导出记录" in manager.get("/desk/audit").text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\tx"])
def test_nothing_in_a_table_is_a_sum(cell: str) -> None:
    assert table(iter([[cell, "名字"]])) .startswith(("\'", "\"\'"))
    assert table(iter([["名字"]])) == "名字\r\n"

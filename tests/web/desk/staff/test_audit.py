"""The record at the desk: who did what, filtered, page by page, as a table that sums nothing."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, time, timedelta

import pytest
from flask import Flask

from kiosk.actions import content
from kiosk.actions.operations import kiosk_closure
from kiosk.actions.staff import sessions
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.staff.roles import Role
from kiosk.web.core.tables import table
from kiosk.web.desk.staff.audit import known_actions
from tests.support.centre import Clock
from tests.support.volunteer_help import coordinator
from tests.support.web.colleague import Colleague


@pytest.fixture
def manager(ctx: AppContext, site: Flask) -> Colleague:
    colleague = Colleague(site, "主任", add_account(ctx, "主任", Role.MANAGER))
    colleague.log_in()
    return colleague


def test_before_and_after_stand_there(ctx: AppContext, manager: Colleague) -> None:
    editor = coordinator(ctx, Role.EDITOR, "小王")
    base = dict(content.sheet(ctx, editor, "service", "medical").written)
    content.publish(ctx, editor, "service", "medical", base, base | {"fee.zh": "五元"})
    page = manager.get("/desk/audit").text
    assert "小王" in page and "改了“居民医保”的“收费”" in page
    assert f"<del>{base['fee.zh']}</del>" in page and "<ins>五元</ins>" in page
    # The control: none of our own names stand there.
    assert "medical" not in page and "fee" not in page


@pytest.mark.both
def test_it_is_filtered_by_who_and_what_and_goes_on(ctx: AppContext, manager: Colleague) -> None:
    one, two = (coordinator(ctx, Role.MANAGER, name) for name in ("甲", "乙"))
    for _ in range(30):
        kiosk_closure.close_today(ctx, one)
        kiosk_closure.open_again(ctx, one)
    kiosk_closure.close_today(ctx, two)
    first = manager.get("/desk/audit").text
    # The choices name every action once besides.
    assert first.count("今天关门") + first.count("重新开门") == 50 + 2 and "更早的" in first
    only = manager.get(f"/desk/audit?who={two.account.id}").text
    assert only.count("<tr>") == 2 and "更早的" not in only
    action = manager.get(f"/desk/audit?who={one.account.id}&event=open_again").text
    assert action.count("<tr>") == 31
    older = re.search(r'href="([^"]*before=[^"]*)"', first)
    assert older
    rest = manager.get(older[1].replace("&amp;", "&")).text
    assert rest.count("今天关门") + rest.count("重新开门") == 11 + 2


@pytest.mark.both
def test_a_manager_finds_what_was_done_on_certain_days(
    ctx: AppContext, clock: Clock, manager: Colleague
) -> None:
    today = clock.now.date()
    one = coordinator(ctx, Role.MANAGER, "甲")
    # The last instant of today, and the first of tomorrow.
    clock.now = datetime.combine(today, time(23, 59, 59), ZONE)
    kiosk_closure.close_today(ctx, one)
    clock.now += timedelta(seconds=1)
    kiosk_closure.open_again(ctx, one)
    manager.log_in()
    tomorrow = today + timedelta(days=1)

    def found(**days: object) -> tuple[int, int]:
        query = {"who": one.account.id, **days}
        page = manager.get("/desk/audit", query_string=query).text
        # The choices name every action once besides.
        return page.count("今天关门") - 1, page.count("重新开门") - 1

    assert found(to=today) == (1, 0)
    assert found(**{"from": tomorrow}) == (0, 1)
    assert found(**{"from": tomorrow, "to": today}) == found() == (1, 1)
    assert found(**{"from": tomorrow + timedelta(days=1)}) == (0, 0)
    # A day that no record can have narrows nothing, and its field is empty again.
    for wrong in ("9999-12-31", "0001-01-01", "gestern"):
        assert found(**{"from": wrong, "to": wrong}) == (1, 1)
    taken = manager.press(f"/desk/audit?to={today}", f"/desk/audit/taken?to={today}").text
    assert "今天关门" in taken and "重新开门" not in taken


def test_it_is_taken_along_and_that_is_kept(ctx: AppContext, manager: Colleague) -> None:
    coordinator(ctx, Role.EDITOR, "小王")
    taken = manager.press("/desk/audit", "/desk/audit/taken")
    assert taken.data.startswith("\ufeff".encode()) and "attachment" in taken.headers[
        "Content-Disposition"]
    rows = list(csv.reader(io.StringIO(taken.text.removeprefix("\ufeff"))))
    assert rows[0][:4] == ["时候", "谁", "从哪里", "做了什么"]
    assert rows[1][1:4] == ["主任", "电脑 127.0.0.1", "进来"]
    assert "导出记录" in manager.get("/desk/audit").text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\tx"])
def test_nothing_in_a_table_is_a_sum(cell: str) -> None:
    assert table(iter([[cell, "名字"]])) .startswith(("\'", "\"\'"))
    assert table(iter([["名字"]])) == "名字\r\n"


def test_who_is_asked_for_is_found_from_wherever(ctx: AppContext, manager: Colleague) -> None:
    me = next(one for one in sessions.accounts(ctx) if one.name == "主任")
    manager.get("/desk/audit")
    page = manager.get(f"/desk/audit?who={me.id}").text
    assert "127.0.0.1" in page and page.count("<tr>") == 2
    assert "127.0.0.1" not in manager.get(f"/desk/audit?who={me.id}9").text


def test_whatever_the_staff_do_has_a_name(ctx: AppContext) -> None:
    named = set(known_actions(ctx))
    assert {"call", "open", "help_dispatch", "approve_booking", "show_content"} <= named
    for language in ctx.words:
        words = ctx.words[language]
        keys = {key.removeprefix("audit_action.") for key in words.keys()  # noqa: SIM118  # no dict
                if key.startswith("audit_action.")}
        assert keys == named, language

"""Numbers on paper at the desk: printed ahead, entered when the power is back, counted once."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock
from tests.support.web.colleague import Colleague

SHEETS = "/desk/sheets"


def test_a_clerk_prints_a_sheet_and_enters_the_morning(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    desk = Colleague(site, "小王", add_account(ctx, "小王", Role.CLERK)).sit(2)
    day = clock().date().isoformat()
    assert "今天还没打印过" in desk.get(SHEETS).text
    made = desk.press(SHEETS, SHEETS, queue="A", n="45", day=day)
    assert made.status_code == 303 and "45 个号" in desk.get(made.location).text
    page = desk.get(SHEETS).text
    assert all(span in page for span in ("A801–A820", "A821–A840", "A841–A845"))
    paper = desk.get(f"{SHEETS}/1.pdf")
    assert paper.data.startswith(b"%PDF") and paper.mimetype == "application/pdf"
    assert "还剩" not in page and "只剩 154 个" in desk.press(
        SHEETS, SHEETS, queue="A", n="155", day=day).text
    entered = {"used": "803", "service": "medical", "begins": "09:00", "ends": "10:30",
               "n802": "waits", "n803": "gone", "n804": "waits"}
    done = desk.press(f"{SHEETS}/1", f"{SHEETS}/1", **entered)
    assert "记好了：3 个号" in desk.get(done.location).text
    assert "用到 A803，15:20 记的" in desk.get(SHEETS).text
    again = desk.press(f"{SHEETS}/1", f"{SHEETS}/1", **entered)
    assert "没有重复记" in desk.get(again.location).text
    assert desk.listed() == ["A802"], "who still waits is in the line, beyond the last one nobody"
    late = desk.press(f"{SHEETS}/1", f"{SHEETS}/1", **(entered | {"used": "805", "ends": "23:00"}))
    assert late.status_code == 409 and "也别写到以后" in late.text and "没有记" in late.text
    odd = desk.press(f"{SHEETS}/1", f"{SHEETS}/1", **(entered | {"begins": "soon"}))
    assert odd.status_code == 400
    clock.pass_(days=3)
    desk.log_in()
    old = desk.press("/desk/own", f"{SHEETS}/1", **entered)
    assert old.status_code == 409 and "10月16日 的，那天的数已经结了" in old.text
    assert "今天还没打印过" in desk.get(SHEETS).text


def test_a_sheet_for_tomorrow_waits_for_its_day(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    desk = Colleague(site, "小王", add_account(ctx, "小王", Role.CLERK)).sit(2)
    tomorrow = (clock().date() + timedelta(days=1)).isoformat()
    desk.press(SHEETS, SHEETS, queue="B", n="5", day=tomorrow)
    page = desk.get(SHEETS).text
    assert "B801–B805" in page and "记进去" not in page
    early = desk.press(SHEETS, f"{SHEETS}/1", used="801", service="pension", begins="09:00",
                       ends="10:00")
    assert early.status_code == 409 and "到那天再记" in early.text

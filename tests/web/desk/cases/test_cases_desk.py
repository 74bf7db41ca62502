"""The register at the desk: a case goes out and back, is extended once, and ends by silence."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from kiosk.actions import cases, content
from kiosk.actions.cases import scheduled
from kiosk.actions.cases.calls import call_over, follow_call
from kiosk.actions.slips import print_next_slip
from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.centre import Clock
from tests.support.doubles import MemoryPrinter
from tests.support.photographs import saved
from tests.support.resident_cases import bring_in, staff, told
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
    clock.pass_(days=9)
    scheduled.run_due(centre)
    keeper.log_in()
    assert "等居民说 1" in keeper.get("/desk/cases").text, "six working days are not silence yet"
    clock.pass_(days=4)
    scheduled.run_due(centre)
    keeper.log_in()
    assert "没回话" in keeper.get(f"/desk/cases/{at}").text
    figures = cases.wall(centre).month.figures
    assert (figures.silent, figures.solved, figures.answered) == (1, 0, 1)


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


def test_the_whole_telephone_is_read_only_by_pressing_and_that_is_kept(
    centre: AppContext, site: Flask
) -> None:
    receipt = told(centre, phone=PHONE)
    clerk = colleague(centre, site, Role.CLERK)
    page = f"/desk/cases/{receipt.case_id}"
    seen = clerk.get(page).text
    assert "138****5678" in seen and PHONE not in seen
    assert PHONE in clerk.press(page, f"{page}/phone").text
    manager = colleague(centre, site, Role.MANAGER)
    assert "看一件事的电话" in manager.get("/desk/audit").text


def test_a_new_code_is_given_only_where_a_telephone_was_left(
    centre: AppContext, site: Flask
) -> None:
    left, none = told(centre, phone=PHONE), told(centre, "2")
    clerk = colleague(centre, site, Role.CLERK)
    page = f"/desk/cases/{left.case_id}"
    assert "旧码不能用了" in clerk.press(page, f"{page}/secret").text
    with pytest.raises(Refusal, match="no_such_case"):
        cases.case_by_code(centre, left.code)
    page = f"/desk/cases/{none.case_id}"
    assert clerk.press(page, f"{page}/secret").status_code == 409
    assert cases.case_by_code(centre, none.code).case.id == none.case_id


def test_a_case_is_taken_in_at_the_counter_once_however_often_the_form_comes(
    centre: AppContext, site: Flask
) -> None:
    clerk = colleague(centre, site, Role.CLERK)
    form = {"key": "k", "topic": "repairs", "text": "水管漏了", "estate": "e3", "building": "3"}
    first = clerk.press("/desk/cases/new", "/desk/cases/new", **form)
    assert "收下了" in first.text and "<svg" in first.text
    clerk.press("/desk/cases/new", "/desk/cases/new", **form)
    assert "没办完 1" in clerk.get("/desk/cases").text
    for wrong in ({"text": ""}, {"topic": ""}, {"phone": "12"}, {"text": "长" * 2001}):
        answer = clerk.press("/desk/cases/new", "/desk/cases/new", **form | {"key": "w"} | wrong)
        assert answer.status_code == 409 and 'role="alert"' in answer.text, wrong
    assert "没办完 1" in clerk.get("/desk/cases").text


def test_a_case_is_found_by_its_number_its_topic_its_place_and_its_words(
    centre: AppContext, site: Flask
) -> None:
    one = told(centre, text="下水道堵了", estate_id="e5")
    two = told(centre, "2", "parking", "没有车位", estate_id="e2")
    clerk = colleague(centre, site, Role.CLERK)
    for asked in ("topic=repairs", "estate=e5"):
        page = clerk.get(f"/desk/cases?{asked}").text
        assert one.number in page and two.number not in page, asked
    for words in (one.number, one.number[-4:], "下水道", "第五小区", "修水"):
        found = clerk.press("/desk/cases", "/desk/cases/find", q=words)
        assert found.location == f"/desk/cases/{one.case_id}", words
    none = clerk.press("/desk/cases", "/desk/cases/find", q="没人说过")
    assert none.status_code == 200 and "这里没有" in none.text


def test_a_body_that_holds_cases_stays_in_the_list_until_they_are_handed_on(
    centre: AppContext, clock: Clock
) -> None:
    manager = staff(centre, Role.MANAGER)
    receipt = told(centre)
    cases.assign(centre, manager, receipt.case_id, "body:gas", "燃气")
    with pytest.raises(Refusal, match="body_in_use"):
        content.hide(centre, manager, "case_office", "gas")
    clock.pass_(minutes=1)
    cases.assign(centre, manager, receipt.case_id, "team:repair", "不是燃气")
    content.hide(centre, manager, "case_office", "gas")
    with pytest.raises(Refusal, match="body_gone"):
        cases.assign(centre, manager, receipt.case_id, "body:gas", "又是燃气")


def test_a_picture_is_added_and_seen_and_what_is_none_is_told(
    centre: AppContext, site: Flask
) -> None:
    at = told(centre).case_id
    clerk = colleague(centre, site, Role.CLERK)
    page = f"/desk/cases/{at}"

    def added(file: bytes, key: str) -> int:
        return clerk.press(page, f"{page}/picture", key=key,
                           picture=(BytesIO(file), "lamp.jpg")).status_code

    taken = saved(Image.new("RGB", (60, 40), "red"), "JPEG")
    assert added(taken, "1") == added(taken, "1") == 303
    assert added(b"no picture", "2") == 409
    found = re.findall(r'src="([^"]+/picture/[^"]+)"', clerk.get(page).text)
    assert len(found) == 1
    assert clerk.get(found[0]).data.startswith(b"\xff\xd8")
    assert clerk.get(f"{page}/picture/99").status_code == 404


def test_whoever_calls_from_the_touch_screen_stands_at_the_register_until_somebody_goes(
    centre: AppContext, site: Flask
) -> None:
    clerk = colleague(centre, site, Role.CLERK, "王姐")
    assert "想当面说" not in clerk.get("/desk/cases").text
    call = call_over(centre, "a visit", "repairs", "studio").call
    assert call is not None
    assert "想当面说：修水修电修路" in clerk.get("/desk/cases").text
    assert clerk.get("/desk/cases/state").json["calls"] == [[call.id, "calling"]]
    went = clerk.press("/desk/cases", f"/desk/cases/calls/{call.id}")
    assert went.status_code == 303
    form = clerk.get(went.location).text
    assert '<option value="repairs" selected>' in form and '"studio" selected' in form
    assert follow_call(centre, call.id).by == "王姐"
    assert "想当面说" not in clerk.get("/desk/cases").text
    late = colleague(centre, site, Role.CLERK, "小李").press(
        "/desk/cases", f"/desk/cases/calls/{call.id}")
    assert late.status_code == 409 and "已经有人去了" in late.text


def test_whoever_tells_it_at_the_counter_takes_the_slip_at_the_touch_screen_once(
    sqlite_ctx: AppContext, clock: Clock
) -> None:
    ctx = bring_in(sqlite_ctx)
    printer = MemoryPrinter()
    ctx = replace(ctx, settings=replace(ctx.settings, printer="file:slips"), printer=printer)
    site = make_site(ctx, ChangePoller(ctx.database), limited=False)
    clerk = colleague(ctx, site, Role.CLERK)
    page = clerk.press("/desk/cases/new", "/desk/cases/new", key="k", topic="repairs",
                       text="路灯不亮", phone=PHONE)
    found = re.search('name="code" value="([^"]+)"', page.text)
    assert found
    again = clerk.press("/desk/cases/new", "/desk/cases/slip", code=found[1])
    assert again.status_code == 200 and "请居民拿好" in again.text
    twice = clerk.press("/desk/cases/new", "/desk/cases/slip", code=found[1])
    assert twice.status_code == 409 and "出过一次了" in twice.text
    assert print_next_slip(ctx) and not print_next_slip(ctx)
    (slip,) = printer.slips
    assert slip.number in page.text and slip.url.endswith(found[1]) and "路灯" not in str(slip)
    # A lost slip is a new code with a slip of its own; one that comes too late is not printed.
    case = re.search(r"/desk/cases/(\d+)", page.text)
    assert case
    lost = clerk.press(f"/desk/cases/{case[1]}", f"/desk/cases/{case[1]}/secret")
    code = re.search('name="code" value="([^"]+)"', lost.text)
    assert code and code[1] != found[1]
    assert clerk.press("/desk/cases/new", "/desk/cases/slip", code=found[1]).status_code == 404
    assert clerk.press("/desk/cases/new", "/desk/cases/slip", code=code[1],
                       again="1").status_code == 200
    clock.pass_(minutes=6)
    assert print_next_slip(ctx) and len(printer.slips) == 1

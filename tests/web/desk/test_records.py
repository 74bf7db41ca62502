"""One person's records at the desk: found, taken along, corrected and deleted, never by address."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.rooms import at, booked, with_rooms
from tests.support.volunteer_help import asked, with_help
from tests.support.web.colleague import Colleague

PHONE, RIGHT = "13800004567", "13600009999"
PAGE = "/desk/records"


@pytest.fixture
def open_site(sqlite_ctx: AppContext) -> Flask:
    """A centre in which somebody booked and asked for help."""
    centre = with_help(with_rooms(sqlite_ctx))
    booked(centre, at(16, 30), phone=PHONE)
    asked(centre, phone=PHONE)
    return make_site(centre, ChangePoller(centre.database), limited=False)


def colleague(ctx: AppContext, site: Flask, role: Role) -> Colleague:
    """Somebody of a role, logged in."""
    person = Colleague(site, "小宋", add_account(ctx, "小宋", role))
    assert person.log_in().status_code == 303
    return person


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_records_are_found_taken_corrected_and_deleted(
    sqlite_ctx: AppContext, open_site: Flask, role: Role
) -> None:
    person = colleague(sqlite_ctx, open_site, role)
    found = person.press(PAGE, f"{PAGE}/find", phone="138 0000 4567").text
    assert "138****4567 的记录" in found and "棋牌室" in found and "求助" in found
    taken = person.press(PAGE, f"{PAGE}/export", phone=PHONE)
    assert taken.headers["Content-Disposition"].endswith('"person.json"')
    assert set(json.loads(taken.text)) == {"rooms", "volunteers"} and PHONE in taken.text
    said = person.press(PAGE, f"{PAGE}/correct", phone=PHONE, name="张美华", new_phone=RIGHT).text
    assert "改好了，一共 2 条" in said and "136****9999 的记录" in said and "张美华" in said
    asks = person.press(PAGE, f"{PAGE}/ask", phone=RIGHT)
    assert "136****9999 的全删掉？" in asks.text
    assert RIGHT in person.press(PAGE, f"{PAGE}/export", phone=RIGHT).text, "asked is not done"
    done = person.press(PAGE, f"{PAGE}/erase", phone=RIGHT).text
    assert "删掉了。场地：1 条，志愿帮忙：1 条" in done
    again = person.press(PAGE, f"{PAGE}/erase", phone=RIGHT)
    assert again.status_code == 409 and "没有这个电话的记录" in again.text
    assert json.loads(person.press(PAGE, f"{PAGE}/export", phone=RIGHT).text) == {}


def test_each_look_is_kept_and_names_nobody(sqlite_ctx: AppContext, open_site: Flask) -> None:
    manager = colleague(sqlite_ctx, open_site, Role.MANAGER)
    for what in ("find", "export", "ask", "erase"):
        manager.press(PAGE, f"{PAGE}/{what}", phone=PHONE)
    record = manager.get("/desk/audit").text
    for words in ("看一个人的记录", "导出一个人的记录", "删一个人的记录"):
        assert words in record
    rows = sqlite_ctx.database.peewee.execute_sql(
        "SELECT details FROM event_log WHERE action LIKE '%_person'").fetchall()
    assert len(rows) == 4 and not any("4567" in details for (details,) in rows)


@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR])
def test_others_get_none(sqlite_ctx: AppContext, open_site: Flask, role: Role) -> None:
    other = colleague(sqlite_ctx, open_site, role)
    assert other.get(PAGE).status_code == 403
    for what in ("find", "export", "correct", "ask", "erase"):
        assert other.press("/desk/own", f"{PAGE}/{what}", phone=PHONE).status_code == 403


def test_no_address_has_a_telephone(open_site: Flask) -> None:
    """Addresses are logged and remembered: each way is a form."""
    ways = [rule for rule in open_site.url_map.iter_rules()
            if rule.endpoint.startswith("desk.records_")]
    assert len(ways) == 5
    assert all("POST" in (rule.methods or ()) and "GET" not in (rule.methods or ())
               for rule in ways)

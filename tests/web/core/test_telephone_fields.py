"""Every field for a telephone takes it as people write it, and says what is no number."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from kiosk.actions.rooms import sign_code
from kiosk.actions.staff.sessions import add_account
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.site import make_site
from tests.support.centre import Clock
from tests.support.rooms import at, booked, with_rooms
from tests.support.telephones import LANDLINE_WAYS, MOBILE, NONE, WAYS
from tests.support.volunteer_help import asked, with_help
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import Visitor

FIELD = re.compile(r'<input\s[^>]*name="(?:phone|number)"[^>]*>')
# Typed into a field of one line, as a browser sends it.
TYPED = [way.strip() for way in (*WAYS, *LANDLINE_WAYS)]
HALL = {"kind": "phone", "where": "hall", "wanted": "2026-10-16T14:00:00+08:00"}


@pytest.fixture
def open_centre(sqlite_ctx: AppContext) -> AppContext:
    """The small centre with rooms and volunteers."""
    return with_help(with_rooms(sqlite_ctx))


@pytest.fixture
def open_site(open_centre: AppContext) -> Flask:
    """Its pages, which count nobody's tries."""
    return make_site(open_centre, ChangePoller(open_centre.database), limited=False)


@pytest.fixture
def coordinator(open_centre: AppContext, open_site: Flask) -> Colleague:
    """Somebody who sends volunteers, at the PC."""
    person = Colleague(open_site, "小宋", add_account(open_centre, "小宋", Role.COORDINATOR))
    assert person.log_in().status_code == 303
    return person


def test_every_field_is_long_enough_for_a_number_with_its_gaps(
    open_centre: AppContext, open_site: Flask, coordinator: Colleague
) -> None:
    phone, door = Visitor(open_site), f"/r/chess/here?s={sign_code(open_centre, 'chess')}"
    pages = [phone.get("/help?kind=phone"), phone.get(door), coordinator.get("/desk/help/people"),
             coordinator.get("/desk/records")]
    fields = [field for page in pages for field in FIELD.findall(page.text)]
    assert len(fields) == len(pages)
    for field in fields:
        longest = re.search(r'maxlength="(\d+)"', field)
        assert longest and int(longest[1]) >= max(map(len, TYPED)), field
        assert "tel" in field and "pattern" not in field, field


def test_help_is_asked_for_with_a_number_as_it_is_written(
    open_centre: AppContext, open_site: Flask
) -> None:
    phone, told = Visitor(open_site), {}
    for way in (*TYPED[:3], LANDLINE_WAYS[2], *NONE):
        told[way] = phone.press("/help?kind=phone", "/help", key=f"k {way}", name="张", phone=way,
                                **HALL)
    assert {way for way, answer in told.items() if answer.status_code == 422} == set(NONE)
    for way, said in (("4008105858", "客服号码"), ("7623456", "区号"), ("110", "公用号码")):
        page = phone.press("/help?kind=phone", "/help", key=way, name="张", phone=way, **HALL)
        # Said at the field, which keeps what was typed.
        assert said in page.text and f'value="{way}" aria-invalid="true"' in page.text


def test_before_a_door_a_telephone_lets_in_as_it_is_written(
    open_centre: AppContext, open_site: Flask, clock: Clock
) -> None:
    booked(open_centre, at(16, 30), phone=MOBILE)
    clock.now, phone, sign = at(16, 25), Visitor(open_site), sign_code(open_centre, "chess")
    shut = [way for way in WAYS if "位子给您留着" not in phone.press(
        f"/r/chess/here?s={sign}", "/r/chess/here", s=sign, number=way).text]
    assert shut == []


def test_a_record_is_given_out_for_a_number_as_it_is_written(
    open_centre: AppContext, coordinator: Colleague
) -> None:
    number = asked(open_centre, phone=WAYS[2]).request.number
    page = "/desk/records"
    missing = [way for way in WAYS if f'"number": {number}' not in coordinator.press(
        page, "/desk/records/export", phone=way).text]
    assert missing == []
    wrong = coordinator.press(page, "/desk/records/export", phone="7623456")
    assert wrong.status_code == 409 and "座机前面请加上区号" in wrong.text


def test_a_volunteer_is_written_down_with_a_number_as_it_is_written(
    coordinator: Colleague,
) -> None:
    told = [coordinator.press("/desk/help/people", "/desk/help/people", name="刘明", phone=way,
                              team="civility", how="save").status_code
            for way in (*WAYS[:5], "4008105858", "0358-7623456 转 801")]
    assert told == [303] * 5 + [409] * 2

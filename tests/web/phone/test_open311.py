"""Open311 GeoReport v2: what other programs may read, in both forms, and every fault it names.

The checks of the JSON are written from the specification, as its five schemas of draft 4 say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from werkzeug.test import TestResponse

from kiosk.actions import cases
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role, StaffSession
from tests.support.centre import Clock
from tests.support.resident_cases import LAMP, MORNING, bring_in, staff, told
from tests.support.web.visitor import Visitor

API = "/open311/v2"
Check = Callable[[object], bool]


def is_text(value: object) -> bool:
    return isinstance(value, str)


def is_flag(value: object) -> bool:
    return isinstance(value, bool)


def is_number(value: object) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def is_instant(value: object) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def one_of(*values: str) -> Check:
    return lambda value: value in values


def may_be(check: Check) -> Check:
    return lambda value: value is None or check(value)


# Each schema as its required names, and what each property is.
SERVICE = ({"service_code", "service_name", "metadata", "type"}, {
    "service_code": is_text, "service_name": is_text, "description": may_be(is_text),
    "metadata": is_flag, "type": one_of("realtime", "batch", "blackbox"),
    "keywords": may_be(is_text), "group": may_be(is_text)})
REQUEST = ({"service_request_id", "status", "service_code", "requested_datetime"}, {
    "service_request_id": is_text, "status": one_of("open", "closed"), "service_code": is_text,
    "requested_datetime": is_instant, "updated_datetime": may_be(is_instant),
    "expected_datetime": may_be(is_instant), "lat": may_be(is_number), "long": may_be(is_number),
    "media_url": may_be(is_text),
    **dict.fromkeys(("status_notes", "service_name", "description", "agency_responsible",
                     "service_notice", "address", "address_id", "zipcode"), may_be(is_text))})
DEFINITION = ({"service_code", "attributes"}, {
    "service_code": is_text, "attributes": lambda value: isinstance(value, list)})
ERROR = ({"code", "description"}, {"code": is_number, "description": is_text})
Schema = tuple[set[str], Mapping[str, Check]]


def faults(value: Any, schema: Schema) -> list[str]:
    """What a record has that its schema does not allow."""
    required, properties = schema
    return [f"{name} is missing" for name in required - value.keys()] + [
        f"{name} is {one!r}" for name, one in value.items()
        if name not in properties or not properties[name](one)]


def all_faults(answer: TestResponse, schema: Schema) -> list[str]:
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert isinstance(answer.json, list)
    return [fault for one in answer.json for fault in faults(one, schema)]


def released(ctx: AppContext, manager: StaffSession, key: str, **more: Any) -> str:
    """A case of which a line was released; its number without the letter."""
    receipt = told(ctx, key, **more)
    cases.cannot_solve(ctx, manager, receipt.case_id, "没办法")
    cases.release(ctx, manager, receipt.case_id)
    return str(int(receipt.number.rpartition("-")[2]))


@pytest.fixture
def manager(ctx: AppContext, clock: Clock) -> StaffSession:
    clock.now = MORNING
    return staff(bring_in(ctx), Role.MANAGER)


@pytest.mark.both
def test_what_is_released_is_read_in_both_forms(
    phone: Visitor, ctx: AppContext, manager: StaffSession
) -> None:
    estate = cases.telling(ctx).estates[0]
    number = released(ctx, manager, "1", phone="13912345678", name="王芳", estate_id=estate.id,
                      building=1, address="二单元 301")
    told(ctx, "2", text="没放出来的事")
    answer = phone.get(f"{API}/requests.json")
    assert all_faults(answer, REQUEST) == []
    (one,) = answer.json or ()
    assert (one["service_request_id"], one["status"], one["service_code"], one["address"]) == (
        number, "closed", "repairs", estate.name.zh)
    alone = phone.get(f"{API}/requests/{number}.json").json
    assert alone == [one]
    xml = phone.get(f"{API}/requests.xml")
    assert xml.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(xml.data)
    assert root.tag == "service_requests" and [part.tag for part in root] == ["request"]
    assert {part.tag: part.text for part in root[0]} == {
        name: value if value is None else str(value) for name, value in one.items()}
    for text in (answer.text, xml.text):
        for personal in (LAMP, "13912345678", "王芳", "二单元", "没放出来的事", "没办法"):
            assert personal not in text


def test_the_services_are_the_topics_that_may_stand_on_the_wall(
    phone: Visitor, manager: StaffSession
) -> None:
    answer = phone.get(f"{API}/services.json")
    assert all_faults(answer, SERVICE) == []
    codes = [one["service_code"] for one in answer.json or ()]
    assert "repairs" in codes and "family" not in codes
    definition = phone.get(f"{API}/services/repairs.json").json
    assert faults(definition, DEFINITION) == []
    root = ElementTree.fromstring(phone.get(f"{API}/services.xml").data)
    assert root.tag == "services" and root[0].findtext("metadata") == "false"
    whole = ElementTree.fromstring(phone.get(f"{API}/services/repairs.xml").data)
    assert whole.tag == "service_definition" and whole.findtext("service_code") == "repairs"


def test_a_reopened_case_is_open_again_and_no_longer_read(
    phone: Visitor, ctx: AppContext, manager: StaffSession
) -> None:
    receipt = told(ctx)
    cases.answer(ctx, manager, receipt.case_id, "修好了")
    cases.solved(ctx, receipt.code)
    cases.release(ctx, manager, receipt.case_id)
    assert len(phone.get(f"{API}/requests.json").json or ()) == 1
    cases.not_solved(ctx, receipt.code, "k", "又坏了")
    assert phone.get(f"{API}/requests.json").json == []


def test_topic_status_ids_and_range_choose(
    phone: Visitor, ctx: AppContext, clock: Clock, manager: StaffSession
) -> None:
    old = released(ctx, manager, "1")
    clock.now = MORNING.replace(year=2027, month=2)
    # The session has ended meanwhile.
    manager = staff(ctx, Role.MANAGER, "另一位")
    new = released(ctx, manager, "2", topic="parking")

    def ids(query: str) -> list[str]:
        return [one["service_request_id"]
                for one in phone.get(f"{API}/requests.json?{query}").json or ()]

    assert ids("") == [new], "90 days"
    assert ids("service_code=repairs") == [] and ids("service_code=repairs,parking") == [new]
    assert ids("status=open") == [] and ids("status=closed,open") == [new]
    assert ids("start_date=2026-10-01T00:00:00Z") == [old]
    assert ids("end_date=2026-12-01T00:00:00%2B08:00") == [old]
    assert ids("start_date=2026-10-01T00:00:00+08:00&end_date=2026-10-31T00:00:00+08:00") == [old]
    assert ids(f"service_request_id={new},{old},999999,x") == [new, old]


@pytest.mark.parametrize(("path", "code"), [
    ("requests.html", 400), ("requests", 400), ("requests.json?status=never", 400),
    ("requests.json?start_date=soon", 400), ("requests.json?service_request_id=", 400),
    ("requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z", 400),
    ("requests.json?start_date=2026-12-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 400),
    ("requests.json?end_date=0001-01-02T00:00:00Z", 400),
    ("requests.json?start_date=9999-12-01T00:00:00Z", 400),
    ("requests.json?service_code=none", 404), ("requests/999999.json", 404),
    ("requests/%E7%95%99-0431.xml", 404), ("services/family.json", 404), ("nothing.json", 404),
    ("services.json?jurisdiction_id=elsewhere.gov", 404),
    ("services.xml?jurisdiction_id=elsewhere.gov", 404),
])
def test_a_fault_is_answered_as_the_standard_says(
    phone: Visitor, ctx: AppContext, manager: StaffSession, path: str, code: int
) -> None:
    before = ctx.database.version()
    answer = phone.get(f"{API}/{path}")
    assert answer.status_code == code
    if ".json" in path:
        assert all_faults(answer, ERROR) == []
        assert [one["code"] for one in answer.json or ()] == [code]
    else:
        root = ElementTree.fromstring(answer.data)
        assert root.tag == "errors" and root.findtext("error/code") == str(code)
        assert root.findtext("error/description")
    assert ctx.database.version() == before


def test_nobody_writes_by_it(phone: Visitor, ctx: AppContext, manager: StaffSession) -> None:
    before = ctx.database.version()
    for form in ({}, {"api_key": "guessed"}):
        answer = phone.post(f"{API}/requests.json", service_code="repairs", description="x", **form)
        assert answer.status_code == 403 and all_faults(answer, ERROR) == []
        assert ("not valid" in answer.text) is ("api_key" in form)
    assert ctx.database.version() == before


def test_a_matter_that_stays_at_home_is_never_read(
    phone: Visitor, ctx: AppContext, manager: StaffSession
) -> None:
    receipt = told(ctx, topic="family")
    number = int(receipt.number.rpartition("-")[2])
    assert phone.get(f"{API}/requests/{number}.json").status_code == 404
    assert phone.get(f"{API}/requests.json").json == []


def test_control_a_record_that_breaks_its_schema_is_named() -> None:
    broken = {"service_request_id": 431, "status": "gone", "service_code": "repairs",
              "name": "王芳"}
    found = faults(broken, REQUEST)
    assert len(found) == 4 and any(re.match("requested_datetime is missing", one) for one in found)

"""The read API: its answers are those that its description promises, and name nobody.

The description is read by schemathesis, which asks every address as it allows and as it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.core.failures import FailureGroup

from kiosk.actions import queue
from kiosk.actions.operations.fleet import Reporter
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.reservations.bookings import Purpose
from kiosk.web.api import WHOLE
from tests.support.activities import registered, with_activities
from tests.support.centre import Clock, clerk, take
from tests.support.rooms import at, booked
from tests.support.web.visitor import Visitor
from tests.web.core.test_trouble import storage_gone

API = "/api/v1"
ADDRESSES = ("/opening", "/queues", "/rooms", "/rooms/chess", "/activities", "/kiosks")
NAME, PHONE = "王桂芳", "13912345678"
A_NIGHT = timedelta(hours=14)


@pytest.fixture
def busy(ctx: AppContext) -> AppContext:
    """A centre in which somebody waits, was called, has booked, and has registered."""
    with_activities(ctx)
    session = clerk(ctx, 2)
    for _ in range(3):
        take(ctx)
    queue.open_counter(ctx, session)
    queue.call_next(ctx, session, None)
    booked(ctx, at(16, 30), phone=PHONE, purpose=Purpose("talk", 4, NAME))
    registered(ctx, 2, phone=PHONE)
    Reporter(ctx).report()
    return ctx


def differences(site: Flask, examples: int = 8) -> list[str]:
    """What the answers of a site do not keep of its description."""
    found: list[str] = []
    described = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", site)
    for operation in described.get_all_operations():
        @settings(max_examples=examples, deadline=None, database=None,
                  phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
        @given(case=operation.ok().as_strategy())
        def asks(case: Case) -> None:
            case.call_and_validate(headers={"Host": "localhost"})

        try:
            asks()
        except FailureGroup as wrong:
            found += [str(one) for one in wrong.exceptions]
    return found


@pytest.mark.parametrize("later", [timedelta(), A_NIGHT])
def test_every_answer_is_as_the_description_says(
    busy: AppContext, site: Flask, clock: Clock, later: timedelta
) -> None:
    clock.now += later
    assert differences(site) == []


@pytest.mark.parametrize(("name", "spoil"), [
    ("queues", lambda told: told | {"waiting": "three"}),
    ("rooms", lambda told: told | {"rooms": [one | {"phone": PHONE}
                                                  for one in told["rooms"]]}),
    ("activities", lambda told: {"sessions": told["sessions"]}),
])
def test_control_another_answer_is_seen(
    busy: AppContext, site: Flask, monkeypatch: pytest.MonkeyPatch, name: str,
    spoil: Callable[[dict[str, object]], dict[str, object]],
) -> None:
    told = WHOLE[name]
    monkeypatch.setitem(WHOLE, name, lambda ctx: spoil(told(ctx)))
    assert differences(site, 1) != []


def test_what_is_known_costs_no_look(
    busy: AppContext, phone: Visitor, feed: ChangePoller, clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feed.look()
    known = {"If-None-Match": phone.get(f"{API}/queues").headers["ETag"]}
    with monkeypatch.context() as only:
        only.setitem(WHOLE, "queues", lambda _ctx: pytest.fail("looked"))
        assert phone.get(f"{API}/queues", headers=known).status_code == 304
    take(busy)
    feed.look()
    news = phone.get(f"{API}/queues", headers=known)
    assert news.status_code == 200 and news.json["waiting"] == 3
    clock.pass_(minutes=1)
    assert phone.get(f"{API}/queues", headers={
        "If-None-Match": news.headers["ETag"]}).status_code == 200


def test_the_hall_is_told_as_on_the_board(busy: AppContext, phone: Visitor) -> None:
    told, board = (phone.get(path).json for path in (f"{API}/queues", "/board/state"))
    (call,), (shown,) = told["calls"], board["calls"]
    assert call == {name: shown[name] for name in ("number", "counter", "again")} | {
        "at": call["at"]}
    assert told["waiting"] == board["waiting"] == 2
    serving = [one["number"] for one in told["counters"] if one["serving"]]
    assert serving == [one["number"] for one in board["counters"] if one["serving"]] == [2]


def test_nobody_is_named(busy: AppContext, phone: Visitor) -> None:
    for address in ADDRESSES:
        said = phone.get(API + address)
        assert said.status_code == 200
        assert not [one for one in (NAME, PHONE) if one in said.text], address


def test_a_page_of_any_origin_may_read_it_and_none_may_write(phone: Visitor) -> None:
    assert phone.get(f"{API}/opening").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in phone.get("/").headers
    refused = phone.post(f"{API}/queues")
    assert refused.status_code == 405 and refused.mimetype == "application/problem+json"


def test_what_goes_wrong_is_told_to_a_program(
    busy: AppContext, phone: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("/rooms/none", "/nothing", "/"):
        missing = phone.get(API + path)
        assert (missing.status_code, missing.mimetype) == (404, "application/problem+json")
        assert missing.json == {"type": "about:blank", "title": "Not Found", "status": 404}
    with storage_gone(busy):
        down = [phone.get(API + one) for one in ADDRESSES if one != "/opening"]
    assert {one.status_code for one in down} == {503}
    assert {one.json["title"] for one in down} == {"Service Unavailable"}
    monkeypatch.setitem(WHOLE, "queues", lambda _ctx: 1 / 0)
    assert phone.get(f"{API}/queues").json["status"] == 500

"""Security of every address there is, walked: what S1 to S4 ask of a page is asked of each."""

from __future__ import annotations

import re
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Page

from db.engine import event_log
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.web.core import site as site_module
from kiosk.web.core.request_bodies import LARGEST_BODY
from kiosk.web.core.security import HEADERS
from main import new_code
from tests.support.centre import small_centre
from tests.support.web.addresses import APART, Centre, rules
from tests.support.web.axe import SIDEWAYS, WEIGHT, shut_out
from tests.support.web.colleague import Colleague
from tests.support.web.serving import Serving
from tests.support.web.visitor import Visitor

# Pages with something personal: that it was seen is written down.
SEES = {"desk.help_request": "help_seen", "desk.activities_session": "see_attendance",
        "desk.cases_one": "case_read", "desk.lessons": "see_class_register",
        "desk.lessons_incidents": "see_incidents",
        "desk.lessons_attendance": "see_class_attendance",
        "desk.lessons_attendance_table": "export_attendance"}
CHANGES = ("POST", "PUT", "PATCH", "DELETE")
# Files that nobody brought, what is scanned once, what only leads on, what a page asks for once a
# PIN was typed, a tablet bound, a number served or a drawing begun, and what no program has.
NOTHING_THERE = {
    "api.nothing", "desk.cases_picture", "desk.content", "desk.content_file", "desk.content_look",
    "desk.exhibition_file", "desk.own_guide", "phone.activity_paper", "phone.activity_picture",
    "phone.case_photo", "phone.choose_priority", "phone.help_photo", "phone.rating",
    "phone.scanned", "phone.show_file", "phone.show_video", "phone.tablet_state",
    "phone.task_photo", "phone.teacher_scanned", "phone.teacher_state", "shelf.file",
}
PC, PHONE = (1440, 900), (390, 844)
HEAVIEST = 60 * 1024
DRAWS_EVERY_ICON = ("desk.content_item",)


@pytest.fixture
def centre(ctx: AppContext) -> Centre:
    return Centre(ctx)


def test_nobody_is_shut_out_of_any_page_and_each_is_light(
    sqlite_ctx: AppContext, browser: Browser
) -> None:
    centre = Centre(sqlite_ctx)
    serving, walked = Serving(centre.site), set[str]()
    try:
        for who in (Visitor(centre.site), centre.clerk, centre.manager, centre.medic, centre.admin):
            with browser.new_context(locale="zh-CN") as context:
                if isinstance(who, Colleague):
                    context.add_cookies([{"name": name, "value": value, "url": serving.base + path}
                                         for name, value, path in who.cookies()])
                walked |= looked_at(context.new_page(), serving.base, centre, who, walked)
    finally:
        serving.ends()
    assert len(walked) > 40 and walked >= APART


def looked_at(
    page: Page, base: str, centre: Centre, who: Visitor, but: set[str]
) -> set[str]:
    """Looks at each page that somebody may enter; their endpoints. Those of phones stand in
    `phone/test_axe.py`, but for what is apart there."""
    seen = set[str]()
    for rule in rules(centre.site, "GET"):
        on_phone = rule.endpoint.startswith("phone.")
        if rule.endpoint in but or (on_phone and rule.endpoint not in APART):
            continue
        answer = who.get(path := centre.address(rule))
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        size = PC if rule.endpoint.startswith("desk.") else PHONE
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(base + path)
        # What a PC keeps for a year weighs once; a phone may see one page of the centre.
        weight = page.evaluate(WEIGHT) if size is PHONE else len(answer.data)
        assert weight < HEAVIEST or rule.endpoint in DRAWS_EVERY_ICON, (path, weight)
        assert shut_out(page, (size,), ("100%",)) == [], path
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert page.evaluate(SIDEWAYS) == [], path
        seen.add(rule.endpoint)
    return seen


def test_no_change_is_made_without_the_pages_own_token(centre: Centre) -> None:
    before, walked = centre.ctx.database.version(), 0
    for rule in rules(centre.site, *CHANGES):
        answer = centre.whose(rule).post(
            centre.address(rule), confirm="yes", name="x", pin="000000")
        # Whoever has no counter yet is led to them, before anything else.
        led = rule.endpoint.startswith("desk.") and answer.status_code == 303
        # Programs have no token, and are told that nothing is written there at all.
        shut = rule.rule.startswith("/open311/") and answer.status_code == 403
        assert led or shut or answer.status_code == 400, (rule.rule, answer.status_code)
        assert centre.ctx.database.version() == before, rule.rule
        walked += 1
    assert walked > 30


@pytest.mark.both
def test_reading_changes_nothing_whoever_reads(centre: Centre) -> None:
    before, walked = centre.ctx.database.version(), 0
    for who in (Visitor(centre.site), centre.admin, centre.medic):
        for rule in rules(centre.site, "GET"):
            answer = who.get(centre.address(rule))
            assert answer.status_code < 500, (rule.rule, answer.status_code)
            walked += answer.status_code == 200
            after = centre.ctx.database.version()
            if rule.endpoint in SEES and who is centre.admin:
                # Only that personal details were seen is written down, and by whom.
                with centre.ctx.database.read() as tx:
                    (line,) = event_log.since(tx, before, (SEES[rule.endpoint],))
                assert after == before + 1 and line.actor.startswith("staff:")
                before = after
            assert after == before, rule.rule
    assert walked > 50


def test_every_answer_is_guarded_and_every_cookie_is_secret(centre: Centre) -> None:
    nowhere = {"planted"}
    for rule in rules(centre.site, "GET"):
        answer = centre.whose(rule).get(centre.address(rule))
        if answer.status_code != 200:
            nowhere.add(rule.endpoint)
        for name in HEADERS:
            assert name in answer.headers, (rule.rule, name)
        assert "Server" not in answer.headers and "unsafe" not in answer.headers[
            "Content-Security-Policy"]
        for cookie in answer.headers.getlist("Set-Cookie"):
            assert "HttpOnly" in cookie and re.search("SameSite=(Lax|Strict)", cookie), cookie
    # An address that leads nowhere here is looked at by no test of this file.
    assert nowhere - NOTHING_THERE == {"planted"}


def test_behind_https_every_cookie_stays_in_it(small_url: str, tmp_path: Path) -> None:
    centre = Centre(small_centre(small_url, tmp_path, KIOSK_PUBLIC_URL="https://localhost"))
    admin = Colleague(centre.site, "主任", centre.admin.pin)
    cookies = admin.log_in(base_url="https://localhost").headers.getlist("Set-Cookie")
    for rule in rules(centre.site, "GET"):
        answer = Visitor(centre.site).get(centre.address(rule), base_url="https://localhost")
        cookies += answer.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cookies} == {"jiamenkou", "desk", "device"}
    assert all("; Secure" in cookie for cookie in cookies)
    centre.ctx.database.close()


def test_no_address_takes_a_large_body_without_files(centre: Centre) -> None:
    before = centre.ctx.database.version()
    for rule in rules(centre.site, *CHANGES):
        answer = centre.admin.post(centre.address(rule), text="x" * (LARGEST_BODY + 1))
        assert answer.status_code == 413, rule.rule
    assert centre.ctx.database.version() == before


def test_where_the_session_cannot_be_looked_up_nobody_is_let_in(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StorageDown("planted")

    monkeypatch.setattr("db.staff.accounts.session_of", away)
    for rule in rules(centre.site, "GET"):
        if rule.endpoint.startswith("desk."):
            answer = centre.admin.get(centre.address(rule))
            assert answer.status_code == 503, (rule.rule, answer.status_code)
            assert "planted" not in answer.text and "Traceback" not in answer.text


def test_codes_are_long_and_no_two_alike() -> None:
    codes = {new_code() for _ in range(10_000)}
    assert len(codes) == 10_000 and {len(code) for code in codes} == {22}
    assert set("".join(codes)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@pytest.mark.parametrize(("public", "seen"), [
    ("http://localhost", "127.0.0.1"), ("https://localhost", "198.51.100.7"),
])
def test_a_forwarded_address_is_believed_of_our_own_proxy_only(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch, public: str, seen: str
) -> None:
    settings = replace(sqlite_ctx.settings, fixed_url=public, port=0)
    ctx = replace(sqlite_ctx, settings=settings)
    started: list[Serving] = []
    addresses: list[str | None] = []

    def served(app: Flask, **how: object) -> None:
        app.before_request(lambda: addresses.append(request.remote_addr))
        started.append(Serving(app, **how))

    monkeypatch.setattr(site_module.waitress, "serve", served)
    site_module.serve(ctx, ChangePoller(ctx.database))
    (serving,) = started
    asking = HTTPConnection("127.0.0.1", serving.port, timeout=5)
    asking.request("GET", "/healthz", headers={"X-Forwarded-For": "198.51.100.7",
                                              "Host": "localhost"})
    assert asking.getresponse().status in (200, 503)
    asking.close()
    serving.ends()
    assert addresses == [seen]


def test_control_an_address_without_the_check_is_noticed(centre: Centre) -> None:
    def careless() -> str:
        with centre.ctx.database.write() as tx:
            event_log.write(tx, centre.ctx.clock(), "system", "planted")
        return "done"

    centre.site._got_first_request = False
    centre.site.add_url_rule("/planted", "planted", careless, methods=["GET", "POST"])
    csrf = centre.site.extensions["csrf"]
    csrf.exempt(careless)
    with pytest.raises(AssertionError, match="/planted"):
        test_no_change_is_made_without_the_pages_own_token(centre)
    with pytest.raises(AssertionError, match="/planted"):
        test_reading_changes_nothing_whoever_reads(centre)

"""The guard at the door: headers, hosts, tokens, limits, sizes, and what stays out of the log."""

from __future__ import annotations

import io
import json
import logging
import re
import secrets
from pathlib import Path

import pytest
import structlog
from flask import Flask, request

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.web.core.security import known_hosts, may_be_asked_as
from kiosk.web.core.site import make_site
from tests.support.centre import Clock, small_centre, take
from tests.support.volunteer_help import coordinator
from tests.support.web.visitor import Visitor

PAGES = ("/s/", "/s/medical", "/board", "/board/state", "/desk", "/healthz", "/t/nobody", "/none")


@pytest.fixture
def sqlite_site(sqlite_ctx: AppContext) -> Flask:
    feed = ChangePoller(sqlite_ctx.database)
    feed.look()
    return make_site(sqlite_ctx, feed)


@pytest.fixture
def visitor(sqlite_site: Flask) -> Visitor:
    return Visitor(sqlite_site)


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers(visitor: Visitor, page: str) -> None:
    headers = visitor.get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] in ("no-store", "no-cache")


def test_pages_hold_no_script_or_style_of_their_own(
    sqlite_ctx: AppContext, visitor: Visitor
) -> None:
    ticket = take(sqlite_ctx)
    visitor.get(f"/s/medical?k={queue.hall_code(sqlite_ctx)}")
    for page in (*PAGES, f"/t/{ticket.ticket.code}", "/s/medical/number"):
        html = visitor.get(page).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), page
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", html), page


def test_a_page_weighs_less_than_60_kb(sqlite_ctx: AppContext, visitor: Visitor) -> None:
    ticket = take(sqlite_ctx)
    for page in ("/s/", "/s/medical", f"/t/{ticket.ticket.code}", "/board", "/desk"):
        html = visitor.get(page)
        taken_along = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html.text))
        assert taken_along
        weight = len(html.data) + sum(len(visitor.get(path).data) for path in taken_along)
        assert weight < 60_000, (page, weight)


def test_files_are_kept_for_a_year_under_names_that_change(visitor: Visitor) -> None:
    path = re.findall(r'href="(/static/[^"]+base\.css)"', visitor.get("/s/").text)[0]
    kept = visitor.get(path)
    assert "immutable" in kept.headers["Cache-Control"] and kept.mimetype == "text/css"
    same = visitor.get(path, headers={"If-None-Match": kept.headers["ETag"]})
    assert same.status_code == 304 and not same.data
    mark = path.split("/")[2]
    for wrong in (path.replace(mark, "0" * 12), f"/static/{mark}/../site.py",
                  f"/static/{mark}/phone/ticket.html", f"/static/{mark}/base.html"):
        assert visitor.get(wrong).status_code == 404


@pytest.mark.parametrize(
    ("host", "welcome"),
    [
        ("192.0.2.10:8080", True), ("localhost:8080", True), ("127.0.0.1", True),
        ("192.168.3.7:8080", True), ("10.0.0.4", True), ("[::1]:8080", True),
        ("evil.example", False), ("localhost.evil.example", False), ("93.184.216.34", False),
        ("192.168.3.7.evil.example", False), ("", False), ("[bad", False),
    ],
)
def test_only_the_centres_own_names_are_answered(host: str, welcome: bool) -> None:
    assert may_be_asked_as(host, known_hosts("http://192.0.2.10:8080")) is welcome


def test_a_foreign_name_gets_nothing(visitor: Visitor) -> None:
    assert visitor.get("/s/medical", base_url="http://evil.example").status_code == 400
    assert visitor.get("/s/medical").status_code == 200


def test_a_body_too_large_is_refused_calmly(sqlite_ctx: AppContext, visitor: Visitor) -> None:
    ticket = take(sqlite_ctx)
    page = f"/t/{ticket.ticket.code}/give-up"
    version = sqlite_ctx.database.version()
    large = visitor.post(page, csrf_token="x" * 70_000)
    assert large.status_code == 413 and "收不下" in large.text
    assert sqlite_ctx.database.version() == version
    assert visitor.press(page, page, note="x" * 1000).status_code == 303


def test_hurried_hands_have_to_wait(sqlite_ctx: AppContext, visitor: Visitor) -> None:
    ticket, _ = take(sqlite_ctx, "pension").ticket.code, take(sqlite_ctx, "pension")
    actions = [visitor.press(f"/t/{ticket}",
                             f"/t/{ticket}/let-pass").status_code for _ in range(21)]
    assert actions[-1] == 429 and 429 not in actions[:-1]


def test_guessing_codes_is_stopped_but_following_is_not(
    sqlite_ctx: AppContext, visitor: Visitor
) -> None:
    mine = take(sqlite_ctx).ticket.code
    followed = [visitor.get(f"/t/{mine}/state").status_code for _ in range(100)]
    assert set(followed) == {200}
    guessed = [visitor.get(f"/t/{secrets.token_urlsafe(16)}").status_code for _ in range(62)]
    assert guessed == [404] * 60 + [429] * 2
    assert visitor.get(f"/t/{mine}").status_code == 200, "a right code is never shut out"


def test_a_phone_that_only_hears_nothing_new_is_never_counted(
    sqlite_ctx: AppContext, visitor: Visitor
) -> None:
    mine = take(sqlite_ctx).ticket.code
    known = {"If-None-Match": visitor.get(f"/t/{mine}/state").headers["ETag"]}
    heard = {visitor.get(f"/t/{mine}/state", headers=known).status_code for _ in range(300)}
    assert heard == {304}


def test_no_code_reaches_the_log(
    sqlite_ctx: AppContext, sqlite_site: Flask, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    sqlite_site.view_functions["phone.ticket"] = broken
    visitor = Visitor(sqlite_site)
    # The level the program logs at, from the first statement on: below it peewee shows its SQL.
    with caplog.at_level(logging.INFO), structlog.testing.capture_logs() as lines:
        code = take(sqlite_ctx).ticket.code
        fault = visitor.get(f"/t/{code}")
        told = [visitor.get(f"/t/{code}/state").status_code for _ in range(250)]
    assert fault.status_code == 500 and "不是您的错" in fault.text
    assert "ZeroDivision" not in fault.text
    assert lines and lines[0]["rule"] == "/t/<code>"
    assert code not in str(lines) and code not in caplog.text
    assert told[-1] == 429, "the limit was reached, too"


def test_cookies_are_secret_and_tied_to_the_centre(
    sqlite_ctx: AppContext, visitor: Visitor, tmp_path: Path, clock: Clock
) -> None:
    ticket = f"/t/{take(sqlite_ctx).ticket.code}"
    cookie = visitor.get(ticket).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    behind_tls = small_centre(f"cysqlite:///{tmp_path / 'tls.db'}", tmp_path / "tls", clock,
                             KIOSK_PUBLIC_URL="https://kiosk.example")
    secure = Visitor(make_site(behind_tls, ChangePoller(behind_tls.database)))
    cookie = secure.get(f"/t/{take(behind_tls).ticket.code}").headers["Set-Cookie"]
    assert "Secure" in cookie
    assert "max-age" in secure.get("/s/").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in visitor.get("/s/").headers
    behind_tls.database.close()


def test_only_reading_sets_no_cookie(visitor: Visitor) -> None:
    for page in ("/s/", "/s/medical", "/board", "/board/state", "/healthz"):
        assert "Set-Cookie" not in visitor.get(page).headers


@pytest.mark.parametrize(
    "asked", ["endpoint=x", "_scheme=javascript", "_external=1", "_anchor=x", "service_id=card"]
)
def test_a_pages_own_links_obey_nothing_that_stands_in_its_address(
    phone: Visitor, asked: str
) -> None:
    shown = phone.get(f"/s/medical?{asked}")
    assert shown.status_code == 200
    assert 'href="/s/medical?text=large"' in shown.text and asked not in shown.text


@pytest.mark.both
def test_a_zero_byte_is_no_fault_of_the_centre(ctx: AppContext, phone: Visitor) -> None:
    phone.get(f"/s/medical?k={queue.hall_code(ctx)}")
    page = "/s/medical/number"
    assert phone.get("/t/a%00b").status_code == 400
    assert phone.press(page, page, key="a\0b", priority="ordinary").status_code == 303
    assert phone.press("/desk", "/desk/log-in", name="a\0", pin="000000").status_code == 403


def test_whatever_is_sent_comes_in_plain(site: Flask, ctx: AppContext) -> None:
    for more in ({}, {"photo": (io.BytesIO(b"\0\x1b"), "a.jpg")}):
        with site.test_request_context(
            "/?q=%E5%81%9C%00%E2%80%AE", method="POST", headers={"Cookie": 'desk="a\\000b"'},
            data={"na\u200bme": "红\x1b[31m字\r\n", **more},
        ):
            assert request.form.to_dict() == {"name": "红[31m字\n"}
            assert request.args["q"] == request.values["q"] == "停"
            assert request.cookies["desk"] == "ab"
            assert [file.read() for file in request.files.values()] == [b"\0\x1b"] * len(more)
    at, who = coordinator(ctx, Role.EDITOR), Visitor(site)
    who._client.set_cookie("desk", at.token, domain="localhost", path="/desk")
    assert who.press("/desk/content/notice/new", "/desk/content/notice/new", **{
        ":how": "publish", ":base": '{"text.en": "a\\u0000"}', "text.zh": "今天\0停水\u202e",
    }).status_code == 303
    assert [one.text.zh for one in guide(ctx).notices] == ["今天停水"]


BASES = {
    "brackets": "[" * 15_000, "braces": '{"a":' * 4_000, "too many": "[" * 60_000,
    "half a pair": '{"text.zh": "\\ud800"}',
    "half a pair as a name": '{"\\udfff": "a"}', "numbers": '{"text.zh": 1e999}', "cut": '{"a": "',
}


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_a_crafted_beginning_of_a_form_is_refused_kindly(
    site: Flask, ctx: AppContext, base: str
) -> None:
    at, who = coordinator(ctx, Role.EDITOR), Visitor(site)
    who._client.set_cookie("desk", at.token, domain="localhost", path="/desk")
    answer = who.press("/desk/content/notice/new", "/desk/content/notice/new",
                       **{":how": "publish", ":base": base, "text.zh": "今天停水"})
    assert answer.status_code in (303, 409, 413)


def test_control_python_itself_ends_at_so_many_brackets() -> None:
    with pytest.raises(RecursionError):
        json.loads(BASES["brackets"])

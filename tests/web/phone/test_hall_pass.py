"""A scan of the code in the hall is a pass of three numbers, wherever and however it is used."""

from __future__ import annotations

import secrets
from collections import Counter

import pytest
from flask import Flask

from kiosk.actions import queue
from kiosk.actions.queue import take_ticket
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.site import make_site
from tests.support.centre import Clock, context_on
from tests.support.web.visitor import KEY, TOKEN, Visitor

NUMBER = "/s/medical/number"


def scans(ctx: AppContext, phone: Visitor, code: str = "") -> str:
    """Scans a code, or a page of the touch screen of its own."""
    code = code or queue.hall_code(ctx)
    assert phone.get(f"/s/medical?k={code}").status_code == 303
    return code


def takes(phone: Visitor, **more: str) -> int:
    """Takes a number."""
    form = {"key": secrets.token_hex(8), "priority": "elder"} | more
    return phone.press(NUMBER, NUMBER, **form).status_code


def plain(page: str) -> str:
    """A page without what keeps its phrases together."""
    return page.replace('<span class="phrase">', "").replace("</span>", "")


def copies(site: Flask, phone: Visitor) -> list[Visitor]:
    """The phone's session, copied to others at other addresses."""
    kept = phone._client.get_cookie("jiamenkou", domain="localhost")
    assert kept
    made = []
    for n in range(6):
        copy = Visitor(site)
        copy._client.set_cookie("jiamenkou", kept.value, domain="localhost")
        copy._client.environ_base["REMOTE_ADDR"] = f"10.9.0.{n}"
        made.append(copy)
    return made


def numbers_of_one_scan(ctx: AppContext, site: Flask) -> Counter[int]:
    """Two dozen priority numbers are tried with one scan, from six other addresses too."""
    phone = Visitor(site)
    scans(ctx, phone)
    return Counter(takes(one) for one in copies(site, phone) for _ in range(4))


@pytest.mark.both
def test_one_scan_gives_three_numbers_from_wherever(ctx: AppContext, site: Flask) -> None:
    """Seen before: twelve a minute for ten minutes, from each address. Now: three of 24 tries."""
    told = numbers_of_one_scan(ctx, site)
    assert told == {303: 3, 409: 21} and queue.hall(ctx).waiting == 3


def test_control_without_the_count_one_scan_gives_as_many_as_are_tried(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_ticket.hall_passes, "use", lambda *_: True)
    site = make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database))
    assert numbers_of_one_scan(sqlite_ctx, site)[303] == 12, "what one page's code gives to all"


def test_the_fourth_is_told_to_scan_again_and_then_gets_one(
    sqlite_ctx: AppContext, clock: Clock
) -> None:
    site = make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database))
    phone = Visitor(site)
    code = scans(sqlite_ctx, phone)
    page = phone.get(NUMBER).text
    token, key = TOKEN.search(page), KEY.search(page)
    assert token and key
    # The same form again is the same number, and costs nothing.
    for _ in range(3):
        assert phone.post(NUMBER, csrf_token=token[1], key=key[1],
                          priority="ordinary").status_code == 303
    assert [takes(phone) for _ in range(3)] == [303, 303, 409]
    scans(sqlite_ctx, phone, code)
    assert takes(phone) == 409, "the same code is the same pass"
    refused = phone.press(NUMBER, NUMBER, key="x", priority="ordinary")
    assert "扫一次码最多取 3 个号" in plain(refused.text) and "没有算数" in refused.text
    scans(sqlite_ctx, phone)
    assert takes(phone) == 303
    assert queue.hall(sqlite_ctx).waiting == 4


def test_passes_without_end_from_one_page_give_twelve_numbers_and_take_nothing_from_neighbours(
    sqlite_ctx: AppContext,
) -> None:
    site = make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database))
    code, told = queue.hall_code(sqlite_ctx), Counter[int]()
    for _ in range(6):
        phone = Visitor(site)
        scans(sqlite_ctx, phone, code)
        told.update(takes(phone) for _ in range(3))
    assert told == {303: 12, 429: 6}
    neighbour = Visitor(site)
    scans(sqlite_ctx, neighbour)
    assert takes(neighbour) == 303


@pytest.mark.both
def test_all_processes_count_one_pass_together(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    other = context_on(ctx.settings.database_url, ctx.settings.data, clock)
    phone = Visitor(site)
    scans(ctx, phone)
    here, *_, there = copies(make_site(other, ChangePoller(other.database)), phone)
    assert [takes(one) for one in (phone, here, there, phone, here)] == [303, 303, 303, 409, 409]
    other.database.close()


def test_a_number_that_is_refused_for_another_reason_costs_none_of_the_pass(
    sqlite_ctx: AppContext,
) -> None:
    site = make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database))
    phone = Visitor(site)
    scans(sqlite_ctx, phone)
    for _ in range(4):
        assert phone.press(NUMBER, "/s/card/number", key=secrets.token_hex(4),
                           priority="ordinary").status_code == 409, "shut in the afternoon"
    assert [takes(phone) for _ in range(4)] == [303] * 3 + [409]


def test_passes_that_are_over_are_forgotten(sqlite_ctx: AppContext, clock: Clock) -> None:
    site = make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database))
    for _ in range(3):
        phone = Visitor(site)
        scans(sqlite_ctx, phone)
        assert takes(phone) == 303
        clock.pass_(minutes=6)
    (kept,) = sqlite_ctx.database.peewee.execute_sql("SELECT count(*) FROM hall_pass").fetchone()
    assert kept == 2


def test_each_page_of_the_touch_screen_has_a_code_of_its_own(sqlite_ctx: AppContext) -> None:
    codes = {queue.hall_code(sqlite_ctx) for _ in range(20)}
    assert len(codes) == 20 and all(queue.hall_code_is_fresh(sqlite_ctx, one) for one in codes)
    page = sqlite_ctx.codes()
    assert queue.hall_code(sqlite_ctx, page) == queue.hall_code(sqlite_ctx, page)
    one, _, signed = queue.hall_code(sqlite_ctx).partition(".")
    assert not queue.hall_code_is_fresh(sqlite_ctx, f"other.{signed}"), "the control"
    assert not queue.hall_code_is_fresh(sqlite_ctx, one)

"""Home on the phone: the doors of every area, and what this phone has, on top of every page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from db.engine.database import Database
from kiosk.actions import queue
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from kiosk.web import phone as phone_pages
from kiosk.web.core.site import make_site
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from tests.support.activities import with_activities
from tests.support.care import with_care
from tests.support.centre import clerk, take
from tests.support.lessons import with_class
from tests.support.rooms import with_rooms
from tests.support.volunteer_help import asked, with_help
from tests.support.web.booker import books
from tests.support.web.visitor import Visitor

DOORS = re.compile(r'<a class="face row door-row" href="([^"]+)"')
MINE = re.compile(r'<nav class="mine".*?</nav>', re.DOTALL)


def doors(site: Flask) -> list[str]:
    return DOORS.findall(Visitor(site).get("/").text)


def on_top(phone: Visitor, path: str = "/s/") -> str:
    """What stands on top of a page."""
    found = MINE.search(phone.get(path).text)
    return found[0] if found else ""


def test_every_area_that_offers_something_has_a_door(ctx: AppContext) -> None:
    whole = with_care(with_class(with_activities(with_help(with_rooms(ctx)))))
    assert doors(make_site(whole, ChangePoller(whole.database), limited=False)) == [
        "/s/", "/rooms", "/activities", "/help", "/care", "/lessons"]


def test_an_area_with_nothing_to_offer_has_none(site: Flask) -> None:
    assert doors(site) == ["/s/"]


def test_a_new_areas_door_is_there_by_its_own_line(
    ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def register(parts: PhoneParts) -> None:
        parts.phone.get("/planted")(lambda: "here")
        parts.doors.append(PhoneDoor("phone.<lambda>", "flag", "mine.title", "",
                                     lambda _ctx, _words: DoorNow("free", "新的")))

    monkeypatch.setattr(phone_pages, "REGISTERS", (*phone_pages.REGISTERS, register))
    site = make_site(ctx, ChangePoller(ctx.database), limited=False)
    assert doors(site) == ["/s/", "/planted"]


def test_a_number_stands_on_top_of_every_page_until_it_is_over(
    ctx: AppContext, site: Flask, phone: Visitor
) -> None:
    ticket = take(ctx).ticket
    page = f"/t/{ticket.code}"
    assert on_top(phone) == ""
    assert on_top(phone, page) == "", "the page of a number needs no way to itself"
    assert page in on_top(phone) and ticket.label in on_top(phone, "/s/medical")
    assert ticket.label in phone.get("/").text
    session = clerk(ctx, 2)
    queue.open_counter(ctx, session)
    queue.call_next(ctx, session, None)
    said = phone.get("/mine/state").get_json()["html"]
    assert "轮到您了" in said and "calls" in said
    queue.finish(ctx, session, ticket.id)
    assert on_top(phone) == ""
    assert ticket.label in phone.get("/").text, "what is over is still found among one's own"
    assert ticket.label not in Visitor(site).get("/").text, "another phone knows nothing of it"


def test_a_booking_and_a_request_are_found_again(ctx: AppContext) -> None:
    whole = with_help(with_rooms(ctx))
    site = make_site(whole, ChangePoller(whole.database), limited=False)
    phone = Visitor(site)
    booking, request = books(phone, "16:30"), f"/h/{asked(whole).request.code}"
    phone.get(request)
    for page in ("/", "/rooms"):
        said = phone.get(page).text
        assert f'href="{booking}"' in said and f'href="{request}"' in said, page
    assert booking not in on_top(phone, f"{booking}/cancel")
    assert request in on_top(phone, f"{booking}/cancel")


def test_a_call_is_told_on_whatever_page_its_holder_reads(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"/t/{take(sqlite_ctx).ticket.code}")
    page.clock.install()
    page.goto(page.url.partition("/t/")[0] + "/s/medical")
    assert page.locator("#mine a").count() == 1 and page.locator("#mine a.calls").count() == 0
    session = clerk(sqlite_ctx, 2)
    queue.open_counter(sqlite_ctx, session)
    queue.call_next(sqlite_ctx, session, None)
    # Under a finger no link becomes another.
    page.locator("#mine a").hover()
    page.mouse.down()
    with page.expect_response("**/mine/state*"):
        page.clock.run_for(6000)
    page.clock.run_for(2000)
    assert page.locator("#mine a.calls").count() == 0
    page.mouse.move(5, 500)
    page.mouse.up()
    page.clock.run_for(2000)
    expect(page.locator("#mine a.calls")).to_contain_text("2 号窗口")


def test_nothing_personal_is_in_the_addresses_of_home(ctx: AppContext, phone: Visitor) -> None:
    code = take(ctx).ticket.code
    phone.get(f"/t/{code}")
    addresses = set(re.findall(r'(?:href|data-state-url|action)="([^"]+)"', phone.get("/").text))
    assert {one for one in addresses if code in one} == {f"/t/{code}"}


def test_the_logo_leads_home_and_large_text_is_above(phone: Visitor) -> None:
    for page in ("/s/medical", "/none"):
        header = phone.get(page).text.partition("<header")[2].partition("</header>")[0]
        assert 'class="home" href="/"' in header, page
    assert "text=large" in phone.get("/s/medical").text.partition("</header>")[0]


def test_while_nobody_can_look_home_still_has_its_doors(
    ctx: AppContext, phone: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.get(f"/t/{take(ctx).ticket.code}")
    phone.get("/")

    def away(*_: object, **__: object) -> None:
        raise StorageDown("planted")

    monkeypatch.setattr(Database, "read", away)
    answer = phone.get("/")
    assert answer.status_code == 200 and DOORS.findall(answer.text)[0] == "/s/"

"""Taking a number on the phone: only in the hall, and one tap is one number."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from kiosk.actions import queue
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority, Readiness
from tests.support.centre import Clock, take
from tests.support.web.visitor import HERE, KEY, TOKEN, Visitor

GUIDE, NUMBER = "/s/medical", "/s/medical/number"


def scan(ctx: AppContext, phone: Visitor, service: str = "medical") -> None:
    """Scans the code that the kiosk shows now."""
    arrived = phone.get(f"/s/{service}?k={queue.hall_code(ctx)}")
    assert arrived.status_code == 303 and arrived.location == f"/s/{service}"


def numbers_waiting(ctx: AppContext) -> int:
    return queue.hall(ctx).waiting


def test_a_phone_in_the_hall_takes_a_number(ctx: AppContext, phone: Visitor) -> None:
    scan(ctx, phone)
    assert "现在取号" in phone.get(GUIDE).text
    choices = phone.get(NUMBER).text
    order = [choices.index(f'value="{priority}"') for priority in Priority]
    assert order == sorted(order) and "60 岁以上" in choices
    taken = phone.press(NUMBER, NUMBER, key="tap", priority="ordinary")
    assert taken.status_code == 303
    assert "A001" in phone.get(taken.location).text


def test_a_thing_unticked_is_told_to_the_clerk_and_to_nobody_asked_nothing(
    ctx: AppContext, phone: Visitor
) -> None:
    scan(ctx, phone)
    assert "要带的都带了吗" in phone.get(NUMBER).text and "先问一问" in phone.get(NUMBER).text
    asked = {"asked": "brought"}
    for form, remembered in ((asked | {"brought": "0"}, Readiness.READY),
                             (asked, Readiness.INCOMPLETE), ({}, None)):
        taken = phone.press(NUMBER, NUMBER, key=str(form), priority="ordinary", **form)
        ticket = queue.follow(ctx, taken.location.rpartition("/")[2]).ticket
        assert ticket.readiness is remembered


def test_who_has_a_number_is_told_before_another_of_the_same_service(
    ctx: AppContext, phone: Visitor
) -> None:
    scan(ctx, phone)
    assert "您手里已经有" not in phone.get(NUMBER).text
    page = phone.press(NUMBER, NUMBER, key="tap", priority="ordinary").location
    said = phone.get(NUMBER).text
    assert "您手里已经有 A001" in said
    assert said.count(f'class="face row held-number" href="{page}"') == 1
    assert 'value="ordinary"' in said, "whoever takes one for somebody else goes on"
    assert "您手里已经有" not in phone.get("/s/pension/number").text, "of another service it is new"
    assert phone.press(NUMBER, NUMBER, key="two", priority="ordinary").status_code == 303
    phone.press(page, f"{page}/give-up")
    assert "您手里已经有 A001" not in phone.get(NUMBER).text


def test_a_priority_number_is_called_slower(ctx: AppContext, phone: Visitor) -> None:
    scan(ctx, phone)
    taken = phone.press(NUMBER, NUMBER, key="tap", priority="elder")
    ticket = queue.follow(ctx, taken.location.rpartition("/")[2]).ticket
    assert ticket.label == "Y001" and ticket.needs_slow_call and ticket.priority is Priority.ELDER


def test_who_reads_in_large_text_is_called_slower(ctx: AppContext, phone: Visitor) -> None:
    scan(ctx, phone)
    phone.get(f"{GUIDE}?text=large")
    taken = phone.press(NUMBER, NUMBER, key="tap", priority="ordinary")
    assert queue.follow(ctx, taken.location.rpartition("/")[2]).ticket.needs_slow_call


def test_away_from_the_hall_the_guide_only_reads(ctx: AppContext, phone: Visitor) -> None:
    said = phone.get(GUIDE)
    assert "取号在大厅" in said.text and "现在取号" not in said.text
    assert phone.get(NUMBER).location == GUIDE
    ticket = take(ctx, "pension")
    refused = phone.press(f"/t/{ticket.ticket.code}/give-up", NUMBER, key="tap",
                          priority="ordinary")
    assert refused.status_code == 409 and "请再扫一下大厅屏幕上的码" in refused.text
    assert numbers_waiting(ctx) == 1


def test_an_old_code_is_refused(ctx: AppContext, phone: Visitor, clock: Clock) -> None:
    code = queue.hall_code(ctx)
    clock.pass_(minutes=5)
    stale = phone.get(f"{GUIDE}?k={code}")
    assert stale.status_code == 200 and "这个码过时了" in stale.text
    assert phone.get(NUMBER).location == GUIDE
    assert phone.get(f"{GUIDE}?k=made-up").status_code == 200
    scan(ctx, phone)
    assert phone.get(NUMBER).status_code == 200


def test_a_hall_pass_lasts_for_reading_first(ctx: AppContext, phone: Visitor,
                                             clock: Clock) -> None:
    scan(ctx, phone)
    clock.pass_(minutes=9)
    form = phone.get(NUMBER).text
    clock.pass_(minutes=2)
    token = TOKEN.search(form)
    assert token
    late = phone.post(NUMBER, csrf_token=token[1], key="tap", priority="ordinary")
    assert late.status_code == 409 and numbers_waiting(ctx) == 0


def test_two_taps_on_one_page_are_one_number(ctx: AppContext, phone: Visitor) -> None:
    scan(ctx, phone)
    form = phone.get(NUMBER).text
    token, key = TOKEN.search(form), KEY.search(form)
    assert token and key
    first, second = (
        phone.post(NUMBER, csrf_token=token[1], key=key[1], priority="ordinary").location
        for _ in range(2)
    )
    assert first == second and numbers_waiting(ctx) == 1
    # Another page is another tap: the key makes them one, not the phone.
    other = KEY.search(phone.get(NUMBER).text)
    assert other and other[1] != key[1]
    phone.post(NUMBER, csrf_token=token[1], key=other[1], priority="ordinary")
    assert numbers_waiting(ctx) == 2


@pytest.mark.both
def test_eight_hurried_taps_at_once_are_one_number(ctx: AppContext, site: Flask) -> None:
    phone = Visitor(site)
    scan(ctx, phone)
    token = TOKEN.search(phone.get(NUMBER).text)
    assert token
    cookie = phone._client.get_cookie("jiamenkou", domain="localhost")
    assert cookie

    def tap(_: int) -> str | None:
        client = site.test_client()
        client.set_cookie("jiamenkou", cookie.value, domain="localhost")
        try:
            return client.post(NUMBER, base_url=HERE, data={
                "csrf_token": token[1], "key": "one tap", "priority": "ordinary"}).location
        finally:
            ctx.database.close()

    with ThreadPoolExecutor(8) as pool:
        places = list(pool.map(tap, range(8)))
    assert len(set(places)) == 1 and places[0] and numbers_waiting(ctx) == 1


def test_a_form_that_was_tampered_with_takes_nothing(ctx: AppContext, phone: Visitor) -> None:
    scan(ctx, phone)
    for form in ({"priority": "ordinary"}, {"key": "tap", "priority": "king"},
                 {"key": "t" * 65, "priority": "ordinary"}, {"key": "tap"}):
        assert phone.press(NUMBER, NUMBER, **form).status_code == 400
    assert numbers_waiting(ctx) == 0


def test_without_the_token_no_number_is_taken(ctx: AppContext, phone: Visitor) -> None:
    scan(ctx, phone)
    assert phone.post(NUMBER, key="tap", priority="ordinary").status_code == 400
    assert numbers_waiting(ctx) == 0


def test_a_full_day_and_a_closed_door_are_told(
    ctx: AppContext, phone: Visitor, clock: Clock
) -> None:
    scan(ctx, phone, "capped")
    for _ in range(3):
        take(ctx, "capped")
    full = phone.press("/s/capped/number", "/s/capped/number", key="late", priority="ordinary")
    assert full.status_code == 409 and "今天的号取完了" in full.text
    assert "今天的号取完了" in phone.get("/s/capped").text
    clock.now = clock.now.replace(hour=17, minute=29)
    scan(ctx, phone)
    phone.get(NUMBER)
    clock.pass_(minutes=2)
    shut = phone.press(NUMBER, NUMBER, key="shut", priority="ordinary")
    assert shut.status_code == 409 and re.search("现在不办，.*10月19日 星期一 08:30 开始办",
                                                 shut.text.replace("</span>", "").replace(
                                                     '<span class="phrase">', ""))
    assert numbers_waiting(ctx) == 3


def test_a_service_nobody_knows_is_not_found(ctx: AppContext, phone: Visitor) -> None:
    scan(ctx, phone)
    assert phone.press(NUMBER, "/s/nothing/number", key="x", priority="ordinary").status_code == 404
    assert phone.get("/s/nothing").status_code == 404

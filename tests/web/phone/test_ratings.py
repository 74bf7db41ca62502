"""Rating a served number: on the phone, at a counter's tablet, and what the desk sees of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page

from kiosk.actions import ratings
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support.centre import Clock, clerk, take
from tests.support.ratings import served as served_number
from tests.support.screen import wait_until
from tests.support.web.axe import shut_out
from tests.support.web.colleague import Colleague
from tests.support.web.visitor import Visitor


def test_the_page_of_a_number_asks_once_and_for_days_after(
    ctx: AppContext, site: Flask, phone: Visitor, clock: Clock
) -> None:
    mine = served_number(ctx, clerk(ctx, 2)).ticket
    page, rate = f"/t/{mine.code}", f"/t/{mine.code}/rate"
    waiting = take(ctx).ticket.code
    assert phone.get(f"/t/{waiting}/rate").location == f"/t/{waiting}"
    assert f'href="{rate}"' in phone.get(page).text
    asked = phone.get(rate).text
    assert "2 号窗口，今天 15:20 办完" in asked and "checked" not in asked
    clock.pass_(days=6)
    assert phone.get(page).location == rate
    assert "请点一个脸" in phone.press(rate, f"{rate}/give").text
    sent = phone.press(rate, f"{rate}/give", level="4", tag="clear", words="小票上的字再大点就好")
    assert sent.status_code == 303
    thanks = phone.get(rate).text
    assert "收到了，谢谢您" in thanks and "再大点" not in thanks
    assert phone.get(rate).text.count("<form") == 0, "asked once"
    clock.pass_(days=2)
    assert Visitor(site).get(rate, follow_redirects=True).status_code == 404
    assert phone.get("/t/nothing/rate", follow_redirects=True).status_code == 404


def test_what_was_said_is_shown_to_the_phone_that_rated_and_to_no_other(
    ctx: AppContext, site: Flask, phone: Visitor
) -> None:
    two = clerk(ctx, 2)
    rate = f"/t/{served_number(ctx, two).ticket.code}/rate"
    phone.press(rate, f"{rate}/give", level="1", words="等了两个半钟头")
    assert "自己的电话" in phone.press(rate, f"{rate}/call", phone="110").text
    phone.press(rate, f"{rate}/call", phone="13803581234")
    mine = phone.get(rate).text
    assert "非常不满意" in mine and "等了两个半钟头" in mine and "1380358" not in mine
    # A clerk has the slip in hand for a moment.
    other = Visitor(site)
    seen = other.get(rate).text
    assert "不满意" not in seen and "两个半钟头" not in seen and "收到了" in seen
    assert "form" not in seen
    token = re.search(r'name="csrf_token" value="([^"]+)"', other.get("/cases").text)
    assert token
    for action, form in (("give", {"level": "5"}), ("add", {"words": "谁"}), ("call", {})):
        told = other.post(f"{rate}/{action}", csrf_token=token[1], phone="13803581234", **form)
        assert told.status_code == 422, action
    content = f"/t/{served_number(ctx, two).ticket.code}/rate"
    phone.press(content, f"{content}/give", level="5", words="办得快")
    same = [other.post(f"{content}/{action}", csrf_token=token[1], phone="13803581234", **form).text
            for action, form in (("add", {"words": "谁"}), ("call", {}))]
    assert "已经打过分了" in same[0] and "还没打分" in same[1]


def test_a_tablet_is_bound_by_a_code_asks_and_thanks(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    two, manager = clerk(ctx, 2), add_account(ctx, "主任", Role.MANAGER)
    desk, tablet = Colleague(site, "主任", manager), Visitor(site)
    desk.log_in()
    said = desk.press("/desk/ratings", "/desk/ratings/code", counter="2").text
    code = re.search(r"<b>2 号窗口的绑定码：(\d{6})", said)
    assert code and "192.0.2.10:8080/rate/2" in said
    assert "绑定码，六位数字" in tablet.get("/rate/2").text
    assert tablet.get("/rate/2/state").status_code == 409
    assert "码不对" in tablet.press("/rate/2", "/rate/2/bind", code="no").text
    assert tablet.press("/rate/2", "/rate/2/bind", code=code[1]).status_code == 303
    assert "等下一位" in tablet.get("/rate/2").text
    mine = served_number(ctx, two).ticket
    shown = tablet.get("/rate/2").text
    assert "请给" in shown and mine.label in shown and "居民医保，刚办完" in shown
    skipped = tablet.get(f"/rate/2?skip={mine.id}").text
    assert mine.label not in skipped
    thanks = tablet.press("/rate/2", "/rate/2", ticket=str(mine.id), level="5").text
    assert "收到了，谢谢您" in thanks and "<svg" in thanks and mine.code not in thanks
    assert mine.label not in tablet.get("/rate/2").text
    # The phone was first: the tablet is told kindly.
    clock.pass_(seconds=5)
    second = served_number(ctx, two).ticket
    page = tablet.get("/rate/2").text
    ratings.rate(ctx, second.code, 3)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    late = tablet.post("/rate/2", csrf_token=token[1], ticket=str(second.id), level="1")
    assert "已经打过分了" in late.text and late.status_code == 409
    assert tablet.get("/rate/9").status_code == 404
    guesses = [tablet.post("/rate/2/bind", csrf_token=token[1], code="x").status_code
               for _ in range(11)]
    assert guesses[-1] == 429


def test_the_manager_alone_answers_what_a_clerk_never_reads(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    at = clerk(ctx, 2)
    for level in (5, 5, 4, 4, 1):
        ratings.rate(ctx, served_number(ctx, at).ticket.code, level, text="等了两个半钟头")
    clock.pass_(days=3)
    pages = {}
    for role in (Role.CLERK, Role.COORDINATOR, Role.ADMIN, Role.MANAGER):
        one = Colleague(site, role.value, add_account(ctx, role.value, role))
        one.log_in()
        pages[role] = one.get("/desk/ratings").text
        mark = re.search(r'name="rating" value="([^"]+)"', pages[role])
        assert (mark is not None) is (role is Role.MANAGER)
    assert all("两个半钟头" not in text for role, text in pages.items() if role is not Role.MANAGER)
    assert mark
    assert one.press("/desk/ratings", "/desk/ratings/answer", rating=mark[1],
                     words="对不起").status_code == 303
    assert one.press("/desk/ratings", "/desk/ratings/deal", rating=mark[1],
                     words="加了窗口").status_code == 303
    said = one.get("/desk/ratings?done=deal").text
    assert "对不起" in said and "加了窗口" in said
    assert one.press("/desk/ratings", "/desk/ratings/answer", rating="no",
                     words="谁").status_code == 409


def test_a_tablet_ends_by_itself_with_the_server_away(
    sqlite_ctx: AppContext, open_page: Callable[..., Page]
) -> None:
    ctx = sqlite_ctx
    two = clerk(ctx, 2)
    page = open_page("/rate/2", 1024, 768)
    page.clock.install()
    page.fill("#code", ratings.tablet_code(ctx, two, 2))
    with page.expect_navigation():
        page.click("button")
    served_number(ctx, two)
    # The page's own time goes on; hurried, it would give up on an answer that is under way.
    wait_until(page.locator(".faces").is_visible)
    assert shut_out(page, ((1024, 768), (768, 1024)), ("100%",)) == []
    page.context.set_offline(True)
    page.clock.run_for(41_000)
    assert page.locator(".idle").is_visible() and not page.locator(".faces").is_visible()
    assert page.url.endswith("/rate/2")
    page.context.set_offline(False)
    ctx.clock.pass_(seconds=5)  # type: ignore[attr-defined]
    second = served_number(ctx, two).ticket
    wait_until(page.get_by_text(second.label).is_visible)
    with page.expect_navigation():
        page.click("button[value='2']")
    assert page.get_by_text("收到了，谢谢您").is_visible()
    assert shut_out(page, ((1024, 768),), ("100%",)) == []
    page.context.set_offline(True)
    page.clock.run_for(11_000)
    assert page.locator(".idle").is_visible()

"""Coming to the desk: only with the right PIN, a living session and a role that may call."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from kiosk.actions import queue
from kiosk.actions.queue.results import CounterState
from kiosk.actions.staff import sessions
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.staff.roles import MAY_CALL, Role
from kiosk.web.core.site import make_site
from tests.support.centre import Clock, context_on, small_centre, take
from tests.support.web.colleague import Colleague

FIRST_LOCK = 15


def counter_state(ctx: AppContext, number: int) -> CounterState:
    return next(w.state for w in queue.hall(ctx).counters if w.number == number)


def called(ctx: AppContext) -> list[str]:
    return [call.label for call in queue.hall(ctx).calls]


def newcomer(ctx: AppContext, site: Flask, role: Role = Role.CLERK,
             name: str = "小李") -> Colleague:
    return Colleague(site, name, sessions.add_account(ctx, name, role))


def test_without_a_session_there_is_only_the_log_in(ctx: AppContext, site: Flask) -> None:
    take(ctx)
    stranger = newcomer(ctx, site)
    assert "工作人员登录" in stranger.get("/desk").text
    for path in ("counters", "transfer", "leave", "shut"):
        sent = stranger.get(f"/desk/{path}")
        assert sent.status_code == 303 and sent.location == "/desk"
    assert stranger.press("/desk", "/desk/do/call_next").location == "/desk"
    assert stranger.press("/desk", "/desk/counters", number=2).location == "/desk"
    state = stranger.state()
    assert state.status_code == 401 and state.json == {"go": "/desk"}
    assert called(ctx) == [] and counter_state(ctx, 2) is CounterState.CLOSED


def test_the_desk_is_read_in_the_other_language_by_a_way_of_its_own(
    ctx: AppContext, site: Flask
) -> None:
    editor = newcomer(ctx, site, Role.MANAGER)
    assert 'href="/desk?lang=en" lang="en"' in editor.get("/desk").text
    assert "Staff sign-in" in editor.get("/desk?lang=en").text
    editor.log_in()
    assert "Sign out" in editor.get("/desk/counters").text
    # The centre's own names are those of that language, where it wrote them.
    shelf = editor.get("/desk/content/service").text
    assert "<b>medical</b>" in shelf and "居民医保" not in shelf
    assert "Insurance</option>" in editor.get("/desk/content/service/medical").text
    back = editor.get("/desk/own").text
    assert 'href="/desk/own?lang=zh_CN"' in back and 'aria-current="page"' not in back
    assert "我的密码" in editor.get("/desk/own?lang=zh_CN").text
    assert "<b>居民医保</b>" in editor.get("/desk/content/service").text


def test_a_clerk_logs_in_and_finds_the_counter_open(ctx: AppContext, site: Flask) -> None:
    clerk = newcomer(ctx, site)
    entered = clerk.log_in()
    assert entered.status_code == 303
    assert clerk.cookie.http_only and clerk.cookie.same_site == "Lax" and not clerk.cookie.secure
    assert "现在没人坐" in clerk.get("/desk/counters").text
    clerk.press("/desk/counters", "/desk/counters", number=2)
    assert "2 号窗口" in clerk.page() and clerk.cookie.value not in clerk.page()
    assert counter_state(ctx, 2) is CounterState.OPEN
    assert "小李 在这里" in clerk.get("/desk/counters").text


def test_behind_https_the_session_never_travels_in_the_open(small_url: str, tmp_path: Path) -> None:
    ctx = small_centre(small_url, tmp_path / "data", KIOSK_PUBLIC_URL="https://localhost")
    clerk = newcomer(ctx, make_site(ctx, ChangePoller(ctx.database)))
    assert clerk.log_in(base_url="https://localhost").status_code == 303
    assert clerk.cookie.secure and clerk.cookie.http_only
    ctx.database.close()


@pytest.mark.both
def test_wrong_pins_are_counted_and_lock_even_over_a_restart(
    ctx: AppContext, site: Flask, clock: Clock
) -> None:
    clerk = newcomer(ctx, site)
    wrong = "000000" if clerk.pin != "000000" else "000001"
    for _ in range(5):
        refused = clerk.log_in(wrong)
        assert refused.status_code == 403 and "没对上，或者试得太多了" in refused.text
    assert clerk.log_in().status_code == 403 and clerk.cookie is None

    again = context_on(ctx.settings.database_url, ctx.settings.data, clock)
    restarted = Colleague(make_site(again, ChangePoller(again.database)), clerk.name, clerk.pin)
    clock.pass_(seconds=FIRST_LOCK - 1)
    assert restarted.log_in().status_code == 403
    clock.pass_(seconds=2)
    assert restarted.log_in().status_code == 303
    again.database.close()


def test_trying_names_is_slowed_down_too(sqlite_ctx: AppContext) -> None:
    stranger = Colleague(make_site(sqlite_ctx, ChangePoller(sqlite_ctx.database)), "nobody",
                         "000000")
    tried = [stranger.log_in().status_code for _ in range(22)]
    assert tried == [403] * 20 + [429] * 2


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345x", "１２３４５６"])
def test_half_a_pin_is_no_try(ctx: AppContext, site: Flask, pin: str) -> None:
    clerk = newcomer(ctx, site)
    refused = clerk.log_in(pin)
    assert refused.status_code == 422 and "密码是 6 位数字" in refused.text
    assert [clerk.log_in(pin).status_code for _ in range(5)] == [422] * 5
    assert clerk.log_in().status_code == 303


def test_a_forged_session_is_no_session(desk: Colleague, site: Flask, ctx: AppContext) -> None:
    forger = Colleague(site, "小王", "")
    session, _, seal = desk.cookie.value.rpartition(".")
    forger.carry(f"{session}.{seal[::-1]}")
    assert "离开得久了" in forger.get("/desk").text
    assert forger.press("/desk", "/desk/do/close_counter").location == "/desk"
    assert counter_state(ctx, 2) is CounterState.OPEN
    forger.carry(desk.cookie.value)
    assert "2 号窗口" in forger.page()


def test_half_an_hour_away_ends_the_session_and_keeps_the_counter(
    desk: Colleague, ctx: AppContext, clock: Clock
) -> None:
    take(ctx)
    desk.do("call_next")
    for _ in range(3):
        clock.pass_(minutes=29)
        assert desk.number() == "A001"
    clock.pass_(minutes=31)
    page = desk.page()
    assert "离开得久了" in page and "号都留着" in page
    assert desk.log_in().status_code == 303
    desk.press("/desk/counters", "/desk/counters", number=2)
    assert desk.number() == "A001"


def test_twelve_hours_are_the_longest_session(desk: Colleague, clock: Clock) -> None:
    for _ in range(25):
        clock.pass_(minutes=28)
        assert "2 号窗口" in desk.page()
    clock.pass_(minutes=28)
    assert "离开得久了" in desk.page()


@pytest.mark.parametrize(("somebody", "status"), [({}, 401), ({"Desk-Here": "1"}, 200)])
def test_a_page_that_asks_by_itself_keeps_no_session_alive(
    desk: Colleague, clock: Clock, somebody: dict[str, str], status: int
) -> None:
    for _ in range(4):
        clock.pass_(minutes=10)
        answer = desk.state(**somebody)
    assert answer.status_code == status


@pytest.mark.parametrize("role", list(Role))
def test_only_roles_that_may_call_reach_a_counter(ctx: AppContext, site: Flask,
                                                 role: Role) -> None:
    colleague = newcomer(ctx, site, role)
    colleague.log_in()
    page = colleague.get("/desk/counters")
    taken = colleague.press("/desk/counters", "/desk/counters", number=2)
    if role in MAY_CALL:
        assert page.status_code == 200 and taken.status_code == 303
        assert counter_state(ctx, 2) is CounterState.OPEN
    else:
        assert page.status_code == taken.status_code == 403
        assert "这一页给窗口的同事用" in page.text
        assert colleague.press("/desk/counters", "/desk/do/open_counter").status_code == 403
        assert counter_state(ctx, 2) is CounterState.CLOSED
    assert colleague.press("/desk/counters", "/desk/leave", how="go").status_code == 303
    assert "工作人员登录" in colleague.get("/desk").text


@pytest.mark.parametrize(
    ("how", "state"),
    [("close", CounterState.CLOSED), ("pause", CounterState.PAUSED), ("go", CounterState.OPEN)],
)
def test_leaving_ends_the_session_on_the_server(
    desk: Colleague, ctx: AppContext, site: Flask, how: str, state: CounterState
) -> None:
    token = desk.cookie.value
    assert desk.press("/desk/leave", "/desk/leave", how=how).status_code == 303
    assert desk.cookie is None and counter_state(ctx, 2) is state
    thief = Colleague(site, "小王", "")
    thief.carry(token)
    assert "工作人员登录" in thief.page()


def test_sitting_elsewhere_closes_the_counter_left(desk: Colleague, ctx: AppContext) -> None:
    assert desk.press("/desk/leave", "/desk/leave", how="change").location == "/desk/counters"
    desk.press("/desk/counters", "/desk/counters", number=3)
    assert "3 号窗口" in desk.page()
    assert counter_state(ctx, 2) is CounterState.CLOSED
    assert counter_state(ctx, 3) is CounterState.OPEN


def test_without_its_token_a_form_does_nothing(desk: Colleague, ctx: AppContext) -> None:
    take(ctx)
    for forged in ({}, {"csrf_token": "x" * 90}):
        refused = desk.post("/desk/do/call_next", **forged)
        assert refused.status_code == 400 and "刚才没有算" in refused.text
        assert desk.post("/desk/leave", how="close", **forged).status_code == 400
    assert called(ctx) == [] and counter_state(ctx, 2) is CounterState.OPEN
    desk.do("call_next")
    assert called(ctx) == ["A001"]

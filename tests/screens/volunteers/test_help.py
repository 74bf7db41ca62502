"""Volunteer help at the touch screen: what is typed goes, what fails is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from db.volunteers.help_requests import HelpRow
from kiosk.actions import volunteers
from kiosk.context import AppContext
from kiosk.domain.volunteers.help_requests import HelpPlace, HelpSource, HelpState
from tests.support.screens.resident import Resident
from tests.support.volunteer_help import asked, coordinator, on_duty, volunteer, with_help


@pytest.fixture
def guest(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at the touch screen of a centre with volunteers."""
    made = Resident(with_help(sqlite_ctx))
    yield made
    made.leaves()


@pytest.fixture
def caller(guest: Resident) -> Resident:
    """Somebody who has just called a volunteer over."""
    at = coordinator(guest.ctx)
    on_duty(guest.ctx, at, volunteer(guest.ctx, at))
    guest.goes_to("help_code", kind_id="phone")
    guest.taps("没带手机，请志愿者过来")
    guest.wait_for("help_call")
    return guest


def test_a_number_shows_how_far_it_is_and_goes_with_the_visit(guest: Resident) -> None:
    number = str(asked(guest.ctx).request.number)
    guest.goes_to("help_number")
    for digit in number[:3]:
        guest.taps(digit)
    assert guest.stage.screen.page.digits == number[:3]
    guest.router.home()
    guest.wait_for("home")
    guest.goes_to("help_number")
    assert guest.stage.screen.page.digits == ""
    for digit in number:
        guest.taps(digit)
    guest.taps("看进度")
    guest.wait_for("help_progress")
    assert number in guest.read() and "张" not in guest.read()


def test_a_number_that_nobody_has_is_said_in_its_place(guest: Resident) -> None:
    guest.goes_to("help_number")
    for digit in "1000":
        guest.taps(digit)
    guest.taps("看进度")
    guest.until(lambda: "没有这个号" in guest.read())
    assert guest.page == "help_number"


def test_nobody_can_be_called_while_nobody_is_on_duty(guest: Resident) -> None:
    guest.goes_to("help_code", kind_id="phone")
    assert "问工作人员" in guest.read() and "没带手机" not in guest.read()
    at = coordinator(guest.ctx)
    on_duty(guest.ctx, at, volunteer(guest.ctx, at))
    guest.hears_news()
    guest.until(lambda: "没带手机，请志愿者过来" in guest.read())


def test_nobody_answered_is_said_after_five_minutes(caller: Resident) -> None:
    guest = caller
    assert "正在叫志愿者" in guest.read() and "还剩 5 分 00 秒" in guest.read()
    guest.ctx.clock.pass_(minutes=4, seconds=18)
    guest.until(lambda: "还剩 0 分 42 秒" in guest.read())
    guest.ctx.clock.pass_(seconds=42)
    guest.until(lambda: "还没人应" in guest.read())
    assert "请找服务台" in guest.read()
    guest.taps("问工作人员")
    guest.until(lambda: guest.stage.dialog is not None)


def test_who_was_not_answered_can_leave_a_telephone_instead(caller: Resident) -> None:
    caller.ctx.clock.pass_(minutes=5)
    caller.until(lambda: "还没人应" in caller.read())
    caller.taps("扫码留电话")
    caller.wait_for("help_code")
    assert "手机怎么用" in caller.read()
    # The call still rings: calling from here is no second one.
    caller.taps("没带手机，请志愿者过来")
    caller.wait_for("help_call")
    assert len(_calls(caller)) == 1


def test_after_a_call_that_ended_unanswered_another_one_rings(caller: Resident) -> None:
    caller.ctx.clock.pass_(minutes=21)
    volunteers.run_due(caller.ctx)
    caller.hears_news()
    caller.until(lambda: "这次没人应" in caller.read())
    caller.taps("扫码留电话")
    caller.wait_for("help_code")
    caller.taps("没带手机，请志愿者过来")
    caller.wait_for("help_call")
    assert "正在叫志愿者" in caller.read()
    assert _calls(caller) == [HelpState.UNMET, HelpState.SENT]


def test_nobody_is_called_off_by_a_slip_of_the_finger(caller: Resident) -> None:
    caller.taps("不用了")
    caller.until(lambda: "不用志愿者过来了？" in caller.read())
    caller.taps("还是请过来")
    caller.until(lambda: caller.stage.dialog is None)
    assert _calls(caller) == [HelpState.SENT]
    caller.taps("不用了")
    caller.until(lambda: caller.stage.dialog is not None)
    caller.taps("不用了")
    caller.wait_for("home")
    assert _calls(caller) == [HelpState.WITHDRAWN] and "志愿者不来了" in caller.read()


def test_there_is_no_way_back_into_calling(caller: Resident) -> None:
    assert not caller.stage.bar.can_go_back
    assert not any(one.enabled for one in (caller.target("返回"),))


def test_the_last_one_went_while_somebody_called(guest: Resident) -> None:
    at = coordinator(guest.ctx)
    on_duty(guest.ctx, at, volunteer(guest.ctx, at), hours=1)
    guest.goes_to("help_code", kind_id="phone")
    guest.ctx.clock.pass_(hours=2)
    guest.taps("没带手机，请志愿者过来")
    guest.until(lambda: "没有叫到人" in guest.read())
    guest.until(lambda: "现在没有志愿者在岗" in guest.read())
    assert guest.page == "help_code" and _calls(guest) == []


def test_a_number_alone_tells_no_time_of_a_visit_to_a_home(guest: Resident) -> None:
    view = asked(guest.ctx, "repair", HelpPlace.HOME)
    met = guest.ctx.clock() + timedelta(minutes=40)
    there = replace(view.request, state=HelpState.LEFT, there_at=met, left_at=met)
    guest.router.arrive("help_progress", {"view": replace(view, request=there, helper="刘")})
    guest.looks()
    said = guest.read()
    assert "帮好了吗" in said and "15:20" in said and f"{met:%H:%M}" not in said
    assert "8号楼" not in said and "帮好了，" not in said


def test_the_code_is_used_and_the_touch_screen_says_so(guest: Resident) -> None:
    guest.goes_to("help_code", kind_id="phone")
    url = guest.stage.screen.page.url
    asked(guest.ctx, hand_over=url.partition("?k=")[2])
    guest.hears_news()
    guest.until(lambda: "收到了，志愿者会给您打电话" in guest.read())
    assert guest.stage.screen.page.url != url


def test_a_code_is_drawn_anew_before_it_is_over(guest: Resident) -> None:
    guest.goes_to("help_code", kind_id="phone")
    first = guest.stage.screen.page.url
    guest.ctx.clock.pass_(minutes=8)
    guest.until(lambda: guest.stage.screen.page.url != first)
    assert volunteers.handed_over(guest.ctx, first.partition("?k=")[2]) == "phone"


def _calls(guest: Resident) -> list[HelpState]:
    """How the calls from the hall stand, in their order."""
    with guest.ctx.database.read() as tx:
        query = HelpRow.select().where(HelpRow.source == HelpSource.KIOSK).order_by(HelpRow.id)
        return [HelpState(row.state) for row in tx.query(query)]

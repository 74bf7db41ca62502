"""Volunteer help at the glass: what is typed goes, what fails is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.actions import volunteers
from kiosk.lobby import Lobby
from tests.helpers import asked, coordinator, on_duty, volunteer, with_help
from tests.screens.resident import Resident


@pytest.fixture
def guest(sqlite_lobby: Lobby) -> Iterator[Resident]:
    """Somebody at the glass of a house with volunteers."""
    made = Resident(with_help(sqlite_lobby))
    yield made
    made.leaves()


def test_a_number_shows_how_far_it_is_and_goes_with_the_visit(guest: Resident) -> None:
    number = str(asked(guest.lobby).request.number)
    guest.goes_to("help_number")
    for digit in number[:3]:
        guest.taps(digit)
    assert guest.stage.screen.digits == number[:3]
    guest.router.home()
    guest.wait_for("home")
    guest.goes_to("help_number")
    assert guest.stage.screen.digits == ""
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
    at = coordinator(guest.lobby)
    on_duty(guest.lobby, at, volunteer(guest.lobby, at))
    guest.hears_news()
    guest.until(lambda: "没带手机，请志愿者过来" in guest.read())


def test_nobody_answered_is_said_after_five_minutes(guest: Resident) -> None:
    at = coordinator(guest.lobby)
    on_duty(guest.lobby, at, volunteer(guest.lobby, at))
    view = volunteers.call_over(guest.lobby, "k", "phone")
    guest.goes_to("help_progress", code=view.request.code)
    assert "正在叫志愿者" in guest.read()
    guest.lobby.clock.pass_(minutes=5)
    guest.until(lambda: "还没有人应" in guest.read())
    assert "请到服务台说一声" in guest.read()

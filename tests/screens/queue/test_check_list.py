"""要带的都带了吗: one tap for whoever has everything; what is missing leads to somebody."""

from __future__ import annotations

import pytest

from kiosk.domain.queue.tickets import Readiness
from tests.support.screens.resident import Resident
from tests.support.volunteer_help import coordinator, on_duty, volunteer, with_help


def takes(resident: Resident) -> Readiness | None:
    """Takes an ordinary number; what its ticket remembers."""
    resident.wait_for("priority")
    resident.taps("普通号")
    resident.wait_for("ticket")
    remembers: Readiness | None = resident.stage.screen._receipt.ticket.readiness
    return remembers


def test_whoever_has_everything_taps_once_and_is_not_asked_again(visitor: Resident) -> None:
    visitor.goes_to("service_detail", service_id="medical")
    visitor.taps("现在取号")
    visitor.wait_for("check_list")
    assert "身份证" in visitor.read() and visitor.read().count("带了") >= 2
    visitor.taps("就这样取号")
    assert takes(visitor) is Readiness.READY
    visitor.goes_to("service_detail", service_id="medical")
    visitor.taps("现在取号")
    assert takes(visitor) is Readiness.READY, "this service was asked about on this visit"


def test_what_is_missing_says_what_to_do_and_stays_until_the_next_visit(
    visitor: Resident
) -> None:
    visitor.goes_to("check_list", service_id="medical")
    visitor.taps("身份证")
    assert "没带" in visitor.read() and "先问一问" in visitor.read()
    visitor.taps("大字")
    visitor.until(lambda: visitor.stage.screen.mode.big and "没带" in visitor.read())
    visitor.taps("就这样取号")
    visitor.wait_for("priority")
    visitor.taps("返回")
    visitor.wait_for("check_list")
    assert "没带" in visitor.read(), "going back keeps the ticks"
    visitor.taps("就这样取号")
    assert takes(visitor) is Readiness.INCOMPLETE
    visitor.taps("好了，回首页")
    visitor.wait_for("home")
    visitor.goes_to("check_list", service_id="medical")
    assert "没带" not in visitor.read(), "somebody else stands there now"


def test_whoever_was_not_asked_has_a_ticket_that_says_nothing(visitor: Resident) -> None:
    """What the tests above would miss if every ticket said something."""
    visitor.goes_to("priority", service_id="medical")
    assert takes(visitor) is None


@pytest.mark.parametrize(("tap", "leads_to"), [
    ("看看怎么办", "service_detail"), ("请志愿者过来", "help_code"),
])
def test_somebody_without_a_paper_is_led_to_the_guide_or_to_a_volunteer(
    visitor: Resident, tap: str, leads_to: str
) -> None:
    ctx = with_help(visitor.ctx)
    visitor.goes_to("check_list", service_id="medical")
    assert "请志愿者过来" not in visitor.read(), "nobody is on duty"
    at = coordinator(ctx)
    on_duty(ctx, at, volunteer(ctx, at))
    visitor.hears_news()
    visitor.until(lambda: "请志愿者过来" in visitor.read())
    visitor.taps("身份证")
    visitor.taps(tap)
    visitor.wait_for(leads_to)

"""Notices and opening hours: one tap from home, open or closed; what is urgent stands on it."""

from __future__ import annotations

from datetime import timedelta

from db.content import content_items
from db.operations import calendar_exceptions as special_days
from kiosk.domain.calendar_exceptions import CENTRE, SpecialDay
from kiosk.domain.content.guide import Text
from tests.support.screens.resident import Resident

URGENT, ORDINARY = "明天上午停水", "义养小镇量血压不收费"


def writes(resident: Resident, **urgent: bool) -> None:
    """The staff write two notices, the second one urgent or not, and shut the centre in a week."""
    with resident.ctx.database.write(content=True) as tx:
        content_items.put(tx, "notice", "1", {"text": {"zh": ORDINARY, "en": ""}})
        content_items.put(tx, "notice", "2", {"text": {"zh": URGENT, "en": ""}, **urgent})
        day = resident.ctx.clock().date() + timedelta(days=7)
        special_days.put(tx, SpecialDay(CENTRE, day, (), Text("刷墙", "Painting")))


def test_what_is_urgent_stands_on_home_and_all_of_it_one_tap_away(visitor: Resident) -> None:
    writes(visitor, urgent=True)
    visitor.router.home()
    visitor.until(lambda: URGENT in visitor.read())
    assert visitor.stage.screen.speech().startswith(f"急事：{URGENT}")
    visitor.taps("通知、时间")
    visitor.wait_for("notices")
    read = visitor.read()
    assert read.index(URGENT) < read.index(ORDINARY) and "周一到周五" in read
    assert "10月23日 不开门（刷墙）" in read


def test_without_anything_urgent_home_greets_as_ever(visitor: Resident) -> None:
    """What the test above would miss if every notice stood on home."""
    writes(visitor)
    visitor.router.home()
    visitor.looks()
    assert URGENT not in visitor.read() and not visitor.stage.screen.page.urgent
    assert "急事" not in visitor.stage.screen.speech()


def test_the_closed_centre_leads_there_too(visitor: Resident) -> None:
    writes(visitor, urgent=True)
    visitor.ctx.clock.pass_(hours=4)
    visitor.until(lambda: visitor.page == "closed")
    visitor.taps("通知、时间")
    visitor.wait_for("notices")
    visitor.taps("返回")
    visitor.wait_for("closed")

"""Rating at the touch screen: the digits of today's number, one of five faces, thanks."""

from __future__ import annotations

from kiosk.actions import ratings
from tests.support.centre import clerk
from tests.support.ratings import served
from tests.support.screens.resident import Resident


def test_a_number_is_found_by_its_digits_and_rated_with_one_tap(visitor: Resident) -> None:
    ctx = visitor.ctx
    mine = served(ctx, clerk(ctx, 2)).ticket
    other = served(ctx, clerk(ctx, 1, "小李"), "pension").ticket
    assert (mine.label, other.label) == ("A001", "B001")
    visitor.goes_to("search")
    visitor.taps("打个分")
    visitor.wait_for("rating_number")
    visitor.taps("9")
    visitor.taps("找这个号")
    visitor.until(lambda: "没" in visitor.stage.screen.page.trouble)
    visitor.taps("重输")
    visitor.taps("1")
    visitor.taps("找这个号")
    visitor.until(lambda: visitor.stage.screen.page.found)
    visitor.taps("A001")
    visitor.wait_for("rating")
    assert "A001，2 号窗口" in visitor.read()
    assert "不记名" in visitor.stage.screen.speech()
    visitor.taps("非常不满意")
    visitor.wait_for("rated")
    assert "扫小票上的码" in visitor.read()
    assert ratings.asked(ctx, mine.code).is_rated
    visitor.taps("好了，回首页")
    visitor.wait_for("home")


def test_a_number_that_was_rated_meanwhile_is_told_kindly(visitor: Resident) -> None:
    ctx = visitor.ctx
    mine = served(ctx, clerk(ctx, 2)).ticket
    visitor.goes_to("rating", ticket=mine)
    ratings.rate(ctx, mine.code, 5)
    visitor.taps("满意")
    visitor.wait_for("home")
    assert "已经打过分了" in visitor.read()

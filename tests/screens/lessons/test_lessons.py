"""The class at the touch screen: what is done on a day, calling somebody, and no child's name."""

from __future__ import annotations

from datetime import timedelta

from db.lessons import days
from kiosk.actions.lessons import desk
from kiosk.domain.lessons.people import AlarmKind
from kiosk.screens.lessons.home_tile import HOME_TILE
from tests.support.centre import Clock
from tests.support.lessons import CLASS_BEGINS, evening, with_class
from tests.support.screens.resident import Resident


def test_a_parent_sees_the_week_and_calls_somebody_over(visitor: Resident, clock: Clock) -> None:
    ctx = visitor.ctx
    tonight = evening(ctx, clock)
    tonight.arrives()
    visitor.goes_to("lessons")
    assert "1 个" in visitor.read() and "29 个" in visitor.read()
    assert "豆豆" not in visitor.read()
    visitor.taps("周一")
    visitor.until(lambda: "周一做什么" in visitor.read())
    assert "画画" in visitor.read()
    visitor.taps("家长没带手机")
    visitor.until(lambda: "叫了" in visitor.read())
    with ctx.database.read() as tx:
        (alarm,) = days.alarms(tx, clock.now - timedelta(hours=1))
    assert alarm.kind is AlarmKind.PARENT
    assert desk.open_alarms(ctx, tonight.at) == 1


def test_home_has_a_door_to_it_while_there_is_a_term(visitor: Resident, clock: Clock) -> None:
    words = visitor.ctx.words["zh_CN"]
    assert HOME_TILE.look(visitor.ctx) is None
    with_class(visitor.ctx)
    door = HOME_TILE.door(HOME_TILE.look(visitor.ctx), words)
    assert door and door.chip and door.chip.text == "16:30 开门"
    clock.now = CLASS_BEGINS
    door = HOME_TILE.door(HOME_TILE.look(visitor.ctx), words)
    assert door and door.chip and door.chip.text == "30 位"
    clock.pass_(days=400)
    assert HOME_TILE.look(visitor.ctx) is None

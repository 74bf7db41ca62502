"""The staff's door: who finds it, who gets in, and what somebody who does not is told."""

from __future__ import annotations

import pytest

from kiosk.actions.staff import sessions
from kiosk.actions.staff.sessions import add_account
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import Role
from kiosk.screens import SCREENS
from kiosk.ui.gallery import stand
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.ui.shell.staff_door import Knocks
from tests.samples.screens import samples_of
from tests.support.screens.resident import Resident
from tests.support.screens.staff import comes_to_login, dots, knocks, signs_in, tries, wrong_of
from tests.support.screens.traces import traces


@pytest.mark.parametrize(
    "screen", [s for s in SCREENS if not (s.RESTS or s.STAFF)], ids=lambda screen: screen.NAME
)
def test_five_taps_on_the_logo_lead_the_staff_in_from_every_page(
    visitor: Resident, screen: type[KioskScreen]
) -> None:
    _, answers = next(samples_of(screen))
    stand(visitor.router, screen, answers)
    comes_to_login(visitor)
    assert visitor.stage.header.staff and "工作人员用" in visitor.read()
    visitor.taps("首页")
    visitor.wait_for("home")
    assert not visitor.stage.header.staff


def test_a_resting_touch_screen_is_woken_first(visitor: Resident) -> None:
    visitor.stands(61)
    visitor.wait_for("attract")
    knocks(visitor, 1)
    visitor.wait_for("home")
    comes_to_login(visitor)


def test_a_panel_in_a_pages_place_keeps_no_staff_out(
    visitor: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.screens.content.service_list.services_now", None)
    visitor.taps("办事取号")
    visitor.until(lambda: visitor.stage.trouble is not None)
    comes_to_login(visitor)


@pytest.mark.parametrize(("times", "apart", "beside"), [(4, 0.3, 0), (5, 1.0, 0), (9, 0.3, 140)])
def test_a_child_at_the_logo_opens_nothing(
    visitor: Resident, times: int, apart: float, beside: float
) -> None:
    knocks(visitor, times, apart, beside)
    visitor.looks()
    assert visitor.page == "home" and visitor.router.visit.untouched
    assert all(target.box.y > 150 for target in visitor.stage.targets()), "the logo is no target"


def test_knocks_are_counted_in_steady_time() -> None:
    now = [0.0]
    heard = Knocks(lambda: now[0])
    opened = []
    for now[0] in (0.0, 0.7, 1.4, 2.1, 3.1, 3.4, 3.5, 3.6, 3.7):
        opened.append(heard.open())
    assert opened == [False] * 5 + [True] + [False] * 3


def test_the_right_pin_opens_the_staffs_page(anybody: Resident) -> None:
    signs_in(anybody, Role.CLERK)
    read = anybody.read()
    assert "小王，您好" in read and "窗口账号" in read and anybody.stage.header.staff
    assert anybody.router.staff.role is Role.CLERK
    assert sessions.session_at_kiosk(anybody.ctx, anybody.router.staff.token)


def test_every_wrong_pin_is_told_alike_and_the_right_one_too_soon_after_too_many(
    anybody: Resident
) -> None:
    pin = add_account(anybody.ctx, "小王", Role.CLERK)
    comes_to_login(anybody)
    for _ in range(5):
        tries(anybody, "小王", wrong_of(pin))
        assert "没对上，等一会儿再试" in anybody.read() and dots(anybody) == 0
    tries(anybody, "小王", pin)
    assert "没对上，等一会儿再试" in anybody.read()
    anybody.ctx.clock.pass_(seconds=16)
    tries(anybody, "小王", pin)
    anybody.wait_for("staff")


def test_the_touch_screen_names_only_who_may_act_there(visitor: Resident) -> None:
    comes_to_login(visitor)
    assert "还没有人能在这里登录" in visitor.read()
    visitor.taps("首页")
    visitor.wait_for("home")
    add_account(visitor.ctx, "管家", Role.ADMIN)
    for role in set(Role) - {Role.ADMIN}:
        add_account(visitor.ctx, f"某{role[:2]}", role)
    comes_to_login(visitor)
    assert "管家" not in visitor.read() and "某" in visitor.read()


def test_one_who_is_locked_out_locks_nobody_else_out(visitor: Resident) -> None:
    wrong = wrong_of(add_account(visitor.ctx, "小王", Role.CLERK))
    right = add_account(visitor.ctx, "李老师", Role.EDITOR)
    comes_to_login(visitor)
    for _ in range(5):
        tries(visitor, "小王", wrong)
    tries(visitor, "李老师", right)
    visitor.wait_for("staff")


def test_a_centre_that_cannot_be_reached_says_so_and_keeps_no_pin(
    visitor: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    monkeypatch.setattr("kiosk.screens.staff.login.log_in_at_kiosk", _unreachable)
    tries(visitor, "小王", pin)
    assert "连不上，没看成，请再试" in visitor.read()
    assert not traces(visitor, pin)


def _unreachable(*_: object) -> None:
    raise StorageDown("away")


def test_more_names_than_fit_are_on_further_pages(visitor: Resident) -> None:
    names = ("王一", "王二", "王三", "王四", "王五")
    for name in names:
        add_account(visitor.ctx, name, Role.CLERK)
    comes_to_login(visitor)
    assert "更多 1/2" in visitor.read() and sum(name in visitor.read() for name in names) == 3
    visitor.taps("更多 1/2")
    visitor.until(lambda: "更多 2/2" in visitor.read())
    assert sum(name in visitor.read() for name in names) == 2
    visitor.taps("王五")
    visitor.taps("大字")
    visitor.until(lambda: "更多 2/3" in visitor.read())
    assert visitor.target("王五").selected, "a choice stays in sight where fewer names fit"
    visitor.taps("更多 2/3")
    visitor.until(lambda: "更多 3/3" in visitor.read())
    assert not visitor.target("5").enabled, "nobody is chosen now"

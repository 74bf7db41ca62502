"""The staff's door: who finds it, who gets in, and that nothing of a PIN stays anywhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from kiosk.actions import staff
from kiosk.actions.staff import add_account
from kiosk.domain.staff import Role
from kiosk.glass.keypad import Key
from kiosk.glass.staff_door import Knocks
from kiosk.lobby import Lobby
from kiosk.screens.staff.login import PIN
from kiosk.supervisor import keep_log
from tests.screens.resident import Resident
from tests.screens.staff import comes_to_login, knocks, signs_in, tries, types, wrong_of
from tests.screens.traces import traces


@pytest.fixture
def resident(lobby: Lobby) -> Iterator[Resident]:
    """Somebody at the glass, on each kind of database."""
    made = Resident(lobby)
    yield made
    made.leaves()


@pytest.fixture
def one(sqlite_lobby: Lobby) -> Iterator[Resident]:
    """Somebody at the glass, where the kind of database does not matter."""
    made = Resident(sqlite_lobby)
    yield made
    made.leaves()


@pytest.fixture
def logged(sqlite_lobby: Lobby) -> Iterator[Path]:
    """The glass's log, kept as the program keeps it."""
    sqlite_lobby.settings.data.mkdir(exist_ok=True)
    top = logging.getLogger()
    before, level = list(top.handlers), top.level
    keep_log(sqlite_lobby.settings, "glass")
    yield sqlite_lobby.settings.data / "logs" / "glass.log"
    for handler in set(top.handlers) - set(before):
        top.removeHandler(handler)
        handler.close()
    top.setLevel(level)
    structlog.reset_defaults()


def dots(resident: Resident) -> int:
    """How many digits stand there."""
    return int(resident.stage.screen.filled)


@pytest.mark.parametrize(("page", "arguments"), [
    ("home", {}), ("service_list", {}), ("service_detail", {"service_id": "medical"}),
    ("priority", {"service_id": "medical"}),
])
def test_five_taps_on_the_logo_lead_the_staff_in(
    one: Resident, page: str, arguments: dict[str, str]
) -> None:
    if page != "home":
        one.goes_to(page, **arguments)
    comes_to_login(one)
    assert one.stage.header.staff and "工作人员用" in one.read()
    one.taps("首页")
    one.wait_for("home")
    assert not one.stage.header.staff


@pytest.mark.parametrize(("times", "apart", "beside"), [(4, 0.3, 0), (5, 1.0, 0), (9, 0.3, 140)])
def test_a_child_at_the_logo_opens_nothing(
    one: Resident, times: int, apart: float, beside: float
) -> None:
    knocks(one, times, apart, beside)
    one.looks()
    assert one.page == "home" and one.router.visit.untouched
    assert all(target.box.y > 150 for target in one.stage.targets()), "the logo is no target"


def test_knocks_are_counted_in_steady_time() -> None:
    now = [0.0]
    heard = Knocks(lambda: now[0])
    opened = []
    for now[0] in (0.0, 0.7, 1.4, 2.1, 3.1, 3.4, 3.5, 3.6, 3.7):
        opened.append(heard.open())
    assert opened == [False] * 5 + [True] + [False] * 3


def test_the_right_pin_opens_the_staffs_page(resident: Resident) -> None:
    signs_in(resident, Role.CLERK)
    read = resident.read()
    assert "小王，您好" in read and "窗口账号" in read and resident.stage.header.staff
    assert resident.router.staff.role is Role.CLERK
    assert staff.session_at_glass(resident.lobby, resident.router.staff.token)


def test_a_wrong_pin_says_how_often_one_may_still_try_and_then_for_how_long_not(
    resident: Resident
) -> None:
    wrong = wrong_of(add_account(resident.lobby, "小王", Role.CLERK))
    comes_to_login(resident)
    for left in (4, 3, 2, 1):
        tries(resident, "小王", wrong)
        assert f"密码不对，还能试 {left} 次" in resident.read() and dots(resident) == 0
    tries(resident, "小王", wrong)
    assert "试得太多了，15 秒后再试" in resident.read()
    assert not resident.target("5").enabled
    resident.lobby.clock.pass_(seconds=6)
    resident.until(lambda: "试得太多了，9 秒后再试" in resident.read())
    resident.lobby.clock.pass_(seconds=9)
    resident.until(lambda: resident.target("5").enabled)
    tries(resident, "小王", wrong)
    assert "试得太多了，30 秒后再试" in resident.read(), "the lock grows"


def test_one_who_is_locked_out_locks_nobody_else_out(one: Resident) -> None:
    wrong = wrong_of(add_account(one.lobby, "小王", Role.CLERK))
    right = add_account(one.lobby, "李老师", Role.EDITOR)
    comes_to_login(one)
    for _ in range(5):
        tries(one, "小王", wrong)
    tries(one, "李老师", right)
    one.wait_for("staff")


def test_a_house_that_cannot_be_reached_says_so_and_keeps_no_pin(
    one: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = add_account(one.lobby, "小王", Role.CLERK)
    comes_to_login(one)
    monkeypatch.setattr("kiosk.screens.staff.login.log_in", _unreachable)
    tries(one, "小王", pin)
    assert "连不上，没看成，请再试" in one.read()
    assert not traces(one, pin)


def _unreachable(_lobby: Lobby, _name: str, _pin: str) -> None:
    from kiosk.domain.refusals import StorageDown

    raise StorageDown("away")


def test_a_fault_while_looking_offers_another_try_that_knows_no_pin(
    one: Resident, monkeypatch: pytest.MonkeyPatch, logged: Path
) -> None:
    def fails(_lobby: Lobby, _name: str, _pin: str) -> None:
        raise RuntimeError("planted")

    pin = add_account(one.lobby, "小王", Role.CLERK)
    comes_to_login(one)
    monkeypatch.setattr("kiosk.screens.staff.login.log_in", fails)
    tries(one, "小王", pin)
    assert one.page == "" and not traces(one, pin)
    assert "planted" in logged.read_text()
    one.taps("再试一次")
    one.wait_for("staff_login")
    assert dots(one) == 0


def test_typing_fast_loses_no_key(one: Resident) -> None:
    add_account(one.lobby, "小王", Role.CLERK)
    comes_to_login(one)
    one.taps("小王")
    types(one, "12345", apart=0.01)
    assert one.router.kept[PIN] == "12345"


def test_the_same_key_counts_again_once_it_is_no_tremble(one: Resident) -> None:
    add_account(one.lobby, "小王", Role.CLERK)
    comes_to_login(one)
    one.taps("小王")
    types(one, "1")
    types(one, "1", apart=0.1)
    types(one, "1", apart=0.16)
    assert one.router.kept[PIN] == "11"


def test_keys_under_the_guard_of_buttons_would_be_lost(
    one: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Key, "QUICK", False)
    add_account(one.lobby, "小王", Role.CLERK)
    comes_to_login(one)
    one.taps("小王")
    types(one, "1", apart=0.6)
    types(one, "2345", apart=0.01)
    assert one.router.kept[PIN] == "1"


def test_delete_and_clear_take_digits_back(one: Resident) -> None:
    add_account(one.lobby, "小王", Role.CLERK)
    comes_to_login(one)
    one.taps("小王")
    types(one, "123")
    one.taps("删除")
    assert dots(one) == 2 and "还差 4 位" in one.read()
    one.taps("重输")
    assert dots(one) == 0 and "还差 6 位" in one.read()


def test_a_change_of_mode_keeps_what_was_typed_and_another_name_does_not(one: Resident) -> None:
    add_account(one.lobby, "小王", Role.CLERK)
    add_account(one.lobby, "李老师", Role.CLERK)
    comes_to_login(one)
    one.taps("小王")
    types(one, "123")
    one.taps("大字")
    one.wait_for("staff_login")
    assert dots(one) == 3 and one.target("小王").selected
    one.taps("李老师")
    assert dots(one) == 0


def test_more_names_than_fit_are_on_further_pages(one: Resident) -> None:
    names = ("王一", "王二", "王三", "王四", "王五")
    for name in names:
        add_account(one.lobby, name, Role.CLERK)
    comes_to_login(one)
    assert "更多 1/2" in one.read() and sum(name in one.read() for name in names) == 3
    one.taps("更多 1/2")
    one.until(lambda: "更多 2/2" in one.read())
    assert sum(name in one.read() for name in names) == 2
    one.taps("更多 2/2")
    one.until(lambda: "更多 1/2" in one.read())


@pytest.mark.parametrize("way_out", ["首页", "返回", "idle"])
def test_whoever_leaves_the_login_takes_the_digits_along(one: Resident, way_out: str) -> None:
    pin = add_account(one.lobby, "小王", Role.CLERK)
    comes_to_login(one)
    one.taps("小王")
    types(one, pin[:5])
    assert traces(one, pin[:5]), "while it is typed the visit knows it"
    if way_out == "idle":
        one.stands(59)
        assert one.page == "staff_login" and one.stage.dialog is None
        one.stands(2)
    else:
        one.taps(way_out)
    one.until(lambda: one.page in ("home", "attract") and not one.router.working)
    assert not one.router.kept and not traces(one, pin[:5])


def test_nothing_knows_the_pin_once_it_was_sent(
    resident: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pin = add_account(resident.lobby, "小王", Role.MANAGER)
    comes_to_login(resident)
    resident.taps("朗读")
    tries(resident, "小王", wrong_of(pin))
    assert "密码不对" in resident.read()
    assert not traces(resident, wrong_of(pin))
    tries(resident, "小王", pin)
    resident.wait_for("staff")
    assert not traces(resident, pin)
    assert pin not in caplog.text and wrong_of(pin) not in caplog.text


def test_a_pin_left_anywhere_would_be_found(one: Resident, tmp_path: Path) -> None:
    one.stage.screen.planted = ["PIN 482915"]
    assert any("held" in trace for trace in traces(one, "482915"))
    del one.stage.screen.planted
    one.stage.toast.text = "482915"
    one.looks()
    assert any("means" in trace for trace in traces(one, "482915"))
    one.stage.toast.text = ""
    one.looks()
    (tmp_path / "planted.log").write_text("482915")
    assert "file: planted.log" in traces(one, "482915")
    (tmp_path / "planted.log").unlink()
    add_account(one.lobby, "482915", Role.CLERK)
    assert {"table: account", "table: journal"} <= set(traces(one, "482915"))

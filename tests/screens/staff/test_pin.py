"""A PIN at the touch screen: typed fast it is typed whole, and once it was sent nothing knows
it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from kiosk.actions.staff.sessions import add_account, reset_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from kiosk.screens.staff.login import PIN
from kiosk.supervisor import keep_log
from kiosk.ui.widgets.keypad import Key
from tests.support.screens.resident import Resident
from tests.support.screens.staff import comes_to_login, dots, tries, types, wrong_of
from tests.support.screens.traces import traces


@pytest.fixture
def logged(sqlite_ctx: AppContext) -> Iterator[Path]:
    """The touch screen's log, kept as the program keeps it."""
    sqlite_ctx.settings.data.mkdir(exist_ok=True)
    top = logging.getLogger()
    before, level = list(top.handlers), top.level
    keep_log(sqlite_ctx.settings, "ui")
    yield sqlite_ctx.settings.data / "logs" / "ui.log"
    for handler in set(top.handlers) - set(before):
        top.removeHandler(handler)
        handler.close()
    top.setLevel(level)
    structlog.reset_defaults()


def test_typing_fast_loses_no_key(visitor: Resident) -> None:
    add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    visitor.taps("小王")
    types(visitor, "12345", apart=0.01)
    assert visitor.router.kept[PIN] == "12345"


def test_the_same_key_counts_again_once_it_is_no_tremble(visitor: Resident) -> None:
    add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    visitor.taps("小王")
    types(visitor, "1")
    types(visitor, "1", apart=0.05)
    types(visitor, "1", apart=0.12)
    assert visitor.router.kept[PIN] == "11"


def test_keys_under_the_guard_of_buttons_would_be_lost(
    visitor: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Key, "QUICK", False)
    add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    visitor.taps("小王")
    types(visitor, "1", apart=0.6)
    types(visitor, "2345", apart=0.01)
    assert visitor.router.kept[PIN] == "1"


def test_delete_and_clear_take_digits_back(visitor: Resident) -> None:
    add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    visitor.taps("小王")
    types(visitor, "123")
    visitor.taps("删除")
    assert dots(visitor) == 2 and "还差 4 位" in visitor.read()
    visitor.taps("重输")
    assert dots(visitor) == 0 and "还差 6 位" in visitor.read()


def test_a_change_of_mode_keeps_what_was_typed_and_another_name_does_not(visitor: Resident) -> None:
    add_account(visitor.ctx, "小王", Role.CLERK)
    add_account(visitor.ctx, "李老师", Role.CLERK)
    comes_to_login(visitor)
    visitor.taps("小王")
    types(visitor, "123")
    visitor.taps("大字")
    visitor.wait_for("staff_login")
    assert dots(visitor) == 3 and visitor.target("小王").selected
    visitor.taps("李老师")
    assert dots(visitor) == 0


@pytest.mark.parametrize("way_out", ["首页", "返回", "idle"])
def test_whoever_leaves_the_login_takes_the_digits_along(visitor: Resident, way_out: str) -> None:
    pin = add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    # A telephone in some sentence may have its digits.
    while traces(visitor, pin[:5]):
        pin = reset_account(visitor.ctx, "小王")
    visitor.taps("小王")
    types(visitor, pin[:5])
    assert traces(visitor, pin[:5]), "while it is typed the visit knows it"
    if way_out == "idle":
        visitor.stands(59)
        assert visitor.page == "staff_login" and visitor.stage.dialog is None
        visitor.stands(2)
    else:
        visitor.taps(way_out)
    visitor.until(lambda: visitor.page in ("home", "attract") and not visitor.router.working)
    assert not visitor.router.kept and not traces(visitor, pin[:5])


def test_a_fault_while_looking_offers_another_try_that_knows_no_pin(
    visitor: Resident, monkeypatch: pytest.MonkeyPatch, logged: Path
) -> None:
    def fails(_ctx: AppContext, _name: str, _pin: str) -> None:
        raise RuntimeError("planted")

    pin = add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    monkeypatch.setattr("kiosk.screens.staff.login.log_in_at_kiosk", fails)
    tries(visitor, "小王", pin)
    assert visitor.page == "" and not traces(visitor, pin)
    assert "planted" in logged.read_text()
    visitor.taps("再试一次")
    visitor.wait_for("staff_login")
    assert dots(visitor) == 0


def test_nothing_knows_the_pin_once_it_was_sent(
    anybody: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pin = add_account(anybody.ctx, "小王", Role.MANAGER)
    comes_to_login(anybody)
    anybody.taps("朗读")
    tries(anybody, "小王", wrong_of(pin))
    assert "没对上" in anybody.read()
    assert not traces(anybody, wrong_of(pin))
    tries(anybody, "小王", pin)
    anybody.wait_for("staff")
    assert not traces(anybody, pin)
    assert pin not in caplog.text and wrong_of(pin) not in caplog.text


def test_a_pin_is_typed_by_ear_without_a_digit_being_said(visitor: Resident) -> None:
    add_account(visitor.ctx, "小王", Role.CLERK)
    comes_to_login(visitor)
    visitor.taps("朗读")
    visitor.taps("小王")
    visitor.router.focused(visitor.target("5"))
    types(visitor, "5")
    visitor.until(lambda: [one.text for one in visitor.ctx.speaker.said[-1:]] == ["还差五位"])
    visitor.router.focused(visitor.target("删除"))
    visitor.until(lambda: visitor.ctx.speaker.said[-1].text.startswith("删除"))
    assert not any(said.text.startswith(("5", "五")) for said in visitor.ctx.speaker.said)
    visitor.target("5").masked = False
    visitor.router.focused(visitor.target("5"))
    visitor.until(lambda: visitor.ctx.speaker.said[-1].text.startswith(("5", "五")))


def test_a_pin_left_anywhere_would_be_found(visitor: Resident, tmp_path: Path) -> None:
    visitor.stage.screen.planted = ["PIN 482915"]
    assert any("held" in trace for trace in traces(visitor, "482915"))
    del visitor.stage.screen.planted
    visitor.stage.toast.text = "482915"
    visitor.looks()
    assert any("means" in trace for trace in traces(visitor, "482915"))
    visitor.stage.toast.text = ""
    visitor.looks()
    (tmp_path / "planted.log").write_text("482915")
    assert "file: planted.log" in traces(visitor, "482915")
    (tmp_path / "planted.log").unlink()
    add_account(visitor.ctx, "482915", Role.CLERK)
    assert {"table: account", "table: event_log"} <= set(traces(visitor, "482915"))

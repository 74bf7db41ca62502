"""The opening check at the touch screen: begun by a tap, seen to go on, tried again, and the door
opened."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from kiosk.actions.operations import opening_check
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.actions.operations.opening_parts import PartFound, Trial, found
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from tests.support.opening import good_morning
from tests.support.screens.resident import Resident
from tests.support.screens.staff import signs_in


@pytest.fixture
def manager(sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Resident]:
    """A manager before the touch screen on a good morning, who came to the check."""
    with good_morning(sqlite_ctx, monkeypatch) as ctx:
        made = Resident(ctx)
        signs_in(made)
        made.taps("开门检查")
        made.wait_for("opening_check")
        yield made
        made.leaves()


def is_over(manager: Resident) -> None:
    """Waits for the end of the check, and until it is seen."""
    manager.router.kept["opening_check"].wait()
    manager.looks()


def test_one_thing_is_missing_is_mended_and_the_door_opens(manager: Resident) -> None:
    ctx = manager.ctx
    ctx.printer.troubles += [Trouble.PAPER_OUT]
    assert "开始查" in manager.read() and ctx.printer.troubles, "nothing is tried unasked"
    manager.taps("开始查")
    is_over(manager)
    assert "还差一样：打印机没纸了" in manager.read() and "换一卷" in manager.read()
    assert len(ctx.speaker.said) == 1
    manager.taps("再查一遍")
    is_over(manager)
    assert "都好着，可以开门" in manager.read()
    assert len(ctx.printer.slips) == len(ctx.speaker.said) == 1, "what was well was not tried again"
    manager.taps("好了，开门")
    manager.wait_for("home")
    assert manager.router.staff is None
    signs_in(manager, name="赵主任")
    manager.taps("开门检查")
    manager.wait_for("opening_check")
    assert "都好着，可以开门" in manager.read(), "what was found today is kept"


def test_a_trial_that_takes_long_holds_nobody_up(
    manager: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = threading.Event()

    def slow(_ctx: AppContext, _language: str) -> PartFound:
        ends.wait()
        return found(well=True, key="screen_lit")

    monkeypatch.setitem(opening_check.TRIALS, "screen", Trial(600, slow))
    manager.taps("开始查")
    manager.looks()
    assert "正在查：屏幕" in manager.read() and not manager.router.working
    manager.taps("大字")
    manager.wait_for("opening_check")
    assert "正在查：屏幕" in manager.read(), "the check goes on in another mode"
    manager.taps("返回")
    manager.wait_for("staff")
    manager.taps("开门检查")
    manager.wait_for("opening_check")
    ends.set()
    is_over(manager)
    assert "都好着，可以开门" in manager.read()


def test_opening_the_door_opens_a_kiosk_that_was_closed(manager: Resident) -> None:
    ctx = manager.ctx
    manager.taps("返回")
    manager.wait_for("staff")
    manager.taps("今天先关门")
    manager.taps("今天关门")
    manager.until(lambda: "关好了" in manager.stage.toast.text)
    manager.taps("开门检查")
    manager.wait_for("opening_check")
    manager.taps("好了，开门")
    manager.wait_for("home")
    assert not centre_now(ctx).shut_by_staff(ctx.clock())

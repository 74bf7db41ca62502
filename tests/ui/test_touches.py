"""Touches at the touch screen: which one counts, what is seen and heard of it, what it cannot
do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kivy.base import EventLoop

from kiosk.context import AppContext
from kiosk.devices.speech.click import TAP, LoudClick, NoClick, click_from
from kiosk.devices.speech.sound import read_wav, seconds_of
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.input.finger import RESTS_AFTER
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import RepeatGuard
from kiosk.ui.widgets.tappable import PRESS_SEEN
from tests.support.screens.finger import Finger
from tests.support.screens.resident import Resident, settle


class Clicks:
    """Counts what would be heard."""

    def __init__(self) -> None:
        self.heard = 0

    def __call__(self) -> None:
        self.heard += 1


@pytest.fixture
def clicks() -> Clicks:
    """The click of the kiosk."""
    return Clicks()


@pytest.fixture
def resident(sqlite_ctx: AppContext, clicks: Clicks) -> Iterator[Resident]:
    """Somebody at a touch screen that clicks."""
    made = Resident(replace(sqlite_ctx, click=clicks))
    yield made
    made.leaves()


def down(x: float, y: float) -> Finger:
    """A touch begins."""
    finger = Finger(x, y)
    EventLoop.post_dispatch_input("begin", finger)
    return finger


def up(finger: Finger) -> None:
    """A touch ends."""
    EventLoop.post_dispatch_input("end", finger)


def moved(finger: Finger, x: float, y: float) -> None:
    """A touch slides."""
    finger.moves(x, y)
    EventLoop.post_dispatch_input("update", finger)


# ---- which one counts


def test_a_second_finger_on_another_button_is_nobody(resident: Resident) -> None:
    tile, big = resident.target("办事取号"), resident.target("大字")
    resident.steady.now += 1
    first, second = down(*tile.center), down(*big.center)
    up(second)
    assert not resident.router.visit.mode.big
    up(first)
    resident.wait_for("service_list")


def test_a_palm_beside_the_buttons_does_not_lock_the_finger_out(resident: Resident) -> None:
    palm = down(5, resident.stage.height - 5)
    resident.taps("办事取号")
    resident.wait_for("service_list")
    up(palm)
    assert resident.page == "service_list"


def test_a_palm_that_rests_on_a_button_gives_way_and_taps_nothing(resident: Resident) -> None:
    big = resident.target("大字")
    palm = down(*big.center)
    moved(palm, big.center_x + 5, big.center_y + 5)
    resident.taps("办事取号", again_after=RESTS_AFTER - 0.5)
    resident.looks()
    assert resident.page == "home" and big.pressed
    resident.taps("办事取号", again_after=0.6)
    resident.wait_for("service_list")
    up(palm)
    assert not big.pressed and not resident.router.visit.mode.big


def test_a_finger_that_moves_is_no_palm_however_long_it_stays(resident: Resident) -> None:
    big = resident.target("大字")
    slow = down(*big.center)
    for n in range(8):
        resident.steady.now += 1
        moved(slow, big.center_x + 40 * (n % 2), big.center_y)
    touched = down(*resident.target("办事取号").center)
    up(touched)
    up(slow)
    resident.looks()
    assert resident.page == "home" and resident.router.visit.mode.big


def test_a_slow_finger_taps_as_well(resident: Resident) -> None:
    finger = down(*resident.target("办事取号").center)
    resident.steady.now += 30
    up(finger)
    resident.wait_for("service_list")


def test_a_touch_whose_end_is_lost_does_not_freeze_the_touch_screen(resident: Resident) -> None:
    tile = resident.target("大字")
    down(*tile.center)
    resident.taps("高对比", again_after=RESTS_AFTER)
    settle()
    assert resident.router.visit.mode.contrast and not tile.pressed


def test_a_touch_that_began_on_the_page_before_taps_nothing(resident: Resident) -> None:
    resident.goes_to("service_list")
    row = resident.target("取号")
    finger = down(*row.center)
    resident.router.home()
    resident.wait_for("home")
    resident.steady.now += 1
    up(finger)
    resident.looks()
    assert resident.page == "home" and not row.pressed


def test_what_is_not_shown_takes_no_touch(resident: Resident) -> None:
    hidden = PushButton(resident.stage.around, text="不在")
    resident.stage.add_widget(hidden)
    settle()
    assert not hidden.collide_point(*hidden.center)
    hidden.box = Rect(0, 0, 200, 200)
    settle()
    assert hidden.collide_point(*hidden.center)


def test_only_the_left_button_of_a_mouse_is_a_finger(resident: Resident) -> None:
    for button in ("right", "middle", "scrollup", "scrolldown"):
        resident.steady.now += 1
        mouse = Finger(*resident.target("办事取号").center)
        mouse.profile, mouse.button = ["pos", "button"], button
        EventLoop.post_dispatch_input("begin", mouse)
        up(mouse)
    resident.looks()
    assert resident.page == "home"


# ---- how often it counts


def test_keys_may_be_typed_fast_but_no_tap_comes_twice() -> None:
    now = [0.0]
    guard, one, other = RepeatGuard(lambda: now[0]), object(), object()

    def at(moment: float, key: object | None) -> bool:
        now[0] = moment
        return guard.lets_pass(key)

    assert at(1.0, one) and at(1.05, other) and at(1.1, one)
    assert not at(1.15, one), "the tremble of one key"
    assert at(1.3, one), "11"
    assert not at(1.6, None), "the last key's tremble lands on the next page's button"
    assert at(1.8, None) and not at(2.2, one) and at(2.4, one)


# ---- what is seen and heard


def test_a_touch_is_seen_in_the_next_frame_and_for_a_moment(resident: Resident) -> None:
    tile = resident.target("办事取号")
    assert tile.canvas.before.length()
    resting = list(tile.canvas.before.children)
    finger = down(*tile.center)
    resident.frame(0)
    assert tile.pressed and tile.canvas.before.children != resting, "drawn anew"
    up(finger)
    resident.frame(PRESS_SEEN * 0.9)
    assert tile.pressed, "even the shortest touch is seen"
    resident.frame(PRESS_SEEN * 0.2)
    assert not tile.pressed


def test_a_touch_clicks_once_and_only_where_it_does_something(
    resident: Resident, clicks: Clicks
) -> None:
    tile = resident.target("办事取号")
    resident.touches(tile.center_x, tile.y - 20)
    resident.touches(*resident.target("返回").center)
    assert clicks.heard == 0
    resident.taps("大字")
    assert clicks.heard == 1


def test_the_click_is_short_and_waits_for_nothing(tmp_path: Path) -> None:
    assert seconds_of(read_wav(TAP)) < 0.1
    slow = tmp_path / "player"
    slow.write_text("#!/bin/sh\necho played >> $0.log\nexec sleep 30\n")
    slow.chmod(0o755)
    click = LoudClick(player=(str(slow),))
    click()
    playing = click._playing
    assert playing is not None and playing.poll() is None
    click()
    assert click._playing is playing, "no second player while one sounds"
    playing.kill()
    playing.wait()
    click()
    assert click._playing is not playing, "a speaker that came back is heard again"
    click._playing.kill()
    click._playing.wait()


def test_a_kiosk_without_a_player_or_with_the_click_off_is_silent() -> None:
    missing = LoudClick(player=("no-such-player",))
    missing()
    assert missing._playing is None
    assert isinstance(click_from(False), NoClick) and isinstance(click_from(True), LoudClick)
    click_from(False)()

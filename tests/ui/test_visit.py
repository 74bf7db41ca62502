"""A visit at the touch screen: one tap is one tap, nobody is forgotten, and nothing stays
behind."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from kivy.base import EventLoop

from kiosk.context import AppContext
from kiosk.ui.drawing.theme import Mode
from kiosk.ui.navigation.background_task import BUSY_AFTER
from kiosk.ui.navigation.idle import Presence, Stay, presence
from kiosk.ui.navigation.screen_presenter import SOON
from kiosk.ui.navigation.visit import Visit, VisitedPage
from kiosk.ui.widgets.buttons import PushButton
from kiosk.ui.widgets.kiosk_widget import RepeatGuard
from tests.support.screens.finger import Finger
from tests.support.screens.resident import Resident, settle


@pytest.fixture
def resident(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at the touch screen of a small centre."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


def drags(resident: Resident, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A finger that goes down at one place and comes up at another."""
    resident.steady.now += 1
    finger = Finger(*start)
    EventLoop.post_dispatch_input("begin", finger)
    finger.moves(*end)
    EventLoop.post_dispatch_input("update", finger)
    EventLoop.post_dispatch_input("end", finger)
    resident.looks()


def test_a_trembling_hand_taps_once() -> None:
    now = [0.0]
    guard = RepeatGuard(lambda: now[0])
    passed = []
    for moment in (0.0, 0.2, 0.49, 0.5, 0.9, 1.2):
        now[0] = moment
        passed.append(guard.lets_pass())
    assert passed == [True, False, False, True, False, True]


def test_without_the_guard_each_tremble_would_count() -> None:
    guard = RepeatGuard(lambda: 0.0, seconds=0.0)
    assert guard.lets_pass() and guard.lets_pass()


def test_a_second_tap_does_not_land_on_the_next_page(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    resident.taps("取号", again_after=0.2)
    resident.looks()
    assert resident.page == "service_list"
    resident.taps("取号")
    resident.wait_for("check_list")


def test_a_touch_counts_only_where_it_began_and_ended(resident: Resident) -> None:
    tile = resident.target("办事取号")
    outside = (tile.center_x, tile.y - 20)
    drags(resident, tile.center, outside)
    assert resident.page == "home"
    drags(resident, outside, tile.center)
    assert resident.page == "home"
    drags(resident, tile.center, (tile.center_x + 30, tile.center_y))
    resident.wait_for("service_list")


def test_home_keeps_how_one_reads_and_throws_the_rest_away(resident: Resident) -> None:
    before = resident.router.visit
    resident.taps("English")
    resident.taps("Bigger")
    resident.taps("Contrast")
    resident.taps("Take a number")
    resident.wait_for("service_list")
    key = resident.router.key("number", "one")
    assert resident.router.key("number", "one") == key
    resident.router.kept["typed"] = "李奶奶"
    resident.taps("Home")
    resident.wait_for("home")
    assert resident.router.visit.mode == Mode("en", big=True, contrast=True)
    assert resident.router.visit.path == before.path
    assert not resident.router.visit.keys and not resident.router.kept
    assert resident.router.key("number", "one") != key


def test_how_one_reads_ends_with_the_visit(resident: Resident) -> None:
    before = resident.router.visit
    resident.taps("English")
    resident.router.home()
    resident.looks()
    assert resident.router.visit.mode == before.mode and resident.router.visit.untouched
    resident.taps("大字")
    resident.taps("办事取号")
    resident.wait_for("service_list")
    resident.taps("首页")
    resident.wait_for("home")
    assert not resident.router.visit.untouched, "somebody still reads there"
    resident.stands(61)
    resident.stands(21)
    resident.wait_for("attract")
    assert resident.router.visit.mode == before.mode


def test_who_has_gone_is_asked_and_then_forgotten(resident: Resident) -> None:
    resident.taps("高对比")
    resident.taps("办事取号")
    resident.wait_for("service_list")
    resident.stands(59)
    assert resident.stage.dialog is None
    resident.stands(2)
    assert resident.stage.dialog is not None
    assert "还在吗" in resident.read()
    resident.stands(20)
    resident.wait_for("attract")
    assert resident.router.visit.untouched


def test_who_is_still_there_stays(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    resident.stands(65)
    resident.taps("我还在")
    resident.looks()
    assert resident.page == "service_list"
    assert resident.stage.dialog is None


def test_what_comes_back_after_the_visit_is_dropped(resident: Resident) -> None:
    arrived, may_end = [], threading.Event()
    resident.router.run(may_end.wait, arrived.append)
    resident.router.home()
    may_end.set()
    resident.step()
    assert not resident.router.working and arrived == []
    resident.router.run(lambda: "here", arrived.append)
    resident.until(lambda: arrived)


def test_a_button_may_go_with_its_page_while_its_action_is_done(resident: Resident) -> None:
    arrived, may_end = [], threading.Event()
    button = PushButton(resident.stage.around, text="取号")
    # As .kv hands buttons over.
    resident.router.run(may_end.wait, arrived.append, button.proxy_ref)
    del button
    gc.collect()
    resident.frame(BUSY_AFTER * 1.5)
    may_end.set()
    resident.until(lambda: arrived)


def test_a_mode_keeps_the_page_and_the_way(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    path = resident.router.visit.path
    for button, mode in (("大字", Mode(big=True)), ("高对比", Mode(big=True, contrast=True))):
        resident.taps(button)
        settle()
        assert resident.router.visit.mode == mode
        assert resident.page == "service_list"
        assert resident.router.visit.path == path


def test_a_fault_says_that_nothing_was_done_and_tries_the_same_again(resident: Resident) -> None:
    tries = []

    def action() -> str:
        tries.append(resident.router.key("number", "one"))
        if len(tries) == 1:
            raise OSError("disk")
        return "done"

    done: list[str] = []
    resident.router.run(action, done.append)
    resident.until(lambda: resident.stage.trouble is not None)
    assert "什么都没变" in resident.read()
    resident.taps("再试一次")
    resident.until(lambda: done)
    assert len(set(tries)) == 1


def test_a_page_that_counts_down_by_itself_does_not_ask() -> None:
    assert presence(29, Stay(30, 0)) == (Presence.HERE, 1)
    assert presence(30, Stay(30, 0))[0] is Presence.GONE
    assert presence(61, Stay())[0] is Presence.ASKED
    assert presence(81, Stay())[0] is Presence.GONE


def test_going_back_leads_the_way_one_came() -> None:
    visit = Visit(Mode(), (VisitedPage("home"),)).to(VisitedPage("list")).to(VisitedPage("guide"))
    assert [p.name for p in visit.path] == ["home", "list", "guide"]
    assert [p.name for p in visit.to(VisitedPage("list", {"page": 1})).path] == ["home", "list"]
    assert visit.back().here.name == "list"
    assert visit.back().back().back().here.name == "home"


def test_a_visit_is_swept_up_though_others_follow_at_once(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    gc.collect()
    gc.disable()
    try:
        before = weakref.ref(resident.stage)
        for _ in range(5):
            resident.router.home()
            # Less than the moment after which a visit is swept up.
            resident.step(SOON * 0.6)
        assert before() is None
    finally:
        gc.enable()

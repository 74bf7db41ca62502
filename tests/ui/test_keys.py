"""Keys and switches: everything on the touch screen can be reached and used without touching it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.context import AppContext
from kiosk.ui.accessibility.focus import FocusAction, FocusTarget, toward
from kiosk.ui.drawing.rect import Rect
from kiosk.ui.input.keyboard import ROUNDS, SCAN_STEP
from kiosk.ui.shell.overlays import Answer, Question
from tests.support.screens.resident import Resident, settle
from tests.support.screens.typist import Typist, afternoon, tappable


def test_a_dialog_keeps_the_ring_inside_and_gives_it_back(sqlite_ctx: AppContext) -> None:
    router = afternoon(sqlite_ctx)
    typist = Typist(router)
    typist.presses("tab")
    router.ask(Question("还在吗？", "", (Answer("我还在", router.close, "check"),)))
    settle()
    inside = router.stage.focus.piece
    assert inside in router.stage.dialog.pieces(), "it has moved where a key now works"
    assert set(typist.goes_around("tab")) == set(tappable(router.stage))
    typist.goes_to(inside)
    typist.presses("enter")
    settle()
    assert router.stage.dialog is None
    assert router.stage.focus.piece in tappable(router.stage)


# ---- where the ring goes


def boxes(*places: tuple[float, float]) -> list[FocusTarget]:
    """Targets of one size, as an arrow sees them."""
    return [FocusTarget(object(), Rect(x, y, 100, 100)) for x, y in places]  # type: ignore[arg-type]


def test_arrows_go_straight_ahead_first() -> None:
    here = Rect(200, 200, 100, 100)
    left, right, up, down, aslant = targets = boxes(
        (0, 200), (400, 210), (200, 0), (190, 400), (320, 320)
    )
    assert toward(targets, here, FocusAction.LEFT) is left
    assert toward(targets, here, FocusAction.RIGHT) is right
    assert toward(targets, here, FocusAction.UP) is up
    assert toward(targets, here, FocusAction.DOWN) is down
    assert toward([aslant], here, FocusAction.DOWN) is aslant
    assert toward([left, up], here, FocusAction.RIGHT) is None


def test_arrows_lead_from_the_page_to_the_bar_and_back(sqlite_ctx: AppContext) -> None:
    router = afternoon(sqlite_ctx)
    typist, bar = Typist(router), router.stage.bar
    first = typist.presses("down")
    here, way = first, [first]
    while here not in bar.buttons.values():
        here = typist.presses("down")
        assert here not in way, "it got stuck above the bar"
        way.append(here)
    below = typist.presses("right")
    assert below in bar.buttons.values() and below is not here
    assert typist.presses("up") not in bar.buttons.values()


# ---- when there is a ring


@pytest.fixture
def resident(sqlite_ctx: AppContext) -> Iterator[Resident]:
    """Somebody at the touch screen of a small centre."""
    made = Resident(sqlite_ctx)
    yield made
    made.leaves()


def test_the_first_key_shows_the_ring_and_taps_nothing(resident: Resident) -> None:
    typist = Typist(resident.router)
    assert resident.stage.focus.piece is None
    assert typist.presses("enter") is resident.target("办事取号")
    resident.looks()
    assert resident.page == "home"
    typist.presses("enter")
    resident.wait_for("service_list")
    settle()
    assert resident.stage.focus.piece is resident.stage.targets()[0].piece


def test_a_touch_takes_the_ring_away(resident: Resident) -> None:
    typist = Typist(resident.router)
    typist.presses("tab")
    settle()
    resident.touches(5, 5)
    settle()
    assert resident.stage.focus.piece is None
    assert not any(type(piece).__name__ == "Ring" for piece in resident.stage.pieces())


def test_a_held_key_acts_once_and_a_chord_or_another_key_never(resident: Resident) -> None:
    typist = Typist(resident.router)
    for name, *modifiers in (
        ("escape",), ("f1",), ("a",), ("",), ("tab", "ctrl"), ("tab", "alt"), ("enter", "alt"),
        ("space", "meta"), ("left", "alt"),
    ):
        assert typist.presses(name, *modifiers) is None, name
    first = typist.presses("tab")
    for _ in range(9):
        typist.keys.down("tab", frozenset())
    second = resident.stage.focus.piece
    assert second is not first
    typist.keys.up("tab")
    assert typist.presses("tab", "shift") is first


def test_the_ring_stays_on_the_button_that_changed_the_mode(resident: Resident) -> None:
    typist = Typist(resident.router)
    typist.goes_to(resident.stage.bar.buttons["big"])
    resident.steady.now += 1
    typist.presses("enter")
    settle()
    assert resident.router.visit.mode.big
    assert resident.stage.focus.piece is resident.stage.bar.buttons["big"]


def test_keys_count_as_somebody_being_there(resident: Resident) -> None:
    resident.taps("办事取号")
    resident.wait_for("service_list")
    for _ in range(5):
        resident.stands(40)
        Typist(resident.router).presses("tab")
    assert resident.page == "service_list" and resident.stage.dialog is None


def test_what_the_ring_is_on_is_read_aloud(resident: Resident) -> None:
    resident.taps("朗读")
    said = resident.ctx.speaker.said
    resident.until(lambda: said)
    Typist(resident.router).presses("tab")
    resident.until(lambda: said[-1].text.startswith("办事取号"))


def test_one_switch_scans_and_stands_still_when_nobody_chooses(resident: Resident) -> None:
    typist, focus = Typist(resident.router, "f8"), resident.stage.focus
    seen = [typist.presses("f8")]
    for _ in range(ROUNDS * len(tappable(resident.stage))):
        resident.step(SCAN_STEP)
        # While one goes around somebody is there.
        resident.router.stay()
        seen.append(focus.piece)
    assert seen == [*tappable(resident.stage) * ROUNDS, seen[0]]
    resident.step(3 * SCAN_STEP)
    assert focus.piece is seen[0], "it stands still"
    typist.goes_to(resident.target("办事取号"))
    typist.presses("f8")
    typist.presses("tab", "shift")
    typist.presses("f8")
    resident.wait_for("service_list")
    typist.keys.stop()

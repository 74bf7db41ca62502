"""Keys and switches: everything on the glass can be reached and used without touching it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.glass import keys as keys_of
from kiosk.glass.box import Box
from kiosk.glass.focus import AWAY, THICK, Act, Focus, Target, toward
from kiosk.glass.keys import Felt, Keys
from kiosk.glass.over import Answer, Question
from kiosk.glass.router import Router
from kiosk.glass.screen import KioskScreen
from kiosk.glass.stage import Stage
from kiosk.glass.tappable import Tappable
from kiosk.glass.theme import Mode
from kiosk.lobby import Lobby
from kiosk.screens import SCREENS
from kiosk.screens.home.home import HomeScreen
from tests.glass.sight import hurried
from tests.screens.resident import SIZES, Resident, easel_of, photograph, settle

MODES = {"standard": Mode(), "all": Mode("en", big=True, contrast=True)}


@pytest.fixture(autouse=True)
def nobody_watches() -> Iterator[None]:
    """Frames follow each other at once."""
    with hurried():
        yield


class Alone:
    """What keys need of a router, before a stage on which nothing is done."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def touched(self) -> bool:
        """It may do what it wants."""
        return False

    def focused(self, piece: Tappable) -> None:
        """Nobody listens."""


class Typist:
    """Sits at a keyboard, or holds switches, before a glass."""

    def __init__(self, felt: Felt, *switches: str) -> None:
        self.felt = felt
        self.keys = Keys(felt, switches)

    def presses(self, name: str, *modifiers: str) -> Tappable | None:
        """One key down and up; returns what the ring is on then."""
        self.keys.down(name, frozenset(modifiers))
        self.keys.up(name)
        return self.felt.stage.focus.piece

    def goes_around(self, key: str, *modifiers: str) -> list[Tappable]:
        """What the ring comes to until it is back where it began."""
        first = self.presses(key, *modifiers)
        assert first is not None
        seen = [first]
        while (piece := self.presses(key, *modifiers)) is not first:
            assert piece is not None and piece not in seen, "it goes in a circle beside the first"
            seen.append(piece)
        return seen

    def goes_to(self, piece: Tappable) -> None:
        """Tab, until the ring is there."""
        while self.presses("tab") is not piece:
            pass


def tappable(stage: Stage) -> list[Tappable]:
    """What a finger could use now."""
    return [target.piece for target in stage.targets() if target.piece.listens]


def taps_heard(pieces: list[Tappable]) -> list[Tappable]:
    """Hears the taps of pieces instead of what they do."""
    heard: list[Tappable] = []

    def hears(piece: Tappable) -> bool:
        heard.append(piece)
        return True

    for piece in pieces:
        piece.fbind("on_tap", hears)
    return heard


def unreached(stage: Stage) -> str:
    """What keys and switches cannot do on a stage; empty where they can do all a finger can."""
    all_there = tappable(stage)
    if not all_there:
        return "" if Typist(Alone(stage)).presses("tab") is None else "a ring around nothing"
    heard = taps_heard(all_there)
    for typist, on, choose in (
        (Typist(Alone(stage)), "tab", "enter"), (Typist(Alone(stage), "f8", "f9"), "f8", "f9"),
    ):
        stage.focus.leave()
        if typist.goes_around(on) != all_there:
            return f"{on} does not come to everything, once around"
        heard.clear()
        for _ in all_there:
            typist.presses(on)
            stage.around.guard._last = float("-inf")
            typist.presses(choose)
        if set(heard) != set(all_there):
            return f"{choose} does not tap everything"
    stage.focus.leave()
    if Typist(Alone(stage)).goes_around("tab", "shift") != all_there[::-1]:
        return "shift tab is not tab the other way round"
    return ""


def afternoon(lobby: Lobby, way: str = "portrait", mode: str = "standard") -> Router:
    """A glass at home that was not started."""
    router = easel_of(lobby).router(SIZES[way], MODES[mode])
    router.arrive("home", dict(HomeScreen.samples())["afternoon"])
    settle()
    return router


@pytest.mark.parametrize(("way", "mode"), list(product(SIZES, MODES)))
@pytest.mark.parametrize("screen", SCREENS, ids=[screen.NAME for screen in SCREENS])
def test_keys_and_switches_do_all_that_a_finger_can(
    sqlite_lobby: Lobby, screen: type[KioskScreen], way: str, mode: str
) -> None:
    easel = easel_of(sqlite_lobby)
    router = easel.router(SIZES[way], MODES[mode])
    for name, answers in screen.samples():
        if {"kept", "writing"} & answers.keys():
            stage = easel.set_up(screen, answers, SIZES[way], MODES[mode])
        else:
            router.arrive(screen.NAME, answers)
            settle()
            stage = router.stage
        assert not unreached(stage), name


def test_a_target_left_out_of_the_order_is_seen(
    sqlite_lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = afternoon(sqlite_lobby).stage
    assert not unreached(stage)
    along = Focus._along
    left_out = tappable(stage)[2]
    monkeypatch.setattr(Focus, "_along", lambda focus, targets, by: along(
        focus, [target for target in targets if target.piece is not left_out], by
    ))
    assert "does not come to everything" in unreached(stage)


def test_a_dialog_keeps_the_ring_inside_and_gives_it_back(sqlite_lobby: Lobby) -> None:
    router = afternoon(sqlite_lobby)
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


def boxes(*places: tuple[float, float]) -> list[Target]:
    """Targets of one size, as an arrow sees them."""
    return [Target(object(), Box(x, y, 100, 100)) for x, y in places]  # type: ignore[arg-type]


def test_arrows_go_straight_ahead_first() -> None:
    here = Box(200, 200, 100, 100)
    left, right, up, down, aslant = targets = boxes(
        (0, 200), (400, 210), (200, 0), (190, 400), (320, 320)
    )
    assert toward(targets, here, Act.LEFT) is left
    assert toward(targets, here, Act.RIGHT) is right
    assert toward(targets, here, Act.UP) is up
    assert toward(targets, here, Act.DOWN) is down
    assert toward([aslant], here, Act.DOWN) is aslant
    assert toward([left, up], here, Act.RIGHT) is None


def test_arrows_lead_from_the_page_to_the_bar_and_back(sqlite_lobby: Lobby) -> None:
    router = afternoon(sqlite_lobby)
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
def resident(sqlite_lobby: Lobby) -> Iterator[Resident]:
    """Somebody at the glass of a small house."""
    made = Resident(sqlite_lobby)
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
    resident.touches(5, 5)
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
    said = resident.lobby.speaker.said
    resident.until(lambda: said)
    Typist(resident.router).presses("tab")
    resident.until(lambda: said[-1].text.startswith("办事取号"))


def test_one_switch_scans_and_stands_still_when_nobody_chooses(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_of, "SCAN_STEP", 0.01)
    typist = Typist(resident.router, "f8")
    first = typist.presses("f8")
    resident.until(lambda: resident.stage.focus.piece is not first)
    resident.until(lambda: not typist.keys._step.is_triggered)
    assert typist.keys._steps == keys_of.ROUNDS * len(tappable(resident.stage))
    typist.keys._step.timeout = 60
    typist.goes_to(resident.target("办事取号"))
    typist.presses("f8")
    typist.presses("tab", "shift")
    typist.presses("f8")
    resident.wait_for("service_list")
    typist.keys.stop()


# ---- how the ring looks


def light(colour: tuple[int, int, int]) -> float:
    """Relative luminance by WCAG."""
    r, g, b = (c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize(("way", "mode"), [("portrait", "standard"), ("landscape", "all")])
def test_the_ring_is_whole_and_seen_against_whatever_it_stands_on(
    sqlite_lobby: Lobby, tmp_path: Path, way: str, mode: str
) -> None:
    stage = afternoon(sqlite_lobby, way, mode).stage
    bare = photograph(stage, tmp_path)
    for _ in tappable(stage):
        piece = Typist(Alone(stage)).presses("tab")
        assert piece is not None
        assert_ring(bare, photograph(stage, tmp_path), stage, piece)


def assert_ring(bare: Image.Image, ringed: Image.Image, stage: Stage, piece: Tappable) -> None:
    """The picture with the ring differs from that without by a line on all four sides of the
    piece, which stands out from what was there; the piece itself is as it was.
    """
    theme, box = stage.around.theme, piece.box
    changed = ImageChops.difference(bare, ringed).getbbox()
    assert changed is not None
    away = AWAY + THICK
    x, y = theme.place(box)[:2]
    left, top = x, theme.window[1] - y - theme.place(box)[3]
    right, bottom = left + theme.place(box)[2], top + theme.place(box)[3]
    # Round corners cut those of the box by less than this.
    inside = (left + 6, top + 6, right - 6, bottom - 6)
    over = ImageChops.difference(bare.crop(inside), ringed.crop(inside)).getbbox()
    assert over is None, "it lies over what it is around"
    middle = away - THICK // 2
    sides = (
        (max(left - middle, 3), (top + bottom) // 2), ((left + right) // 2, top - middle),
        (min(right + middle - 1, theme.window[0] - 4), (top + bottom) // 2),
        ((left + right) // 2, min(bottom + middle - 1, theme.window[1] - 4)),
    )
    ratios = []
    for at in sides:
        one, other = light(bare.getpixel(at)), light(ringed.getpixel(at))
        ratios.append((max(one, other) + 0.05) / (min(one, other) + 0.05))
    # Across, the upper side of a button of the bar runs along the white line over the bar.
    assert all(ratio > 1.2 for ratio in ratios), (type(piece).__name__, box, ratios)
    assert sum(ratio >= 3 for ratio in ratios) >= 3, (type(piece).__name__, box, ratios)

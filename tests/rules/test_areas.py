"""Areas: each is on every floor under one name, and fills every slot or says that it does not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from kiosk import screens
from kiosk.actions.areas import AREAS
from kiosk.screens.home_tile import HomeTile
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.web import desk, phone
from kiosk.web.desk.sections import Section

ROOT = Path(__file__).parents[2]
FLOORS = ("kiosk.actions", "kiosk.screens", "kiosk.web.desk", "kiosk.web.phone")
NAMES = {area.name for area in AREAS}
# Folders of a floor that are no areas, and say in their first line what they are.
NO_AREAS = {"home", "reservations"}


def folders(floor: str) -> set[str]:
    """The packages of a floor."""
    found = ROOT.joinpath(*floor.split(".")).iterdir()
    return {one.name for one in found if (one / "__init__.py").exists()}


def sections(package: ModuleType) -> list[Section]:
    """The sections that a package of the desk declares."""
    return [one for one in vars(package).values() if isinstance(one, Section)]


def broken(floor: str, there: set[str], names: set[str]) -> list[str]:
    """What is missing on a floor, and what stands there without being an area."""
    return sorted([f"{floor}: no {name}" for name in names - there]
                  + [f"{floor}: {name} is no area" for name in there - names - NO_AREAS])


@pytest.mark.parametrize("floor", FLOORS)
def test_every_area_is_on_every_floor_and_nothing_else(floor: str) -> None:
    assert broken(floor, folders(floor), NAMES) == []


def test_control_an_area_that_a_floor_lacks_is_named() -> None:
    assert broken("floor", {"queue", "misc"}, {"queue", "rooms"}) == [
        "floor: misc is no area", "floor: no rooms"]


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_every_slot_of_an_area_is_filled_or_none(area: object) -> None:
    name = area.name  # type: ignore[attr-defined]
    shown = import_module(f"kiosk.screens.{name}")
    assert shown in screens.AREAS and all(issubclass(one, KioskScreen) for one in shown.SCREENS)
    assert shown.HOME_TILE is None or isinstance(shown.HOME_TILE, HomeTile)
    at_desk = import_module(f"kiosk.web.desk.{name}")
    assert sections(at_desk) or at_desk.SECTION is None
    assert set(sections(at_desk)) <= set(desk.SECTIONS), "declared, and in no header"
    on_phone = import_module(f"kiosk.web.phone.{name}")
    assert on_phone.register is None or isinstance(on_phone.register, Callable)  # type: ignore[arg-type]
    assert on_phone.register in phone.REGISTERS


def test_every_screen_belongs_to_one_area() -> None:
    assert len({screen.NAME for screen in screens.SCREENS}) == len(screens.SCREENS)
    declared = re.compile(r"^    NAME = \"(\w+)\"", re.MULTILINE)
    names = [name for path in (ROOT / "kiosk" / "screens").rglob("*.py")
             for name in declared.findall(path.read_text("utf-8"))]
    assert sorted(names) == sorted(screen.NAME for screen in screens.SCREENS)


def test_names_of_areas_events_and_jobs_are_their_own() -> None:
    for slot in ("jobs", "losses"):
        names = [name for area in AREAS for name in getattr(area, slot) or {}]
        assert len(names) == len(set(names)), slot
    kept = [rule.name for area in AREAS for rule in area.retention or ()]
    assert len(kept) == len(set(kept))


def test_areas_of_actions_are_held_apart() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    apart = next(contract["modules"] for contract in settings["contracts"]
                 if contract["name"] == "Areas of actions do not know each other")
    assert set(apart) == {f"kiosk.actions.{name}" for name in NAMES}

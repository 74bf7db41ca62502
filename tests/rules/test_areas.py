"""Areas: each is on every floor under one name, and fills every slot or says that it does not."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import fields, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from kiosk import screens
from kiosk.actions.acting import Act
from kiosk.actions.areas import AREAS
from kiosk.area import Area
from kiosk.screens.home_tile import HomeTile
from kiosk.screens.staff_offer import StaffOffer
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.web import desk, phone
from kiosk.web.desk.sections import Section
from tests.support.centre import AFTERNOON
from tests.support.event_names import foreign

ROOT = Path(__file__).parents[2]
# By the contract in pyproject.toml that holds the areas of a floor apart.
FLOORS = {
    "Areas of rules": "kiosk.domain", "Areas of tables": "db",
    "Areas of actions": "kiosk.actions", "Areas of screens": "kiosk.screens",
    "Areas of the desk": "kiosk.web.desk", "Areas of the phone": "kiosk.web.phone",
}
NAMES = {area.name for area in AREAS}
# Folders of a floor that are no areas, and say in their first line what they are.
NO_AREAS = {"engine", "home", "outbox", "reservations"}
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
# What names more areas than these lists them.
A_FEW = 2
LOGGED = re.compile(r"\blog\(\s*(?:\"(\w+)\"( if [^,]+ else \"(\w+)\")?)")


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


@pytest.mark.parametrize("floor", FLOORS.values())
def test_every_area_is_on_every_floor_and_nothing_else(floor: str) -> None:
    assert broken(floor, folders(floor), NAMES) == []


def test_control_an_area_that_a_floor_lacks_is_named() -> None:
    assert broken("floor", {"queue", "misc"}, {"queue", "rooms"}) == [
        "floor: misc is no area", "floor: no rooms"]


def missing(area: Area) -> list[str]:
    """What an area neither fills nor says None to, slot by slot and floor by floor."""
    found = [slot.name for slot in fields(area)
             if (value := getattr(area, slot.name)) is not None and not value]
    shown, at_desk, on_phone = (import_module(f"kiosk.{floor}.{area.name}")
                                for floor in ("screens", "web.desk", "web.phone"))
    if shown not in screens.AREAS:
        found.append("in the list of screens")
    if not all(issubclass(one, KioskScreen) for one in shown.SCREENS):
        found.append("SCREENS")
    if not (shown.HOME_TILE is None or isinstance(shown.HOME_TILE, HomeTile)):
        found.append("HOME_TILE")
    if not all(isinstance(one, StaffOffer) for one in shown.STAFF_OFFERS):
        found.append("STAFF_OFFERS")
    if not sections(at_desk) and at_desk.SECTION is not None:
        found.append("SECTION")
    if not set(sections(at_desk)) <= set(desk.SECTIONS):
        found.append("in the list of the desk")
    if on_phone.register not in phone.REGISTERS:
        found.append("in the list of the phone")
    return found


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_every_slot_of_an_area_is_filled_or_none(area: Area) -> None:
    assert missing(area) == []


def test_control_an_area_that_leaves_something_empty_is_named(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    area = next(area for area in AREAS if area.name == "volunteers")
    for module, name, value in (
        ("screens", "HOME_TILE", "none"), ("screens", "STAFF_OFFERS", ("none",)),
        ("web.phone", "register", lambda: None),
    ):
        monkeypatch.setattr(f"kiosk.{module}.volunteers.{name}", value)
    monkeypatch.setattr("kiosk.web.desk.SECTIONS", ())
    assert missing(replace(area, jobs={}, retention=())) == [
        "jobs", "retention", "HOME_TILE", "STAFF_OFFERS", "in the list of the desk",
        "in the list of the phone"]


def test_every_screen_belongs_to_one_area() -> None:
    assert len({screen.NAME for screen in screens.SCREENS}) == len(screens.SCREENS)
    declared = re.compile(r"^    NAME = \"(\w+)\"", re.MULTILINE)
    names = [name for path in (ROOT / "kiosk" / "screens").rglob("*.py")
             for name in declared.findall(path.read_text("utf-8"))]
    assert sorted(names) == sorted(screen.NAME for screen in screens.SCREENS)


def test_names_of_jobs_losses_rules_and_kinds_are_their_own() -> None:
    for slot in ("jobs", "losses", "announces", "slips"):
        names = [name for area in AREAS for name in getattr(area, slot) or {}]
        assert len(names) == len(set(names)), slot
    kept = [rule.name for area in AREAS for rule in area.retention or ()]
    assert len(kept) == len(set(kept))
    kinds = [kind for area in AREAS if area.content for kind in area.content.types]
    assert len(kinds) == len({kind.name for kind in kinds}) == len({kind.rank for kind in kinds})


def listed(text: str) -> set[str]:
    """The areas that a file names, by what it imports and as a word of their own."""
    tree = list(ast.walk(ast.parse(text)))
    found = {alias.name for node in tree if isinstance(node, ast.ImportFrom)
             for alias in node.names}
    return NAMES & (found | {node.value for node in tree if isinstance(node, ast.Constant)
                             and isinstance(node.value, str)})


def test_areas_are_listed_in_their_four_lists_and_nowhere_else() -> None:
    files = [ROOT / "main.py", *(ROOT / "kiosk").rglob("*.py"), *(ROOT / "db").rglob("*.py")]
    lists = {str(file.relative_to(ROOT)): found for file in files
             if len(found := listed(file.read_text("utf-8"))) > A_FEW}
    assert lists == dict.fromkeys((
        "kiosk/actions/areas.py", "kiosk/screens/__init__.py", "kiosk/web/desk/__init__.py",
        "kiosk/web/phone/__init__.py"), NAMES)


def test_control_a_fifth_list_is_named() -> None:
    assert len(listed("from kiosk.actions import queue, rooms\nSAID = {'volunteers': 1}")) > A_FEW
    assert len(listed("from kiosk.actions import queue, rooms")) <= A_FEW


def contracts() -> dict[str, list[str]]:
    """What each contract of independence holds apart."""
    return {contract["name"].removesuffix(" do not know each other"): contract["modules"]
            for contract in SETTINGS["contracts"] if contract["type"] == "independence"}


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_areas_of_a_floor_are_held_apart(name: str, floor: str) -> None:
    assert sorted(contracts()[name]) == sorted(
        f"{floor}.{one}" for one in folders(floor) - NO_AREAS)


def test_screens_are_held_apart() -> None:
    assert set(contracts()["Screens"]) == {screen.__module__ for screen in screens.SCREENS}


def written(area: str, text: str) -> list[str]:
    """The events of a text that its area does not know."""
    found = {name for match in LOGGED.finditer(text) for name in (match[1], match[3]) if name}
    return sorted(name for name in found if foreign(f"kiosk.actions.{area}", name, ""))


@pytest.mark.parametrize("area", [*sorted(NAMES), "reservations"])
def test_an_area_writes_no_event_but_its_own(area: str) -> None:
    files = (ROOT / "kiosk" / "actions" / area).glob("*.py")
    assert written(area, "\n".join(file.read_text("utf-8") for file in files)) == []


def test_control_an_event_of_nobody_is_named() -> None:
    text = 'act.log("count_people")\nact.log(\n    "lost" if gone else "take", room=room.id)'
    assert written("rooms", text) == ["lost", "take"]
    # Whatever a test writes is watched in the same way, whoever put its name together.
    act, own = Act(None, None, AFTERNOON, "staff:1@desk"), {}  # type: ignore[arg-type]
    exec("def writes(act, name): act.log(name)", own | {"__name__": "kiosk.actions.rooms.x"}, own)
    with pytest.raises(AssertionError, match="take is no event of rooms"):
        own["writes"](act, "take")
    with pytest.raises(AssertionError, match="offer_place is done by the staff"):
        own["writes"](act, "offer_place")

"""Every screen in every mode, upright and across: what stands there can be read, heard, reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kiosk.glass.gallery import stand
from kiosk.glass.router import Router
from kiosk.glass.screen import KioskScreen
from kiosk.lobby import Lobby
from kiosk.screens import SCREENS
from kiosk.screens.home.home import HomeScreen
from kiosk.screens.queue.service_detail import ServiceDetailScreen
from tests.glass.faults import PLANTED, Plant
from tests.glass.looks import Seen, wrong
from tests.glass.sight import photographed
from tests.glass.situations import OVER_A_PAGE, SITUATIONS, clear
from tests.house import Clock, small_house
from tests.screens.resident import MODES, SIZES, easel_of, settle

WALKED = ("standard", "big", "contrast", "english", "big_english_contrast")


@pytest.fixture(scope="module")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Router]]:
    """One glass for each mode and way round, on which one sample follows the other."""
    folder: Path = tmp_path_factory.mktemp("glass")
    lobby = small_house(f"cysqlite:///{folder / 'house.db'}", folder / "data", Clock())
    easel = easel_of(lobby)

    @cache
    def router(way: str, mode: str) -> Router:
        return easel.router(SIZES[way], MODES[mode])

    yield router
    lobby.database.close()


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", WALKED)
@pytest.mark.parametrize("screen", SCREENS, ids=[screen.NAME for screen in SCREENS])
def test_every_screen_is_whole(
    glass: Callable[[str, str], Router], screen: type[KioskScreen], mode: str, way: str
) -> None:
    found = [
        f"{screen.NAME} {sample}, {way} {mode}{over}: {what}"
        for sample, answers in screen.samples()
        for over, what in walk(glass(way, mode), screen, answers)
    ]
    assert not found, "\n".join(found)


def walk(
    router: Router, screen: type[KioskScreen], answers: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """What is wrong with a sample as it is seen, and as it stands with something over it."""
    stand(router, screen, answers)
    for what in wrong(Seen(router.stage, photographed(router.stage))):
        yield "", what
    for over in OVER_A_PAGE:
        SITUATIONS[over](router)
        settle()
        for what in wrong(Seen(router.stage)):
            yield f" {over}", what
        clear(router)


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", WALKED)
def test_whatever_stands_over_a_page_is_whole(
    glass: Callable[[str, str], Router], mode: str, way: str
) -> None:
    found, router = [], glass(way, mode)
    for over, situation in SITUATIONS.items():
        stand(router, HomeScreen, dict(HomeScreen.samples())["afternoon"])
        situation(router)
        seen = Seen(router.stage, photographed(router.stage))
        found += [f"{over}, {way} {mode}: {what}" for what in wrong(seen)]
        clear(router)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("check", "plant"), PLANTED)
def test_a_planted_fault_is_named(
    sqlite_lobby: Lobby, monkeypatch: pytest.MonkeyPatch, check: str, plant: Plant
) -> None:
    router = easel_of(sqlite_lobby).router(SIZES["portrait"], MODES["standard"])
    stand(router, ServiceDetailScreen, dict(ServiceDetailScreen.samples())["ordinary"])
    assert wrong(Seen(router.stage, photographed(router.stage))) == []
    named = plant(router, monkeypatch)
    found = wrong(Seen(router.stage, photographed(router.stage)))
    assert any(what.startswith(f"{check}:") and named in what for what in found), found

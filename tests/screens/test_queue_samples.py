"""Every sample of the queue's screens: targets large and apart, nothing cut, codes that scan."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest

from kiosk.glass.bar import BottomBar
from kiosk.lobby import Lobby
from kiosk.screens.queue.priority import PriorityScreen
from kiosk.screens.queue.service_detail import ServiceDetailScreen
from kiosk.screens.queue.ticket import TicketScreen
from tests.screens.resident import MODES, SIZES, easel_of, photograph, scanned

SCREENS = (ServiceDetailScreen, PriorityScreen, TicketScreen)
# The look zone ends here; nothing above it may be tapped.
TOUCH_FROM = {"portrait": 640, "landscape": 360}
LEAST, APART = 120, 24
SAMPLES = [
    pytest.param(screen, name, id=f"{screen.NAME}-{name}")
    for screen in SCREENS for name, _ in screen.samples()
]


@pytest.mark.parametrize(("screen", "name"), SAMPLES)
def test_a_sample_is_whole_in_every_mode(
    sqlite_lobby: Lobby, screen: type, name: str
) -> None:
    easel = easel_of(sqlite_lobby)
    for way, mode in product(SIZES, MODES):
        answers = dict(screen.samples())[name]
        stage = easel.set_up(screen, answers, SIZES[way], MODES[mode])
        assert not stage.overflows(), (way, mode)
        targets = [t for t in stage.targets() if not isinstance(t.piece.parent, BottomBar)]
        for target in targets:
            assert target.box.w >= LEAST and target.box.h >= LEAST, (way, mode, target)
            assert target.box.y >= TOUCH_FROM[way], (way, mode, target)
            assert target.box.bottom <= stage.bar.box.y, (way, mode, target)
        for one, other in combinations(targets, 2):
            assert one.box.gap(other.box) >= APART, (way, mode, one, other)


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("screen", [ServiceDetailScreen, TicketScreen])
def test_the_code_scans_from_the_glass(
    sqlite_lobby: Lobby, tmp_path: Path, screen: type, way: str, mode: str
) -> None:
    _, answers = next(iter(screen.samples()))
    stage = easel_of(sqlite_lobby).set_up(screen, answers, SIZES[way], MODES[mode])
    assert scanned(photograph(stage, tmp_path)) == [stage.screen.url]

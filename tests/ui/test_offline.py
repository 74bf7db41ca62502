"""A kiosk without a network: codes nobody could open wait, and come by themselves later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kiosk import settings
from kiosk.context import AppContext
from kiosk.screens import SCREENS
from kiosk.ui.gallery import stand
from kiosk.ui.navigation.router import Router
from kiosk.ui.navigation.screen import KioskScreen
from kiosk.ui.widgets.qr_card import QrCard
from tests.samples.screens import samples_of
from tests.support.centre import Clock, small_centre, take
from tests.support.screens.resident import MODES, SIZES, Resident, easel_of, scanned, settle
from tests.support.visual.checks import Seen, wrong

CAME = "192.0.2.77"
SEEN_IN = ("standard", "big_english_contrast")
WITH_CODES = ("ticket", "service_detail", "booked", "room", "room_number", "help_code")


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Plugs a network in that gives this machine an address, or pulls it."""
    def give(address: str) -> None:
        monkeypatch.setattr(settings, "own_address", lambda: address)

    give("")
    return give


@pytest.fixture
def centre(tmp_path: Path, network: Callable[[str], None]) -> Iterator[AppContext]:
    """A centre whose address nobody wrote down."""
    made = small_centre(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path, Clock(),
                       KIOSK_PUBLIC_URL="")
    yield made
    made.database.close()


def offline(screen: type[KioskScreen]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Its samples as they are asked for without a network."""
    for name, answers in samples_of(screen):
        yield name, {
            key: replace(value, url="") if getattr(value, "url", "") else value
            for key, value in answers.items()
        }


def cards(router: Router) -> list[QrCard]:
    return [p for p in router.stage.pieces() if isinstance(p, QrCard) and p.box and p.pen]


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen.NAME in WITH_CODES],
                         ids=lambda screen: screen.NAME)
def test_a_page_with_a_code_says_that_scanning_has_to_wait(
    centre: AppContext, screen: type[KioskScreen], way: str
) -> None:
    easel = easel_of(centre)
    router = cache(lambda mode: easel.router(SIZES[way], MODES[mode]))
    found: list[str] = []
    waiting = 0
    for (name, answers), mode in product(offline(screen), SEEN_IN):
        on = router(mode)
        stand(on, screen, answers)
        settle()
        words = on.stage.around.words
        on.stage.tell(words("strip.offline"))
        found += [f"{name} {mode}: {what}" for what in wrong(Seen(on.stage))]
        for card in cards(on):
            waiting += 1
            assert words("qr.wait") == card.meaning().name[:len(words("qr.wait"))]
            assert card.meaning().value == ""
    assert waiting and not found, "\n".join(found)


def test_the_code_comes_with_the_network_and_follows_it(
    centre: AppContext, network: Callable[[str], None], tmp_path: Path
) -> None:
    code = take(centre).ticket.code
    at = Resident(centre)
    try:
        at.goes_to("ticket", code=code)
        at.looks()
        assert not scanned(at.picture(tmp_path)) and "扫码先等一等" in at.read()
        assert at.stage.strip.text == at.stage.around.words("strip.offline")
        for address in (CAME, "192.0.2.78"):
            network(address)
            at.looks()
            assert scanned(at.picture(tmp_path)) == [f"http://{address}:8080/t/{code}"]
            assert not at.stage.strip.text
        network("")
        at.looks()
        assert not scanned(at.picture(tmp_path))
    finally:
        at.leaves()

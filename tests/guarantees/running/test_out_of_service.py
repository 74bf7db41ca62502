"""The whole program on a screen while its database is away: it says so, and comes up by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.centre import ROOT
from tests.support.postgres import Server
from tests.support.screen import Colour, Program, Screen, wait_until

RED = (166, 17, 24)
# Where home has its red tile, and where the panel of a kiosk out of service is wheat.
TILE, PANEL = (300, 672), (100, 700)
WHEAT = (244, 232, 214)


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A screen for the touch screen."""
    made = Screen(1080, 1920)
    yield made
    made.close()


def near(seen: Colour, colour: Colour) -> bool:
    """Whether a colour is seen."""
    return all(abs(a - b) < 6 for a, b in zip(seen, colour, strict=True))


def test_a_kiosk_started_without_its_database_says_so_and_comes_up_by_itself(
    own_server: Server, screen: Screen, tmp_path: Path
) -> None:
    url = own_server.new_database()
    own_server.stop()
    program = Program(tmp_path, screen.display, KIOSK_WINDOW="1080x1920", KIOSK_SPEECH="none",
                      KIOSK_DATABASE_URL=url)
    running = subprocess.Popen([sys.executable, "main.py"], cwd=ROOT, env=program.environment,
                               stdout=(tmp_path / "console.txt").open("wb"),
                               stderr=subprocess.STDOUT)
    program._running = running
    try:
        wait_until(lambda: near(screen.pixel(*PANEL), WHEAT))
        assert not near(screen.pixel(*TILE), RED), "no number can be had"
        assert running.poll() is None
        own_server.start()
        wait_until(lambda: near(screen.pixel(*TILE), RED))
        wait_until(program.answers)
        assert b"cannot begin" in (tmp_path / "console.txt").read_bytes()
        assert program.stop() == 0
    finally:
        running.kill()

"""A street of a hundred real databases: all are shown, three that are wrong hold up nobody."""

from __future__ import annotations

import time
from statistics import median

import pytest

from tests.support.guarantees.town import Town, bad_ones, street_program
from tests.support.postgres import Server
from tests.support.screen import wait_until


@pytest.mark.soak
def test_a_hundred_centres_are_shown_and_what_is_wrong_with_three_of_them() -> None:
    server = Server("/dev/shm")
    try:
        town = Town(server, 97)
        with bad_ones(server) as bad, street_program(town.urls | bad) as program:
            wait_until(lambda: town.is_shown(program), 120)
            loads = []
            for _ in range(100):
                begun = time.monotonic()
                page = program.page()
                loads.append(time.monotonic() - begun)
            # Most of them: a page waits for its turn on a busy machine as everything does.
            assert median(loads) < 1.0, sorted(loads)[-5:]
            assert all(program.standings()[name] == "away" for name in bad)
            wait_until(lambda: "2 秒里没有答话" in program.page(), 30)
            assert "没有人应" in page and "程序旧了" in page and "127.0.0.1" not in page
            town.leaves()
            server.stop()
            wait_until(lambda: set(program.standings().values()) == {"away"}, 120)
            server.start()
            wait_until(lambda: town.is_shown(program), 120)
            town.leaves()
    finally:
        server.remove()

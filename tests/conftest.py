"""What every test can ask for: a real SQLite file, a real PostgreSQL, a house, a browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg  # noqa: F401  (before `db`, which else does without)
import pytest

from kiosk.lobby import Lobby
from tests.house import Clock, small_house
from tests.postgres import Server

# Whichever test imports Kivy first: it must not turn the log of the whole run to its noisiest.
os.environ["KIVY_LOG_MODE"] = "PYTHON"

# What the tests write is thrown away: where there is plenty of memory it needs no disk.
MEMORY, PLENTY = Path("/dev/shm"), 4 << 30
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > PLENTY:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# How long an example takes on a busy machine says nothing of what it shows.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

BROWSER_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One PostgreSQL server for the whole run."""
    server = Server()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        yield f"cysqlite:///{tmp_path / 'house.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    made = server.new_database()
    yield made
    server.drop(made)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at 15:20 on a Friday."""
    return Clock()


@pytest.fixture
def lobby(url: str, tmp_path: Path, clock: Clock) -> Iterator[Lobby]:
    """A small house on each kind of database."""
    made = small_house(url, tmp_path / "data", clock)
    yield made
    made.database.close()


@pytest.fixture
def sqlite_lobby(tmp_path: Path, clock: Clock) -> Iterator[Lobby]:
    """A small house on SQLite only, for what does not touch the database's kind."""
    made = small_house(f"cysqlite:///{tmp_path / 'house.db'}", tmp_path / "data", clock)
    yield made
    made.database.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium, driven by playwright."""
    from playwright.sync_api import expect, sync_playwright

    # What is waited for comes, however busy the machine: how soon it comes is measured elsewhere.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=BROWSER_FLAGS
        )
        yield opened
        opened.close()

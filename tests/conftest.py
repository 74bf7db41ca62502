"""What every test can ask for: a real SQLite file, a real PostgreSQL, a centre, a browser."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
import structlog
from argon2 import PasswordHasher

from kiosk.context import AppContext
from tests.support import event_names
from tests.support.centre import Clock, small_centre
from tests.support.postgres import Server
from tests.support.run_folder import RunFolder

# What is imported and collected stays to the end of the run: nothing looks through it for what is
# needed no more, which takes a fifth of the time of collecting (pytest_collection_finish).
gc.disable()

# Before Kivy or a browser writes anything at home. The workers of a run share its folder.
RUN = None if "PYTEST_XDIST_WORKER" in os.environ else RunFolder()

# Whichever test imports Kivy first: it must not turn the log of the whole run to its noisiest.
os.environ["KIVY_LOG_MODE"] = "PYTHON"

# What a PIN costs who tries it is the product's (tests/actions/staff/test_staff.py): hundreds of
# accounts
# that tests make would spend a minute on it. A hash says itself what it costs to check.
CHEAP, MAKE_HASH = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1), PasswordHasher.hash
PasswordHasher.hash = lambda _, *given, **more: MAKE_HASH(CHEAP, *given, **more)

# Where rich stands, which the lint brings, structlog takes it and draws the whole centre, with each
# value a function holds, for a fault that is logged: eight seconds for one.
structlog.dev.ConsoleRenderer.get_active().exception_formatter = structlog.dev.plain_traceback

event_names.watch()

# How long an example takes on a busy machine says nothing of what it shows, and what was found
# once belongs into a test of its own: nothing is kept from run to run.
hypothesis.settings.register_profile("same", deadline=None, database=None, derandomize=True)
hypothesis.settings.register_profile("chance", deadline=None, database=None, print_blob=True)

# Where what is tested is SQL: on both databases. Actions, pages and screens meet PostgreSQL by what
# is marked `both`, so that no function of db is left out; all the rest of the matrix is for
# `make soak`.
SQL = {"db", "guarantees"}

# Where a single test takes long, the longest first.
HERE = Path(__file__).parent
LONG = (
    "visual/test_walk_of_screens.py", "guarantees/test_nothing_left.py", "web/desk/test_axe.py",
    "web/desk/content/test_every_kind.py", "guarantees/running/test_frozen_server.py",
    "guarantees/running/test_screen_soak.py", "journeys/test_first_ticket.py",
    "guarantees/running/test_damage.py", "web/core/test_every_address.py",
    "guarantees/running/test_out_of_service.py",
    "web/desk/cases/test_axe.py",
)

# The one of the run, once a test has asked for it.
BROWSERS: list[Any] = []

SHELL = "/usr/bin/chromium-headless-shell"
BROWSER_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # A page lives too short for a second process beside its own, or for code made twice as fast.
    "--renderer-process-limit=1", "--disable-features=SpareRendererForSitePerProcess",
    "--js-flags=--no-opt --no-maglev",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tells which tests on PostgreSQL belong to the whole matrix only."""
    for item in items:
        given = getattr(item, "callspec", None)
        folder = item.path.relative_to(HERE).parts[0]
        if (given and given.params.get("database_kind") == "postgresql" and folder not in SQL
                and not item.get_closest_marker("both")):
            item.add_marker("matrix")


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def longest_first(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No worker ends alone with a test that takes long: each begins with its share of them."""
    workers: int = getattr(config, "workerinput", {"workercount": 1})["workercount"]
    of_file = {HERE / file: list[pytest.Item]() for file in LONG}
    rest = iter([item for item in items if item.path not in of_file])
    for item in items:
        if item.path in of_file:
            of_file[item.path].append(item)
    shares = [[item for each in list(of_file.values())[n::workers] for item in each]
              for n in range(workers)]
    # As many as xdist hands out at first, one worker after the other.
    ends = [len(items) * (n + 1) // workers for n in range(workers)]
    items[:] = [item for share, begin, end in zip(shares, [0, *ends], ends, strict=False)
                for item in (*share, *islice(rest, max(end - begin - len(share), 0)))] + [*rest]


def pytest_collection_finish() -> None:
    """From here on what comes is looked through, and only that."""
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Names the seed: with it the same tests come in the same order, with the same chances."""
    terminalreporter.write_line(f"seed {config.getoption('randomly_seed')}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One PostgreSQL server for the whole run."""
    server = Server()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def small_template(postgres: Server) -> str:
    """The small centre in a PostgreSQL database: made once, copied for each test."""
    url = postgres.new_database()
    with TemporaryDirectory() as data:
        small_centre(url, Path(data)).database.close()
    return url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database, one after the other."""
    return str(request.param)


@pytest.fixture
def url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database; the test runs once on each kind."""
    yield from _database(database_kind, request, tmp_path, "template1")


@pytest.fixture
def small_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that `small_centre` finds furnished; the test runs once on each kind."""
    on_postgres = database_kind == "postgresql"
    template = request.getfixturevalue("small_template") if on_postgres else ""
    yield from _database(database_kind, request, tmp_path, template)


def _database(
    kind: str, request: pytest.FixtureRequest, folder: Path, template: str
) -> Iterator[str]:
    if kind == "sqlite":
        yield f"cysqlite:///{folder / 'centre.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    made = server.new_database(template)
    yield made
    server.drop(made)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at 15:20 on a Friday."""
    return Clock()


@pytest.fixture
def ctx(small_url: str, tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A small centre on each kind of database."""
    made = small_centre(small_url, tmp_path / "data", clock, copied=True)
    yield made
    made.database.close()


@pytest.fixture
def sqlite_ctx(tmp_path: Path, clock: Clock) -> Iterator[AppContext]:
    """A small centre on SQLite only, for what does not touch the database's kind."""
    made = small_centre(
        f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path / "data", clock, copied=True)
    yield made
    made.database.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium, driven by playwright: the shell that never had a window, which opens a
    page with a third of the work."""
    from playwright.sync_api import expect, sync_playwright

    # What is waited for comes, however busy the machine: how soon it comes is measured elsewhere.
    expect.set_options(timeout=120_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", SHELL), args=BROWSER_FLAGS
        )
        BROWSERS.append(opened)
        yield opened
        BROWSERS.clear()
        opened.close()


@pytest.fixture(scope="module", autouse=True)
def nothing_goes_on() -> Iterator[None]:
    """A page that its test leaves open goes on asking a centre that is gone, and a server that was
    not ended keeps the files of its database open, beside all tests that come after it."""
    yield
    assert left_open() == [] and left_serving() == []


def left_open() -> list[str]:
    """The addresses of the pages that are open."""
    return [page.url for browser in BROWSERS for context in browser.contexts
            for page in context.pages]


def left_serving() -> list[str]:
    """The threads that answer pages; each has a database open."""
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("waitress")]


def pytest_unconfigure() -> None:
    """Nothing is left of a run."""
    if RUN is not None:
        RUN.remove()

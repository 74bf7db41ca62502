"""The watchdog's word: said while nothing hangs, and which part does once one does."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

import main
from kiosk import change_poller, watchdog as dog, workers
from kiosk.actions.operations.health import checkup
from kiosk.actions.operations.restarts import say_restarted
from kiosk.area import NotBefore
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.supervisor import LAST_WORDS, STARTS_WITHIN, _Listener
from kiosk.watchdog import EVERY, WATCHDOG_SECONDS, RunMark, Watchdog
from kiosk.web.core import site
from kiosk.web.core.self_probe import PATIENCE as ANSWERED, SelfProbe
from kiosk.workers import PATIENCE, Worker
from tests.support.centre import Clock
from tests.support.screen import wait_until
from tests.support.web.serving import Serving

WELL = b"READY=1\nSTATUS=all is well\nWATCHDOG=1"


class Keeper:
    """Whoever keeps the process running, at a socket; and the steady time it and its parts see."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.socket.bind(str(folder / "notify"))
        self.mark = RunMark(folder / "ui.running")
        self.dog = Watchdog({"NOTIFY_SOCKET": str(folder / "notify")}, self.mark, self.time)

    def time(self) -> float:
        return self.now

    def hears(self) -> bytes:
        """What is said at the next look."""
        self.now += EVERY
        self.dog.look()
        return self.socket.recv(1024)


@pytest.fixture
def keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeper]:
    """Somebody who listens, with a time that passes when a test says so."""
    made = Keeper(tmp_path)
    for module in (change_poller, workers):
        monkeypatch.setattr(module, "time", made)
    monkeypatch.setattr(Keeper, "monotonic", Keeper.time, raising=False)
    yield made
    made.socket.close()


def test_all_is_well_is_said_every_few_seconds(keeper: Keeper) -> None:
    assert keeper.hears() == WELL
    keeper.dog.look()
    with pytest.raises(BlockingIOError):
        keeper.socket.recv(1024)
    assert keeper.hears() == WELL


def test_a_worker_whose_action_never_ends_is_told_of(
    sqlite_ctx: AppContext, keeper: Keeper
) -> None:
    feed, going_on = ChangePoller(sqlite_ctx.database), threading.Event()
    worker = Worker("voice", lambda: going_on.wait() and None, sqlite_ctx, feed)
    keeper.dog.watch(worker)
    worker.start()
    wait_until(lambda: worker._acting_since is not None)
    while keeper.now < 1000 + PATIENCE:
        assert keeper.hears() == WELL, "a slow one is no dead one"
    assert keeper.hears() == b"READY=1\nSTATUS=voice hangs\nWATCHDOG=trigger"
    assert keeper.mark.begin() == "voice"
    going_on.set()
    wait_until(lambda: not worker.hangs)
    assert keeper.hears() == WELL
    worker.stop()


def test_pages_that_answer_nobody_are_told_of(sqlite_ctx: AppContext, keeper: Keeper) -> None:
    going_on = threading.Event()
    stuck = Flask("stuck")
    stuck.add_url_rule("/healthz", view_func=lambda: str(going_on.wait()))
    serving = Serving(stuck, threads=1)
    probe = SelfProbe(replace(sqlite_ctx.settings, host="0.0.0.0", port=serving.port))
    worker = Worker("answers", probe.ask, sqlite_ctx, ChangePoller(sqlite_ctx.database), ANSWERED)
    keeper.dog.watch(worker)
    worker.start()
    wait_until(lambda: worker._acting_since is not None)
    while keeper.now < 1000 + ANSWERED:
        assert keeper.hears() == WELL, "slow pages are no dead ones"
    assert b"answers hangs" in keeper.hears()
    going_on.set()
    wait_until(lambda: not worker.hangs)
    assert keeper.hears() == WELL
    serving.ends()
    assert isinstance(probe.ask(), NotBefore), "where nobody listens nothing hangs"
    worker.stop()


def test_the_pages_ask_themselves_once_the_port_is_theirs(
    sqlite_ctx: AppContext, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = list[str]()
    worker = SimpleNamespace(
        name="answers", hangs=False, start=lambda: done.append("asks"), stop=lambda: None)
    monkeypatch.setattr(main, "Worker", lambda *_: worker)
    monkeypatch.setattr(main, "scheduled_workers", lambda *_: ())
    monkeypatch.setattr(main, "_wait_for_port", lambda _: done.append("has the port"))
    monkeypatch.setattr(site, "serve", lambda *_: done.append("serves"))
    main._serve(sqlite_ctx, keeper.dog)
    assert done == ["has the port", "asks", "serves"], "another program there may never answer"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_that_ended_is_told_of_at_once(sqlite_ctx: AppContext, keeper: Keeper) -> None:
    def die() -> None:
        raise SystemExit

    worker = Worker("printer", die, sqlite_ctx, ChangePoller(sqlite_ctx.database))
    keeper.dog.watch(worker)
    assert keeper.hears() == WELL, "it has not begun"
    worker.start()
    worker._thread.join()
    assert b"printer hangs" in keeper.hears()


def test_a_worker_that_was_stopped_is_nothing_to_tell_of(
    sqlite_ctx: AppContext, keeper: Keeper
) -> None:
    worker = Worker("printer", lambda: None, sqlite_ctx, ChangePoller(sqlite_ctx.database))
    keeper.dog.watch(worker)
    worker.start()
    worker.stop()
    assert keeper.hears() == WELL


def test_a_poller_that_looks_no_more_is_told_of(sqlite_ctx: AppContext, keeper: Keeper) -> None:
    feed = ChangePoller(sqlite_ctx.database)
    keeper.dog.watch(feed)
    feed._looked_at = keeper.now
    keeper.now += change_poller.HUNG_SECONDS - EVERY
    assert keeper.hears() == WELL
    assert b"poller hangs" in keeper.hears()


def test_each_look_of_the_poller_says_that_the_pages_live(sqlite_ctx: AppContext) -> None:
    looked = threading.Event()
    feed = ChangePoller(sqlite_ctx.database, 0.01, looked.set)
    feed.start()
    assert looked.wait(10)
    feed.stop()


def test_a_process_that_was_killed_is_known_by_its_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = RunMark(tmp_path / "web.running")
    assert mark.begin() is None, "nothing ran before"
    assert mark.begin() == "", "nobody said that it would end"
    mark.say("backup")
    assert mark.begin() == "backup"
    mark.remove()
    assert mark.begin() is None, "it ended of itself"
    (tmp_path / "boot").write_text("another start of the machine")
    monkeypatch.setattr(dog, "BOOT_ID", tmp_path / "boot")
    assert mark.begin() is None, "the machine was switched off"


def test_what_began_anew_by_itself_is_said_for_a_day(sqlite_ctx: AppContext, clock: Clock) -> None:
    def said() -> list[str]:
        return [part.said(sqlite_ctx.words["en"], in_full=True)
                for part in checkup(sqlite_ctx) if part.name == "restarts"]

    assert said() == []
    say_restarted(sqlite_ctx, "ui", "voice")
    say_restarted(sqlite_ctx, "ui", "voice")
    (line,) = said()
    assert "touch screen" in line and "noted 1 time " in line and "(voice)" in line
    clock.now += timedelta(minutes=11)
    say_restarted(sqlite_ctx, "ui", "")
    assert "noted 2 times" in said()[0]
    clock.now += timedelta(days=1)
    assert said() == []


def test_the_supervisor_ends_whoever_said_nothing_for_too_long(tmp_path: Path) -> None:
    listener, mark = _Listener(9000.0 + STARTS_WITHIN), RunMark(tmp_path / "ui.running")
    dog = Watchdog({"NOTIFY_SOCKET": listener.address}, mark)
    assert listener.ending(9800.0) is None, "a start may take long"
    dog.look()
    assert listener.ending(9000.0) is None
    assert listener.ending(9000.0 + WATCHDOG_SECONDS - 1) is None
    assert listener.ending(9000.0 + WATCHDOG_SECONDS) is signal.SIGABRT
    assert listener.ending(9000.0 + WATCHDOG_SECONDS + 1) is None, "it says where it hangs"
    assert listener.ending(9000.0 + WATCHDOG_SECONDS + LAST_WORDS) is signal.SIGKILL
    dog.tell("WATCHDOG=trigger")
    assert listener.ending(9100.0) is signal.SIGKILL
    listener.close()

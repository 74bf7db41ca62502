"""A machine of the database fails while people take numbers: nothing told is lost or double."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.forkserver import ensure_running
from pathlib import Path

import psycopg
import pytest

from kiosk.actions import queue
from kiosk.domain.refusals import Refusal, StorageDown
from tests.support.centre import take
from tests.support.failover.cluster import PROGRAMS, Cluster
from tests.support.failover.machines import may_have_machines
from tests.support.failover.people import (
    Crowd,
    Told,
    pages,
    wait_for_pages,
)
from tests.support.guarantees.crowd import Centre, build, history
from tests.support.screen import wait_until

pytestmark = [
    pytest.mark.soak, pytest.mark.timeout(7200),
    pytest.mark.skipif(not may_have_machines(), reason="only root makes networks of machines"),
]
# Numbers that people take between two faults, at least.
BETWEEN = 20
Fault = Callable[[Cluster, str, str], str]


def killed(cluster: Cluster, leader: str, other: str) -> str:
    """kill -9 for all of the machine that writes; who writes then."""
    cluster.machines[leader].kill()
    return other


def frozen(cluster: Cluster, leader: str, other: str) -> str:
    """It stops with its lines open; who writes then."""
    cluster.machines[leader].freeze()
    return other


def cut_off(cluster: Cluster, leader: str, other: str) -> str:
    """It goes on, and nobody hears of it; who writes then."""
    cluster.network.cut(leader)
    return other


def switched(cluster: Cluster, leader: str, other: str) -> str:
    """The operator lets the other write."""
    cluster.switch_over(leader, other)
    return other


def without_copy(cluster: Cluster, leader: str, other: str) -> str:
    """The machine with the copy dies: whoever writes goes on alone."""
    cluster.machines[other].kill()
    return leader


def repair(cluster: Cluster, fault: Fault, leader: str, other: str) -> None:
    """What somebody does who comes to see after it."""
    if fault is frozen:
        cluster.machines[leader].thaw()
    elif fault is cut_off:
        cluster.network.plug(leader)
    elif fault in (killed, without_copy):
        cluster.start(leader if fault is killed else other)


FAULTS: tuple[Fault, ...] = (killed, cut_off, frozen, switched, without_copy)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A database on two machines, and this test in their hall."""
    missing = [str(program) for program in PROGRAMS if not program.exists()]
    assert not missing, f"apt-get install patroni etcd-server: {missing}"
    # What it forks for others later stands outside.
    ensure_running()
    made = Cluster(tmp_path)
    try:
        with made.network.hall():
            made.wait_until_whole()
            yield made
    finally:
        print(made.last_said())
        made.remove()


def twice(found: list[str]) -> list[str]:
    """What is there more than once."""
    return sorted(one for one, n in Counter(found).items() if n > 1)


def judge(centre: Centre, told: Told) -> None:
    """What was told, and what the database has."""
    ctx, lost = centre.ctx(), []
    labels = list(told.labels)
    for code in told.codes:
        try:
            labels.append(queue.follow(ctx, code).ticket.label)
        except Refusal:
            lost.append(code)
    ctx.database.close()
    events = history(centre)
    kept = [event.label for event in events if event.action == "take"]
    called = [event.label for event in events if event.action == "call"]
    lost += sorted(set(labels) - set(kept))
    print(f"{len(told.codes) + len(told.labels)} told, {len(kept)} kept, {len(told.calls)} calls "
          f"told, {len(called)} kept, {told.not_now} times not now")
    assert (told.wrong, lost, twice(labels), twice(kept)) == ([], [], [], [])
    # Everybody asked until there was an answer: nothing is kept that nobody was told.
    assert sorted(kept) == sorted(labels)
    assert twice(called) == twice([label for _, label in told.calls]) == []
    assert {label for _, label in told.calls} <= set(called)


# It takes 40 s until both databases are there, and each death half a minute: too long for what
# runs at each change.
@pytest.mark.parametrize("rounds", [5, 50], ids=["each fault once", "50 rounds"])
def test_whatever_happens_to_a_machine_nobody_loses_a_number(
    cluster: Cluster, tmp_path: Path, rounds: int, pytestconfig: pytest.Config
) -> None:
    chance = random.Random(pytestconfig.getoption("randomly_seed"))
    url = cluster.make_database()
    sessions = build(Centre(url, tmp_path / "kiosk1"))
    waits: dict[str, list[float]] = {}
    with pages(cluster.network.hall_space, url, tmp_path) as kiosks:
        wait_for_pages()
        crowd = Crowd(kiosks, sessions)
        for n in range(rounds):
            fault = FAULTS[n % len(FAULTS)]
            leader, other = cluster.wait_until_whole()
            before = len(crowd.told.at)
            wait_until(lambda before=before: len(crowd.told.at) > before + BETWEEN)
            time.sleep(chance.random())
            at = time.monotonic()
            writes = fault(cluster, leader, other)
            wait_until(lambda writes=writes: cluster.roles().get("leader") == writes)
            before = len(crowd.told.at)
            wait_until(lambda before=before: len(crowd.told.at) > before + BETWEEN)
            waits.setdefault(fault.__name__, []).append(crowd.told.longest_wait(at))
            print(f"{fault.__name__}: {waits[fault.__name__][-1]:.1f} s without a number",
                  flush=True)
            repair(cluster, fault, leader, other)
        cluster.wait_until_whole()
        told = crowd.goes()
        judge(kiosks[0], told)
    for name, seconds in waits.items():
        print(f"{name}: {len(seconds)} times, at most {max(seconds):.1f} s without a number")


def takes(centre: Centre, told: Told) -> None:
    """Somebody who asks until there is a number."""
    ctx, key, label = centre.ctx(), secrets.token_hex(8), ""
    while not label:
        try:
            label = take(ctx, key=key).ticket.label
        except StorageDown:
            time.sleep(0.1)
    told.labels.append(label)
    ctx.database.close()


def waits_for_copy(cluster: Cluster, leader: str) -> bool:
    """Whether a change waits there until the other machine has it too."""
    with psycopg.connect(cluster.address("postgres", leader)) as looking:
        found = looking.execute("select 1 from pg_stat_activity where wait_event = 'SyncRep'")
        return found.fetchone() is not None


@pytest.mark.parametrize("is_synchronous", [True, False], ids=["synchronous", "control"])
def test_what_was_told_without_the_copy_is_lost_with_the_machine(
    cluster: Cluster, tmp_path: Path, is_synchronous: bool
) -> None:
    leader, other = cluster.wait_until_whole()
    if not is_synchronous:
        cluster.asks(leader, "config", synchronous_mode=False)
        cluster.wait_until_whole("replica")
    centre = Centre(cluster.make_database(), tmp_path / "kiosk1")
    build(centre)
    ctx, told = centre.ctx(), Told()
    told.labels.append(take(ctx).ticket.label)
    ctx.database.close()
    cluster.network.cut(other)
    crowd = [threading.Thread(target=takes, args=(centre, told)) for _ in range(3)]
    for one in crowd:
        one.start()
    if is_synchronous:
        wait_until(lambda: waits_for_copy(cluster, leader))
    else:
        wait_until(lambda: len(told.labels) > 3)
    cluster.machines[leader].kill()
    # A dead machine sends nothing. The system of a killed process does: what lies in its sockets.
    cluster.network.cut(leader)
    cluster.network.plug(other)
    wait_until(lambda: cluster.roles().get("leader") == other)
    for one in crowd:
        one.join()
    kept = [event.label for event in history(centre)]
    lost = len(told.labels) - len(kept)
    print(f"{len(told.labels)} told, {len(kept)} kept, {lost} lost; {twice(told.labels)} twice")
    assert (lost == 0 and not twice(told.labels)) is is_synchronous

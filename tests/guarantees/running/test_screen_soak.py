"""The touch screen for hours: nothing crashes it, it holds on to nothing, and works as before."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.centre import ROOT
from tests.support.guarantees.tally import MEGABYTE, WARM, Tally, complaints

SHORT = pytest.param(500, id="500 touches")
# As many as an hour of the machine's time brings; of steady time, which goes on by what is done, it
# is weeks.
LONG = pytest.param(480_000, marks=pytest.mark.soak, id="480000 touches")
# Ten days of a centre, of which the first three fill caches.
VISITS = pytest.param(3_000, 250, marks=pytest.mark.soak, id="3000 visits")
FLAT = Tally(after=0, rss=300 * MEGABYTE, fds=60, threads=6, events=3, widgets=30, textures=100,
             instructions=400, objects=270_000, database=2 * MEGABYTE)


def lines_of(module: str, data: Path, *arguments: object) -> Iterator[dict[str, object]]:
    """What a process of its own printed."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.support.guarantees.{module}", str(data),
         *map(str, arguments)],
        cwd=ROOT, check=False, capture_output=True, text=True,
        # Mesa's drawing threads would only wait for each other on a picture so small.
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen", "LP_NUM_THREADS": "0"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def grown(data: Path, visits: int, every: int, *leak: str) -> list[str]:
    """What grew between the first tally and the last; of a long run once it is warm."""
    tallies = [Tally(**line) for line in lines_of("visits", data, visits, every, *leak)]
    long = [one for one in tallies if one.after >= WARM]
    warm, *_, last = long or tallies
    print(f"\nafter {warm.after} visits {warm}\nafter {last.after} visits {last}")
    return complaints(warm, last, memory=bool(long))


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("touches", [SHORT, LONG])
def test_random_touches_break_nothing(tmp_path: Path, touches: int) -> None:
    # Seeded with the run.
    (told,) = lines_of("random_touches", tmp_path, touches, random.randrange(10**6))
    print(json.dumps(told, ensure_ascii=False))
    assert (told["status"], told["faults"], told["panels"], told["afterwards"]) == (0, [], {}, "")
    first, last = (Tally(**one) for one in told["tallies"])
    assert (last.threads, len(told["pages"]) > 1) == (first.threads, True)


@pytest.mark.timeout(7200)
@pytest.mark.parametrize(("visits", "every"), [(20, 10), VISITS])
def test_visits_leave_nothing_in_memory(tmp_path: Path, visits: int, every: int) -> None:
    assert grown(tmp_path, visits, every) == []


def test_control_a_stage_that_something_keeps_is_seen(tmp_path: Path) -> None:
    assert any("widgets" in said for said in grown(tmp_path, 6, 3, "leak"))


@pytest.mark.parametrize(
    ("what", "more"), [("rss", 2 * MEGABYTE + 1), ("fds", 1), ("threads", 1), ("events", 61)]
)
def test_control_each_kind_of_growth_is_judged(what: str, more: int) -> None:
    assert complaints(FLAT, FLAT) == []
    assert len(complaints(FLAT, replace(FLAT, **{what: getattr(FLAT, what) + more}))) == 1

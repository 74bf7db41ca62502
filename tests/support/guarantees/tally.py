"""A tally of what a process holds, and the judgement whether it holds on to more and more."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Callable
from ctypes import CDLL
from dataclasses import asdict, dataclass

import cysqlite
import psutil
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Instruction
from kivy.graphics.opengl import glFinish
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

FRAMES = 5
MEGABYTE = 2**20
# After fewer visits caches still fill: memory is only judged from this one on.
WARM = 1_000
GROWTH = 2 * MEGABYTE
# What comes and goes: a dialog more, a connection that the other thread has not opened yet. Of
# objects, ten visits put 3,900 into caches.
SWAY = {"widgets": 40, "textures": 60, "instructions": 400, "events": 60, "objects": 8000}


@dataclass(frozen=True)
class Tally:
    """`after` so many visits: bytes of memory, and how many of what there are.

    `fds` are those without the fonts: each size of each has one of its own, up to 64 in all, and
    a size that is needed once in a thousand visits is opened late. `database` is what SQLite has
    of that memory: its caches, up to 2 MB a connection.
    """

    after: int
    rss: int
    fds: int
    threads: int
    events: int
    widgets: int
    textures: int
    instructions: int
    objects: int
    database: int


def tally(after: int, frame: Callable[[], object]) -> Tally:
    """Counts now.

    What is dropped but not yet collected is no leak: rubbish is collected, and some frames let
    Kivy delete its textures. Memory is what the system says the process has, with what the heap
    keeps for later given back.
    """
    gc.collect()
    for _ in range(FRAMES):
        Window.canvas.ask_update()
        frame()
        # Without a screen that waits for them the driver keeps several frames under way, with
        # memory of their own: up to 36 MB, more or less by chance.
        glFinish()
    gc.collect()
    CDLL(None).malloc_trim(0)
    process = psutil.Process()
    # By its type: a weak proxy would speak for an object that is gone.
    there = Counter(type(one) for one in gc.get_objects())
    return Tally(
        after=after,
        rss=process.memory_info().rss,
        fds=process.num_fds() - _fonts(process),
        threads=threading.active_count(),
        events=len(Clock.get_events()),
        widgets=_of(there, Widget),
        textures=_of(there, Texture),
        instructions=_of(there, Instruction),
        objects=there.total(),
        database=cysqlite.status(cysqlite.SQLITE_STATUS_MEMORY_USED)[0],
    )


def _fonts(process: psutil.Process) -> int:
    return sum(file.path.endswith(".otf") for file in process.open_files())


def _of(there: Counter[type], kind: type) -> int:
    return sum(n for one, n in there.items() if issubclass(one, kind))


def complaints(warm: Tally, last: Tally, *, memory: bool = True) -> list[str]:
    """What grew from one tally to a later one, in words; nothing where all is flat.

    `memory` is judged after many visits only: before, caches still fill.
    """
    before, after = asdict(warm), asdict(last)
    found = []
    if memory and after["rss"] - before["rss"] > GROWTH:
        found.append(f"memory grew by {(after['rss'] - before['rss']) / MEGABYTE:.1f} MB")
    found += [
        f"{name} grew from {before[name]} to {after[name]}"
        for name in ("fds", "threads", *SWAY) if after[name] - before[name] > SWAY.get(name, 0)
    ]
    return found

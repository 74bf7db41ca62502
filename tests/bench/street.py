"""The street: a hundred centres in real databases, one of them frozen, and its program's page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median, quantiles

from tests.bench.measure import Figure, seconds
from tests.support.guarantees.town import StreetProgram, Town, bad_ones, street_program
from tests.support.postgres import Server
from tests.support.screen import wait_until

CENTRES, LOADS, ROUND = 97, 200, 20.0
PAGE = 1.0


def figures() -> Iterator[Figure]:
    """How soon all are known, how long the page takes meanwhile, what the program costs."""
    # A hundred databases are a gigabyte to write, and no figure here is one of the disk.
    server = Server("/dev/shm")
    try:
        town = Town(server, CENTRES)
        with bad_ones(server) as bad, street_program(town.urls | bad) as program:
            begun = time.monotonic()
            wait_until(lambda: town.is_shown(program), 120)
            yield Figure(f"street: {CENTRES} centres known after its start",
                         f"{time.monotonic() - begun:.1f} s", f"{len(bad)} cannot be read")
            took = [seconds(program.page) for _ in range(LOADS)]
            p99 = quantiles(took, n=100)[98]
            yield Figure(
                f"street: the page of {CENTRES + len(bad)} centres, p50",
                f"{median(took) * 1000:.0f} ms", f"p99 {p99 * 1000:.0f} ms", p99 / PAGE, 1.0)
            used = _used(program)
            time.sleep(ROUND)
            town.leaves()
            yield Figure("street: reading them all, of one core",
                         f"{(_used(program) - used) / ROUND:.1%}",
                         f"{program.process.memory_info().rss / 2**20:.0f} MB")
    finally:
        server.remove()


def _used(program: StreetProgram) -> float:
    times = program.process.cpu_times()
    return float(times.user + times.system)

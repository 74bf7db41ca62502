"""How many phones one machine serves: each asks every 5 s, as a page does.

It is measured from when a phone wants to ask, so that whoever has to wait in line counts too. The
phones take their share of the same machine: what it has left over is told beside.
"""

from __future__ import annotations

import asyncio
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

import psutil

from tests.bench.centres import urls
from tests.bench.measure import Figure
from tests.bench.pages import EVERY, P99, new_centre
from tests.support.centre import take
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.pages import Caller, served_process
from tests.support.guarantees.processes import PROCESSES, Told

CROWDS = (1_000, 2_000, 5_000, 10_000, 20_000)
# Of the centre: so many numbers wait, and phones beyond that look at one together.
TICKETS = 500
FOR, CHANGES_EVERY, GENERATORS = 20.0, 10.0, 2
ASKED = 5_000
ETAG = re.compile(rb"\r\nETag: ([^\r]+)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)


@dataclass
class Phone:
    """A phone with its own connection; `took` are the seconds of its answers, those unchanged and
    those that told news apart."""

    port: int
    code: str
    tag: bytes = b""
    unchanged: list[float] = field(default_factory=list)
    news: list[float] = field(default_factory=list)
    lost: int = 0

    async def follows(self, first_at: float, until: float) -> None:
        """Asks at its own times until it is over; a connection that fails is made anew."""
        line, at = None, first_at
        while at < until:
            await asyncio.sleep(max(at - time.monotonic(), 0))
            try:
                async with asyncio.timeout(EVERY * 2):
                    line = line or await asyncio.open_connection("127.0.0.1", self.port)
                    if await self._asks(line, at):
                        line[1].close()
                        line = None
            except (OSError, TimeoutError, asyncio.IncompleteReadError):
                self.lost += 1
                if line:
                    line[1].close()
                line = None
            at = max(at + EVERY, time.monotonic())
        if line:
            line[1].close()

    async def _asks(self, line: tuple[asyncio.StreamReader, asyncio.StreamWriter],
                    at: float) -> bool:
        """Asks once; whether the server ended the connection with its answer, as it does with a
        304, which says no length."""
        known = b"If-None-Match: " + self.tag + b"\r\n" if self.tag else b""
        line[1].write(b"GET /t/%s/state HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
                      % (self.code.encode(), known))
        head = await line[0].readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        if length:
            await line[0].readexactly(int(length[1]))
        is_news = head.startswith(b"HTTP/1.1 200")
        (self.news if is_news else self.unchanged).append(time.monotonic() - at)
        found = ETAG.search(head)
        self.tag = found[1] if found else self.tag
        return b"\r\nConnection: close" in head


def follow(port: int, codes: Sequence[str], n: int, begins: float, gate: Any = None) -> Told:
    """So many phones of one process. Its `took` are unchanged answers, `spans` the news."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    phones = [Phone(port, codes[k % len(codes)]) for k in range(n)]

    async def all_follow() -> None:
        await asyncio.gather(*(phone.follows(begins + k * EVERY / n, begins + EVERY + FOR)
                               for k, phone in enumerate(phones)))

    asyncio.run(all_follow())
    # The first time each asks it makes its connection and is told everything.
    return Told((), ("lost",) * sum(one.lost for one in phones), 0.0,
                tuple(t for one in phones for t in one.unchanged),
                tuple((t, 0.0) for one in phones for t in one.news[1:]))


@dataclass(frozen=True)
class Load:
    """What a crowd met: seconds of unchanged answers and of news, how many got none, the pages'
    share of a core and that of the whole machine."""

    unchanged: tuple[float, ...]
    news: tuple[float, ...]
    lost: int
    share: float
    machine: float


def load(centre: Centre, port: int, pages: psutil.Process, codes: Sequence[str], n: int, *,
         changes: bool) -> Load:
    """Lets so many phones follow; somebody takes a number every 10 s where there are `changes`."""
    begins, ctx = time.monotonic() + 2, centre.ctx()
    readers = []
    for share in (n - n // GENERATORS, n // GENERATORS):
        reader, writer = PROCESSES.Pipe(duplex=False)
        PROCESSES.Process(target=_tell, args=(writer, port, codes, share, begins),
                          daemon=True).start()
        readers.append(reader)
    # From when all have their connections.
    time.sleep(max(begins + EVERY - time.monotonic(), 0))
    psutil.cpu_percent()
    used, since = pages.cpu_times(), time.monotonic()
    while time.monotonic() < begins + EVERY + FOR - 0.5:
        time.sleep(min(CHANGES_EVERY, max(begins + EVERY + FOR - time.monotonic(), 0)))
        if changes:
            take(ctx)
    now, spent = pages.cpu_times(), time.monotonic() - since
    machine = psutil.cpu_percent() / 100 * (psutil.cpu_count() or 1)
    told = [reader.recv() for reader in readers]
    ctx.database.close()
    return Load(
        tuple(t for one in told for t in one.took), tuple(t for one in told for t, _ in one.spans),
        sum(len(one.troubles) for one in told),
        (now.user + now.system - used.user - used.system) / spent, machine)


def _tell(writer: Any, *given: Any) -> None:
    writer.send(follow(*given))


def figures() -> Iterator[Figure]:
    """What an answer costs; then crowds that grow, while nothing happens and while somebody takes a
    number every 10 s."""
    for kind in ("sqlite", "postgresql"):
        with urls(kind) as new:
            yield from costs(new(), kind)
    with urls("sqlite") as new:
        yield from crowds(new(), "sqlite")


def costs(url: str, kind: str) -> Iterator[Figure]:
    """What of a processor an answer takes, however busy the machine is otherwise, and what that
    comes to: a phone asks every 5 s, and of a change each one hears once."""
    centre = new_centre(url)
    ctx = centre.ctx()
    codes = [take(ctx).ticket.code for _ in range(TICKETS)]
    with served_process(centre) as (port, pages):
        caller = Caller(port)
        tag = caller.get(f"/t/{codes[0]}/state")[2].headers["ETag"]

        def unchanged() -> None:
            nonlocal tag
            tag = caller.get(f"/t/{codes[0]}/state", **{"If-None-Match": tag})[2].headers["ETag"]

        same = _cpu(pages, unchanged, ASKED)
        each = iter(codes * 2)
        news = _cpu(pages, lambda: caller.get(f"/t/{next(each)}/state"), len(codes))
    ctx.database.close()
    yield Figure(f"a phone's 304, {kind}, of a processor", f"{same * 1000:.2f} ms",
                 f"{EVERY / same:,.0f} phones a core")
    busy = CHANGES_EVERY / (news + same)
    yield Figure(f"a phone's news, {kind}, of a processor", f"{news * 1000:.2f} ms",
                 f"{busy:,.0f} phones a core")


def _cpu(process: psutil.Process, ask: Callable[[], object], times: int) -> float:
    """The processor's seconds that one of so many questions takes in a process."""
    before = process.cpu_times()
    for _ in range(times):
        ask()
    after = process.cpu_times()
    return (after.user + after.system - before.user - before.system) / times


def crowds(url: str, kind: str, sizes: Sequence[int] = CROWDS) -> Iterator[Figure]:
    """The figures of crowds of these sizes."""
    centre = new_centre(url)
    ctx = centre.ctx()
    codes = [take(ctx).ticket.code for _ in range(TICKETS)]
    ctx.database.close()
    for n in sizes:
        for changes in (False, True):
            with served_process(centre) as (port, pages):
                met = load(centre, port, pages, codes, n, changes=changes)
            yield from told(met, n, kind, changes=changes)


def told(met: Load, n: int, kind: str, *, changes: bool) -> Iterator[Figure]:
    """The lines of one crowd."""
    name = f"{n:>6} phones, {kind}, {'a change every 10 s' if changes else 'nothing new'}"
    for what, took in (("304", met.unchanged), ("news", met.news)):
        if len(took) > 1 and (what == "304" or changes):
            p99 = quantiles(took, n=100)[98]
            yield Figure(f"{name}, {what}, p50", f"{median(took) * 1000:.1f} ms",
                         f"p99 {p99 * 1000:.0f} ms", p99 / P99, 1.0)
    yield Figure(f"{name}, pages' core", f"{met.share:.0%}",
                 f"{met.lost} lost, all {met.machine:.2f} cores")

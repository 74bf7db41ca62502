"""Issuing over HTTP beside the closest peer, and F6: phones that follow their numbers."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from kiosk.actions.queue.take_ticket import NUMBERS_A_PASS
from tests.bench.centres import urls
from tests.bench.measure import Figure, compared, in_turns, seconds
from tests.bench.peer import serve as serve_peer
from tests.support.centre import take
from tests.support.guarantees.crowd import Centre, build
from tests.support.guarantees.pages import SEE_OTHER, Caller, phone, served
from tests.support.guarantees.processes import PROCESSES, Told, together
from tests.support.postgres import free_port
from tests.support.screen import wait_until

ALONE, EACH, PHONES, ROUNDS = 300, 60, 8, 5
# Ours over the peer's: of a median with one phone, of the time of a number with eight.
HALF_A_MEDIAN, HALF_A_RATE = 0.6, 0.5
FOLLOWED, EVERY, PACED, FOR = 1000, 5.0, 4, 10.0
TWICE = 2.0
P99 = 0.2


def figures() -> Iterator[Figure]:
    """Issuing on both kinds of database, then following."""
    for kind in ("sqlite", "postgresql"):
        with urls(kind) as new:
            centre = new_centre(new())
            with served(centre) as port, peer() as peer_port:
                yield from _issuing(centre, port, peer_port, kind)
    with urls("sqlite") as new:
        centre = new_centre(new())
        with served(centre) as port, bare() as bare_port:
            yield from _following(centre, port, bare_port)


def new_centre(url: str) -> Centre:
    """The small centre in a new database."""
    centre = Centre(url, Path(tempfile.mkdtemp(prefix="jiamenkou-bench-")))
    build(centre)
    return centre


def _issuing(centre: Centre, port: int, peer_port: int, kind: str) -> Iterator[Figure]:
    """One phone after the other in turns with the peer's, then all at once by turns."""
    phones = Phones(centre, port)
    peer = Caller(peer_port)
    value, least = in_turns(phones.take, lambda: take_from_peer(peer), times=ALONE,
                            between=phones.prepare)
    yield compared(f"issuing over HTTP, one phone, {kind}", value, least, HALF_A_MEDIAN, "peer")
    rates: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for rate, work in zip(rates, (partial(crowd_takes, centre, port),
                                      partial(crowd_takes, None, peer_port)), strict=True):
            gate = PROCESSES.Barrier(PHONES)
            told, _ = together([partial(work, gate)] * PHONES)
            rate.append(PHONES * EACH / max(sum(t.took) for t in told))
    ours, theirs = (median(rate) for rate in rates)
    spread = "-".join(f"{rate:.0f}" for rate in (min(rates[0]), max(rates[0])))
    yield Figure(f"issuing over HTTP, {PHONES} phones, {kind}, {spread}", f"{ours:.0f}/s",
                 f"peer {theirs:.0f}/s", theirs / ours, HALF_A_RATE)


class Phones:
    """Phones that scanned the code in the hall, one after the other: each is good for three
    numbers."""

    def __init__(self, centre: Centre, port: int) -> None:
        self._centre, self._port, self._left = centre, port, 0
        self.prepare()

    def prepare(self) -> None:
        """The next phone scans, where the one before has had its numbers."""
        if not self._left:
            self._caller, self._token = phone(self._centre, self._port)
            self._left = NUMBERS_A_PASS

    def take(self) -> None:
        """A number by the phone's form."""
        self._left -= 1
        status, _, _ = self._caller.post("/s/medical/number", csrf_token=self._token,
                                         key=secrets.token_hex(8), priority="ordinary")
        assert status == SEE_OTHER


def take_from_peer(caller: Caller) -> None:
    """A number of the peer's."""
    status, _, _ = caller.post("/take", office="medical")
    assert status == SEE_OTHER


def crowd_takes(centre: Centre | None, port: int, gate: Any, over: Any = None) -> Told:
    """What one of many phones does: all have scanned before the first takes a number. Without a
    centre the numbers are the peer's."""
    if centre is None:
        caller = Caller(port)
        takes: list[Callable[[], None]] = [partial(take_from_peer, caller)] * EACH
    else:
        takes = [one.take for one in (Phones(centre, port) for _ in range(EACH // NUMBERS_A_PASS))
                 for _ in range(NUMBERS_A_PASS)]
    gate.wait()
    took = tuple(seconds(take) for take in takes)
    return Told((), (), max(took), took)


def _following(centre: Centre, port: int, bare_port: int) -> Iterator[Figure]:
    ctx = centre.ctx()
    codes = [take(ctx).ticket.code for _ in range(FOLLOWED)]
    ctx.database.close()
    path = f"/t/{codes[0]}/state"
    ours, floor = Caller(port), Caller(bare_port)
    tag = ours.get(path)[2].headers["ETag"]

    def ask() -> None:
        nonlocal tag
        status, _, answer = ours.get(path, **{"If-None-Match": tag})
        if status != 304:
            tag = answer.headers["ETag"]

    value, least = in_turns(ask, lambda: floor.get("/", **{"If-None-Match": "1"}), times=2000)
    yield compared("F6 /t/…/state unchanged, 304, beside bare Flask", value, least, TWICE)
    share = [codes[n::PACED] for n in range(PACED)]
    told, _ = together([partial(follow, port, mine) for mine in share])
    took = [seconds for t in told for seconds in t.took]
    p99 = quantiles(took, n=100)[98]
    yield Figure(
        f"F6 {FOLLOWED} phones, each every {EVERY:.0f} s, p99 of {len(took)}",
        f"{p99 * 1000:.1f} ms", f"target {P99 * 1000:.0f} ms", p99 / P99, 1.0,
    )


def follow(port: int, codes: list[str], over: Any = None) -> Told:
    """Phones that ask in turn, each again after `EVERY` seconds, for a while."""
    caller, tags, took = Caller(port), dict.fromkeys(codes, ""), []
    begins = time.monotonic()
    for n in range(int(len(codes) * FOR / EVERY)):
        time.sleep(max(begins + n * EVERY / len(codes) - time.monotonic(), 0))
        code, begun = codes[n % len(codes)], time.monotonic()
        _, _, answer = caller.get(f"/t/{code}/state", **{"If-None-Match": tags[code]})
        took.append(time.monotonic() - begun)
        tags[code] = answer.headers["ETag"]
    return Told((), (), max(took), tuple(took))


@contextmanager
def peer() -> Iterator[int]:
    """The port of the peer, with a new file."""
    folder = Path(tempfile.mkdtemp(prefix="jiamenkou-peer-"))
    with _serving(serve_peer, folder / "peer.db") as port:
        yield port


@contextmanager
def bare() -> Iterator[int]:
    """The port of a Flask that knows nothing but 304."""
    with _serving(_serve_bare) as port:
        yield port


@contextmanager
def _serving(serve: Callable[..., None], *given: object) -> Iterator[int]:
    port = free_port()
    process = PROCESSES.Process(target=serve, args=(*given, port), daemon=True)
    process.start()
    wait_until(lambda: _listens(port), 30)
    yield port
    process.kill()
    process.join()


def _listens(port: int) -> bool:
    try:
        HTTPConnection("127.0.0.1", port, timeout=2).connect()
    except OSError:
        return False
    return True


def _serve_bare(port: int) -> None:
    import waitress
    from flask import Flask, Response

    app = Flask(__name__)

    @app.get("/")
    def nothing_new() -> Response:
        return Response(status=304)

    waitress.serve(app, host="127.0.0.1", port=port, threads=8, _quiet=True)

"""Issuing over HTTP beside the closest peer, and F6: phones that follow their numbers."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench.centres import urls
from tests.bench.measure import Figure, compared, in_turns
from tests.support.centre import take
from tests.support.guarantees.crowd import Centre, build
from tests.support.guarantees.pages import Caller, served, take_by_phone
from tests.support.guarantees.processes import PROCESSES, Told, together
from tests.support.postgres import free_port
from tests.support.screen import wait_until

ALONE, EACH, PHONES = 300, 60, 8
PEER = "peer 2.3 ms, 430/s"
FOLLOWED, EVERY, PACED, FOR = 1000, 5.0, 4, 10.0
TWICE = 2.0
P99 = 0.2


def figures() -> Iterator[Figure]:
    """Issuing on both kinds of database, then following."""
    for kind in ("sqlite", "postgresql"):
        with urls(kind) as new:
            centre = _centre(new())
            with served(centre) as port:
                yield from _issuing(centre, port, kind)
    with urls("sqlite") as new:
        centre = _centre(new())
        with served(centre) as port, bare() as bare_port:
            yield from _following(centre, port, bare_port)


def _centre(url: str) -> Centre:
    centre = Centre(url, Path(tempfile.mkdtemp(prefix="jiamenkou-bench-")))
    build(centre)
    return centre


def _issuing(centre: Centre, port: int, kind: str) -> Iterator[Figure]:
    alone = take_by_phone(centre, port, ALONE)
    value = f"{median(alone.took) * 1000:.2f} ms median"
    yield Figure(f"issuing over HTTP, one phone, {kind}", value, f"({PEER})")
    told, _ = together([partial(take_by_phone, centre, port, EACH)] * PHONES)
    rate = PHONES * EACH / max(sum(t.took) for t in told)
    yield Figure(f"issuing over HTTP, {PHONES} phones, {kind}", f"{rate:.0f}/s", f"({PEER})")


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
def bare() -> Iterator[int]:
    """The port of a Flask that knows nothing but 304."""
    port = free_port()
    process = PROCESSES.Process(target=_serve_bare, args=(port,), daemon=True)
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

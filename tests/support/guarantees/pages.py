"""The pages served by a process of their own, and phones and desks that use them over HTTP."""

from __future__ import annotations

import json
import logging
import re
import resource
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode

import psutil

from kiosk.actions import queue
from kiosk.actions.queue.take_ticket import NUMBERS_A_PASS
from kiosk.domain.staff.roles import StaffSession
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.processes import PROCESSES, Told
from tests.support.postgres import free_port
from tests.support.screen import wait_until

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
HOLDING = re.compile(r'name="holding" value="(\d+)"')
CURRENT = re.compile(r'id="number"[^>]*>\s*([A-Z]\d+)')
SEE_OTHER = 303


def serve(centre: Centre, port: int) -> None:
    """Serves the pages as the centre does, without limits for one address."""
    import waitress

    from kiosk.change_poller import ChangePoller
    from kiosk.web.core.site import CONNECTIONS, THREADS, make_site

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    ctx = centre.ctx()
    feed = ChangePoller(ctx.database)
    feed.start()
    waitress.serve(
        make_site(ctx, feed, limited=False), host="127.0.0.1", port=port, threads=THREADS,
        connection_limit=CONNECTIONS, asyncore_use_poll=True, _quiet=True,
    )


@contextmanager
def served(centre: Centre) -> Iterator[int]:
    """The port of the pages, while open."""
    with served_process(centre) as (port, _):
        yield port


@contextmanager
def served_process(centre: Centre) -> Iterator[tuple[int, psutil.Process]]:
    """The same, with the process that serves them."""
    port = free_port()
    process = PROCESSES.Process(target=serve, args=(centre, port), daemon=True)
    process.start()
    wait_until(lambda: answers(port))
    yield port, psutil.Process(process.pid)
    process.kill()
    process.join()


def answers(port: int) -> bool:
    """Whether the pages answer."""
    try:
        return Caller(port).get("/healthz")[0] == 200
    except OSError:
        return False


class Caller:
    """One kept connection with its cookies."""

    def __init__(self, port: int, **cookies: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = dict(cookies)

    def get(self, path: str, **headers: str) -> tuple[int, str, HTTPResponse]:
        """Asks for a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **form: object) -> tuple[int, str, HTTPResponse]:
        """Sends a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form), kind | {"Accept": "application/json"})

    def _ask(
        self, verb: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str, HTTPResponse]:
        kept = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(verb, path, body, {"Cookie": kept, **headers})
        answer = self._connection.getresponse()
        read = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, read, answer


def phone(centre: Centre, port: int) -> tuple[Caller, str]:
    """A phone that scanned the code in the hall, and its form's token."""
    ctx = centre.ctx()
    caller = Caller(port)
    caller.get(f"/s/medical?k={queue.hall_code(ctx)}")
    found = TOKEN.search(caller.get("/s/medical/number")[1])
    assert found
    return caller, found[1]


def take_by_phone(centre: Centre, port: int, count: int, over: Any = None) -> Told:
    """Takes numbers over HTTP; the labels are the tickets' secret addresses."""
    addresses, troubles, took = [], [], []
    for n in range(count):
        if n % NUMBERS_A_PASS == 0:
            caller, token = phone(centre, port)
        begun = time.monotonic()
        status, _, answer = caller.post(
            "/s/medical/number", csrf_token=token, key=secrets.token_hex(8), priority="ordinary"
        )
        took.append(time.monotonic() - begun)
        if status == SEE_OTHER:
            addresses.append(answer.headers["Location"])
        else:
            troubles.append(str(status))
    return Told(tuple(addresses), tuple(troubles), max(took), tuple(took))


def call_by_desk(port: int, session: StaffSession, over: Any) -> Told:
    """Calls over HTTP as the desk's script does, until nobody takes and nobody waits."""
    caller = Caller(port, desk=session.token)
    found = TOKEN.search(caller.get("/desk")[1])
    assert found
    labels: list[str] = []
    troubles: list[str] = []
    holding = ""
    while True:
        last = over.is_set()
        status, body, _ = caller.post("/desk/do/call_next", csrf_token=found[1], holding=holding)
        html = json.loads(body).get("html", "")
        current, held = CURRENT.search(html), HOLDING.search(html)
        if status == 200 and current:
            labels.append(current[1])
            holding = held[1] if held else ""
        elif status == 409:
            if last:
                break
            time.sleep(0.005)
        else:
            troubles.append(f"{status} {body[:80]}")
    return Told(tuple(labels), tuple(troubles))

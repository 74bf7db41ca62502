"""People in a hall whose database fails: each asks again, as a tap does, until there is an answer.

Each is a thread of its own and keeps what it was told. What was told is done; 503 and StorageDown
are an honest "not now"; anything else is wrong.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPResponse
from itertools import pairwise
from pathlib import Path
from typing import Any

from kiosk.actions import queue
from kiosk.actions.queue.take_ticket import NUMBERS_A_PASS
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import StaffSession
from tests.support.centre import take
from tests.support.failover.machines import enter
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.pages import CURRENT, HOLDING, SEE_OTHER, TOKEN, Caller, serve
from tests.support.guarantees.processes import PROCESSES
from tests.support.screen import wait_until

Answer = tuple[int, str, HTTPResponse]
PORTS = (8081, 8082)
OK, CONFLICT, NOT_NOW = 200, 409, 503
# Seconds between two acts of one person, and until somebody asks again.
PAUSE = 0.3


@dataclass
class Told:
    """What people were told: the codes of tickets, labels, who was called where, what was wrong.

    `at` are the moments at which somebody was told a number, in order.
    """

    codes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    not_now: int = 0

    def longest_wait(self, since: float) -> float:
        """The most seconds without any number, from a moment on."""
        times = [since, *(at for at in self.at if at > since)]
        return max((after - before for before, after in pairwise(times)), default=0.0)


class Crowd:
    """Eight phones at the pages of two kiosks, four clerks at their desks, one touch screen."""

    def __init__(self, kiosks: tuple[Centre, Centre], sessions: list[StaffSession]) -> None:
        self.told, self._over, self._kiosks = Told(), threading.Event(), kiosks
        phones = [(self._phone, (PORTS[n % 2],)) for n in range(8)]
        clerks = [(self._clerk, (PORTS[n % 2], n + 1, sessions[n])) for n in range(4)]
        self._people = [threading.Thread(target=self._lives, args=(life, given), daemon=True)
                        for life, given in (*phones, *clerks, (self._glass, ()))]
        for person in self._people:
            person.start()

    def goes(self) -> Told:
        """Everybody gets what was asked for last, and leaves; what all were told."""
        self._over.set()
        for person in self._people:
            person.join()
        return self.told

    def _lives(self, life: Callable[..., None], given: tuple[Any, ...]) -> None:
        try:
            life(*given)
        except Exception as fault:  # noqa: BLE001 - whatever it is, a person would see it
            self.told.wrong.append(f"{life.__name__}: {fault!r}")

    def _asks(self, ask: Callable[[], Answer]) -> Answer:
        """Asks until the answer is another than "not now"."""
        while True:
            status, body, answer = ask()
            if status != NOT_NOW:
                return status, body, answer
            self.told.not_now += 1
            time.sleep(PAUSE)

    def _found(self, caller: Caller, page: str) -> str:
        found = TOKEN.search(self._asks(lambda: caller.get(page))[1])
        assert found
        return found[1]

    def _phone(self, port: int) -> None:
        ctx, taken = self._kiosks[0].ctx(), 0
        while not self._over.is_set():
            if taken % NUMBERS_A_PASS == 0:
                caller = Caller(port)
                code = queue.hall_code(ctx)
                self._asks(lambda caller=caller, code=code: caller.get(f"/s/medical?k={code}"))
                token = self._found(caller, "/s/medical/number")
            form = {"csrf_token": token, "key": secrets.token_hex(8), "priority": "ordinary"}
            status, _, answer = self._asks(
                lambda caller=caller, form=form: caller.post("/s/medical/number", **form))
            if status == SEE_OTHER:
                self.told.codes.append(answer.headers["Location"].rpartition("/")[2])
                self.told.at.append(time.monotonic())
            else:
                self.told.wrong.append(f"a phone was told {status}")
            taken += 1
            time.sleep(PAUSE)

    def _clerk(self, port: int, counter: int, session: StaffSession) -> None:
        caller, holding, last = Caller(port, desk=session.token), "", ""
        token = self._found(caller, "/desk")
        while not self._over.is_set():
            form = {"csrf_token": token, "holding": holding}
            status, _, _ = self._asks(
                lambda form=form: caller.post("/desk/do/call_next", **form))
            if status not in (OK, CONFLICT):
                self.told.wrong.append(f"a clerk was told {status}")
            page = self._asks(lambda: caller.get("/desk"))[1]
            current, held = CURRENT.search(page), HOLDING.search(page)
            holding = held[1] if held else ""
            if current and current[1] != last:
                last = current[1]
                self.told.calls.append((counter, last))
            time.sleep(PAUSE / 3)

    def _glass(self) -> None:
        ctx = self._kiosks[0].ctx()
        while not self._over.is_set():
            key, label = secrets.token_hex(8), ""
            while not label:
                try:
                    assert queue.hall(ctx).waiting >= 0
                    label = take(ctx, key=key, kiosk="kiosk-1").ticket.label
                except StorageDown:
                    self.told.not_now += 1
                    time.sleep(PAUSE)
            self.told.labels.append(label)
            self.told.at.append(time.monotonic())
            time.sleep(PAUSE)
        ctx.database.close()


def _serve_in(space: str, centre: Centre, port: int) -> None:
    enter(space)
    serve(centre, port)


@contextmanager
def pages(space: str, url: str, folder: Path) -> Iterator[tuple[Centre, Centre]]:
    """The pages of two kiosks in a hall, each a process of its own."""
    kiosks = Centre(url, folder / "kiosk1"), Centre(url, folder / "kiosk2")
    running = [PROCESSES.Process(target=_serve_in, args=(space, kiosk, port), daemon=True)
               for kiosk, port in zip(kiosks, PORTS, strict=True)]
    for one in running:
        one.start()
    try:
        yield kiosks
    finally:
        for one in running:
            one.kill()
            one.join()


def wait_for_pages() -> None:
    """Until both answer."""
    wait_until(lambda: all(_answers(port) for port in PORTS))


def _answers(port: int) -> bool:
    try:
        return Caller(port).get("/healthz")[0] == OK
    except OSError:
        return False

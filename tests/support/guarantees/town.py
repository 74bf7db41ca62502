"""A town: a hundred centres in a hundred real databases, and the street's program beside them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import psycopg

from db.engine.column_types import stored_instant
from kiosk.actions.operations.summary import summary
from kiosk.domain.calendar import ZONE
from tests.support.centre import AFTERNOON, ROOT, clerk, small_centre, take
from tests.support.guarantees.pages import SEE_OTHER, TOKEN
from tests.support.postgres import Server, free_port
from tests.support.screen import wait_until
from tests.support.street import frozen_port

ROLE = (ROOT / "assets" / "street" / "role.sql").read_text("utf-8")
ROWS = re.compile(r'<tr class="is-(\w+)">\s*<th scope="row">\s*<b>([^<]+)</b>')


@dataclass
class StreetProgram:
    """The program as it runs, and somebody of the street's staff who came in."""

    process: psutil.Process
    port: int
    cookie: str = ""

    def page(self) -> str:
        """The page."""
        return self._ask("GET", "/")

    def standings(self) -> dict[str, str]:
        """How each centre stands on it."""
        return {name: standing for standing, name in ROWS.findall(self.page())}

    def signs_in(self, code: str) -> None:
        """Comes in."""
        found = TOKEN.search(self.page())
        assert found
        self._ask("POST", "/sign-in", csrf_token=found[1], code=code)

    def _ask(self, method: str, path: str, **form: str) -> str:
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(method, path, urlencode(form) if form else None, {
            "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"})
        answer = line.getresponse()
        said = answer.read().decode()
        line.close()
        assert answer.status in (200, SEE_OTHER), answer.status
        if cookie := answer.headers.get("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return said


class Town:
    """Centres in databases of their own, each with a summary of a centre at work."""

    def __init__(self, server: Server, centres: int) -> None:
        first = server.new_database()
        with tempfile.TemporaryDirectory() as folder:
            ctx = small_centre(first, Path(folder))
            clerk(ctx, 2), take(ctx), take(ctx)
            with ctx.database.read() as tx:
                told = json.dumps(summary(ctx, tx, AFTERNOON).told(), ensure_ascii=False)
            ctx.database.close()
        with psycopg.connect(first, autocommit=True) as owner:
            owner.execute(ROLE)
            owner.execute("INSERT INTO street_summary VALUES (1, 0, %s)", (told,))
        self._owners = [first, *(server.new_database(first.rpartition("/")[2])
                                 for _ in range(centres - 1))]
        self.urls = {f"{n:03d} 社区": url.replace("centre@", "street@")
                     for n, url in enumerate(self._owners)}
        self._lines: list[psycopg.Connection[Any]] = []

    def tells(self) -> None:
        """All centres write how they stand now, as they do every 15 s."""
        now = stored_instant(AFTERNOON.fromtimestamp(time.time(), ZONE))
        self._lines = self._lines or [
            psycopg.connect(url, autocommit=True) for url in self._owners]
        for line in self._lines:
            line.execute("UPDATE street_summary SET written_at = %s", (now,))

    def leaves(self) -> None:
        """Its lines are closed; the next time it tells, it opens new ones."""
        for line in self._lines:
            line.close()
        self._lines.clear()

    def is_shown(self, program: StreetProgram) -> bool:
        """Whether all of it is on the page as it stands now: with people who wait behind one that
        has waited for long."""
        self.tells()
        return set(map(program.standings().get, self.urls)) == {"trouble"}


@contextmanager
def street_program(urls: dict[str, str]) -> Iterator[StreetProgram]:
    """The street's program with these centres, and one of the staff in it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "street.toml").write_text(f"port = {port}\n" + "".join(
            f"[[centres]]\nname = '{name}'\nurl = '{url}'\n" for name, url in urls.items()))
        with subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "street"], stdout=subprocess.PIPE, text=True,
            env=os.environ | {"KIOSK_DATA": folder}) as process:
            assert process.stdout
            code = re.search(r"page: (\w+)\.", process.stdout.readline())
            assert code
            program = StreetProgram(psutil.Process(process.pid), port)
            wait_until(lambda: _answers(port), 60)
            program.signs_in(code[1])
            try:
                yield program
            finally:
                process.kill()


@contextmanager
def bad_ones(server: Server) -> Iterator[dict[str, str]]:
    """Centres that cannot be read: frozen, refused, older."""
    older = server.new_database()
    with psycopg.connect(older, autocommit=True) as owner:
        owner.execute(ROLE.rpartition("GRANT")[0])
    with frozen_port() as frozen:
        yield {"frozen": f"postgresql://street@127.0.0.1:{frozen}/centre",
               "refused": f"postgresql://street@127.0.0.1:{free_port()}/centre",
               "older": older.replace("centre@", "street@")}


def _answers(port: int) -> bool:
    try:
        HTTPConnection("127.0.0.1", port, timeout=2).connect()
    except OSError:
        return False
    return True

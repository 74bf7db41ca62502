"""Files that swell when they are read: pages answer meanwhile, and their process stays small."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
import pytest
from openpyxl import Workbook
from requests import Request

from kiosk.domain.staff.roles import Role
from tests.support.centre import small_centre
from tests.support.guarantees.crowd import Ticking
from tests.support.guarantees.pages import answers
from tests.support.guarantees.processes import PROCESSES
from tests.support.photographs import png
from tests.support.postgres import free_port
from tests.support.screen import wait_until
from tests.support.volunteer_help import coordinator, with_help
from tests.support.web.visitor import TOKEN

AT_ONCE, FEWER, MB = 8, 3, 1 << 20
# What the pages' process may grow by: the files themselves, and what forms take.
GROWTH = 48 * MB
ASKED = {"kind": "phone", "name": "张阿姨", "phone": "13700001234", "where": "hall",
         "wanted": "2026-10-16T14:00:00+08:00"}
STYLES = re.compile(rb"<cellXfs.*</cellXfs>", re.DOTALL)


def swelling_picture() -> bytes:
    """88 KB that become 90 MB."""
    return png((6144, 4884), 8, 2, bytes((6144 * 3 + 1) * 4884))


def swelling_workbook() -> bytes:
    """Few KB in which 160,000 cell styles are told of."""
    made, small, book = io.BytesIO(), io.BytesIO(), Workbook()
    book.active.append(["id"])
    book.save(small)
    with (zipfile.ZipFile(small) as of,
          zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed):
        for part in of.infolist():
            packed.writestr(part, STYLES.sub(b"<cellXfs>" + b"<xf/>" * 160_000 + b"</cellXfs>",
                                             of.read(part)))
    return made.getvalue()


def serve(url: str, data: Path, port: int, guarded: bool) -> None:
    """Serves the pages; without `guarded` files are read where they arrive, as one first would."""
    import waitress

    from kiosk.change_poller import ChangePoller
    from kiosk.devices.media import pictures
    from kiosk.devices.media.pictures.reading import plain
    from kiosk.web.core import tables_in
    from kiosk.web.core.site import THREADS, make_site
    from tests.support.centre import context_on

    if not guarded:
        pictures.read_isolated = lambda _, data, keep: plain(data, keep)
        tables_in.read_isolated = lambda _, data, *kinds: tables_in.read_as_json(data, *kinds)
        tables_in.MOST_TAGS = 1 << 40
    ctx = context_on(url, data, Ticking())
    waitress.serve(make_site(ctx, ChangePoller(ctx.database), limited=False), host="127.0.0.1",
                   port=port, threads=THREADS, _quiet=True)


@contextmanager
def pages(url: str, data: Path, guarded: bool) -> Iterator[tuple[int, psutil.Process]]:
    """The port of the pages and their process, while open."""
    port = free_port()
    process = PROCESSES.Process(target=serve, args=(url, data, port, guarded), daemon=True)
    process.start()
    wait_until(lambda: answers(port))
    yield port, psutil.Process(process.pid)
    process.kill()
    process.join()


class Sender:
    """One who sends files, with the cookies of a log-in if there is one."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._port, self._cookie = port, cookie

    def sends(self, page: str, path: str, field: str, file: bytes, form: dict[str, str]) -> int:
        """The status of the answer to a form with a file."""
        text, kept = self._ask("GET", page, None, {})[1:]
        found = TOKEN.search(text)
        assert found, text
        ready = Request("POST", "http://localhost", files={field: ("a", file)},
                        data=form | {"csrf_token": found[1], "key": kept[-22:]}).prepare()
        return self._ask("POST", path, ready.body, dict(ready.headers) | {"Cookie": kept})[0]

    def _ask(self, verb: str, path: str, body: Any, headers: dict[str, str]) -> tuple[
            int, str, str]:
        line = HTTPConnection("127.0.0.1", self._port, timeout=600)
        line.request(verb, path, body, {"Cookie": self._cookie} | headers)
        answer = line.getresponse()
        text, given = answer.read().decode(), answer.headers.get_all("Set-Cookie") or ()
        kept = "; ".join([one.partition(";")[0] for one in given] + [self._cookie])
        line.close()
        return answer.status, text, kept


def grown(process: psutil.Process, port: int, sends: list[Any]) -> tuple[int, list[int], int]:
    """By how much a process grew at most while files were sent to it all at once, what their
    senders were told, and how often it said meanwhile that it is well."""
    heard, well = [], 0
    # What it had at most so far is forgotten.
    Path(f"/proc/{process.pid}/clear_refs").write_text("5")
    high = high_water(process)
    crowd = [threading.Thread(target=lambda send=one: heard.append(send())) for one in sends]
    for one in crowd:
        one.start()
    while any(one.is_alive() for one in crowd):
        well += answers(port)
        crowd[0].join(0.1)
    return high_water(process) - high, heard, well


def high_water(process: psutil.Process) -> int:
    """The most memory it ever had, in bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024


@pytest.fixture
def centre(tmp_path: Path) -> tuple[str, Path, str]:
    """A small centre with volunteers, on a disk, and the cookie of somebody who writes."""
    url = f"cysqlite:///{tmp_path / 'centre.db'}"
    ctx = with_help(small_centre(url, tmp_path, Ticking()))
    token = coordinator(ctx, Role.EDITOR).token
    ctx.database.close()
    return url, tmp_path, f"desk={token}"


def told(
    centre: tuple[str, Path, str], crowd: int, *, guarded: bool
) -> tuple[tuple[int, list[int], int], tuple[int, list[int], int]]:
    """What becomes of so many pictures at once, and of a table: see `grown`."""
    picture, table, where = swelling_picture(), swelling_workbook(), "/desk/content/notice"
    assert 60_000 < len(picture) < 100_000 and len(table) < 24_000
    with pages(*centre[:2], guarded) as (port, process):
        one, other = Sender(port), Sender(port, centre[2])
        pictures = grown(process, port, [
            lambda: one.sends("/help?kind=phone", "/help", "photo", picture, ASKED)] * crowd)
        tables = grown(process, port, [
            lambda: other.sends(where, f"{where}/table", "table", table, {})])
    for what, (by, heard, well) in (("pictures", pictures), ("table", tables)):
        print(f"{what}: {by / MB:.0f} MB more; told {sorted(heard)}; well {well} times")
    return pictures, tables


def test_files_that_swell_are_read_beside_the_pages(centre: tuple[str, Path, str]) -> None:
    pictures, table = told(centre, AT_ONCE, guarded=True)
    assert pictures[2] and table[2], "meanwhile the pages answer"
    # One is read, two wait for a while, and the others are told to come again.
    assert set(pictures[1]) == {303, 422}
    assert table[1] == [409]


# How much memory a process had is no count.
@pytest.mark.soak
def test_files_that_swell_leave_the_pages_their_memory(centre: tuple[str, Path, str]) -> None:
    pictures, table = told(centre, AT_ONCE, guarded=True)
    assert pictures[0] < GROWTH and table[0] < GROWTH


@pytest.mark.soak
def test_control_files_read_where_they_arrive_fill_the_pages_memory(
    centre: tuple[str, Path, str]
) -> None:
    pictures, table = told(centre, FEWER, guarded=False)
    assert pictures[0] > 4 * GROWTH and table[0] > 1.5 * GROWTH

"""Photographs through every door they are sent through, and what is too large for it."""

from __future__ import annotations

import io
import resource
import select
import socket
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, request
from flask_wtf.csrf import CSRFError
from playwright.sync_api import Page, expect
from waitress.buffers import TempfileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder

from kiosk.actions import content, volunteers
from kiosk.actions.exhibition.pictures import pictures
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.media.pictures import MOST_BYTES
from kiosk.domain.staff.roles import Role
from kiosk.web.core import request_bodies, site as site_module
from kiosk.web.core.request_bodies import LARGEST_BODY, KeptBody, largest
from kiosk.web.core.site import make_site
from kiosk.web.core.tables import workbook
from tests.support.photographs import noise
from tests.support.screen import wait_until
from tests.support.volunteer_help import coordinator, with_help
from tests.support.web.serving import Serving

Open = Callable[..., Page]
QUICK = (0.2, 1)
LADDER = (0.1, 0.2, 1, 3, 8, 12)
SIZES = [*QUICK, *(pytest.param(size, marks=pytest.mark.soak) for size in LADDER)]
# As many lines as the program accepts, and far more than that from one address.
AS_STARTED = pytest.param(site_module.CONNECTIONS, 4_050, marks=pytest.mark.soak, id="4050 lines")
PICTURE = "exhibits.{}.picture"
SLIDE = {"title.zh": "活动", "lead.zh": "大家来", "exhibits.0.icon": "photo",
         "exhibits.0.caption.zh": "活动", "seconds": "10"}


@pytest.fixture
def centre(sqlite_ctx: AppContext) -> AppContext:
    """The small centre with volunteers."""
    return with_help(sqlite_ctx)


@pytest.fixture
def pages(centre: AppContext) -> Flask:
    """Its pages, asked directly."""
    return make_site(centre, ChangePoller(centre.database), limited=False)


@pytest.fixture
def editor_page(centre: AppContext, open_page: Open) -> Callable[[str], Page]:
    """A browser in which somebody who writes opens a page of the desk."""

    def opened(path: str) -> Page:
        return open_page(path, 1440, 900, coordinator(centre, Role.EDITOR, "小王"))

    return opened


def file(name: str, data: bytes) -> dict[str, object]:
    """A file as a browser's chooser gives it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def press(page: Page, ctx: AppContext, key: str) -> None:
    """Presses a button by what stands on it."""
    page.get_by_role("button", name=ctx.words["zh_CN"](key)).first.click()


# ---- in a browser


@pytest.mark.parametrize("megabytes", SIZES)
def test_a_residents_photograph_arrives(
    centre: AppContext, open_page: Open, megabytes: float
) -> None:
    page = open_page("/help?kind=phone")
    page.fill("#name", "张阿姨")
    page.fill("#phone", "13700001234")
    page.set_input_files("#photo", file("IMG_1.JPG", noise(megabytes)))
    page.click("form.fill button.primary")
    page.wait_for_url("**/h/*")
    code = urlsplit(page.url).path.split("/")[2]
    assert volunteers.photo(centre, code).startswith(b"\xff\xd8")


@pytest.mark.parametrize("megabytes", SIZES)
def test_the_pictures_of_a_slide_arrive(
    centre: AppContext, editor_page: Callable[[str], Page], megabytes: float
) -> None:
    page = editor_page("/desk/content/slide/new")
    for n in range(2):
        page.set_input_files(f"input[type=file][name='{PICTURE.format(n)}']",
                             file(f"{n}.jpg", noise(megabytes, seed=n)))
    # Who saves before a photograph stands there with its frame gets the middle of it alone.
    expect(page.locator("[name^=':frame.']:enabled")).to_have_count(2)
    press(page, centre, "desk_content.save")
    page.wait_for_url("**/slide/*kept=*")
    # Of each photograph the centre has all of it, and the part that the slide shows.
    assert len(pictures(centre)) == 4
    chosen = [name for name in pictures(centre)
              if page.locator(f"option[value='{name}'][selected]").count() == 1]
    assert len(chosen) == 2


def test_what_is_done_from_a_form_may_have_its_picture_with_it(
    centre: AppContext, editor_page: Callable[[str], Page]
) -> None:
    writer = coordinator(centre, Role.EDITOR)
    slide = content.publish(centre, writer, "slide", "", {}, SLIDE).item
    page = editor_page(f"/desk/content/slide/{slide}")
    page.set_input_files(f"input[type=file][name='{PICTURE.format(0)}']", file("a.jpg", noise(1)))
    page.locator("summary", has_text=centre.words["zh_CN"]("desk_content.later")).click()
    page.fill("input[type=datetime-local]", "2026-11-20T08:00")
    press(page, centre, "desk_content.hide_at")
    page.wait_for_url("**/slide/*kept=hide_at")
    assert content.sheet(centre, writer, "slide", slide).row.plans


def test_a_large_table_arrives(centre: AppContext, editor_page: Callable[[str], Page]) -> None:
    writer = coordinator(centre, Role.EDITOR)
    heads, *lines = content.as_table(centre, writer, "service")
    lines[0][heads.index("title.zh")] = "新的名字"
    written = io.BytesIO(workbook({"service": [heads, *lines]}))
    # Beside the table itself, as such files come: a picture that is not read.
    with zipfile.ZipFile(written, "a") as packed:
        packed.writestr("xl/media/image1.jpeg", Random(1).randbytes(1 << 20))
    data = written.getvalue()
    assert len(data) > 4 * LARGEST_BODY
    page = editor_page("/desk/content/service")
    page.set_input_files("input[name=table]", file("service.xlsx", data))
    page.locator("form.filter:has(input[name=table]) button").click()
    page.wait_for_url("**/service*brought=*")
    assert any(row.draft and row.draft.written["title.zh"] == "新的名字"
               for row in content.on_shelf(centre, writer, "service").rows)


def test_a_film_instead_of_a_photograph_is_told_kindly(centre: AppContext, open_page: Open,
                                                       tmp_path: Path) -> None:
    film = tmp_path / "film.mov"
    with film.open("wb") as opened:
        opened.truncate(3 * MOST_BYTES)
    page = open_page("/help?kind=phone")
    page.fill("#name", "张阿姨")
    page.set_input_files("#photo", str(film))
    page.click("form.fill button.primary")
    words = centre.words["zh_CN"]
    expect(page.locator("h1")).to_have_text(words("calm.too_large.title"))
    expect(page.locator("main")).to_contain_text(words("calm.not_counted"))
    page.go_back()
    expect(page.locator("#name")).to_have_value("张阿姨")


# ---- how a form is read


def asked(site: Flask, path: str, **form: object) -> int:
    """What becomes of a form before anybody looks at it: 413, or 400 as it has no token."""
    builder = EnvironBuilder(path, method="POST", base_url="http://localhost", data=form)
    return site.test_client().open(builder).status_code


def test_no_file_is_refused_for_how_it_is_cut_into_pieces(pages: Flask) -> None:
    for seed in range(40):
        chance = Random(seed)
        data = chance.randbytes(chance.randrange(LARGEST_BODY, 10 * LARGEST_BODY))
        with pages.test_request_context("/help", method="POST", data={
            "name": "x" * chance.randrange(1000), "photo": (io.BytesIO(data), "a.jpg"),
            "words": "y" * chance.randrange(1000),
        }):
            # It has no token, and is read all the same.
            with suppress(CSRFError):
                pages.preprocess_request()
            assert request.files["photo"].read() == data
            assert set(request.form["words"]) <= {"y"}


@pytest.mark.parametrize("endpoint", [
    "phone.asks_help", "desk.content_bring", "desk.content_write", "desk.content_do"])
def test_words_stay_small_however_many_fields_they_fill(pages: Flask, endpoint: str) -> None:
    (rule,) = [one for one in pages.url_map.iter_rules() if one.endpoint == endpoint]
    path = rule.build(dict.fromkeys(rule.arguments, "slide"))[1]

    def photo() -> FileStorage:
        return FileStorage(io.BytesIO(Random(1).randbytes(300_000)), "a.jpg", "photo")

    assert asked(pages, path, photo=photo(), words="x" * 60_000) != 413
    assert asked(pages, path, photo=photo(), words="x" * LARGEST_BODY) == 413
    assert asked(pages, path, photo=photo(), **{f"f{n}": "x" * 9_000 for n in range(9)}) == 413
    assert asked(pages, path, photo=photo(), **{f"f{n}": "x" for n in range(900)}) == 413
    # Without a file there is no more room than elsewhere.
    assert asked(pages, path, words="x" * (LARGEST_BODY + 1)) == 413


def test_a_form_with_files_is_small_where_none_belong(pages: Flask) -> None:
    photo = FileStorage(io.BytesIO(bytes(LARGEST_BODY)), "a.jpg", "photo")
    assert asked(pages, "/desk/log-in", photo=photo) == 413


# ---- how the server takes it


def sends(served: str, path: str, size: int, *, chunked: bool = False) -> tuple[int, str, object]:
    """Sends a body of that size, all of it, and reads the answer; and again on the same line."""
    address = urlsplit(served)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
    piece, kind = bytes(LARGEST_BODY), "multipart/form-data; boundary=x"
    body = (piece[:min(size - sent, len(piece))] for sent in range(0, size, len(piece)))
    headers = {"Host": "localhost", "Content-Type": kind}
    if not chunked:
        headers["Content-Length"] = str(size)
    connection.request("POST", path, body, headers, encode_chunked=chunked)
    answer = connection.getresponse()
    text, kept = answer.read().decode(), connection.sock
    connection.close()
    return answer.status, text, kept


@pytest.fixture
def as_started(centre: AppContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the pages as `main.py web` starts them."""
    started: list[Serving] = []

    def served(app: Flask, **how: Any) -> None:
        started.append(Serving(app, **how | {"port": 0}))

    monkeypatch.setattr(site_module.waitress, "serve", served)
    site_module.serve(centre, ChangePoller(centre.database))
    (serving,) = started
    yield serving.base
    serving.ends()


@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_too_large_runs_off_and_a_page_says_so(
    centre: AppContext, as_started: str, chunked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not chunked:
        # Its size is told in front, so it is never on the disk.
        monkeypatch.delattr(TempfileBasedBuffer, "newfile")
    for path, size in (("/help", MOST_BYTES + LARGEST_BODY + 1),
                       ("/desk/log-in", LARGEST_BODY + 1), ("/desk/log-in", 1 << 20)):
        status, page, line = sends(as_started, path, size, chunked=chunked)
        assert status == 413 and centre.words["zh_CN"]("calm.too_large.title") in page, path
        assert isinstance(line, socket.socket), "the line was not cut"


def test_of_a_body_too_large_nothing_is_kept(pages: Flask) -> None:
    kept = KeptBody(LARGEST_BODY)
    for _ in range(8):
        kept.append(bytes(10_000))
    assert len(kept) == 80_000 and kept.getfile().read() == b""
    kept = KeptBody(MOST_BYTES)
    for _ in range(80):
        kept.append(bytes(10_000))
    assert len(kept) == 800_000 and len(kept.getfile().read()) == 800_000
    assert largest("/help") > MOST_BYTES > LARGEST_BODY == largest("/desk/log-in")


# ---- what never ends


def spooled() -> int:
    """Bytes this process has on the disk in files without a name."""
    found = 0
    for file in Path("/proc/self/fd").iterdir():
        # Some are closed while they are counted.
        with suppress(OSError):
            name = str(file.readlink())
            if "/#" in name and "(deleted)" in name:
                found += file.stat().st_blocks * 512
    return found


def line_to(served: str, origin: str = "127.0.0.1") -> socket.socket:
    """A line to the pages from one of this machine's own addresses."""
    address = urlsplit(served)
    return socket.create_connection((address.hostname or "", address.port or 0), 60, (origin, 0))


def answers(line: socket.socket, seconds: float) -> bool:
    """Whether something comes on a line within a time, whatever the line's number."""
    waiting = select.poll()
    waiting.register(line, select.POLLIN)
    return bool(waiting.poll(seconds * 1000))


def begun_body(served: str, path: str, size: int, sent: int) -> socket.socket:
    """A line on which a body was begun and not ended."""
    line = line_to(served)
    line.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n"
                 f"Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode())
    line.setblocking(False)
    piece = memoryview(bytes(LARGEST_BODY))
    while sent > 0:
        try:
            sent -= line.send(piece[:sent])
        except BlockingIOError:
            # Nobody reads it any more; what the kernel holds is no file.
            if not select.select([], [line], [], 1)[1]:
                break
        except ConnectionError:
            # Refused at its head.
            break
    return line


@pytest.mark.parametrize("path", ["/help", "/desk/log-in", "/nowhere"])
def test_of_bodies_that_never_end_little_lies_on_the_disk_and_then_nothing(
    as_started: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [begun_body(as_started, path, 12 << 20, 11 << 20) for _ in range(20)]
    # Half the room for one address.
    assert spooled() <= 4 * MOST_BYTES
    assert spooled() == 0 or path == "/help"
    # Another address still gets its picture in.
    other = line_to(as_started, "127.0.0.2")
    other.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"200 OK" in other.recv(4096)
    monkeypatch.setattr(request_bodies, "BODY_SECONDS", -request_bodies.HEAD_SECONDS)
    monkeypatch.setattr(request_bodies, "HEAD_SECONDS", -1)
    wait_until(lambda: spooled() == 0 and not request_bodies.ROOM._held)
    for line in [*lines, other]:
        line.close()


def test_control_without_room_for_each_all_of_it_lies_there(
    as_started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_bodies.Parser, "has_room", lambda *_: True)
    lines = [begun_body(as_started, "/help", 12 << 20, 11 << 20) for _ in range(20)]
    wait_until(lambda: spooled() > 200 << 20)
    for line in lines:
        line.close()


@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_far_too_large_is_refused_at_its_head(as_started: str, chunked: bool) -> None:
    line = line_to(as_started)
    told = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: 999999999"
    line.sendall(b"POST /desk/log-in HTTP/1.1\r\nHost: localhost\r\n" + told + b"\r\n\r\n")
    if chunked:
        piece = b"%x\r\n" % LARGEST_BODY + bytes(LARGEST_BODY) + b"\r\n"
        with suppress(OSError):
            for _ in range(2 * request_bodies.RUN_OFF):
                line.sendall(piece)
    assert line.recv(4096).startswith(b"HTTP/1.1 413")
    line.close()


@pytest.mark.parametrize(("accepted", "opened"), [(40, 100), AS_STARTED])
@pytest.mark.parametrize("guarded", [True, False], ids=["", "control"])
def test_lines_of_one_address_that_trickle_stop_no_other(
    centre: AppContext, monkeypatch: pytest.MonkeyPatch, guarded: bool, accepted: int,
    opened: int, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(site_module, "CONNECTIONS", accepted)
    if not guarded:
        monkeypatch.setattr(TcpWSGIServer, "channel_class", HTTPChannel)
    served = request.getfixturevalue("as_started")
    # Both ends of each line are this process's own.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    lines = []
    for _ in range(opened):
        line = line_to(served)
        line.sendall(b"GET /board HTTP/1.1\r\nX-Slow: ")
        lines.append(line)
    for origin in ("127.0.0.2", "127.0.0.1"):
        asks = line_to(served, origin)
        asks.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        # The control is not answered: it accepts nobody while these lines are open.
        assert answers(asks, 60 if guarded else 3) is guarded
        assert not guarded or b"200 OK" in asks.recv(4096)
        lines.append(asks)
    for line in lines:
        line.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_head_that_trickles_ends(as_started: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line = line_to(as_started)
    line.sendall(b"GET /board HTTP/1.1\r\nX-Slow: ")
    monkeypatch.setattr(request_bodies, "HEAD_SECONDS", 0)
    with suppress(ConnectionResetError):
        assert line.recv(4096) == b"", "it was closed, however busily it came"
    line.close()

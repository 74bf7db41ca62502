"""What pages are sent: how much of it each address takes, and where it is kept meanwhile."""

from __future__ import annotations

import math
import sys
import threading
import time
from collections import Counter
from tempfile import SpooledTemporaryFile
from typing import IO, Any, ClassVar

from flask import Flask, request
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.utilities import RequestEntityTooLarge as ContentTooLarge
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from kiosk.devices.media.pictures import MOST_BYTES

LARGEST_BODY = 64 * 1024
# How many files may come with a form, by how its address begins: each area says it of its pages.
# It is one for the process, as the server is whose hook asks for it.
_FILES: dict[str, int] = {}
WITH_FILES = "multipart/form-data"
# Larger files lie on the disk while their form is read.
IN_MEMORY = 256 * 1024
# However busily a head or a body comes, it has an end: a body without files in the time of a head,
# one with files in the time that 20 MB take through 1 Mbit/s.
HEAD_SECONDS, BODY_SECONDS = 20, 180
# What is so many times larger than its address takes is refused at its head.
RUN_OFF = 16
# The server's own limit answers with a bare line of English: pages say it themselves.
NO_LIMIT = sys.maxsize


def takes_files(begins: str, most: int) -> None:
    """Lets at most so many files come with a form whose address begins so."""
    _FILES[begins] = most


def largest(path: str) -> int:
    """How many bytes an address takes: files, each as large as a picture may be, and the fields."""
    files = max((most for begin, most in _FILES.items() if path.startswith(begin)), default=0)
    return files * MOST_BYTES + LARGEST_BODY


def measure_bodies(app: Flask) -> None:
    """Makes a site take large files where files belong, and nowhere else."""
    # Counted by Fields, all together, and without minding how a file is cut into pieces.
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=None)

    @app.before_request
    def more_with_files() -> None:
        if request.mimetype == WITH_FILES:
            request.max_content_length = largest(request.path)


class Fields(FormDataParser):
    """Reads forms; what of one is no file is held in memory and has to be small all together."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        """As its base does. Raises RequestEntityTooLarge."""
        counted = Counted(stream)
        self.stream_factory = counted.file
        return super().parse(counted, mimetype, content_length, options)  # type: ignore[arg-type]  # all that is read of it


class Counted:
    """A stream that knows how much of it did not go into files."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.besides = 0

    def file(self, *_: object, **__: object) -> IO[bytes]:
        """Where a file of the form is kept."""
        return File(self)

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        if self.besides > LARGEST_BODY:
            raise RequestEntityTooLarge
        data = self._stream.read(size)
        self.besides += len(data)
        return data


class File(SpooledTemporaryFile[bytes]):
    """A file of a form: a large one lies on the disk meanwhile."""

    def __init__(self, counted: Counted) -> None:
        super().__init__(IN_MEMORY)
        self._counted = counted

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are enough
        """As its base does."""
        self._counted.besides -= len(data)
        return super().write(data)


# ---- the server, which has no types: a page can only say why after its sender has ended


class KeptBody(OverflowableBuffer):  # type: ignore[misc]  # has no types
    """What has come of a body; of one that is too large nothing, and it runs off unread."""

    def __init__(self, most: int) -> None:
        super().__init__(IN_MEMORY)
        self._most = most
        self._came = 0
        self.buf: Any = None
        self.strbuf = b""

    def __len__(self) -> int:
        return self._came

    def append(self, data: bytes) -> None:
        """The next piece."""
        self._came += len(data)
        if self._came <= self._most:
            super().append(data)
        elif self.buf or self.strbuf:
            self.close()
            self.buf, self.strbuf = None, b""


class BodyRoom:
    """Room on the disk for bodies that are still coming: so much in all, half of it for one
    address. Whoever finds none is not read from until there is some."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, Counter[str]()
        self._guard = threading.Lock()

    def take(self, address: str, size: int) -> bool:
        """Holds room for a body, where there is some."""
        with self._guard:
            held = self._held[address]
            # The first of an address always fits its half.
            fits = self._held.total() + size <= self._most and (
                not held or held + size <= self._most // 2)
            if fits:
                self._held[address] += size
            return fits

    def give_back(self, address: str, size: int) -> None:
        """Lets go of it."""
        with self._guard:
            self._held[address] -= size
            self._held += Counter()


ROOM = BodyRoom(8 * MOST_BYTES)


class Parser(HTTPRequestParser):  # type: ignore[misc]  # has no types
    """Reads one request: its head within a time, then its body within another."""

    error: Any = None

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self._begun = time.monotonic()
        self._most = LARGEST_BODY
        self._room: tuple[str, int] | None = None

    def parse_header(self, lines: bytes) -> None:
        """As its base does; makes room for as much as may be sent there."""
        super().parse_header(lines)
        # A receiver that received nothing yet is false.
        if self.body_rcv is not None:
            self._most = largest(self.path)
            self.body_rcv.buf = KeptBody(self._most if self.content_length <= self._most else 0)

    def received(self, data: bytes) -> int:
        """As its base does. What is far too large is not even let run off."""
        consumed: int = super().received(data)
        came = 0 if self.body_rcv is None else len(self.body_rcv)
        if not self.error and max(self.content_length, came) > RUN_OFF * self._most:
            self.error = ContentTooLarge(f"exceeds {self._most}")
            self.completed = True
        return consumed

    def is_late(self) -> bool:
        """Whether it has been coming for too long, however busily it comes."""
        most = HEAD_SECONDS
        if self.headers_finished:
            most += BODY_SECONDS if self._most > LARGEST_BODY else HEAD_SECONDS
        return time.monotonic() - self._begun > most

    def has_room(self, address: str) -> bool:
        """Whether its body may go on coming: a large one needs room on the disk."""
        if self._room is None and self.body_rcv is not None and self._most > LARGEST_BODY:
            size = self._most if self.chunked else min(self.content_length, self._most)
            if size > IN_MEMORY:
                if not ROOM.take(address, size):
                    return False
                self._room = address, size
        return True

    def close(self) -> None:
        """Leaves nothing on the disk."""
        super().close()
        if self._room is not None:
            ROOM.give_back(*self._room)
            self._room = None


class Channel(HTTPChannel):  # type: ignore[misc]  # has no types
    """A connection whose requests are read that way, one of at most half of all for one address."""

    parser_class = Parser
    request: Any = None
    held: ClassVar[Counter[tuple[int, str]]] = Counter()

    def __init__(self, server: Any, sock: Any, addr: Any, *given: Any, **more: Any) -> None:
        self._of = id(server), str(addr[0])
        super().__init__(server, sock, addr, *given, **more)
        if self.held[self._of] > server.adj.connection_limit // 2:
            self._make_way()

    def _make_way(self) -> None:
        """Closes another of the same address: the one that is in the middle of a request, else the
        one that has been silent for longest."""
        others = [one for one in self.server.active_channels.values()
                  if one is not self and one._of == self._of and not one.requests]
        if others:
            min(others, key=lambda one: (one.request is None, one.last_activity)).handle_close()

    def add_channel(self, map: Any = None) -> None:  # noqa: A002 - the name is the base's
        """As its base does, and counted."""
        super().add_channel(map)
        self.held[self._of] += 1

    def del_channel(self, map: Any = None) -> None:  # noqa: A002 - the name is the base's
        """As its base does; nothing of an unfinished request stays."""
        if self._fileno in self.server.active_channels:
            self.held[self._of] -= 1
            if not self.held[self._of]:
                del self.held[self._of]
        if self.request is not None:
            self.request.close()
            self.request = None
        super().del_channel(map)

    def readable(self) -> bool:
        """As its base does, asked again and again; closes what is late."""
        if self.request is not None:
            if self.request.is_late():
                self.will_close = True
            elif not self.request.has_room(self._of[1]):
                # It is not its fault that it is silent: only the whole has an end.
                self.last_activity = math.inf
                return False
        return bool(super().readable())


# Every server that is made from here on.
TcpWSGIServer.channel_class = Channel

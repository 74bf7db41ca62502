"""What pages are sent: how much of it each address takes, and where it is kept meanwhile."""

from __future__ import annotations

import sys
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Flask, request
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
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


class Parser(HTTPRequestParser):  # type: ignore[misc]  # has no types
    """Reads one request."""

    def parse_header(self, lines: bytes) -> None:
        """As its base does; makes room for as much as may be sent there."""
        super().parse_header(lines)
        # A receiver that received nothing yet is false.
        if self.body_rcv is not None:
            most = largest(self.path)
            self.body_rcv.buf = KeptBody(most if self.content_length <= most else 0)


class Channel(HTTPChannel):  # type: ignore[misc]  # has no types
    """A connection whose requests are read that way."""

    parser_class = Parser


# Every server that is made from here on.
TcpWSGIServer.channel_class = Channel

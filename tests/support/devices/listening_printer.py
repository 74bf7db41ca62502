"""A printer at the end of a real TCP connection: decodes what comes, answers, misbehaves."""

from __future__ import annotations

import socket
import struct
import threading
from dataclasses import dataclass, field
from typing import Self

from PIL import Image

ALL_WELL = 0x12
PAPER_OUT = 0x12 | 0x60
PAPER_LOW = 0x12 | 0x0C
COVER_OPEN = 0x12 | 0x04
ERROR = 0x12 | 0x40
ROW = 48


@dataclass
class Behaviour:
    """How the printer acts. Answers are bytes to DLE EOT 2 and 4; None: it never answers.

    Once it has cut, `offline_after_job` and `paper_after_job` are what it answers. `dies_after`
    so many bytes it breaks the connection (reset) or, `politely`, hangs up. One that `greets`
    tells how it is before it is asked.
    """

    offline: int | None = ALL_WELL
    paper: int | None = ALL_WELL
    offline_after_job: int | None = ALL_WELL
    paper_after_job: int | None = ALL_WELL
    tells_when_done: bool = True
    dies_after: int | None = None
    politely: bool = False
    stops_reading_after: int | None = None
    pause_each: float = 0.0
    greets: bool = False


@dataclass
class Job:
    """What one connection sent: the commands in order, and the picture they hold."""

    commands: list[str] = field(default_factory=list)
    size: int = 0
    picture: Image.Image | None = None


class ListeningPrinter:
    """A context manager; `port` is where it listens, `jobs` one entry for each connection."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.jobs: list[Job] = []
        self._server = socket.socket()
        # A small buffer, as in a real printer, so that a dead one is not hidden by the kernel.
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._server.bind(("127.0.0.1", 0))
        self._server.listen()
        self.port: int = self._server.getsockname()[1]
        self.greeted = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            job = Job()
            self.jobs.append(job)
            with connection:
                try:
                    if self.behaviour.greets:
                        connection.sendall(bytes([ALL_WELL]))
                        self.greeted.set()
                    _Talk(connection, self.behaviour, job, self._closing).run()
                except OSError:
                    continue


class _Talk:
    def __init__(
        self, connection: socket.socket, how: Behaviour, job: Job, closing: threading.Event
    ) -> None:
        self._connection = connection
        self._how = how
        self._job = job
        self._closing = closing
        self._rows: list[bytes] = []
        self._cut = False
        self._taken = 0

    def run(self) -> None:
        """Reads command after command until the other side hangs up."""
        while (lead := self._read(1)) != b"":
            if lead == b"\x10":
                self._answer_at_once(self._read(2))
            elif lead == b"\x1b":
                self._escape(self._read(1))
            elif lead == b"\x1d":
                self._group(self._read(1))
            else:
                raise AssertionError(f"not a command: {lead!r} after {self._job.commands}")

    def _read(self, n: int) -> bytes:
        got = b""
        while len(got) < n:
            stop = self._how.stops_reading_after
            if stop is not None and self._taken >= stop:
                self._closing.wait(60)
            if self._how.dies_after is not None and self._taken >= self._how.dies_after:
                self._die()
            if self._closing.wait(self._how.pause_each if n >= ROW else 0):
                return b""
            piece = self._connection.recv(min(n - len(got), 2048))
            if not piece:
                return b""
            got += piece
            self._taken += len(piece)
        return got

    def _die(self) -> None:
        if not self._how.politely:
            linger = struct.pack("ii", 1, 0)
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._connection.close()
        raise OSError("died")

    def _answer_at_once(self, which: bytes) -> None:
        how = self._how
        if which == b"\x04\x02":
            answer = how.offline_after_job if self._cut else how.offline
        else:
            answer = how.paper_after_job if self._cut else how.paper
        if answer is not None:
            self._connection.sendall(bytes([answer]))

    def _escape(self, which: bytes) -> None:
        if which == b"@":
            self._job.commands.append("reset")
        else:
            assert which == b"d"
            self._job.commands.append(f"feed {self._read(1)[0]}")

    def _group(self, which: bytes) -> None:
        if which == b"V":
            self._read(1)
            self._job.commands.append("cut")
            self._job.size = self._taken
            self._cut = True
            self._show()
        elif which == b"r":
            self._read(1)
            if self._how.tells_when_done:
                self._connection.sendall(b"\x00")
        else:
            assert which + self._read(2) == b"v0\x00"
            width, height = struct.unpack("<HH", self._read(4))
            self._rows += [self._read(width) for _ in range(height)]
            if self._job.commands[-1:] != ["picture"]:
                self._job.commands.append("picture")

    def _show(self) -> None:
        width = len(self._rows[0]) * 8
        ink = Image.frombytes("1", (width, len(self._rows)), b"".join(self._rows))
        self._job.picture = ink.convert("L").point(lambda shade: 255 - shade)

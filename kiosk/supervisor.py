"""The centre's processes: one of each kind, each with its log, alive together."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import itertools
import logging
import os
import re
import resource
import signal
import socket
import stat
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path
from types import FrameType
from typing import IO

import structlog

from kiosk.domain.operations.backup_schedule import LOG_DAYS
from kiosk.domain.refusals import Refusal
from kiosk.settings import Settings
from kiosk.watchdog import WATCHDOG_SECONDS

# What nobody but the own user may do with a file.
PRIVATE = 0o077
SQLITE = "cysqlite:///"
PAUSE = 0.5
LONGEST_PAUSE = 10.0
STEADY_AFTER = 30.0
LAST_WORDS = 8.0
# A start may migrate a large database: the units have the same.
STARTS_WITHIN = 900.0
# Why nobody can listen, and which setting would mend it.
NO_PORT = {
    errno.EADDRINUSE: "KIOSK_PORT: port {port} is taken by another program: stop that one, or give "
                      "another port",
    errno.EACCES: "KIOSK_PORT: port {port} is for root alone: give one from 1024 on",
    errno.EADDRNOTAVAIL: "KIOSK_HOST: {host} is no address of this machine just now",
}
MOST_LOGGED = 8 * 2**20
# Addresses of IP but those of this machine itself, mobiles, landlines with their area code.
NAMING = re.compile(
    r"(?<![\d.])(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    r"|(?i:(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])"
    r"|(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?(?![\w:]))"
    r"|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"
    r"|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def supervise(commands: Mapping[str, Sequence[str]], ends_with: str) -> int:
    """Runs each command as a process until a signal comes or `ends_with` ends well.

    One that dies is started again: after half a second, longer when it keeps dying. One that hangs
    is ended: it says every few seconds that it does not (kiosk.watchdog). A second copy being in
    the way (status 1 at once) is no reason to give up: it may be on its way out.
    """
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    libc = ctypes.CDLL(None)
    children = {name: _Child(command, libc) for name, command in commands.items()}
    while not stopping.wait(0.1):
        for name, child in children.items():
            status = child.look()
            if name == ends_with and status == 0:
                stopping.set()
    for child in children.values():
        child.end()
    return 0


class _Child:
    """One process and its pauses between deaths."""

    def __init__(self, command: Sequence[str], libc: ctypes.CDLL) -> None:
        self._command = list(command)
        self._libc = libc
        self._pause = PAUSE
        self._start_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def look(self) -> int | None:
        """Ends the process when it hangs, starts it when it is time to; returns the status with
        which it just ended."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_at:
                self._begun = now
                self._listener = _Listener(now + STARTS_WITHIN)
                self._process = subprocess.Popen(
                    self._command, env=os.environ | {"NOTIFY_SOCKET": self._listener.address},
                    preexec_fn=self._in_child,  # noqa: PLW1509  # this process has one thread
                )
            return None
        status = self._process.poll()
        if status is not None:
            lived = now - self._begun
            self._pause = PAUSE if lived > STEADY_AFTER else min(self._pause * 2, LONGEST_PAUSE)
            self._start_at = now + (PAUSE if lived > STEADY_AFTER else self._pause / 2)
            self._process = None
            self._listener.close()
        elif ending := self._listener.ending(now):
            self._process.send_signal(ending)
        return status

    def end(self) -> None:
        """Asks the process to end, and ends it when it does not listen."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _in_child(self) -> None:
        # A supervisor that is killed must not leave a touch screen that nobody restarts; and Ctrl-C
        # reaches the whole terminal, but the children are ended by the supervisor, in order.
        self._libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Listener:
    """What a child says of itself, at a socket that the kernel names: as systemd listens."""

    def __init__(self, ends_at: float) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind("")
        self.address = f"@{self._socket.getsockname()[1:].decode()}"
        self._ends_at = ends_at
        self._signals = itertools.chain([signal.SIGABRT], itertools.repeat(signal.SIGKILL))

    def ending(self, now: float) -> signal.Signals | None:
        """The signal to end it with now: one at which it says where it hangs, and shortly after
        the one that nobody survives. None while it is alive, or still begins."""
        with suppress(BlockingIOError):
            while said := self._socket.recv(1024).split(b"\n"):
                if b"WATCHDOG=trigger" in said:
                    self._ends_at = now
                elif b"WATCHDOG=1" in said:
                    self._ends_at = now + WATCHDOG_SECONDS
        if now < self._ends_at:
            return None
        self._ends_at = now + LAST_WORDS
        return next(self._signals)

    def close(self) -> None:
        """Nobody speaks any more."""
        self._socket.close()


class DailyLog(TimedRotatingFileHandler):
    """A file a day. One that is full makes room for the newest lines of its day: the older ones
    stay beside it, once as many at most."""

    def shouldRollover(self, record: logging.LogRecord) -> int:  # noqa: N802  # logging's own
        return bool(super().shouldRollover(record)) or self._is_full()

    def doRollover(self) -> None:  # noqa: N802  # logging's own
        if not self._is_full():
            super().doRollover()
            return
        day = time.strftime(self.suffix, time.localtime(self.rolloverAt - self.interval))
        self.close()
        Path(self.baseFilename).replace(f"{self.baseFilename}.{day}")
        self.stream = self._open()

    def _is_full(self) -> bool:
        return self.stream is not None and self.stream.tell() >= MOST_LOGGED


class NobodysLines(logging.Formatter):
    """Lines in which no device of a person and no telephone is named, whichever library wrote
    them."""

    def format(self, record: logging.LogRecord) -> str:
        return NAMING.sub("(…)", super().format(record))


def keep_log(settings: Settings, role: str) -> None:
    """Structured lines in `logs/<role>.log`, a week of them and MOST_LOGGED a day at most, nothing
    personal."""
    folder = settings.data / "logs"
    folder.mkdir(exist_ok=True)
    handler = DailyLog(folder / f"{role}.log", when="midnight", backupCount=LOG_DAYS)
    handler.setFormatter(NobodysLines("%(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def leave_no_core() -> None:
    """A process that crashes writes nothing of its memory to the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def make_private(settings: Settings) -> None:
    """Takes from everybody else what they may do with the centre's files: older versions, and
    whoever copied one back, may have left them open. What belongs to others stays as it is."""
    files = {settings.data, *settings.data.rglob("*")}
    if settings.database_url.startswith(SQLITE):
        file = Path(settings.database_url.removeprefix(SQLITE))
        files |= set(file.parent.glob(f"{file.name}*"))
    for file in files:
        with suppress(OSError):
            mode = stat.S_IMODE(file.lstat().st_mode)
            if mode & PRIVATE and not file.is_symlink():
                file.chmod(mode & ~PRIVATE)


def port_trouble(settings: Settings) -> str:
    """Why the pages cannot listen where the settings say, in one line; empty where they can."""
    host, port = settings.host, settings.port
    try:
        for family, kind, _, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind) as probe:
                # As the server itself does: what was closed just now is in nobody's way.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(address)
    except OSError as trouble:
        known = NO_PORT.get(trouble.errno or 0, "KIOSK_HOST: cannot listen at {host}: {trouble}")
        return known.format(host=host, port=port, trouble=trouble)
    return ""


def is_running(settings: Settings, role: str) -> bool:
    """Whether another process holds the lock of a role."""
    try:
        only_copy(settings, role).close()
    except Refusal:
        return True
    return False


def only_copy(settings: Settings, role: str) -> IO[str]:
    """Holds the lock of a role while the file returned is open. Refuses with `already_running`."""
    settings.data.mkdir(parents=True, exist_ok=True)
    lock = (settings.data / f"{role}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as held:
        lock.close()
        raise Refusal("already_running", role=role) from held
    return lock

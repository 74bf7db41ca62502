"""A virtual screen: the real program on it, real taps, and pictures of what a resident sees."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import zxingcpp
from PIL import Image

from tests.support.centre import ROOT, SEED
from tests.support.postgres import free_port

Seen = TypeVar("Seen")
Colour = tuple[int, int, int]
# The ground of home's first tile.
RED = (166, 17, 24)
# Seconds that no busy machine needs: who waits for longer has found a fault.
PATIENCE = 300.0


class Screen:
    """An X server with one screen and nobody sitting before it."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self._folder = Path(tempfile.mkdtemp(prefix="jiamenkou-screen-"))
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24",
             "-fbdir", str(self._folder), "-nolisten", "tcp"],
            pass_fds=(write,), stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"

    def tap(self, x: int, y: int) -> None:
        """A finger at design pixels from the top left, on the screen for a tenth of a second."""
        environment = os.environ | {"DISPLAY": self.display}
        for step in (["mousemove", str(x), str(y)], ["mousedown", "1"], ["mouseup", "1"]):
            subprocess.run(["xdotool", *step], check=True, env=environment)
            time.sleep(0.1)

    def picture(self) -> Image.Image:
        """What is on the screen."""
        with self._frame() as (buffer, row):
            return Image.frombuffer("RGB", self.size, buffer.read(), "raw", "BGRX", row, 1)

    def pixel(self, x: int, y: int) -> Colour:
        """The colour of one place: who waits for it looks twenty times a second."""
        with self._frame() as (buffer, row):
            buffer.seek(y * row + x * 4, os.SEEK_CUR)
            blue, green, red, _ = buffer.read(4)
        return red, green, blue

    @contextmanager
    def _frame(self) -> Iterator[tuple[BinaryIO, int]]:
        """The server's frame buffer, an XWD file, at its first pixel, and the bytes of a row."""
        with (self._folder / "Xvfb_screen0").open("rb") as buffer:
            header = struct.unpack(">25I", buffer.read(100))
            buffer.seek(header[0] + header[19] * 12)
            yield buffer, header[12]

    def at_home(self) -> bool:
        """Whether home stands there with what it offers: the frame around it comes first."""
        width, height = self.size
        return self.pixel(width // 18, height * 2 // 5) == RED

    def link(self) -> str | None:
        """The address in the QR code on the screen."""
        codes = zxingcpp.read_barcodes(self.picture())
        return codes[0].text if codes else None

    def close(self) -> None:
        """Takes the screen away."""
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


class Program:
    """The whole program, started as `make run` starts it, on a data folder of its own."""

    def __init__(self, data: Path, display: str | None, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")
        } | {
            "KIOSK_DATA": str(data), "KIOSK_PORT": str(self.port),
            "KIOSK_PUBLIC_URL": self.url, "KIOSK_PRINTER": f"file:{data / 'paper'}",
            "KIOSK_SPEECH": f"file:{data / 'voice'}", "KIOSK_NAME": "kiosk-1", **settings,
        }
        if display:
            self.environment["DISPLAY"] = display
            self.environment.pop("SDL_VIDEODRIVER", None)
        self._running: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> str:
        """Runs one command of main.py to its end and returns what it printed."""
        done = subprocess.run(
            [sys.executable, "main.py", *arguments], cwd=ROOT, env=self.environment, check=True,
            capture_output=True, text=True,
        )
        return done.stdout

    def clerk(self, name: str) -> str:
        """Makes a clerk's account; returns the PIN."""
        found = re.search(r"PIN (\d{6})", self.command("staff", "add", name, "--role", "clerk"))
        assert found
        return found[1]

    def start(self, *arguments: str) -> None:
        """Starts it and waits until the pages answer."""
        log = (self.data / "console.txt").open("wb")
        self._running = subprocess.Popen(
            [sys.executable, "main.py", *arguments], cwd=ROOT, env=self.environment,
            stdout=log, stderr=subprocess.STDOUT,
        )
        wait_until(self.answers)

    def answers(self) -> bool:
        """Whether the pages answer."""
        assert self._running and self._running.poll() is None, "the program ended by itself"
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> int:
        """Asks it to end, as Ctrl-C does; returns its status."""
        assert self._running
        self._running.terminate()
        return self._running.wait(PATIENCE)


def wait_until(look: Callable[[], Seen], seconds: float = PATIENCE, every: float = 0.05) -> Seen:
    """Looks until there is something to see, and returns it; fails after `seconds`."""
    ends = time.monotonic() + seconds
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < ends, f"not seen within {seconds} s"
        time.sleep(every)


def first_service() -> Mapping[str, object]:
    """The first service of the seed's first category, which the list shows on top."""
    seed = tomllib.loads(SEED.read_text("utf-8"))
    category = seed["categories"][0]["id"]
    found: Mapping[str, object] = next(s for s in seed["services"] if s["category"] == category)
    return found

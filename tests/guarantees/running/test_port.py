"""Somebody else listens where the pages should: it is said once, with what to do."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.settings import read_settings
from kiosk.supervisor import port_trouble
from tests.support.centre import ROOT
from tests.support.screen import Program, wait_until


def busy() -> socket.socket:
    """Another program at a port."""
    other = socket.socket()
    other.bind(("127.0.0.1", 0))
    other.listen()
    return other


def test_a_start_at_a_port_that_is_taken_ends_with_one_line(tmp_path: Path) -> None:
    with busy() as other:
        port = other.getsockname()[1]
        program = Program(tmp_path, None, KIOSK_PORT=str(port), SDL_VIDEODRIVER="offscreen")
        told = subprocess.run(
            [sys.executable, "main.py"], cwd=ROOT, env=program.environment, check=False,
            capture_output=True, text=True,
        )
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"jiamenkou: KIOSK_PORT: port {port} is taken")
    assert told.stderr.count("\n") == 1
    [logged] = (tmp_path / "logs" / "web.log").read_text("utf-8").splitlines()
    assert f"port {port} is taken" in logged and "Traceback" not in logged


def test_the_pages_say_it_once_and_come_when_the_port_is_free(tmp_path: Path) -> None:
    program = Program(tmp_path, None)
    console = tmp_path / "console.txt"
    with busy() as other:
        environment = program.environment | {"KIOSK_PORT": str(other.getsockname()[1])}
        with console.open("wb") as out:
            running = subprocess.Popen([sys.executable, "-c", QUICKLY], cwd=ROOT, env=environment,
                                       stdout=out, stderr=subprocess.STDOUT)
        wait_until(lambda: console.read_text("utf-8").count("tried") >= 3)
    program.url = f"http://127.0.0.1:{environment['KIOSK_PORT']}"
    program._running = running
    try:
        wait_until(program.answers)
    finally:
        program.stop()
    assert console.read_text("utf-8").count("is taken by another program") == 1
    assert (tmp_path / "logs" / "web.log").read_text("utf-8").count("is taken") == 1


# `main.py web` that tries again at once, and says that it did.
QUICKLY = """
import time, main
main.time.sleep = lambda _: print("tried", flush=True)
main.main(["web"])
"""


@pytest.mark.parametrize(("settings", "said"), [
    ({"KIOSK_HOST": "192.0.2.99"}, "KIOSK_HOST: 192.0.2.99 is no address of this machine"),
    ({"KIOSK_HOST": "127.0.0.1", "KIOSK_PORT": "{busy}"}, "KIOSK_PORT: port {busy} is taken"),
    ({"KIOSK_HOST": "0.0.0.0", "KIOSK_PORT": "{busy}"}, "KIOSK_PORT: port {busy} is taken"),
])
def test_what_is_in_the_way_is_named_with_its_setting(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    with busy() as other:
        port = other.getsockname()[1]
        settings = {name: value.format(busy=port) for name, value in settings.items()}
        known = read_settings({"KIOSK_DATA": str(tmp_path), **settings})
        assert port_trouble(known).startswith(said.format(busy=port))


def test_a_port_for_root_alone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kiosk.supervisor.socket.socket.bind", refused)
    known = read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_PORT": "80"})
    assert port_trouble(known).startswith("KIOSK_PORT: port 80 is for root alone")


def test_a_free_port_is_no_trouble(tmp_path: Path) -> None:
    with busy() as other:
        port = other.getsockname()[1]
    assert not port_trouble(read_settings({"KIOSK_DATA": str(tmp_path), "KIOSK_PORT": str(port)}))

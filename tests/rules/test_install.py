"""What sets a machine up: its scripts and units can be read, and name what is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.centre import ROOT

SCRIPTS = [ROOT / "assets/install" / name
           for name in ("install.sh", "uninstall.sh", "session.sh", "bundle.sh", "offline.sh",
                        "jiamenkou")]
UNITS = sorted((ROOT / "assets/systemd").iterdir())
STREET = ROOT / "assets/street/jiamenkou-street.service"
PLACED = ROOT / "assets/install/install.sh"
# What is to be on the machine, and not on this one.
ELSEWHERE = re.compile(r"is not executable: No such file or directory")


def read(*command: str | Path) -> str:
    """What a program that reads files has to say against them."""
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return done.stdout + done.stderr


def verified(*units: Path) -> list[str]:
    """What systemd says of units."""
    said = read("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *units)
    return [line for line in said.splitlines() if not ELSEWHERE.search(line)]


def test_the_shell_scripts_have_no_fault_a_reader_of_them_knows(tmp_path: Path) -> None:
    assert read("shellcheck", "-x", "-P", "assets/install", *SCRIPTS) == ""
    (tmp_path / "one.sh").write_text("#!/bin/sh\nrm -rf $1/*\n")
    assert "SC2086" in read("shellcheck", tmp_path / "one.sh"), "the control"


def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    assert verified(*UNITS, STREET) == []
    (tmp_path / "one.service").write_text("[Service]\nExecStart=/bin/true\nWatchDogSecs=30\n")
    assert verified(tmp_path / "one.service"), "the control"


@pytest.mark.parametrize("role", ["ui", "web"])
def test_both_units_notice_what_hangs_and_start_what_is_there(role: str) -> None:
    from main import parser

    unit = (ROOT / f"assets/systemd/jiamenkou-{role}.service").read_text("utf-8")
    for line in ("Type=notify", "WatchdogSec=30", "Restart=always", "NoNewPrivileges=yes",
                 "ProtectSystem=strict", "PrivateTmp=yes", "MemoryMax=1536M"):
        assert f"\n{line}\n" in unit, line
    started = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert started
    if "session.sh" in started[1]:
        started = re.search(r"^exec (.*)$", SCRIPTS[2].read_text("utf-8"), re.MULTILINE)
        assert started
    command = re.search(r"/opt/jiamenkou/main\.py (?:\"\$\{1:-)?(\w+)", started[1])
    assert command and callable(parser().parse_args([command[1]]).run)


def test_all_that_is_put_somewhere_is_there_and_is_taken_away_again() -> None:
    places = (ROOT / "assets/install/installed.sh").read_text("utf-8")
    names = re.findall(r"^([A-Z_]+)=", places, re.MULTILINE)
    removed = SCRIPTS[1].read_text("utf-8") + places.split("remove_proxy()")[1]
    put = re.findall(r'^\s*put "?([\w./$-]+)"? \d+ "\$(\w+)', PLACED.read_text("utf-8"),
                     re.MULTILINE)
    assert len(put) > 8
    for source, place in put:
        assert "$" in source or (ROOT / "assets" / source).is_file(), source
        assert place in names and f"${place}" in removed, f"{source} stays"
    for unit in UNITS:
        assert unit.name in removed + places, f"{unit.name} stays"

"""A whole Debian, set up with `make install` and given back: what is there after each step."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.centre import ROOT
from tests.support.machine import Machine

pytestmark = pytest.mark.soak

# By their folder: whose it is, and what others may do with it.
MODES = {
    "/opt/jiamenkou/main.py": "644 root", "/var/lib/jiamenkou": "700 kiosk",
    "/var/lib/jiamenkou/secret.key": "600 kiosk", "/etc/jiamenkou.env": "600 root",
    "/etc/jiamenkou.nft": "644 root", "/usr/local/bin/jiamenkou": "755 root",
    "/etc/udev/rules.d/71-jiamenkou.rules": "644 root",
}
UNITS = ("jiamenkou-ui", "jiamenkou-web", "jiamenkou-firewall")
# Debian's next one differs in Python, in systemd and in what its packages are called.
RELEASES = [pytest.param("bookworm", id="Debian 12"), pytest.param("trixie", id="Debian 13")]


@pytest.fixture(params=RELEASES)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Machine]:
    """A fresh one, with the program's sources at /usr/src/jiamenkou."""
    if os.geteuid():
        pytest.skip("only root sets a machine up")
    made = Machine(tmp_path / "root", request.param, ROOT)
    yield made
    made.close()


def test_a_machine_is_set_up_twice_and_given_back(machine: Machine) -> None:
    machine.make("packages", "install-packages")
    before = machine.files()
    told = machine.make("install", "PANEL_TURN=left", "KIOSK_PRINTER=usb:0416:5011")
    assert "PIN" in told and "plain HTTP" in told
    for path, wanted in MODES.items():
        assert machine.run("stat", "-c", "%a %U", path).strip() == wanted, path
    for unit in UNITS:
        assert machine.run("systemctl", "is-enabled", unit).strip() == "enabled"
    units = sorted((machine.root / "etc/systemd/system").glob("jiamenkou-*.service"))
    assert machine.run("systemd-analyze", "verify", "--man=no", *(
        f"/etc/systemd/system/{unit.name}" for unit in units)) == ""
    rules = (machine.root / "etc/udev/rules.d/71-jiamenkou.rules").read_text("utf-8")
    assert '="0 -1 1 1 0 0"' in rules and "@" not in rules
    assert "8080" in (machine.root / "etc/jiamenkou.nft").read_text("utf-8")
    assert machine.run("nft", "--check", "--file", "/etc/jiamenkou.nft") == ""
    assert "clock" in machine.run("jiamenkou", "check", may_fail=True), "the operator's command"

    after = machine.files()
    assert "All is as it was" in machine.make("install")
    assert machine.files() == after

    assert "/var/lib/jiamenkou" in machine.make("uninstall"), "it says where the data lies"
    assert (machine.root / "var/lib/jiamenkou/secret.key").exists()
    machine.make("uninstall", "PURGE=1")
    machine.make("uninstall", "PURGE=1")
    assert machine.files() == before


def test_a_machine_without_a_screen_has_the_pages_alone(machine: Machine) -> None:
    machine.make("install", "SCREEN=no", "SSH=no", "KIOSK_PORT=8081")
    assert not (machine.root / "etc/systemd/system/jiamenkou-ui.service").exists()
    firewall = (machine.root / "etc/jiamenkou.nft").read_text("utf-8")
    assert "tcp dport { 8081 }" in firewall
    machine.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=kiosk.example.org",
                "-keyout", "/usr/src/key", "-out", "/usr/src/cert")
    told = machine.make("install", "HTTPS_NAME=kiosk.example.org", "HTTPS_CERT=/usr/src/cert",
                        "HTTPS_KEY=/usr/src/key")
    assert "plain HTTP" not in told
    settings = (machine.root / "etc/jiamenkou.env").read_text("utf-8")
    assert "KIOSK_PUBLIC_URL=https://kiosk.example.org\n" in settings
    assert "{ 80, 443 }" in (machine.root / "etc/jiamenkou.nft").read_text("utf-8")
    machine.run("sh", "-c", "mkdir /tmp/told && cp /usr/src/cert /usr/src/key /tmp/told &&"
                " CREDENTIALS_DIRECTORY=/tmp/told caddy validate --config /etc/jiamenkou.Caddyfile"
                " --adapter caddyfile")
    assert machine.run("systemd-analyze", "verify", "--man=no", "caddy.service") == ""
    machine.make("install", "HTTPS_NAME=none")
    assert not (machine.root / "etc/jiamenkou.Caddyfile").exists()
    assert "https://" not in (machine.root / "etc/jiamenkou.env").read_text("utf-8")
    wrong = subprocess.run(machine.command("make", "install", "SCREEN=perhaps"), check=False,
                           capture_output=True, text=True)
    assert wrong.returncode and "SCREEN=perhaps" in wrong.stderr

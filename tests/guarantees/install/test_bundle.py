"""A machine that never sees a network is set up from a bundle and updated by the next ones."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.bundle import ABOUT, SIGNATURE, SUMS, Edition, maker_key, seal, version_of
from tests.support.centre import ROOT
from tests.support.machine import Machine

pytestmark = pytest.mark.soak

LATER, BROKEN = "0.1.0.99990101000000", "0.1.0.99990102000000"


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """As debootstrap makes it, of this machine's release: no Python, no make."""
    if os.geteuid():
        pytest.skip("only root sets a machine up")
    release = platform.freedesktop_os_release()["VERSION_CODENAME"]
    made = Machine(tmp_path / "root", release, ROOT, needs="")
    yield made
    made.close()


def made_here(key: Path, target: Path) -> None:
    told = subprocess.run(["make", "--no-print-directory", "bundle", f"BUNDLE_KEY={key}"], cwd=ROOT,
                          check=True, capture_output=True, text=True).stdout
    shutil.move(ROOT / told.splitlines()[-1], target)


def test_without_a_network_it_is_set_up_updated_and_goes_back(
    machine: Machine, tmp_path: Path
) -> None:
    key, home = tmp_path / "bundle.key", machine.root / "usr/src"
    made_here(key, home / "first.bundle")
    gathered = home / "bundle"
    gathered.mkdir()
    subprocess.run(["tar", "-xf", home / "first.bundle", "-C", gathered], check=True)
    assert not (machine.root / "usr/bin/make").exists()
    told = machine.alone("sh", "/usr/src/bundle/install.sh", "SCREEN=yes")
    assert "PIN" in told and told.endswith("status 0\n"), told
    program = machine.root / "opt/jiamenkou"
    edition = Edition.read((gathered / ABOUT).read_text("utf-8"))
    assert version_of(program) == edition.version

    for name in (SUMS, SIGNATURE):
        (gathered / name).unlink()
    seal(gathered, home / "later.bundle", replace(edition, version=LATER), maker_key(key))
    seal(gathered, home / "forged.bundle", replace(edition, version=LATER),
         maker_key(tmp_path / "another.key"))
    main = gathered / "program/main.py"
    main.write_text(main.read_text("utf-8").replace(
        'command("web", start_web)', 'command("no-web", start_web)'), "utf-8")
    seal(gathered, home / "broken.bundle", replace(edition, version=BROKEN), maker_key(key))

    told = machine.alone("jiamenkou", "update", "/usr/src/forged.bundle")
    assert "not signed" in told and version_of(program) == edition.version
    told = machine.alone("jiamenkou", "update", "/usr/src/later.bundle")
    assert f"version {LATER} is running\nstatus 0" in told and version_of(program) == LATER
    told = machine.alone("jiamenkou", "update", "/usr/src/broken.bundle")
    assert f"version {LATER} goes on\nstatus 1" in told and version_of(program) == LATER
    assert not list(program.parent.glob("jiamenkou.[!l]*")), "nothing is left lying about"

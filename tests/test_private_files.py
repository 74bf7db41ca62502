"""The files of a centre are its own user's alone: from the start, whatever stood open before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import main
from kiosk import secret_file
from tests.support.centre import ROOT

OPENED = ("centre.db", "centre.db-wal", "logs/web.log", "backups/b.backup", "pictures/p.jpg",
          "secret.key")


def _modes(data: Path) -> set[str]:
    return {oct(one.stat().st_mode & 0o777) for one in (data, *data.rglob("*"))}


def test_files_that_others_could_read_are_put_right_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    before = os.umask(0o022)
    try:
        for name in OPENED:
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            if not name.startswith("centre"):
                (data / name).write_bytes(bytes(secret_file.BYTES) if name == "secret.key" else b"")
        (data / "elsewhere").symlink_to(tmp_path)
        assert _modes(data) & {"0o755", "0o644"}, "control: open"
        monkeypatch.setenv("KIOSK_DATA", str(data))
        monkeypatch.delenv("KIOSK_DATABASE_URL", raising=False)
        assert main.main(["migrate"]) == 0
        (data / "later").write_bytes(b"")
        assert not any(int(mode, 8) & 0o077 for mode in _modes(data) - {oct(
            tmp_path.stat().st_mode & 0o777)})
        assert (data / "later").stat().st_mode & 0o777 == 0o600, "what is written from then on"
    finally:
        os.umask(before)


def test_both_units_write_for_the_own_user_alone() -> None:
    for unit in ("jiamenkou-ui", "jiamenkou-web"):
        assert "\nUMask=0077\n" in (ROOT / f"assets/systemd/{unit}.service").read_text("utf-8")

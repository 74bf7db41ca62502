"""Backups put back: what was there is set aside, and opens."""

from __future__ import annotations

from pathlib import Path

from db import backup
from tests.house import lobby_on, small_house, take


def test_what_a_second_restore_sets_aside_has_no_parts_of_the_first(tmp_path: Path) -> None:
    file, copy = tmp_path / "house.db", tmp_path / "a.backup"
    url = f"cysqlite:///{file}"
    lobby = small_house(url, tmp_path / "data")
    take(lobby)
    backup.back_up(lobby.database, url, copy)
    lobby.database.close()
    file.with_name("house.db-wal").write_bytes(b"left by a power cut")
    for _ in range(2):
        aside = backup.restore(url, copy)
    assert aside and backup.examine(aside) is None
    assert sorted(p.name for p in tmp_path.glob("*.replaced*")) == ["house.db.replaced"]
    assert take(lobby_on(url, tmp_path / "data")).ticket.label == "A002"

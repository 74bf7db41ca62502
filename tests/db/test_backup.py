"""Backups put back: what was there is set aside, and opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import backup
from kiosk.domain.refusals import StorageDown
from tests.support.centre import context_on, small_centre, take


def test_what_a_second_restore_sets_aside_has_no_parts_of_the_first(tmp_path: Path) -> None:
    file, copy = tmp_path / "centre.db", tmp_path / "a.backup"
    url = f"cysqlite:///{file}"
    ctx = small_centre(url, tmp_path / "data")
    take(ctx)
    backup.back_up(ctx.database, url, copy)
    ctx.database.close()
    file.with_name("centre.db-wal").write_bytes(b"left by a power cut")
    for _ in range(2):
        aside = backup.restore(url, copy)
    assert aside and backup.examine(aside) is None
    assert sorted(p.name for p in tmp_path.glob("*.replaced*")) == ["centre.db.replaced"]
    assert take(context_on(url, tmp_path / "data")).ticket.label == "A002"


@pytest.mark.parametrize("missing", [1, 3000, 5000, 40_000])
def test_a_copy_that_was_cut_short_is_no_good(tmp_path: Path, missing: int) -> None:
    copy = tmp_path / "a.backup"
    url = f"cysqlite:///{tmp_path / 'centre.db'}"
    ctx = small_centre(url, tmp_path / "data")
    backup.back_up(ctx.database, url, copy)
    assert backup.examine(copy) is None
    with copy.open("r+b") as file:
        file.truncate(copy.stat().st_size - missing)
    assert backup.examine(copy) is not None
    with pytest.raises(StorageDown, match="not good"):
        backup.restore(url, copy)
    ctx.database.close()

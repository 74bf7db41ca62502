"""`make test` runs a part of the actions on PostgreSQL: no function of db is left out by that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.centre import ROOT

pytestmark = pytest.mark.soak

ASKED = ("tests/actions", "tests/db", "tests/web/desk/content/test_content_tables.py")
# SQLite's file, copies of it, a restore of one that a power cut ended, and its own way to seal a
# column.
SQLITE_ALONE = ("engine/backup.py:", "engine/database.py:Database.file",
                "engine/event_log.py:newest", "engine/sealed_columns.py:_sqlite")
# No SQL: kept once a process, or called only where two ask for a lock at once.
NO_SQL = {
    "engine/bearer_codes.py:_cipher", "engine/file_lock.py:LockFile._stand_in_line",
    "statistics/daily_statistics.py:_reader", "statistics/daily_statistics.py:_dataclass_reader",
}


def missed(told: Path, *asked: str) -> set[str]:
    """The functions of db that these tests of `make test` call on SQLite alone."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.support.guarantees.reach", "-p",
         "no:cacheprovider", *asked],
        cwd=ROOT, env=os.environ | {"REACH": str(told)}, check=False, capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    found = json.loads(told.read_text("utf-8"))
    return {
        name for name in set(found["sqlite"]) - set(found["postgresql"]) - NO_SQL
        if "<locals>" not in name and not name.startswith(SQLITE_ALONE)
    }


def test_each_function_of_db_meets_postgresql(tmp_path: Path) -> None:
    assert missed(tmp_path / "told", *ASKED) == set()


def test_control_without_the_marked_stories_some_do_not_meet_postgresql(tmp_path: Path) -> None:
    alone = missed(tmp_path / "told", "tests/actions/exhibition", "tests/db/test_schema.py", "-m",
                   "not both and not soak and not matrix")
    assert any(name.startswith("exhibition/") for name in alone)

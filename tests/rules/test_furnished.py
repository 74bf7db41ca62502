"""What tests furnish a centre with is the same whether it was made or copied."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from inspect import unwrap
from itertools import count
from pathlib import Path

import cysqlite
import pytest

from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role
from tests.support import furnished
from tests.support.activities import with_activities
from tests.support.care import with_care
from tests.support.centre import SQLITE, small_centre
from tests.support.furnished import Step
from tests.support.lessons import with_class
from tests.support.resident_cases import bring_in, staff, with_cases
from tests.support.volunteer_help import with_help

Rows = dict[str, list[tuple[object, ...]]]
STEPS = (bring_in, with_cases, with_help, with_care, with_activities, with_class)


def rows(ctx: AppContext) -> Rows:
    """All that a centre has, by table."""
    file = ctx.database.file
    assert file
    with closing(cysqlite.connect(str(file))) as read:
        tables = [name for (name,) in read.execute(
            "select name from sqlite_master where type = 'table' order by name")]
        return {table: list(map(tuple, read.execute(f"select * from {table}")))
                for table in tables}


def differ(one: Rows, other: Rows) -> list[str]:
    """The tables that are not the same in both."""
    return [table for table in one if one[table] != other[table]]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_copied_centre_is_as_a_made_one(
    step: Step[[]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What other tests made has other codes.
    monkeypatch.setattr(furnished, "_made", {})
    found = []
    for name, furnish in (("made", unwrap(step)), ("kept", step), ("copied", step)):
        small = small_centre(f"{SQLITE}{tmp_path / name}", tmp_path / f"{name}-data", copied=True)
        ctx = replace(small, codes=map(str, count()).__next__)
        bare = rows(ctx)
        found.append(rows(furnish(ctx)))
        assert differ(found[-1], bare)
        assert not (ctx.settings.data / "keys.db").exists(), "nothing that is personal"
        ctx.database.close()
    made, first, copied = found
    assert differ(made, first) == differ(made, copied) == []


def test_what_was_written_before_is_kept(sqlite_ctx: AppContext, tmp_path: Path) -> None:
    small = small_centre(f"{SQLITE}{tmp_path / 'other'}", tmp_path / "other-data", copied=True)
    assert not rows(with_help(small))["account"], "what would be copied"
    small.database.close()
    staff(sqlite_ctx, Role.EDITOR)
    (before,) = rows(sqlite_ctx)["account"]
    assert rows(with_help(sqlite_ctx))["account"] == [before]

"""kill -9 before any statement of a migration: the centre is the old one or the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.db.test_schema import unlike
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.movers import killed_before
from tests.support.versions import Rows, fill, lost, rows, schema, versions

SHORT = pytest.param(17, id="each seventeenth statement")
LONG = pytest.param(1, marks=pytest.mark.soak, id="each statement")
State = tuple[list[str], list[tuple[str, ...]]]


def state(centre: Centre, had: Rows) -> State:
    """The migrations still to come, and the schema; what there was is there."""
    database = centre.ctx().database
    found = database.pending(), schema(database)
    assert list(lost(had, rows(database))) == []
    database.close()
    return found


def used(centre: Centre, pending: list[str]) -> Rows:
    """Fills the centre as one is that is used in the version it is in now; all it has."""
    database = centre.ctx().database
    fill(database, versions()[-len(pending) - 1])
    found = rows(database)
    database.close()
    return found


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("stride", [SHORT, LONG])
def test_killed_while_moving_in_a_version_is_there_whole_or_not_at_all(
    url: str, tmp_path: Path, stride: int
) -> None:
    centre, had, kills, statement = Centre(url, tmp_path), Rows(), 0, stride
    before = state(centre, had)
    while killed_before(centre, statement):
        kills, statement = kills + 1, statement + stride
        after = state(centre, had)
        assert after == before or len(after[0]) < len(before[0]), "half a migration is left"
        if len(after[0]) < len(before[0]):
            # The next begins at the migration that was not reached, statement by statement.
            had, statement = used(centre, after[0]), stride
        before = after
    assert kills >= 4 and state(centre, had)[0] == []
    print(f"{kills} kills in {len(versions())} migrations, none left half")
    database = centre.ctx().database
    assert unlike(database) == []
    database.close()


def test_control_without_transactions_half_a_migration_is_left(url: str, tmp_path: Path) -> None:
    centre = Centre(url, tmp_path)
    before = state(centre, {})
    assert killed_before(centre, 4, whole=False)
    after = state(centre, {})
    assert after[0] == before[0] and after != before

"""kill -9 before any statement of a migration: the house is the old one or the new one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from playhouse.migrations import Runner

from db import content
from db.database import MIGRATIONS, Change
from kiosk.actions.content.centre import guide
from kiosk.actions.operations.bootstrap import prepare
from tests.faults.crowd import House
from tests.faults.movers import killed_before, schema, steps
from tests.house import SEED, SMALL, take

SHORT = pytest.param(5, id="each fifth statement")
LONG = pytest.param(1, marks=pytest.mark.soak, id="each statement")


def of_the_first_version(url: str, data: Path) -> House:
    house = House(url, data)
    lobby = house.lobby()
    Runner(lobby.database.peewee, str(MIGRATIONS)).up("0001_first")
    with lobby.database.peewee.atomic():
        content.seed(Change(lobby.database, 1, 1), tomllib.loads(SMALL))
    lobby.database.close()
    return house


def state(house: House) -> tuple[int, dict[str, object]]:
    """How many migrations are still to come, and the schema."""
    database = house.lobby().database
    found = len(database.pending()), schema(database.peewee)
    database.close()
    return found


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("stride", [SHORT, LONG])
def test_killed_while_moving_in_a_version_is_there_whole_or_not_at_all(
    url: str, tmp_path: Path, stride: int
) -> None:
    house = of_the_first_version(url, tmp_path)
    before, kills, statement = state(house), 0, stride
    while killed_before(house, statement):
        kills += 1
        after = state(house)
        assert after[0] <= before[0]
        assert after == before or after[0] < before[0], "half a migration is left"
        # The next begins at the migration that was not reached, statement by statement.
        statement = stride if after[0] < before[0] else statement + stride
        before = after
    assert kills >= 4 and state(house)[0] == 0
    print(f"{kills} kills in {len(steps(house)) - 1} migrations, none left half")
    lobby = house.lobby()
    assert prepare(lobby, SEED), "the first account"
    assert len(guide(lobby).services) == 4 and take(lobby).ticket.label == "A001"
    lobby.database.close()


def test_control_without_transactions_half_a_migration_is_left(url: str, tmp_path: Path) -> None:
    house = of_the_first_version(url, tmp_path)
    before = state(house)
    assert killed_before(house, 4, whole=False)
    after = state(house)
    assert after[0] == before[0] and after != before

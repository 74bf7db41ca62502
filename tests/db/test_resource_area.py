"""A centre that had only rooms moves on to areas: every row is kept, and every guard holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
import pytest
from playhouse.migrations import Runner

from db.engine.database import MIGRATIONS
from kiosk.context import AppContext
from tests.support.centre import context_on

HOUR = 3_600_000_000
ROWS: dict[str, list[dict[str, Any]]] = {
    "account": [{"id": 5, "name": "小王", "role": "coordinator", "pin_hash": "x", "wrong": 0,
                 "active": True}],
    "resource": [{"id": "chess", "capacity": 2}, {"id": "meeting", "capacity": 1}],
    "reservation": [
        {"id": n, "code": f"c{n}", "request_key": f"k{n}", "resource_id": resource,
         "starts_at": hour * HOUR, "ends_at": (hour + 1) * HOUR, "blocked_from": hour * HOUR - 60,
         "blocked_until": (hour + 1) * HOUR + 60, "seats": 1, "state": state}
        for n, resource, hour, state in (
            (1, "chess", 9, "finished"), (3, "chess", 12, "confirmed"), (4, "chess", 12, "held"),
            (7, "meeting", 12, "checked_in"), (9, "meeting", 12, "cancelled"),
        )
    ],
    "reservation_series": [{
        "id": 2, "request_key": "s", "resource_id": "meeting", "rule": "FREQ=DAILY;COUNT=2",
        "first": "2026-10-16", "opens": "09:00", "closes": "10:00", "title": "例会",
        "skips_holidays": True, "made_by_id": 5, "made_at": 1,
    }],
    "waitlist_entry": [
        {"id": 6, "code": "w6", "request_key": "w6", "resource_id": "chess",
         "starts_at": 12 * HOUR, "ends_at": 13 * HOUR, "seats": 1, "owner_index": "me",
         "made_at": 1, "state": "waiting"},
    ],
    "booking": [
        {"reservation_id": n, "number": 1000 + n, "source": "phone", "owner_index": owner,
         "encrypted_phone": phone, "notice": "rooms-1", "title": title, "reason": "",
         "held_until": held, "made_at": 1, "changed_at": 2, "sequence": n, "reminded": n == 3,
         "series_id": series}
        for n, owner, phone, title, held, series in (
            (1, None, None, "", None, None), (3, "me", "sealed", "", None, None),
            (4, "you", None, "", 9, None), (7, None, None, "例会", None, 2),
            (9, None, None, "", None, None),
        )
    ],
}


def ask(centre: AppContext, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Asks the database itself."""
    peewee_ = centre.database.peewee
    with peewee_.atomic():
        cursor = peewee_.execute_sql(sql.replace("?", peewee_.param), values)
        return [tuple(row) for row in cursor.fetchall()] if cursor.description else []


def put(centre: AppContext, table: str, row: dict[str, Any]) -> None:
    """Writes one row."""
    names = ", ".join(f'"{name}"' for name in row)
    gaps = ", ".join("?" * len(row))
    ask(centre, f"INSERT INTO {table} ({names}) VALUES ({gaps})", *row.values())


def rows(centre: AppContext) -> dict[str, list[tuple[Any, ...]]]:
    """All that is kept, without the area."""
    found = {}
    for table, written in ROWS.items():
        names = ", ".join(f'"{name}"' for name in written[0])
        found[table] = sorted(ask(centre, f"SELECT {names} FROM {table}"), key=str)
    return found


@pytest.fixture
def centre(url: str, tmp_path: Path) -> Iterator[AppContext]:
    """A centre of before, with something in each table."""
    ctx = context_on(url, tmp_path)
    runner = Runner(ctx.database.peewee, str(MIGRATIONS))
    names = [one.name for one in runner.status()]
    area = next(n for n, name in enumerate(names) if name.endswith("resource_area"))
    runner.up(names[area - 1])
    for table, written in ROWS.items():
        for row in written:
            put(ctx, table, row)
    yield ctx
    ctx.database.close()


@pytest.fixture
def moved(centre: AppContext) -> AppContext:
    """The same centre, brought up to date."""
    centre.database.migrate()
    return centre


def test_every_row_is_kept_and_belongs_to_the_rooms(centre: AppContext) -> None:
    before = rows(centre)
    centre.database.migrate("0002_resource_area")
    assert rows(centre) == before
    for table in ("resource", "reservation", "reservation_series", "waitlist_entry"):
        assert set(ask(centre, f"SELECT area FROM {table}")) == {("rooms",)}
    # SQLite looks at no foreign key while it migrates.
    assert not centre.database.is_sqlite or ask(centre, "PRAGMA foreign_key_check") == []
    # The control: one that were lost would be missed.
    ask(centre, "DELETE FROM booking WHERE reservation_id = 9")
    assert rows(centre) != before


def test_what_comes_next_gets_an_id_of_its_own(moved: AppContext) -> None:
    row = {name: value for name, value in ROWS["reservation"][0].items() if name != "id"}
    put(moved, "reservation", row | {"area": "rooms", "code": "new", "request_key": "new"})
    assert ask(moved, "SELECT id FROM reservation WHERE code = 'new'") == [(10,)]


@pytest.mark.parametrize(("change", "why"), [
    ({}, "over_capacity"), ({"area": "lamps"}, "(?i)foreign key"),
    ({"resource_id": "cellar"}, "(?i)foreign key"),
], ids=["one too many", "no such area", "no such room"])
def test_every_guard_still_holds(moved: AppContext, change: dict[str, str], why: str) -> None:
    row = ROWS["reservation"][1] | {"id": 20, "code": "new", "request_key": "new"}
    with pytest.raises(peewee.IntegrityError, match=why):
        put(moved, "reservation", row | {"area": "rooms"} | change)
    with pytest.raises(peewee.IntegrityError, match="over_capacity"):
        ask(moved, "UPDATE resource SET capacity = 1 WHERE id = 'chess'")
    for table, key in (("reservation", 3), ("resource", "chess")):
        with pytest.raises(peewee.IntegrityError, match=r"(?i)foreign key"):
            ask(moved, f"DELETE FROM {table} WHERE id = ?", key)


def test_another_area_may_have_a_resource_of_the_same_id(moved: AppContext) -> None:
    put(moved, "resource", {"area": "lamps", "id": "chess", "capacity": 1})
    row = ROWS["reservation"][1] | {"id": 20, "code": "new", "request_key": "new"}
    put(moved, "reservation", row | {"area": "lamps"})
    with pytest.raises(peewee.IntegrityError):
        put(moved, "resource", {"area": "lamps", "id": "chess", "capacity": 1})

"""Rivals for one thing: how it is written here, and how it is written at first."""

from __future__ import annotations

from typing import Any

import peewee

from db.engine.database import Database
from db.queue.queries import NEXT_NUMBER
from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.processes import Told, think

DAY = "2026-10-16"
RIVALS = 8


def rise(centre: Centre, count: int, one_statement: bool, over: Any = None) -> Told:
    """Takes numbers of a series without any transaction around, by one statement or two."""
    database = centre.ctx().database
    labels: list[str] = []
    troubles: list[str] = []
    while len(labels) + len(troubles) < count:
        try:
            labels.append(str(_next(database, one_statement)))
        except peewee.OperationalError as trouble:
            troubles.append(str(trouble))
    database.close()
    return Told(tuple(labels), tuple(troubles))


def claim(centre: Centre, conditional: bool, over: Any = None) -> Told:
    """Claims waiting tickets until none is left, looking at its row count or not."""
    database = centre.ctx().database
    where = "id = {0} AND state = 'waiting'" if conditional else "id = {0}"
    claimed = []
    while True:
        found = database.peewee.execute_sql(
            "SELECT id FROM ticket WHERE state = 'waiting' ORDER BY id LIMIT 1"
        ).fetchone()
        if found is None:
            break
        think()
        done = database.peewee.execute_sql(
            f"UPDATE ticket SET state = 'done' WHERE {where.format(found[0])}"
        )
        if done.rowcount == 1:
            claimed.append(str(found[0]))
    database.close()
    return Told(tuple(claimed), ())


def _next(database: Database, one_statement: bool) -> int:
    if one_statement:
        number: int = NEXT_NUMBER.execute(database.peewee, day=DAY, prefix="A").fetchone()[0]
        return number
    last: int = database.peewee.execute_sql(
        f"SELECT last FROM ticket_sequence WHERE day = '{DAY}' AND prefix = 'A'"
    ).fetchone()[0]
    think()
    database.peewee.execute_sql(
        f"UPDATE ticket_sequence SET last = {last + 1} WHERE day = '{DAY}' AND prefix = 'A'"
    )
    return last + 1

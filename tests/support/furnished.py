"""What tests furnish a centre with, made once: where a centre is as an earlier one was when a step
began, the step copies what it made there. On PostgreSQL each step is done each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from weakref import WeakKeyDictionary

import cysqlite

from db.engine.database import Database
from kiosk.actions.areas import AREAS
from kiosk.context import AppContext

How = ParamSpec("How")
Step = Callable[Concatenate[AppContext, How], AppContext]

# By everything that came before, beginning with the small centre.
_made: dict[Hashable, Any] = {}
# What a database holds and its version then: with another version there is something else in it.
_held: WeakKeyDictionary[Database, tuple[Hashable, int]] = WeakKeyDictionary()


def holds(database: Database, what: Hashable, version: int) -> None:
    """At this version the database has nothing but this in it."""
    _held[database] = (what, version)


def made_once(step: Step[How]) -> Step[How]:
    """A step that only writes content into the database: no personal value, which has a key."""

    @wraps(step)
    def furnish(ctx: AppContext, /, *how: How.args, **more: How.kwargs) -> AppContext:
        database = ctx.database
        before, version = _held.get(database, (None, 0))
        if before is None or database.version() != version or ctx.areas is not AREAS:
            return step(ctx, *how, **more)
        after = (before, step.__qualname__, how, *more.items(), ctx.clock())
        connection = database.peewee.connection()
        if after in _made:
            _made[after].backup(connection)
        else:
            step(ctx, *how, **more)
            _made[after] = cysqlite.connect(":memory:")
            connection.backup(_made[after])
        holds(database, after, database.version())
        return ctx

    return furnish

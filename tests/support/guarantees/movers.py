"""A centre that moves into a new version and is killed before a chosen statement of it."""

from __future__ import annotations

import os
import signal
from contextlib import nullcontext
from typing import Any

from tests.support.guarantees.crowd import Centre
from tests.support.guarantees.processes import PROCESSES


def killed_before(centre: Centre, statement: int, *, whole: bool = True) -> bool:
    """Migrates in a process that dies before its n-th writing; whether it died.

    Without `whole` no migration is one transaction: the negative control.
    """
    process = PROCESSES.Process(target=_migrate, args=(centre, statement, whole), daemon=True)
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def _migrate(centre: Centre, statement: int, whole: bool) -> None:
    database, left = centre.ctx().database, [statement]
    execute = database.peewee.execute_sql

    def counting(sql: str, *args: Any, **kwargs: Any) -> Any:
        # What only reads leaves nothing behind to be killed in.
        left[0] -= not sql.lstrip().upper().startswith(("SELECT", "PRAGMA", "SET"))
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *args, **kwargs)

    database.peewee.execute_sql = counting
    if not whole:
        database.peewee.atomic = lambda *_args, **_kwargs: nullcontext()
    database.migrate()

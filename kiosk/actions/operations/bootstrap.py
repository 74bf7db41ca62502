"""The centre's own start: schema, first content, first account."""

from __future__ import annotations

from pathlib import Path

import structlog

from db.engine.backup import unfit_programs
from db.staff import accounts as staff
from kiosk.actions.content.centre import seed
from kiosk.actions.operations.backups import back_up
from kiosk.actions.operations.keys import open_keys
from kiosk.actions.staff.sessions import add_account
from kiosk.context import AppContext
from kiosk.domain.staff.roles import Role


def prepare(ctx: AppContext, seed_file: Path) -> str | None:
    """Brings schema and content up to date; returns the PIN of `admin` where it was made now.

    A database that is about to be migrated is backed up first. Where the programs for that are
    missing or too old, which `check` and 状况 say all the time, it is migrated without: each
    migration is one transaction, and the centre opens. Of several machines that share a database
    one does it, the others wait. Raises StorageDown, and WrongSetting where secret or keys are
    not those of the database.
    """
    with ctx.database.alone():
        if ctx.database.pending():
            if unfit := unfit_programs(ctx.database):
                structlog.get_logger().error("no_backup_before_update", unfit=unfit)
            elif not ctx.database.is_new():
                back_up(ctx)
            ctx.database.migrate()
        open_keys(ctx)
        seed(ctx, seed_file)
        with ctx.database.read() as tx:
            if staff.all_accounts(tx):
                return None
        return add_account(ctx, "admin", Role.ADMIN)

"""Secret and keys: right for this database, whole, and destroyed when nothing needs them."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from db.engine import event_log
from db.engine.encryption import Unreadable
from db.engine.forgetting import destroy_forgotten, destroy_unused, used
from db.engine.key_store import KeyTable, wipe
from db.engine.old_codes import hide_old
from db.operations import old_values, secret_check, standing
from db.staff import accounts as staff
from kiosk.actions.acting import SYSTEM, acting, housekeeping
from kiosk.context import AppContext
from kiosk.domain.operations.backup_schedule import DAILY
from kiosk.domain.refusals import StorageDown
from kiosk.secret_file import OR_PAIR
from kiosk.settings import WrongSetting

# A file that was set aside may be put back as long as it is kept: till then its keys stay.
UNUSED = timedelta(days=DAILY + 1)
EVERY = timedelta(minutes=15)
SETTLED = 2 * EVERY
# A clock may be set back.
LONGEST_SLEEP = 60.0
LATELY = timedelta(days=7)
# A dump that was running then may have held back what is left of them.
DESTROYED_LATELY = timedelta(hours=6)


def open_keys(ctx: AppContext, *, restored: bool = False) -> None:
    """Makes secret, key store and database fit each other, hides codes that an older version
    kept in clear, and does again what a restore undid.

    `restored` says that another database stands in the place of the one before. Raises
    WrongSetting where the secret or the keys are not those of this database, StorageDown.
    """
    _verify_secret(ctx)
    _mend_store(ctx)
    # First of all, for whatever changes accounts or links writes down how they are.
    _put_back(ctx, restored=restored)
    hide_old(ctx.database, ctx.secret)
    _encrypt_again(ctx)
    destroy_forgotten(ctx.database, ctx.vault.keys)
    _erase(ctx)
    ctx.vault.keys.table.vacuum()


def keep_keys(ctx: AppContext) -> float:
    """What falls due with the keys; the seconds until it looks again. It is roused by each change,
    and then only looks for what was deleted. Raises StorageDown."""
    keys = ctx.vault.keys
    destroy_forgotten(ctx.database, keys)
    since = ctx.clock() - keys.agreed_at if keys.agreed_at else EVERY
    if timedelta() <= since < EVERY and not keys.destroyed_elsewhere():
        return min((EVERY - since).total_seconds(), LONGEST_SLEEP)
    for aside in _set_damaged_aside(ctx, keys.copy):
        wipe(aside)
    keys.agree()
    destroy_unused(ctx.database, keys, ctx.clock() - UNUSED)
    standing.keep(ctx.database, keys)
    if keys.destroyed(ctx.clock() - DESTROYED_LATELY):
        keys.table.vacuum()
    return LONGEST_SLEEP


def again(ctx: AppContext, since: datetime) -> tuple[int, int]:
    """What a restore of a database of then does again: how many values it deletes, of how many
    accounts and links it puts the state back; none where that cannot be known."""
    keys = ctx.vault.keys
    try:
        keys.table.ensure()
        return len(keys.destroyed(since)), standing.changed(keys, since)
    except StorageDown:
        return 0, 0


def lose_keys(ctx: AppContext) -> int:
    """Goes on without the values whose keys are lost; returns how many there were. Raises
    StorageDown."""
    keys = ctx.vault.keys
    keys.table.ensure()
    keys.agree()
    with housekeeping(ctx, "the values are told of when they are deleted") as tx:
        lost = used(tx) - keys.table.held().keys()
        keys.destroy(lost)
    _erase(ctx)
    return len(lost)


def fits(ctx: AppContext) -> bool:
    """Whether the secret is the one that the database was made with. Raises StorageDown."""
    with ctx.database.read() as tx:
        known = secret_check.read(tx)
    return known is None or hmac.compare_digest(known, ctx.vault.check)


def count_keys(ctx: AppContext) -> tuple[int, int, int]:
    """How many keys there are, how many values name one that is not there, and how many do not
    open or are not the same in store and copy. Raises StorageDown.

    Where kiosks share the store, each has a copy of its own, which hears of the keys of the others
    every quarter of an hour: what is younger is not missed in it.
    """
    keys = ctx.vault.keys
    held, copied = keys.table.held(), keys.copy.held()
    settled = held if keys.table.file else keys.table.held(before=ctx.clock() - SETTLED)
    with ctx.database.read() as tx:
        lost = len(used(tx) - held.keys())
    differ = sum((one in settled and copied.get(one) != wrapped) or not ctx.vault.opens(wrapped)
                 for one, wrapped in held.items())
    return len(held), lost, differ


def taken_from_copy(ctx: AppContext) -> datetime | None:
    """When the keys were lost and taken from their copy, if that was lately. Raises StorageDown."""
    with ctx.database.read() as tx:
        lines = event_log.since(tx, 0, ["keys_from_copy"])
    return lines[-1].at if lines and ctx.clock() - lines[-1].at < LATELY else None


def _verify_secret(ctx: AppContext) -> None:
    if not fits(ctx):
        raise WrongSetting(f"{ctx.settings.data / 'secret.key'} is not the secret that this "
                           "database was made with; put that one back"
                           f"{'' if ctx.database.is_sqlite else OR_PAIR}")
    with ctx.database.read() as tx:
        if secret_check.read(tx) is not None:
            return
        old = [one for one in old_values.find(tx) if not one.is_clear]
    if old and not _readable(ctx, old):
        raise WrongSetting(f"{ctx.settings.data / 'secret.key'} opens nothing in this "
                           "database; put back the one it was made with")
    with housekeeping(ctx, "which secret it is tells nothing of anybody") as tx:
        secret_check.write(tx, ctx.vault.check)


def _mend_store(ctx: AppContext) -> None:
    """What is lost or damaged comes from the other of the two. Raises WrongSetting where both are
    lost and something in the database needs them."""
    keys = ctx.vault.keys
    damaged = _set_damaged_aside(ctx, keys.table) + _set_damaged_aside(ctx, keys.copy)
    keys.table.ensure()
    had = bool(keys.table.held())
    keys.agree()
    with ctx.database.read() as tx:
        named = used(tx)
    held = keys.table.held().keys()
    if named and not named & held:
        raise WrongSetting(
            f"the keys are lost, and {len(named)} values in the database cannot be read without "
            f"them: put back {keys.table.file or 'the table record_key'} or {keys.copy.file}, or "
            "run `main.py keys --lost` to go on without those values")
    if not named - held:
        # The other one had them all: what is deleted from now on is to be in no file.
        for aside in damaged:
            wipe(aside)
    if not had and held:
        structlog.get_logger().error("keys_from_copy", file=str(keys.copy.file))
        with acting(ctx, SYSTEM) as act:
            act.log("keys_from_copy", keys=len(held))


def _set_damaged_aside(ctx: AppContext, table: KeyTable) -> list[Path]:
    trouble = table.trouble()
    if trouble is None:
        return []
    aside = table.set_aside(f"broken-{ctx.clock():%Y%m%d-%H%M%S}")
    structlog.get_logger().error("keys_damaged", file=str(table.file), trouble=trouble)
    return aside


def _encrypt_again(ctx: AppContext) -> None:
    """Gives what an older version kept in clear or encrypted a key for each value, and leaves
    nothing as it was."""
    with ctx.database.read() as tx:
        if not _readable(ctx, old_values.find(tx)):
            return
    with housekeeping(ctx, "values stay what they are") as tx:
        found = _readable(ctx, old_values.find(tx))
        again = ctx.vault.encrypt_old(tx, [(old.form, text, old.of) for old, text in found])
        for (old, text), encrypted in zip(found, again, strict=True):
            index = ctx.vault.make_person_index(tx, _telephone(text)) if old.has_index else None
            old_values.write(tx, old, encrypted, index)
    ctx.database.rewrite(old_values.TABLES)


def _readable(
    ctx: AppContext, found: list[old_values.OldValue]
) -> list[tuple[old_values.OldValue, str]]:
    """Those that open, each with its text."""
    readable = []
    for old in found:
        try:
            text = old.text if old.is_clear else ctx.vault.decrypt_old(old.text, old.of)
            readable.append((old, text))
        except Unreadable:
            structlog.get_logger().error("unreadable", of=old.of)
    return readable


def _telephone(text: str) -> str:
    """A booking's value is the telephone, that of a request holds it."""
    return str(json.loads(text)["phone"]) if text.startswith("{") else text


def _erase(ctx: AppContext) -> None:
    """Values whose key is destroyed: their rows become what the deletion made of them."""
    gone = ctx.vault.keys.destroyed()
    with ctx.database.read() as tx:
        gone &= used(tx)
    if gone:
        with acting(ctx, SYSTEM) as act:
            erased = sum(area.erase(act, frozenset(gone)) for area in ctx.areas if area.erase)
            act.log("erase_again", values=erased)


def _put_back(ctx: AppContext, *, restored: bool) -> None:
    keys = ctx.vault.keys
    with ctx.database.read() as tx:
        restored = restored or standing.is_older(tx, keys)
    if restored:
        with housekeeping(ctx, "accounts and links stay what they are") as tx:
            standing.put_back(tx, keys)
            staff.close_all(tx)
    standing.keep(ctx.database, keys)

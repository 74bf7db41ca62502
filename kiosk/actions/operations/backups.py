"""Backups: made each hour while the centre goes on, kept by hour and by day, and put back."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from db.engine import backup, event_log
from db.engine.database import open_database
from kiosk.actions.acting import SYSTEM, acting, allowed
from kiosk.actions.operations import keys
from kiosk.area import NotBefore
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.operations.backup_schedule import DAILY, Backup, due_in, surplus
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE, StaffSession

NAME = "jiamenkou-%Y%m%d-%H%M%S.backup"
NAMED = re.compile(r"jiamenkou-(\d{8}-\d{6})\.backup")
# Where none could be made it is tried again, not each second, and not at each change.
AFTER_TROUBLE = NotBefore(600)
LONGEST_SLEEP = 60.0
# What a copy needs besides itself: the centre goes on writing.
AIR = 64 * 2**20
VANISHED = "it is empty or missing, and there are backups of it"


@dataclass(frozen=True, slots=True)
class Loss:
    """What a restore would take away: everything after `since`; `counted` by what it was, `actions`
    in all. None of it is known where the database cannot be read.

    What it would bring back is done again: `erased` values that were deleted since, and what was
    changed of `guards`, the accounts and links."""

    since: datetime
    counted: dict[str, int] | None
    actions: int
    erased: int
    guards: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done about a damaged database: `aside` is where its file lies now, `backup` what
    stands in its place, None where none was good."""

    trouble: str
    aside: Path | None
    backup: Backup | None


def made(ctx: AppContext) -> tuple[Backup, ...]:
    """The backups of this centre, newest first."""
    found = []
    for file in (ctx.settings.data / "backups").glob("*.backup"):
        named = NAMED.fullmatch(file.name)
        if named:
            at = datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=ZONE)
            found.append(Backup(file, at, file.stat().st_size))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def back_up(ctx: AppContext) -> Path:
    """Makes a verified backup and lets go those that are not kept any more. Raises StorageDown,
    where the disk has no room for one too: then those that are there stay."""
    folder = ctx.settings.data / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    _clear_unfinished(folder, ctx.clock())
    needed = ctx.database.size() + AIR
    if shutil.disk_usage(folder).free < needed:
        raise StorageDown(f"no room for a backup: {needed // 2**20} MB are needed")
    target = folder / ctx.clock().strftime(NAME)
    backup.back_up(ctx.database, ctx.settings.database_url, target)
    for old in surplus(made(ctx)):
        old.file.unlink(missing_ok=True)
    _clear_set_aside(ctx)
    return target


def keep_backed_up(ctx: AppContext) -> float:
    """Makes a backup where one is due; the seconds until it looks again."""
    pause = due_in(made(ctx), ctx.clock()).total_seconds()
    if pause > 0:
        return min(pause, LONGEST_SLEEP)
    try:
        back_up(ctx)
    except (OSError, StorageDown) as trouble:
        structlog.get_logger().warning("no_backup", trouble=str(trouble))
        return AFTER_TROUBLE
    return LONGEST_SLEEP


def back_up_now(ctx: AppContext, session: StaffSession) -> None:
    """A backup at the wish of the staff. Refuses with `not_allowed`; raises StorageDown."""
    allowed(session, MAY_CLOSE)
    back_up(ctx)
    with acting(ctx, session, MAY_CLOSE) as act:
        act.log("back_up")


def loss(ctx: AppContext, file: Path) -> Loss:
    """What would be lost by putting a backup in place. Raises StorageDown where it is not good."""
    trouble = backup.examine(file)
    if trouble:
        raise StorageDown(f"the backup is not good: {trouble}")
    since = _newest_in(file)
    again = keys.again(ctx, since)
    try:
        with ctx.database.read() as tx:
            events = event_log.counted(tx, since)
    except (StorageDown, backup.DAMAGE):
        return Loss(since, None, 0, *again)
    counted = {what: sum(events[event, of] for event in named for of in (None, area.name))
               for area in ctx.areas for what, named in (area.losses or {}).items()}
    return Loss(since, counted, events.total(), *again)


def loses_nothing(ctx: AppContext, file: Path) -> bool:
    """Whether nothing happened after a backup, as far as is known: the last line of the event log
    is the same in both, whatever a clock said meanwhile. Of a dump only its time is known. Raises
    StorageDown where the backup is not good."""
    lost = loss(ctx, file)
    if backup.is_dump(file) or lost.counted is None:
        return lost.counted is not None and not lost.actions
    copy = open_database(f"cysqlite:///{file.resolve()}")
    now = ctx.clock()
    try:
        with copy.read() as kept, ctx.database.read() as here:
            return event_log.head(kept, now) == event_log.head(here, now)
    finally:
        copy.close()


def restore(ctx: AppContext, file: Path) -> Path | None:
    """Puts a backup in place, brings it up to date, deletes again what was deleted since, and ends
    all sessions; where a replaced SQLite file was set aside. The centre must not be running. Raises
    StorageDown, and WrongSetting where secret or keys are not those of the backup."""
    since = _newest_in(file)
    ctx.database.close()
    aside = backup.restore(ctx.settings.database_url, file)
    _say_restored(ctx, "restored", file.name, since)
    return aside


def damage(ctx: AppContext) -> str | None:
    """What is wrong with the database; None where nothing is. Nothing may have it open. Raises
    StorageDown.

    One with nothing in it beside backups of its kind is no first start.
    """
    url = ctx.settings.database_url
    # What was seen while it ran is looked for in every page.
    trouble = backup.damage(url, thorough=damage_mark(ctx).exists())
    return trouble or (VANISHED if is_vanished(ctx) else None)


def is_vanished(ctx: AppContext) -> bool:
    """Whether there is nothing in the database although there are backups. Raises StorageDown."""
    try:
        return bool(_of_its_kind(ctx)) and ctx.database.is_new()
    finally:
        ctx.database.close()


def damage_mark(ctx: AppContext) -> Path:
    """The file that tells every process of this machine to let go of a damaged database."""
    return ctx.settings.data / "database.damaged"


def mend(ctx: AppContext) -> Repair | None:
    """Sets a damaged SQLite file aside and puts the newest good backup in the database's place;
    None where nothing was damaged. A restore that a power cut ended goes on. Nothing may have the
    database open. Raises StorageDown."""
    url = ctx.settings.database_url
    if backup.finish_restore(url) and backup.damage(url) is None:
        _say_restored(ctx, "restored", "finished at the start", None)
    trouble = damage(ctx)
    repair = None if trouble is None else _repaired(ctx, trouble)
    damage_mark(ctx).unlink(missing_ok=True)
    return repair


def _repaired(ctx: AppContext, trouble: str) -> Repair:
    url, aside = ctx.settings.database_url, None
    ctx.database.close()
    if ctx.database.is_sqlite:
        aside = backup.set_aside(url, f"broken-{ctx.clock():%Y%m%d-%H%M%S}")
    good = next((one for one in _of_its_kind(ctx) if backup.examine(one.file) is None), None)
    if good is not None:
        since = _newest_in(good.file)
        backup.restore(url, good.file)
        _say_restored(ctx, "mended", good.file.name, since, trouble=trouble,
                      aside=aside.name if aside else None)
    return Repair(trouble, aside, good)


def _of_its_kind(ctx: AppContext) -> list[Backup]:
    """The backups that can be put in this database's place, newest first."""
    return [one for one in made(ctx) if backup.is_dump(one.file) != ctx.database.is_sqlite]


def mended(ctx: AppContext, within: timedelta = timedelta(days=7)) -> event_log.Event | None:
    """The last time a damaged file was mended, if that was lately. Raises StorageDown."""
    with ctx.database.read() as tx:
        lines = list(event_log.since(tx, 0, ["mended"]))
    return lines[-1] if lines and ctx.clock() - lines[-1].at < within else None


def _say_restored(
    ctx: AppContext, event: str, file: str, since: datetime | None, **more: Any
) -> None:
    """Brings what was put in place up to date, does again what it undid, and logs it."""
    ctx.database.forget()
    ctx.database.migrate()
    if since is None:
        with ctx.database.read() as tx:
            since = event_log.newest(tx)
    keys.open_keys(ctx, restored=True)
    with acting(ctx, SYSTEM, content=True) as act:
        act.log(event, file=file, **more,
                since=since.isoformat(timespec="seconds") if since else None)
    backup.end_restore(ctx.settings.database_url)


def _newest_in(file: Path) -> datetime:
    """When the last thing in a backup happened; of a dump only when it was made is known."""
    if backup.is_dump(file):
        named = NAMED.fullmatch(file.name)
        if named:
            return datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=ZONE)
        return datetime.fromtimestamp(file.stat().st_mtime, ZONE)
    copy = open_database(f"cysqlite:///{file.resolve()}")
    try:
        with copy.read() as tx:
            newest = event_log.newest(tx)
    finally:
        copy.close()
    return newest or datetime.fromtimestamp(file.stat().st_mtime, ZONE)


def _clear_set_aside(ctx: AppContext) -> None:
    """What a restore or a repair set aside is kept as long as a backup."""
    files = [ctx.settings.data / "keys.db", ctx.settings.data / "backups" / "keys.copy"]
    if ctx.database.is_sqlite:
        files.append(Path(ctx.settings.database_url.removeprefix("cysqlite:///")))
    for file in files:
        for aside in (*file.parent.glob(f"{file.name}.replaced*"),
                      *file.parent.glob(f"{file.name}.broken-*")):
            age = ctx.clock() - datetime.fromtimestamp(aside.stat().st_mtime, ZONE)
            if age > timedelta(days=DAILY):
                aside.unlink(missing_ok=True)


def _clear_unfinished(folder: Path, now: datetime) -> None:
    """What a killed copy left; a copy that is being made is younger."""
    for file in folder.glob("*.unfinished*"):
        age = now - datetime.fromtimestamp(file.stat().st_mtime, ZONE)
        if not timedelta() <= age < timedelta(hours=1):
            file.unlink(missing_ok=True)

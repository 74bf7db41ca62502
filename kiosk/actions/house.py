"""Looking after the house: its first start, backups, and whether every part is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db import backup, content, journal, staff
from kiosk.actions.content import seed
from kiosk.actions.staff import add_account
from kiosk.domain.calendar import ZONE
from kiosk.domain.days import LAST_KNOWN, knows
from kiosk.domain.refusals import StorageDown
from kiosk.domain.staff import Role
from kiosk.lobby import Lobby

BACKUPS_KEPT = 24
CLOCK_TOLERANCE = timedelta(minutes=1)
# By this month the State Council has usually said how the next year's holidays fall.
ANNOUNCED = 11
BACKUP_NAME = "jiamenkou-%Y%m%d-%H%M%S.backup"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the house as `check` reports it."""

    name: str
    well: bool
    note: str


def prepare(lobby: Lobby, seed_file: Path) -> str | None:
    """Brings schema and content up to date; returns the PIN of `admin` where it was made now.

    A database that is about to be migrated is backed up first.
    """
    if lobby.database.pending():
        if "ticket" in lobby.database.peewee.get_tables():
            back_up(lobby)
        lobby.database.migrate()
    seed(lobby, seed_file)
    with lobby.database.session() as session:
        if staff.all_accounts(session):
            return None
    return add_account(lobby, "admin", Role.ADMIN)


def back_up(lobby: Lobby) -> Path:
    """Makes a verified backup and lets the oldest beyond 24 go. Raises StorageDown."""
    folder = lobby.settings.data / "backups"
    target = folder / lobby.clock().strftime(BACKUP_NAME)
    backup.back_up(lobby.database, lobby.settings.database_url, target)
    for old in _backups_made(lobby)[:-BACKUPS_KEPT]:
        old.unlink()
    return target


def restore(lobby: Lobby, file: Path) -> Path | None:
    """Puts a backup in place; the house must not be running. Raises StorageDown."""
    lobby.database.close()
    return backup.restore(lobby.settings.database_url, file)


def checkup(lobby: Lobby) -> tuple[Part, ...]:
    """Every part of the house, well or not, for people who are not programmers."""
    return (
        *_storage(lobby), _calendar(lobby.clock()), _backups(lobby), _printer(lobby),
        _speaker(lobby),
    )


def newest_backup(lobby: Lobby) -> datetime | None:
    """When the house was last backed up."""
    made = [file.stat().st_mtime for file in _backups_made(lobby)]
    return datetime.fromtimestamp(max(made), ZONE) if made else None


def clock_behind(lobby: Lobby) -> bool:
    """Whether the journal knows of a later moment than now. Raises StorageDown."""
    with lobby.database.session() as session:
        return _is_behind(lobby.clock(), journal.newest(session))


def _storage(lobby: Lobby) -> list[Part]:
    try:
        pending = lobby.database.pending()
        if pending:
            return [Part("database", False, f"run migrate: {', '.join(pending)}")]
        trouble = backup.quick_check(lobby.database)
        with lobby.database.session() as session:
            services = len(content.guide(session).services) if content.is_seeded(session) else 0
            newest = journal.newest(session)
    except StorageDown as down:
        return [Part("database", False, f"cannot be reached: {down}")]
    return [
        Part("database", trouble is None, trouble or lobby.settings.database_url.split("@")[-1]),
        Part("content", services > 0, f"{services} services"),
        _clock(lobby.clock(), newest),
    ]


def _is_behind(now: datetime, newest: datetime | None) -> bool:
    return newest is not None and newest - now > CLOCK_TOLERANCE


def _clock(now: datetime, newest: datetime | None) -> Part:
    behind = _is_behind(now, newest)
    note = f"{now:%Y-%m-%d %H:%M}"
    return Part("clock", not behind, f"{note}, behind the journal ({newest})" if behind else note)


def _calendar(now: datetime) -> Part:
    """Whether it is known when the state has holidays."""
    note = f"holidays known until {LAST_KNOWN}"
    missing = next(
        (y for y in (now.year, now.year + (now.month >= ANNOUNCED)) if not knows(y)), None
    )
    if missing:
        note += f"; {missing} goes by weekly hours until an update brings its holidays"
    return Part("calendar", missing != now.year, note)


def _backups_made(lobby: Lobby) -> list[Path]:
    return sorted((lobby.settings.data / "backups").glob("*.backup"))


def _backups(lobby: Lobby) -> Part:
    made = _backups_made(lobby)
    return Part("backup", True, made[-1].name if made else "none yet: run backup")


def _printer(lobby: Lobby) -> Part:
    status = lobby.printer.status()
    return Part("printer", status.trouble is None, status.trouble or lobby.settings.printer)


def _speaker(lobby: Lobby) -> Part:
    status = lobby.speaker.status()
    return Part("speaker", status.trouble is None, status.trouble or status.engine)

"""Whether every part of the house is well, for people who are not programmers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db import backup, content, figures, journal
from kiosk.actions import rooms, volunteers
from kiosk.actions.operations.backups import made, mended
from kiosk.actions.operations.retention import retention
from kiosk.assets import ASSETS
from kiosk.context import Lobby
from kiosk.devices.text_input.input_engines import missing_engines
from kiosk.domain.calendar_exceptions import LAST_KNOWN, knows
from kiosk.domain.drawable import SPARE
from kiosk.domain.operations.backup_schedule import is_late
from kiosk.domain.refusals import StorageDown

CLOCK_TOLERANCE = timedelta(minutes=1)
# By this month the State Council has usually said how the next year's holidays fall.
ANNOUNCED = 11
LITTLE_DISK = 2**30
LARGE_WAL = 64 * 2**20
# The clock sums up one day after the other; three days behind it does not come any more.
SUMMED_UP = timedelta(days=3)
FONTS = ASSETS / "fonts"
FACES = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "NotoSerifSC-Bold.otf", SPARE.name)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the house as `check` reports it."""

    name: str
    well: bool
    note: str


def checkup(lobby: Lobby, *, serving: bool = False) -> tuple[Part, ...]:
    """Every part of the house, well or not; `serving` says that its pages are running, which do
    what falls due by the clock."""
    return (
        *_storage(lobby), _disk(lobby), _wal(lobby), _calendar(lobby.clock()),
        _backups(lobby, serving=serving), *_mended(lobby), _printer(lobby), _speaker(lobby),
        _rooms(lobby, serving=serving), _help(lobby), *_kept(lobby, serving=serving),
        _fonts(), _engines(),
    )


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
        Part("database", trouble is None, trouble or _place(lobby.settings.database_url)),
        Part("content", services > 0, f"{services} services"),
        _clock(lobby.clock(), newest),
    ]


def _place(url: str) -> str:
    """Which database it is, without where the file lies or who asks the server."""
    return url.rpartition("@")[2] if "@" in url else url.rpartition("/")[2]


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


def _printer(lobby: Lobby) -> Part:
    status = lobby.printer.status()
    return Part("printer", status.trouble is None, status.trouble or lobby.settings.printer)


def _speaker(lobby: Lobby) -> Part:
    status = lobby.speaker.status()
    return Part("speaker", status.trouble is None, status.trouble or status.engine)


def audit(lobby: Lobby) -> Part:
    """Whether nobody changed, took out or put in a line of the journal: all of it is read."""
    try:
        with lobby.database.session() as session:
            broken = journal.broken_at(session)
    except StorageDown:
        return Part("audit", False, "the database cannot be reached")
    return Part("audit", broken is None,
                f"broken at {broken}" if broken else "every line is as it was written")


def _disk(lobby: Lobby) -> Part:
    data = lobby.settings.data
    free = shutil.disk_usage(next(one for one in (data, *data.parents) if one.exists())).free
    return Part("disk", free >= LITTLE_DISK, f"{free / 2**30:.1f} GB free")


def _wal(lobby: Lobby) -> Part:
    """A log that is never folded back says that somebody reads without end."""
    file = Path(f"{lobby.settings.database_url.removeprefix('cysqlite:///')}-wal")
    size = file.stat().st_size if lobby.database.is_sqlite and file.exists() else 0
    return Part("wal", size < LARGE_WAL, f"{size / 2**20:.1f} MB")


def _backups(lobby: Lobby, *, serving: bool) -> Part:
    known, now = made(lobby), lobby.clock()
    note = f"{known[0].at:%Y-%m-%d %H:%M}, {len(known)} kept" if known else "none yet"
    return Part("backup", not (serving and is_late(known, now)), note)


def _mended(lobby: Lobby) -> list[Part]:
    """For a week it is said that the file was damaged, and what of the house is from when."""
    try:
        line = mended(lobby)
    except StorageDown:
        return []
    if line is None:
        return []
    note = f"damaged on {line.at:%Y-%m-%d %H:%M}; nothing after {line.details['since']} was kept"
    return [Part("mended", False, note)]


def _rooms(lobby: Lobby, *, serving: bool) -> Part:
    """When what falls due in the rooms was last looked at."""
    last = rooms.last_round(lobby)
    note = f"last round {last:%Y-%m-%d %H:%M:%S}" if last else "no round yet"
    if not serving:
        return Part("rooms", True, f"{note}; the pages are not running")
    return Part("rooms", last is not None and lobby.clock() - last <= rooms.LATE, note)


def _help(lobby: Lobby) -> Part:
    """Of how many requests for help something personal is kept, and none for too long."""
    try:
        n, late = volunteers.kept(lobby)
    except StorageDown:
        return Part("help", False, "the database cannot be reached")
    note = f"{n} requests with a telephone; each is deleted 30 days after it ended"
    return Part("help", not late, f"{note}; {late} are overdue" if late else note)


def _kept(lobby: Lobby, *, serving: bool) -> list[Part]:
    """Whether what is old was deleted, and every closed day summed up."""
    try:
        late = [one.name for one in retention(lobby) if one.late]
        with lobby.database.session() as session:
            oldest, newest = figures.oldest(session), figures.newest(session)
    except StorageDown:
        return []
    behind = oldest is not None and (lobby.clock().date() - (newest or oldest)) > SUMMED_UP
    note = f"figures kept until {newest}" if newest else "no day summed up yet"
    return [
        Part("retention", not late, f"kept too long: {', '.join(late)}" if late else "nothing old"),
        Part("figures", not (serving and behind), note),
    ]


def _fonts() -> Part:
    """Whether every face of the glass is there."""
    missing = [name for name in FACES if not (FONTS / name).exists()]
    return Part("fonts", not missing, f"missing: {', '.join(missing)}" if missing else
                f"{len(FACES)} faces")


def _engines() -> Part:
    """Whether one can write at the glass in both ways."""
    missing = missing_engines()
    return Part("engines", not missing, f"missing: {', '.join(missing)}" if missing else
                "pinyin and handwriting")

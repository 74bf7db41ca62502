"""Whether every part of the centre is well, for people who are not programmers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from db.content import guide as content
from db.engine import event_log
from db.engine.backup import unfit_programs
from kiosk.actions.operations.backups import made, mended
from kiosk.actions.operations.keys import count_keys, fits, taken_from_copy
from kiosk.actions.operations.log_check import check_log, last_check
from kiosk.actions.operations.restarts import restarts
from kiosk.actions.operations.retention import retention
from kiosk.actions.operations.setup import setup_health
from kiosk.area import HealthNote, HealthPart, noted
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.text_input.input_engines import missing_engines
from kiosk.devices.time_sync import is_synchronized
from kiosk.domain.calendar_exceptions import LAST_KNOWN, knows
from kiosk.domain.drawable import SPARE
from kiosk.domain.operations.backup_schedule import is_late
from kiosk.domain.operations.fleet import LITTLE_DISK
from kiosk.domain.refusals import StorageDown

CLOCK_TOLERANCE = timedelta(minutes=1)
# By this month the State Council has usually said how the next year's holidays fall.
ANNOUNCED = 11
CHECKED_WITHIN = timedelta(days=2)
LARGE_WAL = 64 * 2**20
FONTS = ASSETS / "fonts"
FACES = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "NotoSerifSC-Bold.otf", SPARE.name)


def checkup(ctx: AppContext, *, serving: bool = False) -> tuple[HealthPart, ...]:
    """Every part of the centre, well or not; `serving` says that its pages are running, which do
    what falls due by the clock."""
    found = tuple(part for area in ctx.areas if area.health
                  for part in area.health(ctx, serving))
    with suppress(StorageDown):
        if ctx.database.pending():
            # Tables that are not there yet are no server that cannot be reached.
            return tuple(one for one in found if one.notes != noted("unreachable"))
    return found


def parts(ctx: AppContext, serving: bool) -> Iterator[HealthPart]:
    """The parts that belong to no area but to the machine and the program."""
    yield from storage(ctx)
    yield from (disk(ctx), _wal(ctx), calendar(ctx.clock()))
    yield _backups(ctx, serving=serving)
    yield from _secrets(ctx)
    yield from _programs(ctx)
    yield from _mended(ctx)
    yield from restarts(ctx)
    yield _audit(ctx, serving=serving)
    yield from (_printer(ctx), _speaker(ctx))
    yield from _retention(ctx)
    yield from (_fonts(), _engines())
    yield from _setup(ctx)


def clock_behind(ctx: AppContext) -> bool:
    """Whether the event log knows of a later moment than now. Raises StorageDown."""
    with ctx.database.read() as tx:
        return is_behind(ctx.clock(), event_log.latest(tx))


def storage(ctx: AppContext) -> list[HealthPart]:
    """The database, and where it answers the content and the clock."""
    try:
        pending = ctx.database.pending()
        if pending:
            which = " … ".join(dict.fromkeys((pending[0], pending[-1])))
            return [HealthPart("database", False, noted("migrate", detail=which))]
        trouble = ctx.database.trouble()
        with ctx.database.read() as tx:
            services = len(content.guide(tx).services) if content.is_seeded(tx) else 0
            newest = event_log.latest(tx)
    except StorageDown as down:
        return [HealthPart("database", False, noted("unreachable", detail=str(down)))]
    return [
        HealthPart("database", trouble is None, noted("damaged", detail=trouble)
                   if trouble else noted(
                        "database_here" if ctx.database.is_sqlite else "database_server",
                        detail=_place(ctx.settings.database_url))),
        HealthPart("content", services > 0, noted("services", n=services)),
        _clock(ctx.clock(), newest),
    ]


def _place(url: str) -> str:
    """Which database it is, without where the file lies or who asks the server: not even of what
    comes after the name is all for everybody."""
    url = url.partition("?")[0]
    return url.rpartition("@")[2] if "@" in url else url.rpartition("/")[2]


def is_behind(now: datetime, newest: datetime | None) -> bool:
    """Whether the newest event is of a later moment than now."""
    return newest is not None and newest - now > CLOCK_TOLERANCE


def _clock(now: datetime, newest: datetime | None) -> HealthPart:
    behind = is_behind(now, newest)
    return HealthPart("clock", not behind, (
        *noted("clock_now", at=now),
        *(() if is_synchronized() else noted("no_time_server")),
        *(noted("clock_behind", newest=newest) if behind else ())))


def calendar(now: datetime) -> HealthPart:
    """Whether it is known when the state has holidays."""
    notes = noted("holidays", year=LAST_KNOWN)
    missing = next(
        (y for y in (now.year, now.year + (now.month >= ANNOUNCED)) if not knows(y)), None
    )
    if missing:
        return HealthPart("calendar", missing != now.year,
                          (*notes, *noted("no_holidays", year=missing)))
    return HealthPart("calendar", True, notes)


def _printer(ctx: AppContext) -> HealthPart:
    status = ctx.printer.status()
    return HealthPart("printer", status.trouble is None,
                      noted(f"printer_{status.trouble}") if status.trouble
                      else _setting(ctx.settings.printer))


def _speaker(ctx: AppContext) -> HealthPart:
    status = ctx.speaker.status()
    return HealthPart("speaker", status.trouble is None,
                      noted(f"speaker_{status.trouble}", lacking=", ".join(status.lacking))
                      if status.trouble else _setting(status.engine))


def _setting(value: str) -> str | tuple[HealthNote]:
    return noted("none") if value == "none" else value


def audit(ctx: AppContext) -> HealthPart:
    """Whether nobody changed, took out or put in a line of the event log: all of it is read."""
    try:
        check_log(ctx)
    except StorageDown:
        return HealthPart("audit", False, noted("unreachable"))
    return _audit(ctx, serving=False)


def _audit(ctx: AppContext, *, serving: bool) -> HealthPart:
    """What the last reading of the whole event log found; the pages read it each night."""
    last = last_check(ctx)
    if last is None:
        return HealthPart("audit", True, noted("log_unread"))
    found = noted("log_broken", at=last.broken) if last.broken else noted("log_whole")
    is_late = serving and ctx.clock() - last.at > CHECKED_WITHIN
    return HealthPart("audit", last.broken is None and not is_late,
                      (*found, *noted("log_read", at=last.at)))


def disk(ctx: AppContext) -> HealthPart:
    """Whether the disk of the data has room."""
    free, _ = room(ctx)
    return HealthPart("disk", free >= LITTLE_DISK, noted("free", n=f"{free / 2**30:.1f}"))


def room(ctx: AppContext) -> tuple[int, int]:
    """How many bytes of the data's disk are free, and how many there are."""
    data = ctx.settings.data
    usage = shutil.disk_usage(next(one for one in (data, *data.parents) if one.exists()))
    return usage.free, usage.total


def _wal(ctx: AppContext) -> HealthPart:
    """A log that is never folded back says that somebody reads without end."""
    file = Path(f"{ctx.settings.database_url.removeprefix('cysqlite:///')}-wal")
    size = file.stat().st_size if ctx.database.is_sqlite and file.exists() else 0
    return HealthPart("wal", size < LARGE_WAL, f"{size / 2**20:.1f} MB")


def _backups(ctx: AppContext, *, serving: bool) -> HealthPart:
    known, now = made(ctx), ctx.clock()
    notes = (noted("backups", at=known[0].at, n=len(known)) if known
             else noted("no_backup"))
    return HealthPart("backup", not (serving and is_late(known, now)), notes)


def _secrets(ctx: AppContext) -> list[HealthPart]:
    """Whether the secret is the one that the database was made with, and the keys are whole."""
    file = ctx.settings.data / "secret.key"
    try:
        if ctx.database.pending():
            return []
        well = fits(ctx)
    except StorageDown:
        return []
    notes = noted("secret_right") if well else noted("secret_wrong", detail=str(file))
    return [HealthPart("secret", well, notes), keys(ctx)]


def keys(ctx: AppContext) -> HealthPart:
    """Whether each encrypted value has its key, and the copy has them all: each is opened."""
    try:
        n, lost, differ = count_keys(ctx)
        taken = taken_from_copy(ctx)
    except StorageDown as down:
        return HealthPart("keys", False, noted("unreachable", detail=str(down)))
    troubles = (
        *(noted("keys_lost", n=lost) if lost else ()),
        *(noted("keys_differ", n=differ) if differ else ()),
        *(noted("keys_taken", at=taken) if taken else ()))
    return HealthPart("keys", not troubles, troubles or noted("keys_whole", n=n))


def _programs(ctx: AppContext) -> list[HealthPart]:
    """Whether PostgreSQL's own programs are there and as new as the server, without which there is
    no backup."""
    unfit = unfit_programs(ctx.database)
    return [HealthPart("programs", False, noted("programs_unfit", names=", ".join(unfit)))
            ] if unfit else []


def _mended(ctx: AppContext) -> list[HealthPart]:
    """For a week it is said that the file was damaged, and what of the centre is from when."""
    try:
        line = mended(ctx)
    except StorageDown:
        return []
    if line is None:
        return []
    since = line.details["since"]
    notes = noted("mended", at=line.at,
                  since=since and datetime.fromisoformat(since))
    return [HealthPart("mended", False, notes)]


def _retention(ctx: AppContext) -> list[HealthPart]:
    """Whether what is old was deleted."""
    try:
        late = tuple(f"health.kept_{one.name}" for one in retention(ctx) if one.late)
    except StorageDown:
        return []
    notes = noted("kept_too_long", names=late) if late else noted("nothing_old")
    return [HealthPart("retention", not late, notes)]


def _setup(ctx: AppContext) -> list[HealthPart]:
    """What of the first evening is still open."""
    try:
        return [] if ctx.database.pending() else [setup_health(ctx)]
    except StorageDown:
        return []


def _fonts() -> HealthPart:
    """Whether every face of the touch screen is there."""
    missing = [name for name in FACES if not (FONTS / name).exists()]
    return HealthPart("fonts", not missing, noted("missing", names=", ".join(missing))
                      if missing else noted("faces", n=len(FACES)))


def _engines() -> HealthPart:
    """Whether one can write at the touch screen in both ways."""
    missing = tuple(f"health_note.{name}" for name in missing_engines())
    return HealthPart("engines", not missing, noted("missing", names=missing) if missing
                      else noted("both_ways"))

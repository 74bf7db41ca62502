"""How each part of the opening check is tried; what the health page looks at too is looked at by
the same functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from db.engine import backup, event_log
from db.operations import opening_checks
from kiosk.actions.acting import housekeeping
from kiosk.actions.operations import health
from kiosk.actions.operations.backups import back_up
from kiosk.actions.operations.kiosk_closure import centre_now
from kiosk.actions.operations.second_copy.status import is_behind
from kiosk.actions.operations.selftest import print_trial, say_trial
from kiosk.area import HealthNote, noted
from kiosk.context import AppContext
from kiosk.devices import time_sync
from kiosk.devices.display import Display, display
from kiosk.devices.own_pages import ask_pages
from kiosk.domain.calendar_exceptions import festival
from kiosk.domain.content.guide import Text
from kiosk.domain.operations.opening_check import CheckResult
from kiosk.domain.refusals import StorageDown
from kiosk.supervisor import is_running

# Seconds within which the pages answer; so long ago at most a board asked.
ANSWER_WITHIN, BOARD_WITHIN = 5.0, 60
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # asked about, not listened on
HALF = 0.5
A_YEAR = 366


class PartFound(NamedTuple):
    """Whether a part is well, and the note that says how it stands."""

    well: bool
    note: HealthNote


class Trial(NamedTuple):
    """How a part is tried, in a language, and within how many seconds."""

    within: float
    look: Callable[[AppContext, str], PartFound]


def found(*, well: bool, key: str, detail: str = "", **gaps: object) -> PartFound:
    """What was found, by the key of its note."""
    return PartFound(well, *noted(key, detail=detail, **gaps))


def _screen(ctx: AppContext, _language: str) -> PartFound:
    """Whether the touch screen runs on this machine, and its display is lit."""
    if not is_running(ctx.settings, "ui"):
        return found(well=False, key="screen_away")
    state = display()
    well = state in (Display.LIT, Display.UNKNOWN)
    return found(well=well, key="screen_lit" if well else f"screen_{state}")


def _printer(ctx: AppContext, language: str) -> PartFound:
    if not ctx.printer.status().configured:
        return found(well=True, key="printer_none")
    trouble = print_trial(ctx, language)
    return found(well=trouble is None, key=f"printer_{trouble}" if trouble else "printer_printed")


def _voice(ctx: AppContext, language: str) -> PartFound:
    status = ctx.speaker.status()
    if status.engine == "none":
        return found(well=True, key="voice_none")
    if status.trouble:
        return found(well=False, key=f"speaker_{status.trouble}",
                     lacking=", ".join(status.lacking))
    said = say_trial(ctx, language)
    return found(well=said, key="voice_said" if said else "voice_silent")


def _board(ctx: AppContext, _language: str) -> PartFound:
    """Whether a browser with the board asked lately: the pages know."""
    asked = next((answer for answer in _board_asked(ctx) if answer is not None), None)
    if asked is None:
        return found(well=False, key="board_pages_away")
    well = asked.isdecimal() and int(asked) <= BOARD_WITHIN
    return found(well=well, key="board_asks" if well else "board_away")


def _board_asked(ctx: AppContext) -> Iterator[str | None]:
    """What the pages say of it, of this machine first; None where they do not answer."""
    settings = ctx.settings
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    for address in (f"http://{host}:{settings.port}", settings.public_url):
        try:
            status, text = ask_pages(address, "/board/asked", ANSWER_WITHIN)
        except OSError:
            yield None
        else:
            yield text if status == 200 else None


def _phones(ctx: AppContext, _language: str) -> PartFound:
    """Whether the address that codes carry leads to pages of ours that can do their work."""
    address = ctx.settings.public_url
    if not address:
        return found(well=False, key="phones_no_network")
    try:
        status, text = ask_pages(address, "/healthz", ANSWER_WITHIN)
    except OSError as trouble:
        return found(well=False, key="phones_unreachable", detail=f"{address}: {trouble}")
    if (status, text) == (200, "ok"):
        return found(well=True, key="phones_open")
    key = "phones_ill" if status == 503 else "phones_strange"
    return found(well=False, key=key, detail=f"{address}: {status}")


def _database(ctx: AppContext, _language: str) -> PartFound:
    """Whether what is written can be read, besides what the health page looks at."""
    part = health.storage(ctx)[0]
    if not part.well:
        return PartFound(False, _first(part.notes))
    mark, kiosk = ctx.codes(), ctx.settings.kiosk_name
    trial = CheckResult(opening_checks.TRIAL, True, Text(mark, mark), Text("", ""), ctx.clock())
    try:
        with housekeeping(ctx, "a mark that is written to be read") as tx:
            opening_checks.put(tx, kiosk, trial)
    except StorageDown as down:
        return found(well=False, key="database_not_written", detail=str(down))
    with ctx.database.read() as tx:
        well = opening_checks.trial(tx, kiosk) == mark
    return found(well=well, key="database_written" if well else "database_not_written")


def _backup(ctx: AppContext, _language: str) -> PartFound:
    """Makes one now and opens it, and looks whether the second copy is there."""
    try:
        trouble = backup.examine(back_up(ctx))
    except (OSError, StorageDown) as failed:
        trouble = str(failed)
    if trouble is None and is_behind(ctx):
        return found(well=False, key="backup_only_here")
    return found(well=trouble is None, key="backup_not_made" if trouble else "backup_opened",
                 detail=trouble or "")


def _clock(ctx: AppContext, _language: str) -> PartFound:
    """Whether the kernel's clock was set, and the event log knows of no later moment."""
    now = ctx.clock()
    with ctx.database.read() as tx:
        newest = event_log.latest(tx)
    if health.is_behind(now, newest):
        return found(well=False, key="clock_behind", newest=newest)
    if not time_sync.is_synchronized():
        return found(well=False, key="clock_not_set")
    return found(well=True, key="clock_right")


def _disk(ctx: AppContext, _language: str) -> PartFound:
    part, (free, total) = health.disk(ctx), health.room(ctx)
    if not part.well:
        return PartFound(False, _first(part.notes))
    if free / total > HALF:
        return found(well=True, key="disk_half")
    return found(well=True, key="disk_percent", n=int(100 * free / total))


def _holidays(ctx: AppContext, _language: str) -> PartFound:
    """Whether this year's are known, what today is, and which comes next."""
    now = ctx.clock()
    part = health.calendar(now)
    if not part.well:
        return found(well=False, key="holidays_unknown", year=now.year)
    opens = bool(centre_now(ctx).timetable.on(now.date()))
    return found(well=True, key="today_open" if opens else "today_shut",
                 festival=(_next_festival(now.date()),))


def _next_festival(today: date) -> str:
    """The key of the first public holiday from tomorrow on that today is no part of."""
    days = (today + timedelta(days=n) for n in range(1, A_YEAR))
    return next(name for day in days if (name := festival(day)) and name != festival(today))


def _first(notes: str | tuple[HealthNote | str, ...]) -> HealthNote:
    return next(one for one in notes if isinstance(one, HealthNote))


TRIALS: Mapping[str, Trial] = {
    "screen": Trial(5, _screen), "printer": Trial(25, _printer), "voice": Trial(40, _voice),
    "board": Trial(15, _board), "phones": Trial(15, _phones), "database": Trial(20, _database),
    "backup": Trial(180, _backup), "clock": Trial(20, _clock), "disk": Trial(10, _disk),
    "holidays": Trial(20, _holidays),
}

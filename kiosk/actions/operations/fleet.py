"""The fleet: each kiosk reports how it is, and the manager hears of one that stays away."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from db.content import guide as content
from db.engine.database import KNOWN, ReadTransaction
from db.operations import kiosk_closure, kiosks as stored
from db.outbox import notifications, slips
from kiosk.actions.acting import SYSTEM, acting
from kiosk.actions.operations.health import room
from kiosk.area import DueNow, HealthPart, NotBefore, due, noted
from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.devices.display import display
from kiosk.domain.calendar import business_day, is_open
from kiosk.domain.operations.fleet import (
    TOLD_AFTER,
    Fleet,
    Kiosk,
    KioskReport,
    KioskState,
    worst_first,
)
from kiosk.domain.operations.street import KioskTrouble
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.domain.staff.roles import MAY_CLOSE, MAY_SET_CENTRE, StaffSession
from kiosk.wording.dates import written_when
from kiosk.wording.fleet import troubles_said

VERSION: str = tomllib.loads(
    (ASSETS.parent / "pyproject.toml").read_text("utf-8"))["project"]["version"]
# Seconds between two reports, and between two looks at all of them.
EVERY = 15.0


class Reporter:
    """Reports how this kiosk is, for as long as the touch screen runs."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._run = ctx.codes()
        self._troubled_at: datetime | None = None
        self._is_first = True

    def report(self) -> float:
        """Reports once; the seconds until the next time. Nothing is reported while the storage is
        away. It asks the devices and may take seconds."""
        said = report_of(self._ctx, self._run)
        now = self._ctx.clock()
        self._troubled_at = (self._troubled_at or now) if said.troubles else None
        with suppress(StorageDown), self._ctx.database.write_aside() as tx:
            if stored.report(tx, said, now, self._troubled_at, first=self._is_first):
                structlog.get_logger().warning("kiosk_name_twice", kiosk=said.name)
            self._is_first = False
        return NotBefore(EVERY)


def report_of(ctx: AppContext, run: str) -> KioskReport:
    """How this kiosk is now."""
    printer, voice = ctx.printer.status(), ctx.speaker.status()
    free, _ = room(ctx)
    return KioskReport(
        ctx.settings.kiosk_name, run, VERSION, KNOWN,
        printer=str(printer.trouble or "well") if printer.configured else "none",
        voice="none" if voice.engine == "none" else str(voice.trouble or "well"),
        screen=str(display()), disk=free)


def fleet(ctx: AppContext) -> Fleet:
    """All kiosks, those first that somebody has to look at. Raises StorageDown."""
    newest, now = ctx.database.newest(), ctx.clock()
    with ctx.database.read() as tx:
        return Fleet(now, worst_first(stored.kiosks(tx), now, newest), newest, slips.waiting(tx))


def retire(ctx: AppContext, session: StaffSession, name: str) -> None:
    """Takes a kiosk that is away out of the list, until it reports again; twice is once.
    Refuses with `not_allowed`, `kiosk_here`."""
    with acting(ctx, session, MAY_SET_CENTRE) as act:
        found = next((one for one in stored.kiosks(act.tx) if one.name == name), None)
        if found and found.state(act.now) is not KioskState.AWAY:
            raise Refusal("kiosk_here", kiosk=name)
        if stored.retire(act.tx, name, act.now):
            act.log("retire_kiosk", kiosk=name)
        else:
            act.without_event("there is none of that name in the list")


def take_back(ctx: AppContext, session: StaffSession, name: str) -> None:
    """Puts a kiosk back that was retired; twice is once. Refuses with `not_allowed`."""
    with acting(ctx, session, MAY_SET_CENTRE) as act:
        if stored.retire(act.tx, name, None):
            act.log("take_kiosk_back", kiosk=name)
        else:
            act.without_event("it is in the list already")


def is_retired(ctx: AppContext, name: str) -> bool:
    """Whether it was taken out of the list. Raises StorageDown."""
    with ctx.database.read() as tx:
        return stored.is_retired(tx, name)


def watch(ctx: AppContext) -> float:
    """Lets the manager know of each kiosk that stays away or broken, once, and that it is well
    again. Several machines look; the first one tells. Raises StorageDown."""
    with ctx.database.read() as tx:
        is_due = any(_to_tell(tx, ctx.clock()))
    if is_due:
        with acting(ctx, SYSTEM) as act:
            act.without_event("another machine may have told it")
            for kiosk, state in _to_tell(act.tx, act.now):
                notifications.post(act.tx, _told(ctx, kiosk, state), act.now)
                stored.tell(act.tx, kiosk.name, state)
                act.log("tell_of_kiosk", kiosk=kiosk.name, state=state)
    return NotBefore(EVERY)


def _to_tell(tx: ReadTransaction, now: datetime) -> Iterator[tuple[Kiosk, KioskState]]:
    """What the manager has to hear now. The first minutes of the day are for switching on, and a
    kiosk that the staff closed for the day may be off."""
    guide = content.guide(tx)
    hours, day = guide.timetable, business_day(now, guide.centre.day_starts)
    doors = is_open(hours, now) and is_open(hours, now - TOLD_AFTER)
    for kiosk in stored.kiosks(tx):
        is_used = doors and not kiosk_closure.is_shut(tx, day, kiosk.name)
        if state := kiosk.to_tell(now, is_used=is_used):
            yield kiosk, state


def _told(ctx: AppContext, kiosk: Kiosk, state: KioskState) -> str:
    words = ctx.words[ctx.settings.language]
    return words(f"kiosks.told_{state}", kiosk=kiosk.name, said=troubles_said(words, kiosk),
                 when=written_when(words, kiosk.seen_at, ctx.clock()))


def due_now(tx: ReadTransaction, now: datetime) -> Iterator[DueNow]:
    """Kiosks that are away, and those that need paper, a plug, a look."""
    for state, red in ((KioskState.AWAY, timedelta()), (KioskState.BROKEN, timedelta(minutes=15))):
        times = (one.since(now) for one in stored.kiosks(tx) if one.state(now) is state)
        yield from due(f"kiosks_{state}", times, MAY_CLOSE, "health", timedelta(), red)


def in_summary(tx: ReadTransaction, now: datetime) -> Mapping[str, object]:
    """How many kiosks there are, and those that are away or broken. One that the staff closed for
    the day may be off."""
    guide = content.guide(tx)
    day = business_day(now, guide.centre.day_starts)
    used = [one for one in stored.kiosks(tx) if not kiosk_closure.is_shut(tx, day, one.name)]
    return {"kiosks": len(used), "troubles": tuple(
        KioskTrouble(one.name, one.state(now), one.since(now))
        for one in used if one.state(now) is not KioskState.WELL)}


def fleet_health(ctx: AppContext, serving: bool) -> list[HealthPart]:
    """Whether all kiosks are there and well, which only the pages can say: a command may run while
    the kiosk is off. Whether this program is as new as its database anybody can."""
    try:
        if ctx.database.newest() < KNOWN:
            return []
        found = fleet(ctx)
    except StorageDown:
        return []
    known = [] if found.newest == KNOWN else [
        HealthPart("program", False, noted("program_old", mine=KNOWN, newest=found.newest))]
    if not serving or not found.kiosks:
        return known
    named = {state: found.named(state) for state in (KioskState.AWAY, KioskState.BROKEN)} | {
        "twins": [one.name for one in found.kiosks if one.has_twin(found.now)],
        "old": [one.name for one in found.kiosks if found.is_old(one)]}
    notes = [note for name, names in named.items() if names
             for note in noted(f"kiosks_{name}", names=", ".join(names))]
    return [*known, HealthPart("kiosks", not notes, tuple(notes)
                               or noted("kiosks_well", n=len(found.kiosks)))]

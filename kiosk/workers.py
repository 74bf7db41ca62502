"""Workers: threads that print slips, say calls, and do what falls due by the clock."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog

from kiosk.actions.operations.announcements import HallCall, announcements_since
from kiosk.actions.operations.backups import damage_mark
from kiosk.actions.operations.fleet import Reporter
from kiosk.actions.operations.quick_actions import asked_to_restart
from kiosk.actions.slips import print_next_slip, seconds_to_next_slip
from kiosk.area import AtLength, NotBefore
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.speech.speaker import SpeakerTrouble, Utterance
from kiosk.domain.refusals import StorageDown

# Seconds to the next try: by chance, as all threads of all kiosks lose their database at once.
AFTER_TROUBLE = 1.0, 3.0
# Nothing waits longer than this for its time to come, even where the clock was set back.
LONGEST_SLEEP = 60.0
# Seconds after which an action hangs: no wait of the program is longer. A device, such as a slow
# printer or a voice that says a call twice, has several; what goes through all that is kept may
# take as long as a backup.
PATIENCE, DEVICE_PATIENCE, LONG_PATIENCE = 25.0, 120.0, 4000.0
# How often it is looked whether the database is still there, and the status to end with if not.
DAMAGE_EVERY, DAMAGED = 2.0, 74

# A call that waited so long, or with more than so many others, is said once and shorter.
BUSY_AFTER, BACKLOG = timedelta(seconds=30), 3
# How often a call may fail while others are said.
STRIKES = 3


class Worker:
    """Repeats one action on a thread of its own until it is stopped; troubles do not end it.

    The action returns how many seconds it has nothing to do: 0 asks it again at once, None lets
    it sleep until the feed has news. News wake it sooner, unless it says NotBefore.
    """

    def __init__(
        self, name: str, action: Callable[[], float | None], ctx: AppContext, feed: ChangePoller,
        patience: float = PATIENCE,
    ) -> None:
        self.name = name
        self._patience = patience
        self._acting_since: float | None = None
        self._action = action
        self._ctx = ctx
        self._stopping = threading.Event()
        self._roused = threading.Event()
        feed.rouse_at_news(self._roused)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the action now being done, waiting a little for it."""
        self._stopping.set()
        self._roused.set()
        self._thread.join(timeout=3)

    @property
    def hangs(self) -> bool:
        """Whether its thread ended, or its action takes longer than any may."""
        since = self._acting_since
        if since is not None and time.monotonic() - since > self._patience:
            return True
        begun = self._thread.ident is not None
        return begun and not self._thread.is_alive() and not self._stopping.is_set()

    def _run(self) -> None:
        log = structlog.get_logger()
        while not self._stopping.is_set():
            # What happens from here on rouses it again: nothing falls between look and sleep.
            self._roused.clear()
            try:
                pause = self._act()
            except (StorageDown, SpeakerTrouble) as trouble:
                log.warning("attendant_waits", attendant=self.name, trouble=str(trouble))
                self._stopping.wait(random.uniform(*AFTER_TROUBLE))
            except Exception:
                log.exception("attendant_failed", attendant=self.name)
                self._stopping.wait(random.uniform(*AFTER_TROUBLE))
            else:
                wakes = self._stopping if isinstance(pause, NotBefore) else self._roused
                if not self._stopping.is_set():
                    wakes.wait(pause)
        self._ctx.database.close()

    def _act(self) -> float | None:
        self._acting_since = time.monotonic()
        try:
            return self._action()
        finally:
            self._acting_since = None


class Outbox:
    """Prints what waits: at once when there is news, and what failed when its time has come."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    def print_next(self) -> float | None:
        """Prints one slip that is due; 0 where there was one, else the time until the next."""
        if print_next_slip(self._ctx):
            return 0.0
        pause = seconds_to_next_slip(self._ctx)
        return None if pause is None else min(pause, LONGEST_SLEEP)


class RestartWatcher:
    """Ends the pages once the staff ask for it: whatever keeps them running starts them anew."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._heard: int | None = None

    def look(self) -> None:
        """Looks whether anybody asked since the last look."""
        version = self._ctx.database.version()
        heard = version if self._heard is None else self._heard
        if version > heard and asked_to_restart(self._ctx, heard):
            structlog.get_logger().info("pages_restart")
            os.kill(os.getpid(), signal.SIGTERM)
        self._heard = version


class DamageWatcher:
    """Ends the process once the database is damaged or its file gone: the next start repairs it.

    Whoever finds it tells all the others of this machine, who have to let go of it too.
    """

    def __init__(self, ctx: AppContext, end: Callable[[int], object] = os._exit) -> None:
        self._ctx = ctx
        self._end = end
        self._mark = damage_mark(ctx)
        self._known = ctx.database.file_id()

    def look(self) -> float:
        """Looks once; the seconds until the next look."""
        database = self._ctx.database
        if database.damaged or database.file_id() != self._known or self._mark.exists():
            self._mark.touch()
            structlog.get_logger().error("database_damaged", seen=database.damaged)
            # At once: what is committed is safe, and nothing more may be written beside it.
            self._end(DAMAGED)
        return DAMAGE_EVERY


class CallAnnouncer:
    """Says each call of the areas. A call is over when it was said, or set aside: one that fails
    time after time while others are said. Up to where all are over stands in a file, so that
    none is lost with the process."""

    def __init__(self, ctx: AppContext, feed: ChangePoller) -> None:
        self._ctx = ctx
        self._feed = feed
        self._kept = ctx.settings.data / "spoken"
        self._heard = -1
        self._over: set[tuple[int, int]] = set()
        self._failed: set[tuple[int, int]] = set()
        self._strikes: Counter[tuple[int, int]] = Counter()

    def say_next(self) -> float | None:
        """Says one call; 0 where there may be more to say. Raises SpeakerTrouble where it could
        not be said: then it waits, behind those that were not tried as often."""
        if self._heard < 0:
            self._heard = self._last_heard()
        if self._feed.version <= self._heard:
            return None
        reached, calls = announcements_since(self._ctx, self._heard)
        waiting = [call for call in calls if call.place not in self._over]
        if waiting:
            self._say_one_of(waiting)
        left = [call.place for call in waiting if call.place not in self._over]
        self._heard = min(left)[0] - 1 if left else reached
        if waiting:
            self._keep()
        return 0.0

    def _say_one_of(self, waiting: list[HallCall]) -> None:
        call = min(waiting, key=lambda one: (
            one.place in self._failed, self._strikes[one.place], one.place))
        said, is_late = call.said, self._ctx.clock() - call.at > BUSY_AFTER
        is_brief = bool(said.brief) and (is_late or len(waiting) > BACKLOG)
        if all(one.place in self._failed for one in waiting):
            self._failed.clear()
        try:
            self._ctx.speaker.say(Utterance(
                said.brief if is_brief else said.text, self._ctx.settings.language, said.slower,
                chime=True, times=1 if is_brief else said.times))
        except SpeakerTrouble:
            self._failed.add(call.place)
            raise
        self._over.add(call.place)
        self._set_aside(waiting)

    def _set_aside(self, waiting: list[HallCall]) -> None:
        """A voice that was silent says all of it later; what it refuses between others, never."""
        self._strikes.update(self._failed)
        self._failed.clear()
        for call in waiting:
            if self._strikes[call.place] >= STRIKES and call.place not in self._over:
                structlog.get_logger().error("call_set_aside", place=call.place)
                self._over.add(call.place)

    def _last_heard(self) -> int:
        """Where it stood when the process ended; where the centre stands, if that is not known."""
        try:
            return min(int(self._kept.read_text("ascii")), self._feed.version)
        except (OSError, ValueError):
            self._heard = self._feed.version
            self._keep()
            return self._heard

    def _keep(self) -> None:
        self._over = {place for place in self._over if place[0] > self._heard}
        self._strikes = Counter({place: n for place, n in self._strikes.items()
                                 if place[0] > self._heard})
        written = self._kept.with_suffix(".new")
        try:
            written.write_text(str(self._heard), "ascii")
            written.replace(self._kept)
        except OSError as trouble:
            structlog.get_logger().warning("spoken_not_kept", trouble=str(trouble))


def device_workers(ctx: AppContext, feed: ChangePoller) -> tuple[Worker, ...]:
    """The printer's and the voice's attendant, and who reports how they are; not started yet."""
    return (
        Worker("damage", DamageWatcher(ctx).look, ctx, feed),
        Worker("printer", Outbox(ctx).print_next, ctx, feed, DEVICE_PATIENCE),
        Worker("voice", CallAnnouncer(ctx, feed).say_next, ctx, feed, DEVICE_PATIENCE),
        Worker("report", Reporter(ctx).report, ctx, feed, DEVICE_PATIENCE),
    )


def scheduled_workers(ctx: AppContext, feed: ChangePoller) -> tuple[Worker, ...]:
    """What falls due by the clock, done beside the pages; not started yet."""
    return (Worker("damage", DamageWatcher(ctx).look, ctx, feed),
            Worker("porter", RestartWatcher(ctx).look, ctx, feed), *(
        Worker(name, partial(job, ctx), ctx, feed,
               LONG_PATIENCE if isinstance(job, AtLength) else PATIENCE)
        for area in ctx.areas for name, job in (area.jobs or {}).items()))

"""The attendants: threads that print slips, say calls, and do what falls due by the clock."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from functools import partial

import structlog

from kiosk.actions.operations.announcements import announcements_since
from kiosk.actions.operations.quick_actions import asked_to_restart
from kiosk.actions.queue import print_next_slip, seconds_to_next_slip
from kiosk.area import Announcement, NotBefore
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.speech.speaker import SpeakerTrouble, Utterance
from kiosk.domain.refusals import StorageDown

AFTER_TROUBLE = 2.0
# Nothing waits longer than this for its time to come, even where the clock was set back.
LONGEST_SLEEP = 60.0


class Worker:
    """Repeats one action on a thread of its own until it is stopped; troubles do not end it.

    The action returns how many seconds it has nothing to do: 0 asks it again at once, None lets
    it sleep until the feed has news. News wake it sooner, unless it says NotBefore.
    """

    def __init__(
        self, name: str, action: Callable[[], float | None], ctx: AppContext, feed: ChangePoller
    ) -> None:
        self._name = name
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

    def _run(self) -> None:
        log = structlog.get_logger()
        while not self._stopping.is_set():
            # What happens from here on rouses it again: nothing falls between look and sleep.
            self._roused.clear()
            try:
                pause = self._action()
            except (StorageDown, SpeakerTrouble) as trouble:
                log.warning("attendant_waits", attendant=self._name, trouble=str(trouble))
                self._stopping.wait(AFTER_TROUBLE)
            except Exception:
                log.exception("attendant_failed", attendant=self._name)
                self._stopping.wait(AFTER_TROUBLE)
            else:
                wakes = self._stopping if isinstance(pause, NotBefore) else self._roused
                if not self._stopping.is_set():
                    wakes.wait(pause)
        self._ctx.database.close()


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


class CallAnnouncer:
    """Says each call of the areas once; those from before stay unsaid."""

    def __init__(self, ctx: AppContext, feed: ChangePoller) -> None:
        self._ctx = ctx
        self._feed = feed
        self._heard = -1
        self._to_say: deque[Announcement] = deque()

    def say_next(self) -> float | None:
        """Says one call, or looks for new ones; 0 where there may be more to say.

        A call that the speaker could not say is not said later: by then it is no news.
        """
        if self._to_say:
            call = self._to_say.popleft()
            self._ctx.speaker.say(Utterance(call.text, self._ctx.settings.language, call.slower,
                                            chime=True, times=call.times))
            return 0.0
        if self._heard < 0 or self._feed.version <= self._heard:
            self._heard = max(self._heard, self._feed.version)
            return None
        self._heard, new = announcements_since(self._ctx, self._heard)
        self._to_say.extend(new)
        return 0.0


def device_workers(ctx: AppContext, feed: ChangePoller) -> tuple[Worker, ...]:
    """The printer's and the voice's attendant, not started yet."""
    return (
        Worker("printer", Outbox(ctx).print_next, ctx, feed),
        Worker("voice", CallAnnouncer(ctx, feed).say_next, ctx, feed),
    )


def scheduled_workers(ctx: AppContext, feed: ChangePoller) -> tuple[Worker, ...]:
    """What falls due by the clock, done beside the pages; not started yet."""
    return (Worker("porter", RestartWatcher(ctx).look, ctx, feed), *(
        Worker(name, partial(job, ctx), ctx, feed)
        for area in ctx.areas for name, job in (area.jobs or {}).items()))

"""The attendants sleep until there is something to do, and miss nothing meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.actions.areas import AREAS
from kiosk.actions.operations.announcements import announcements_since
from kiosk.area import Announcement
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.domain.queue.tickets import Priority
from kiosk.workers import LONGEST_SLEEP, CallAnnouncer, Outbox, Worker
from tests.bench.centres import Centre
from tests.support.centre import Clock, clerk, take
from tests.support.doubles import MemoryPrinter, MemorySpeaker

PATIENCE = 10.0


class Asked:
    """An action that counts how often it was asked, and says then how long it has nothing to do."""

    def __init__(self, pause: float | None = None, first: Callable[[], object] = int) -> None:
        self.times = 0
        self._pause = pause
        self._first = first
        self._asked = threading.Semaphore(0)

    def __call__(self) -> float | None:
        self.times += 1
        if self.times == 1:
            self._first()
        self._asked.release()
        return self._pause

    def once_more(self, within: float = PATIENCE) -> bool:
        """Waits until it was asked once more."""
        return self._asked.acquire(timeout=within)


def scripted(ctx: AppContext, *troubles: Trouble | None) -> MemoryPrinter:
    """The context's printer, which will have these troubles."""
    printer = ctx.printer
    assert isinstance(printer, MemoryPrinter)
    printer.troubles = list(troubles)
    return printer


def test_an_attendant_sleeps_until_there_is_news(sqlite_ctx: AppContext) -> None:
    feed, action = ChangePoller(sqlite_ctx.database), Asked()
    feed.look()
    attendant = Worker("sleeper", action, sqlite_ctx, feed)
    attendant.start()
    assert action.once_more()
    feed.look()
    assert not action.once_more(within=0.3), "nothing has changed, and it looked"
    take(sqlite_ctx)
    feed.look()
    assert action.once_more()
    attendant.stop()
    assert action.times == 2


def test_news_that_comes_while_it_looks_is_not_slept_over(sqlite_ctx: AppContext) -> None:
    feed = ChangePoller(sqlite_ctx.database)
    action = Asked(first=feed.look)
    attendant = Worker("sleeper", action, sqlite_ctx, feed)
    attendant.start()
    assert action.once_more() and action.once_more()
    attendant.stop()


def test_an_attendant_wakes_by_itself_when_its_time_has_come(sqlite_ctx: AppContext) -> None:
    action = Asked(pause=0.01)
    attendant = Worker("sleeper", action, sqlite_ctx, ChangePoller(sqlite_ctx.database))
    attendant.start()
    assert all(action.once_more() for _ in range(5))
    attendant.stop()


def test_a_sleeping_attendant_ends_when_it_is_told_to(sqlite_ctx: AppContext) -> None:
    action = Asked()
    attendant = Worker("sleeper", action, sqlite_ctx, ChangePoller(sqlite_ctx.database))
    attendant.start()
    assert action.once_more()
    attendant.stop()
    assert not attendant._thread.is_alive()


def test_the_outbox_sleeps_until_a_failed_slip_is_due_again(ctx: AppContext,
                                                            clock: Clock) -> None:
    printer = scripted(ctx, Trouble.PAPER_OUT, Trouble.PAPER_OUT)
    outbox = Outbox(ctx)
    assert outbox.print_next() is None
    take(ctx, kiosk="kiosk-1")
    assert outbox.print_next() == 0
    assert outbox.print_next() == 2
    clock.pass_(seconds=1)
    assert outbox.print_next() == 1
    clock.pass_(seconds=1)
    assert outbox.print_next() == 0
    assert outbox.print_next() == 4
    clock.pass_(seconds=4)
    assert outbox.print_next() == 0 and len(printer.slips) == 1
    assert outbox.print_next() is None


def test_a_clock_set_back_keeps_no_slip_for_long(sqlite_ctx: AppContext, clock: Clock) -> None:
    scripted(sqlite_ctx, Trouble.PAPER_OUT)
    take(sqlite_ctx, kiosk="kiosk-1")
    outbox = Outbox(sqlite_ctx)
    assert outbox.print_next() == 0
    clock.pass_(days=-30)
    assert outbox.print_next() == LONGEST_SLEEP


@pytest.mark.parametrize("numbers", [1, 3])
def test_the_voice_says_every_call_and_then_sleeps(sqlite_ctx: AppContext, numbers: int) -> None:
    feed, speaker = ChangePoller(sqlite_ctx.database), sqlite_ctx.speaker
    assert isinstance(speaker, MemorySpeaker)
    feed.look()
    voice = CallAnnouncer(sqlite_ctx, feed)
    assert voice.say_next() is None
    clock = sqlite_ctx.clock
    assert isinstance(clock, Clock)
    centre = Centre(sqlite_ctx, clerk(sqlite_ctx, 2), "medical", clock)
    for _ in range(numbers):
        centre.take_one(Priority.ORDINARY)
        centre.call_next()
    assert voice.say_next() is None, "the feed has not heard of it"
    feed.look()
    while voice.say_next() is not None:
        pass
    assert len(speaker.said) == numbers


def test_a_call_that_cannot_be_said_keeps_no_other_from_being_said(
    sqlite_ctx: AppContext, clock: Clock
) -> None:
    tried: list[object] = []

    def never(*asked: object) -> Announcement:
        tried.append(asked)
        raise ValueError("a call of which nothing can be said")

    queue = next(area for area in AREAS if area.name == "queue")
    broken = replace(AREAS[0], announces={"open": never})
    speaking = replace(sqlite_ctx, areas=(queue, broken))
    version = sqlite_ctx.database.version()
    centre = Centre(sqlite_ctx, clerk(sqlite_ctx, 2), "medical", clock)
    centre.take_one(Priority.ORDINARY)
    centre.call_next()
    _, said = announcements_since(speaking, version)
    assert len(said) == 1 and len(tried) == 1
    # An area that says nothing is not asked: the calls are the queue's alone.
    assert announcements_since(replace(speaking, areas=(broken,)), version)[1] == ()

"""The attendants sleep until there is something to do, and miss nothing meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk import change_poller
from kiosk.actions.areas import AREAS
from kiosk.actions.operations.announcements import announcements_since
from kiosk.actions.queue import call_again, call_next, desk
from kiosk.area import Announcement, NotBefore
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.devices.printing.printer import Trouble
from kiosk.devices.speech.speaker import CancelToken, SpeakerTrouble, Utterance
from kiosk.domain.queue.tickets import Priority
from kiosk.web.core.site import make_site
from kiosk.workers import LONGEST_SLEEP, STRIKES, CallAnnouncer, Outbox, Worker
from tests.bench.centres import Centre
from tests.support.centre import Clock, clerk, take
from tests.support.doubles import MemoryPrinter, MemorySpeaker
from tests.support.screen import wait_until

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


class Calling:
    """A clerk who calls numbers, and the voice that says them."""

    def __init__(self, ctx: AppContext) -> None:
        self.ctx, self.feed = ctx, ChangePoller(ctx.database)
        assert isinstance(ctx.speaker, MemorySpeaker) and isinstance(ctx.clock, Clock)
        self.speaker, self.clock = ctx.speaker, ctx.clock
        self.clerks = [clerk(ctx, 2, "小王"), clerk(ctx, 3, "小李")]
        self.start()

    def start(self) -> None:
        """The voice of a process that has just started."""
        self.feed.look()
        self.voice = CallAnnouncer(self.ctx, self.feed)
        self.voice.say_next()

    def call(self, numbers: int = 1) -> None:
        """Calls so many numbers, at the two counters in turn."""
        for n in range(numbers):
            take(self.ctx)
            session = self.clerks[n % 2]
            call_next(self.ctx, session, getattr(desk(self.ctx, session).current, "id", None))
        self.feed.look()

    def said(self) -> list[str]:
        """Lets the voice say what it can, and fail a few times where it cannot; what was said."""
        before, troubles = len(self.speaker.said), 0
        while troubles < 5:
            try:
                if self.voice.say_next() is None:
                    break
            except SpeakerTrouble:
                troubles += 1
        return [one.text for one in self.speaker.said[before:]]


@pytest.fixture
def calling(sqlite_ctx: AppContext) -> Calling:
    """Two counters and a voice."""
    return Calling(sqlite_ctx)


def test_a_call_that_could_not_be_said_is_said_when_the_voice_is_back(calling: Calling) -> None:
    calling.speaker.trouble = "the card is busy"
    calling.call(2)
    assert calling.said() == []
    calling.speaker.trouble = None
    assert len(calling.said()) == 2
    assert calling.said() == [], "each once"


def test_calls_made_while_the_process_was_away_are_said_by_the_next(calling: Calling) -> None:
    calling.call()
    assert len(calling.said()) == 1
    calling.call(2)
    calling.start()
    calling.said()
    assert len({one.text for one in calling.speaker.said}) == 3
    calling.start()
    calling.said()
    assert len(calling.speaker.said) == 3, "what was said is not said again"


def test_control_a_process_that_forgot_where_it_stood_leaves_calls_unsaid(
    calling: Calling
) -> None:
    calling.call(2)
    calling.voice._kept.unlink()
    calling.start()
    calling.said()
    assert calling.speaker.said == []


def test_of_a_backlog_each_is_said_once_and_shorter(calling: Calling) -> None:
    calling.call(6)
    texts = calling.said()
    assert len(texts) == 6 and len(set(texts)) == 6
    said = calling.speaker.said
    # As soon as few are left, the whole sentence again.
    assert [one.times for one in said] == [1, 1, 1, 2, 2, 2]
    assert max(map(len, texts[:3])) < min(map(len, texts[3:]))


def test_a_call_older_than_half_a_minute_is_said_all_the_same(calling: Calling) -> None:
    calling.call(2)
    calling.clock.pass_(seconds=90)
    assert len(calling.said()) == 2
    assert {one.times for one in calling.speaker.said} == {1}


def test_a_number_called_again_meanwhile_is_said_once(calling: Calling) -> None:
    calling.call()
    calling.clock.pass_(seconds=5)
    call_again(calling.ctx, calling.clerks[0], _holding(calling))
    calling.feed.look()
    assert len(calling.said()) == 1


def _holding(calling: Calling) -> int:
    current = desk(calling.ctx, calling.clerks[0]).current
    assert current
    return current.id


def test_a_number_served_long_ago_is_not_called_into_the_hall(calling: Calling) -> None:
    calling.call(3)
    calling.clock.pass_(minutes=6)
    assert len(calling.said()) == 2, "the first was finished when the third was called"


def test_one_call_that_never_works_keeps_no_other_and_is_set_aside(calling: Calling) -> None:
    say, refused = calling.speaker.say, list[str]()

    def but_the_first(said: Utterance, hush: CancelToken | None = None) -> None:
        if not refused:
            refused.append(said.text)
        if said.text in refused:
            raise SpeakerTrouble("it cannot say this")
        say(said, hush)

    calling.speaker.say = but_the_first  # type: ignore[method-assign]
    calling.call(2)
    assert len(calling.said()) == 1, "the one behind it is said"
    assert calling.voice._over or calling.voice._strikes
    for _ in range(STRIKES):
        calling.call()
        calling.said()
    version = calling.ctx.database.version()
    assert calling.voice._heard == version and not calling.voice._over, "it waits no more"
    # What only had to wait for a broken voice never counts as such a one.
    calling.start()
    calling.speaker.trouble = "off"
    calling.speaker.say = say  # type: ignore[method-assign]
    calling.call(3)
    for _ in range(4):
        assert calling.said() == []
    calling.speaker.trouble = None
    assert len(calling.said()) == 3


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


def test_news_wake_no_attendant_that_said_not_before(sqlite_ctx: AppContext) -> None:
    feed, action = ChangePoller(sqlite_ctx.database), Asked(pause=NotBefore(600))
    attendant = Worker("backups", action, sqlite_ctx, feed)
    feed.look()
    attendant.start()
    assert action.once_more()
    for _ in range(3):
        take(sqlite_ctx)
        feed.look()
    # The control: one that only says when it would look again looks at each change.
    other = Asked(pause=600)
    beside = Worker("other", other, sqlite_ctx, feed)
    beside.start()
    assert other.once_more()
    take(sqlite_ctx)
    feed.look()
    assert other.once_more()
    beside.stop()
    attendant.stop()
    assert action.times == 1 and not attendant._thread.is_alive()


class Breaking:
    """A database that every look breaks in another way."""

    def __init__(self) -> None:
        self.looks = threading.Semaphore(0)
        self.ends = [ValueError("x"), MemoryError(), KeyError("y"), RuntimeError("z")]

    def version(self) -> int:
        self.looks.release()
        if self.ends:
            raise self.ends.pop()
        return 7

    def close(self) -> None:
        """Nothing is open."""


def test_the_feed_survives_whatever_a_look_ends_in() -> None:
    database, sleeper = Breaking(), threading.Event()
    feed = ChangePoller(database, 0.01)  # type: ignore[arg-type]  # what it asks of a database
    feed.look()
    assert feed.down and not feed.stalled
    feed.rouse_at_news(sleeper)
    feed.start()
    for _ in range(5):
        assert database.looks.acquire(timeout=PATIENCE)
    assert sleeper.wait(PATIENCE) and feed.version == 7 and not feed.down
    feed.stop()


def test_a_feed_that_looks_no_more_is_not_believed(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed, go_on, hangs = ChangePoller(sqlite_ctx.database, 0.01), threading.Event(), []
    monkeypatch.setattr(change_poller, "SILENT_SECONDS", 0.2)
    looks = sqlite_ctx.database.version

    def hang() -> int:
        if feed.version >= 0:
            hangs.append(1)
            go_on.wait(PATIENCE)
        return looks()

    monkeypatch.setattr(sqlite_ctx.database, "version", hang)
    site = make_site(sqlite_ctx, feed).test_client()
    assert site.get("/healthz").status_code == 200, "before it is begun nobody expects a look"
    feed.start()
    wait_until(lambda: feed.stalled)
    told = site.get("/healthz")
    assert (told.status_code, told.text) == (503, "no pulse") and feed.down and hangs
    go_on.set()
    wait_until(lambda: not feed.down)
    assert site.get("/healthz").text == "ok"
    feed.stop()

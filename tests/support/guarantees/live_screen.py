"""The whole touch screen in this process: its real threads, its real centre, drawn as fast as it
goes.

Kivy must be configured before this is imported.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kivy.base import EventLoop, ExceptionManager
from kivy.clock import Clock

from kiosk import ui_app
from kiosk.actions.content.centre import own_words, seed
from kiosk.actions.queue import call_next, desk
from kiosk.actions.staff.sessions import add_account, choose_counter, log_in
from kiosk.change_poller import ChangePoller
from kiosk.devices.text_input.input_engines import load_writing
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.supervisor import keep_log
from kiosk.ui.widgets.tappable import Tappable
from kiosk.workers import device_workers
from tests.bench.years import fill
from tests.support import centre
from tests.support.screen import PATIENCE
from tests.support.screens.finger import Finger

# Longer than the half second in which a second tap does not count.
BETWEEN_TAPS = 0.6
WINDOWS = (1, 2, 3)
TICKETS_BEFORE = 20_000


class LiveScreen:
    """Steady time and the wall clock go on together, and leap when nobody wants to wait."""

    def __init__(self, data: Path, before: int) -> None:
        self.leapt = 0.0
        self.clock = centre.Clock()
        ctx = centre.context_on(
            f"cysqlite:///{data / 'centre.db'}", data, self.clock, KIOSK_PRINTER=f"file:{data}"
        )
        keep_log(ctx.settings, "ui")
        ctx.database.migrate()
        seed(ctx, centre.SEED)
        # With days behind it, what the database keeps in memory is as much from the beginning.
        fill(ctx, before)
        self.ctx = replace(ctx, writing=load_writing(own_words(ctx)))
        self._pins = {n: add_account(self.ctx, f"小王{n}", Role.CLERK) for n in WINDOWS}
        self._clerks = {n: self._sits_down(n) for n in WINDOWS}
        self._holding: dict[int, int | None] = {}
        self.patience = ui_app.Patience()
        ExceptionManager.add_handler(self.patience)
        feed = ChangePoller(self.ctx.database)
        self._threads = (feed, *device_workers(self.ctx, feed))
        for thread in self._threads:
            thread.start()
        self._app = ui_app._ui(self.ctx, feed, monotonic=self.steady)
        self._app._run_prepare()
        EventLoop.start()
        self.router = self._app.router
        self.arrives("home")

    def stop(self) -> None:
        """Ends its threads."""
        self._app.on_stop()
        for thread in reversed(self._threads):
            thread.stop()

    def steady(self) -> float:
        """Steady seconds, with those that were leapt over."""
        return time.monotonic() + self.leapt

    @property
    def stage(self) -> Any:
        return self.router.stage

    @property
    def page(self) -> str:
        """The name of the page on the touch screen; empty where a panel stands in for it."""
        return self.stage.screen.NAME if self.stage.screen is not None else ""

    def frame(self) -> None:
        """One turn of Kivy's loop, with its way of meeting faults; without waiting for a screen."""
        Clock._max_fps = 0
        self._does(EventLoop.idle)

    def sends(self, what: str, finger: Finger) -> None:
        """A finger begins, moves (update) or ends."""
        self._does(partial(EventLoop.post_dispatch_input, what, finger))

    def _does(self, turn: Callable[[], object]) -> None:
        try:
            turn()
        except Exception as fault:
            if ExceptionManager.handle_exception(fault) == ExceptionManager.RAISE:
                raise

    def frames(self, seconds: float) -> None:
        """Frames until what is due in so many seconds has been done."""
        over: list[float] = []
        Clock.schedule_once(over.append, seconds)
        while not over:
            self.frame()

    def until(self, seen: Callable[[], object]) -> None:
        """Frames until something is seen."""
        ends = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < ends, f"never seen; on {self.page!r}: {self.read()}"
            self.frame()
            # The other threads get on faster when this one does not spin.
            time.sleep(0.0005)

    def arrives(self, page: str) -> None:
        """Until a page stands there, drawn, and nothing is being done."""
        self.until(lambda: self.page == page and not self.router._doing.working)
        self.frame()

    def leaps(self, seconds: float) -> None:
        """Time goes on without anybody waiting for it."""
        self.leapt += seconds
        self.clock.pass_(seconds=seconds)

    def read(self) -> str:
        """All that is written on the touch screen."""
        return "\n".join(w.text for p in self.stage.pieces() if p.pen for w in p.pen.written)

    def word(self, key: str) -> str:
        """A word in the language the visit now reads."""
        return str(self.stage.around.words(key))

    def bearing(self, text: str) -> list[Tappable]:
        """What can be tapped now and bears just these words itself."""
        return [
            piece for piece, _ in self.stage.targets()
            if piece.enabled and piece.pen
            and text in (written.text.replace("\n", "") for written in piece.pen.written)
        ]

    def find(self, text: str) -> list[Tappable]:
        """What bears these words, once it can be seen and tapped."""
        text = text.replace("\n", "")
        self.until(lambda: self.bearing(text) and not self.router._doing.working)
        return self.bearing(text)

    def taps(self, key: str) -> None:
        """A tap on what bears the word of a key; the last of several."""
        self.touches(*self.find(self.word(key))[-1].center)

    def types(self, *keys: str) -> None:
        """Taps on what bears these letters and words, one after the other."""
        for key in keys:
            self.touches(*self.find(key)[0].center)

    def touches(self, x: float, y: float) -> None:
        """A finger down and up, well after the one before."""
        self.leaps(BETWEEN_TAPS)
        finger = Finger(x, y)
        self.sends("begin", finger)
        self.sends("end", finger)
        self.frame()

    def leaves(self) -> None:
        """The visit's end, whatever it was; the next person stands before the first page."""
        if self.router.resting:
            self.touches(self.stage.width / 2, self.stage.height / 2)
        elif self.page != "home" or not self.router.visit.untouched:
            self.taps("bar.home")
        self.arrives("home")

    def serves(self) -> None:
        """Each clerk calls the next, so that the line stays as short as on a usual day."""
        for n in WINDOWS:
            try:
                view = call_next(self.ctx, self._clerks[n], self._holding.get(n))
            except Refusal as refusal:
                # Nobody waits; or the day or the session is over, as both are some time in days
                # of visits: a clerk who does not come back leaves a line that grows for ever.
                if refusal.code == "nobody_waits":
                    continue
                self._clerks[n] = self._sits_down(n)
                view = desk(self.ctx, self._clerks[n])
            self._holding[n] = view.current.id if view.current else None

    def _sits_down(self, counter: int) -> StaffSession:
        session = log_in(self.ctx, f"小王{counter}", self._pins[counter])
        return choose_counter(self.ctx, session, counter)

    def forgets(self) -> None:
        """What the doubles of the devices remember is no part of the touch screen."""
        self.ctx.speaker.said.clear()
        self.ctx.printer.slips.clear()

"""The attendants: threads of the kiosk's host that print slips and say calls."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

import structlog

from kiosk.actions.queue import Announcement, announcements_since, print_next_slip
from kiosk.devices.speaker import SpeakerTrouble
from kiosk.domain.refusals import StorageDown
from kiosk.feed import Feed
from kiosk.lobby import Lobby

EVERY = 0.1
AFTER_TROUBLE = 2.0


class Attendant:
    """Repeats one deed on a thread of its own until it is stopped; troubles do not end it.

    The deed returns whether there was something to do; then it is asked again at once.
    """

    def __init__(self, name: str, deed: Callable[[], bool], lobby: Lobby) -> None:
        self._name = name
        self._deed = deed
        self._lobby = lobby
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the deed now being done, waiting a little for it."""
        self._stopping.set()
        self._thread.join(timeout=3)

    def _run(self) -> None:
        log = structlog.get_logger()
        while not self._stopping.is_set():
            try:
                pause = 0.0 if self._deed() else EVERY
            except (StorageDown, SpeakerTrouble) as trouble:
                log.warning("attendant_waits", attendant=self._name, trouble=str(trouble))
                pause = AFTER_TROUBLE
            except Exception:
                log.exception("attendant_failed", attendant=self._name)
                pause = AFTER_TROUBLE
            self._stopping.wait(pause)
        self._lobby.database.close()


class Outbox:
    """Prints what waits: at once when there is news, else about each second."""

    LOOKS = 10

    def __init__(self, lobby: Lobby, feed: Feed) -> None:
        self._lobby = lobby
        self._feed = feed
        self._seen = -1
        self._skipped = 0

    def print_next(self) -> bool:
        """Prints one slip that is due; whether there was one."""
        version = self._feed.version
        self._skipped += 1
        if version == self._seen and self._skipped < self.LOOKS:
            return False
        self._skipped = 0
        printed = print_next_slip(self._lobby)
        if not printed:
            self._seen = version
        return printed


class Voice:
    """Says each call once, in the order of the calls; those from before the start stay unsaid."""

    def __init__(self, lobby: Lobby, feed: Feed) -> None:
        self._lobby = lobby
        self._feed = feed
        self._heard = -1
        self._to_say: deque[Announcement] = deque()

    def say_next(self) -> bool:
        """Says one call, or looks for new ones; whether there was anything to say.

        A call that the speaker could not say is not said later: by then it is no news.
        """
        if self._to_say:
            call = self._to_say.popleft()
            self._lobby.speaker.say(
                call.text, self._lobby.settings.language, slower=call.slower, chime=True,
                times=call.times,
            )
            return True
        if self._heard < 0 or self._feed.version <= self._heard:
            self._heard = max(self._heard, self._feed.version)
            return False
        self._heard, new = announcements_since(self._lobby, self._heard)
        self._to_say.extend(new)
        return bool(new)


def attendants(lobby: Lobby, feed: Feed) -> tuple[Attendant, ...]:
    """The printer's and the voice's attendant, not started yet."""
    return (
        Attendant("printer", Outbox(lobby, feed).print_next, lobby),
        Attendant("voice", Voice(lobby, feed).say_next, lobby),
    )

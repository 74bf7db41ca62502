"""Whether the pages answer: their own process asks at their port, as a phone does."""

from __future__ import annotations

from contextlib import suppress
from http.client import HTTPConnection, HTTPException

from kiosk.area import NotBefore
from kiosk.settings import Settings

# Seconds between two questions, and for which an answer may be waited for: longer than a database
# that is away holds up all who ask.
EVERY, PATIENCE = 5.0, 60.0
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared with, not bound to


class SelfProbe:
    """Asks and waits for the answer, whatever it is. It has no end of its own: whoever looks after
    the worker that does it sees that it hangs."""

    def __init__(self, settings: Settings) -> None:
        host = "localhost" if settings.host in ANYWHERE else settings.host
        self._place = host, settings.port

    def ask(self) -> NotBefore:
        """Asks once; the seconds until the next question."""
        # Nobody listens yet, or does not any more: then it is not a matter of answers.
        with suppress(OSError, HTTPException):
            way = HTTPConnection(*self._place)
            try:
                way.request("GET", "/healthz")
                way.getresponse().read()
            finally:
                way.close()
        return NotBefore(EVERY)

"""When a board asked last, for whoever looks whether one hangs there and is alive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class BoardWatch:
    """Notes each question of a board, also those that are answered before the site is asked."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._asked_at: float | None = None

    def first(self, site: WSGIApplication) -> WSGIApplication:
        """Stands before the site."""
        def asked(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            if environ["PATH_INFO"] == "/board/state":
                self._asked_at = self._monotonic()
            return site(environ, start)

        return asked

    def answer(self) -> Response:
        """How many seconds ago it was; `never` where no board asked since the pages started."""
        at = self._asked_at
        return Response("never" if at is None else str(int(self._monotonic() - at)),
                        mimetype="text/plain")

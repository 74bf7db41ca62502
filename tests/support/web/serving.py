"""The pages of a centre, served by threads of the tests: nothing of them stays when they end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import waitress
from flask import Flask

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.web.core.site import EVERY, make_site
from tests.support.screen import wait_until
from tests.support.web import sites

THREADS = 4

sites.share()


class Serving:
    """A server that answers from now on until it is ended; `port` 0 is any that is free."""

    def __init__(self, site: Flask, port: int = 0, **how: Any) -> None:
        how = {"threads": THREADS, "asyncore_use_poll": True} | how
        self._server = waitress.create_server(site, **how | {"host": "127.0.0.1", "port": port})
        self.port = self._server.effective_port
        self.base = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def ends(self) -> None:
        """Ends its threads, each of which has the database open, and every line."""
        self._server.task_dispatcher.shutdown()
        # By its own thread: from another one it would be closed under its hands. That thread may be
        # looking just now for another reason: it is not to close before the trigger was pulled.
        trigger = self._server.trigger
        with trigger.lock:
            trigger.thunks.append(self._closes)
            trigger.pull_trigger()
        self._thread.join()

    def _closes(self) -> None:
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server.close()


class Server:
    """The pages of a centre, which can go away and come back under the same address."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx, self._feed = ctx, ChangePoller(ctx.database, EVERY)
        self._feed.start()
        self._site, self._port = make_site(ctx, self._feed, limited=False), 0
        self.comes()

    @property
    def base(self) -> str:
        return self._serving.base

    def hears(self) -> None:
        """Waits until the feed knows all that is written: a page that comes now stays as it is."""
        wait_until(lambda: self._feed.version == self._ctx.database.version())

    def comes(self) -> None:
        self._serving = Serving(self._site, self._port)
        self._port = self._serving.port

    def goes(self) -> None:
        self._serving.ends()

    def ends(self) -> None:
        self.goes()
        self._feed.stop()


@contextmanager
def served(ctx: AppContext) -> Iterator[str]:
    """The address of a centre's pages, with a feed that runs."""
    feed = ChangePoller(ctx.database, EVERY)
    feed.start()
    serving = Serving(make_site(ctx, feed, limited=False))
    yield serving.base
    serving.ends()
    feed.stop()

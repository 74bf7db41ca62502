"""News for pages that ask again and again: "nothing new" costs no look at any table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from flask import Flask, Response, g, jsonify, request
from werkzeug.http import unquote_etag

from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class LiveState:
    """Answers `/…/state`: 304 while the centre's version and the minute are the ones known."""

    def __init__(self, ctx: AppContext, feed: ChangePoller) -> None:
        self._ctx = ctx
        self._feed = feed

    def tag(self) -> str:
        """The ETag: the version, and the minute, since waits and closing times move with it."""
        return f'W/"{self._feed.version}-{int(self._ctx.clock().timestamp()) // 60}"'

    def first(self, site: WSGIApplication) -> WSGIApplication:
        """Answers 304 before the site is even asked: a thousand phones ask every few seconds.

        It tells nothing that the asker did not bring along, whoever that is.
        """
        def asked(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            known = environ.get("HTTP_IF_NONE_MATCH")
            if known and environ["PATH_INFO"].endswith("/state") and not self._feed.down:
                tag = self.tag()
                if known == tag:
                    start("304 NOT MODIFIED", [("ETag", tag), ("Cache-Control", "no-cache")])
                    return ()
            return site(environ, start)

        return asked

    def equip(self, app: Flask) -> None:
        """Writes on every page how old it is, so that what happens while it travels is told it."""

        @app.before_request
        def note() -> None:
            g.news = self.tag()

    def state(self, look: Callable[[], Mapping[str, object]]) -> Response:
        """What `look` sees, as JSON. Raises StorageDown also when only the feed knows it yet."""
        if self._feed.down:
            raise StorageDown("the feed cannot reach the database")
        # The tag is older than the look: whatever changes in between is told next time.
        tag = self.tag()
        answer = jsonify(look())
        answer.headers["ETag"] = tag
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    def told(self, look: Callable[[], Mapping[str, object]]) -> Response:
        """The same to a program: 304 without a look where it knows the version and the minute."""
        tag = self.tag()
        if not request.if_none_match.contains_weak(unquote_etag(tag)[0] or ""):
            return self.state(look)
        return Response(status=304, headers={"ETag": tag, "Cache-Control": "no-cache"})

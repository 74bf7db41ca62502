"""News for pages that ask again and again: "nothing new" costs no look at any table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from flask import Flask, Response, g, jsonify, request
from werkzeug.http import unquote_etag

from kiosk.context import PagesContext
from kiosk.domain.refusals import StorageDown

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Whose pages bear their age.
PAGES = ("phone", "board", "desk")
# So often a look is tried that nothing changes under, at most.
LOOKS = 3


class Feed(Protocol):
    """Whether anything changed, as one growing number."""

    version: int

    @property
    def down(self) -> bool:
        """Whether nobody knows."""

    def look(self) -> object:
        """Looks now."""


class LiveState:
    """Answers `/…/state`: 304 while the centre's version and the minute are the ones known."""

    def __init__(self, ctx: PagesContext, feed: Feed) -> None:
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
            # A page that follows a deed is as young as that: no news makes it anew.
            if request.blueprint in PAGES and not request.path.endswith("/state"):
                self._feed.look()
            g.news = self.tag()

    def state(self, look: Callable[[], Mapping[str, object]]) -> Response:
        """What `look` sees, as JSON. Raises StorageDown also when only the feed knows it yet."""
        if self._feed.down:
            raise StorageDown("the feed cannot reach the database")
        told, tag = self._seen(look)
        answer = jsonify(told)
        answer.headers["ETag"] = tag
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    def _seen(self, look: Callable[[], Mapping[str, object]]) -> tuple[Mapping[str, object], str]:
        """What `look` sees and its exact tag. Told more than its tag says, a page of that age would
        be believed to show it. Where changes never end, the next one brings what was missed."""
        for _ in range(LOOKS):
            tag, told = self.tag(), look()
            self._feed.look()
            if self.tag() == tag:
                break
        return told, tag

    def told(self, look: Callable[[], Mapping[str, object]]) -> Response:
        """The same to a program: 304 without a look where it knows the version and the minute."""
        tag = self.tag()
        if not request.if_none_match.contains_weak(unquote_etag(tag)[0] or ""):
            return self.state(look)
        return Response(status=304, headers={"ETag": tag, "Cache-Control": "no-cache"})

"""News for pages that ask again and again: "nothing new" costs no look at any table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, jsonify, request

from kiosk.domain.refusals import StorageDown
from kiosk.feed import Feed
from kiosk.lobby import Lobby


class News:
    """Answers `/…/state`: 304 while the house's version and the minute are the ones known."""

    def __init__(self, lobby: Lobby, feed: Feed) -> None:
        self._lobby = lobby
        self._feed = feed

    def tag(self) -> str:
        """The version with the minute in it, since waits and closing times move with the clock."""
        return f"{self._feed.version}-{int(self._lobby.clock().timestamp()) // 60}"

    def unchanged(self) -> Response | None:
        """304 where a page asks for a state and knows it already."""
        asked = request.endpoint or ""
        if not asked.endswith("state") or self._feed.down:
            return None
        if not request.if_none_match.contains_weak(self.tag()):
            return None
        return self._tagged(Response(status=304), self.tag())

    def state(self, look: Callable[[], Mapping[str, object]]) -> Response:
        """What `look` sees, as JSON. Raises StorageDown also when only the feed knows it yet."""
        if self._feed.down:
            raise StorageDown("the feed cannot reach the database")
        # The tag is older than the look: whatever changes in between is told next time.
        tag = self.tag()
        return self._tagged(jsonify(look()), tag)

    def _tagged(self, answer: Response, tag: str) -> Response:
        answer.set_etag(tag, weak=True)
        answer.headers["Cache-Control"] = "no-cache"
        return answer

"""A feed for calendars, sent only to whoever does not have it as it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Response, request

from kiosk.context import AppContext
from kiosk.web.core.page_context import language


def calendar(
    name: str, mark: str, ctx: AppContext, made: Callable[[AppContext, str], bytes]
) -> Response:
    """A feed, made only where the calendar that asks does not have it as it is now."""
    reader = language(ctx)
    tag = hashlib.sha256(f"{mark} {reader}".encode()).hexdigest()[:32]
    # By its name only: "any" (*) would be told that a room nobody has is as it was.
    known = tag in request.if_none_match.as_set(include_weak=True)
    answer = Response(b"" if known else made(ctx, reader), mimetype="text/calendar")
    answer.status_code = 304 if known else 200
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(tag)
    return answer

"""The read API, `/api/v1`: what other screens of the centre may show, as JSON; nothing personal.

`assets/api/v1.json` describes it (OpenAPI 3.1). Nothing is written here and nobody is asked who
they are, so that a page of any origin may read it. What goes wrong is told as RFC 9457 has it:
`error_pages` does that for every address below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, abort

from kiosk.assets import ASSETS
from kiosk.context import AppContext
from kiosk.web.api.activities import activities_told
from kiosk.web.api.kiosks import kiosks_told
from kiosk.web.api.opening import opening_told
from kiosk.web.api.queues import queues_told
from kiosk.web.api.records import Record
from kiosk.web.api.rooms import room_told, rooms_told
from kiosk.web.core.live_state import LiveState

DESCRIPTION = ASSETS / "api" / "v1.json"
# Whatever is here stands on the walls of the hall too.
FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


# What is told at an address of its own, as it stands now. Raises StorageDown.
WHOLE: Mapping[str, Callable[[AppContext], Record]] = {
    "opening": opening_told,
    "queues": queues_told,
    "rooms": rooms_told,
    "activities": activities_told,
    "kiosks": kiosks_told,
}


def make_api(ctx: AppContext, news: LiveState) -> Blueprint:
    """The addresses below /api/v1."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")
    description = DESCRIPTION.read_bytes()

    def whole(name: str) -> Callable[[], Response]:
        return lambda: news.told(lambda: WHOLE[name](ctx))

    for name in WHOLE:
        api.add_url_rule(f"/{name}", name, whole(name))

    @api.get("/rooms/<room_id>")
    def room(room_id: str) -> Response:
        return news.told(lambda: room_told(ctx, room_id))

    @api.get("/openapi.json")
    def openapi() -> Response:
        return Response(description, mimetype="application/json")

    @api.get("/<path:_asked>")
    def nothing(_asked: str) -> Response:
        abort(404)

    @api.after_request
    def for_all(answer: Response) -> Response:
        answer.headers.update(FOR_ALL)
        return answer

    return api

"""The street's site: one page of all centres, behind an access code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import structlog
from flask import Flask, Response, abort, jsonify, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from kiosk.actions.operations.street import StreetReader
from kiosk.actions.operations.street_door import StreetDoor
from kiosk.assets import ASSETS
from kiosk.context import StreetContext
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import StorageDown
from kiosk.web.core.error_pages import TOLD, seconds_of
from kiosk.web.core.limits import MINUTE, Limit, by_address, is_refused
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import equip, shown, words_of
from kiosk.web.core.security import guard, new_form_token
from kiosk.web.core.static_assets import StaticAssets
from kiosk.web.street.page import street_page

# Each guess costs a hash: so many from one address, and from all together.
GUESSES, GUESSES_OF_ALL = Rate(10, 10 * MINUTE), Rate(60, 10 * MINUTE)
# A working day.
STAYS = timedelta(hours=12)


def make_street(
    ctx: StreetContext, reader: StreetReader, door: StreetDoor, title: str = "", *,
    limited: bool = True,
) -> Flask:
    """The WSGI application. `limited=False` leaves out the rate limits, for measuring."""
    app = Flask(__name__, template_folder=str(ASSETS / "pages"), static_folder=None)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    shelf, news = StaticAssets(ASSETS), LiveState(ctx, reader)
    limiter = guard(app, ctx, limited=limited)
    # A kiosk's pages may have another port of the same host, and cookies know no ports.
    app.config["SESSION_COOKIE_NAME"] = "street"
    equip(app, ctx, shelf, lambda: None)
    news.equip(app)
    _keep_calm(app)
    app.register_blueprint(shelf.blueprint())
    pages = StreetPages(ctx, reader, door, title, news)
    app.add_url_rule("/", "home", pages.home)
    app.add_url_rule("/state", "state", pages.state)
    app.add_url_rule("/healthz", "healthz", pages.healthz)
    app.post("/sign-in")(limiter.limit(
        Limit(GUESSES, by_address, is_refused), Limit(GUESSES_OF_ALL, lambda: "all", is_refused),
    )(pages.sign_in))
    app.post("/sign-out")(pages.sign_out)
    return app


@dataclass(frozen=True)
class StreetPages:
    """The page, and the way in and out."""

    ctx: StreetContext
    reader: StreetReader
    door: StreetDoor
    title: str
    news: LiveState

    def home(self) -> Response:
        """All centres, or the way in."""
        if not self._is_in():
            return self._sign_in_page()
        return street_page(self.ctx, self.reader.street(), self.title)

    def state(self) -> Response:
        """Whether there is anything new. Who is out gets 404: the page's script asks for the whole
        page then, which is the way in."""
        if not self._is_in():
            abort(HTTPStatus.NOT_FOUND)
        now = self.ctx.clock()
        return self.news.told(lambda: {
            "now": now.isoformat(), "version": self.reader.version,
            "minute": int(now.timestamp()) // 60})

    def sign_in(self) -> Answer:
        """Lets in who has the code."""
        if not self.door.opens(request.form.get("code", "")):
            trouble = words_of(self.ctx)("street.wrong_code")
            return self._sign_in_page(trouble, HTTPStatus.FORBIDDEN)
        new_form_token()
        session["in"] = (self.door.mark(), (self.ctx.clock() + STAYS).timestamp())
        return redirect(url_for("home"), HTTPStatus.SEE_OTHER)

    def sign_out(self) -> Answer:
        """Out again."""
        session.pop("in", None)
        new_form_token()
        return redirect(url_for("home"), HTTPStatus.SEE_OTHER)

    def healthz(self) -> Response:
        """Whether the centres are still read."""
        trouble = self.reader.down
        return Response("the reader has ended" if trouble else "ok", 503 if trouble else 200,
                        mimetype="text/plain")

    def _is_in(self) -> bool:
        mark, until = session.get("in", ("", 0))
        return bool(mark == self.door.mark() and self.ctx.clock().timestamp() < until)

    def _sign_in_page(self, trouble: str = "", status: int = HTTPStatus.OK) -> Response:
        return shown("street/sign_in.html", status, title=self.title, trouble=trouble)


def _keep_calm(app: Flask) -> None:
    """Says what went wrong in the reader's words."""

    def told(status: int, kind: str, wait: int = 0) -> Response:
        answer = (jsonify(trouble=kind) if request.endpoint == "state" else
                  shown("street/trouble.html", kind=kind, minutes=-(-wait // 60)))
        answer.status_code = status
        if wait:
            answer.headers["Retry-After"] = str(wait)
        return answer

    @app.errorhandler(HTTPException)
    def wrong(trouble: HTTPException) -> Response:
        code = trouble.code or HTTPStatus.INTERNAL_SERVER_ERROR
        return told(code, TOLD.get(code, "fault"), seconds_of(trouble))

    @app.errorhandler(StorageDown)
    def down(_: StorageDown) -> Response:
        return told(HTTPStatus.SERVICE_UNAVAILABLE, "fault")

    @app.errorhandler(Exception)
    def fault(_: Exception) -> Response:
        structlog.get_logger().exception("page failed", rule=str(request.url_rule))
        return told(HTTPStatus.INTERNAL_SERVER_ERROR, "fault")

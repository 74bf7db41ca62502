"""The site: every page of the centre behind one guarded door, and the server that serves it."""

from __future__ import annotations

import resource

import waitress
from flask import Flask, Response

from kiosk.assets import ASSETS
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.settings import Settings
from kiosk.web.api import make_api
from kiosk.web.board import make_board
from kiosk.web.board.watch import BoardWatch
from kiosk.web.core.error_pages import keep_calm
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.liveness import Liveness
from kiosk.web.core.page_context import equip, names_of
from kiosk.web.core.request_bodies import NO_LIMIT
from kiosk.web.core.security import guard
from kiosk.web.core.static_assets import StaticAssets
from kiosk.web.desk import make_desk
from kiosk.web.phone import make_phone

THREADS = 8
# A thousand phones keep their connections between two polls, 5 s apart.
CONNECTIONS = 4000
IDLE_SECONDS = 15
# The centre is looked at five times a second: the pages themselves ask only once a second.
EVERY = 0.2


def make_site(ctx: AppContext, feed: ChangePoller, *, limited: bool = True) -> Flask:
    """The WSGI application. `limited=False` leaves out the rate limits, for measuring."""
    app = Flask(__name__, template_folder=str(ASSETS / "pages"), static_folder=None)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    shelf, news, watch = StaticAssets(ASSETS), LiveState(ctx, feed), BoardWatch()
    first = watch.first(news.first(app.wsgi_app))
    app.wsgi_app = first  # type: ignore[assignment,method-assign]  # Flask's own
    limiter = guard(app, ctx, limited=limited)
    equip(app, ctx, shelf, lambda: names_of(ctx))
    news.equip(app)
    keep_calm(app, ctx, limiter)
    app.register_blueprint(shelf.blueprint())
    app.register_blueprint(make_phone(ctx, news, limiter))
    app.register_blueprint(make_board(ctx, news, watch))
    app.register_blueprint(make_api(ctx, news))
    app.register_blueprint(make_desk(ctx, feed, limiter, as_seen))

    liveness = Liveness(ctx, feed)

    @app.get("/healthz")
    def healthz() -> Response:
        trouble = liveness.trouble()
        return Response(trouble or "ok", 503 if trouble else 200, mimetype="text/plain")

    return app


def as_seen(ctx: AppContext, path: str) -> str:
    """A page of a centre as somebody outside gets it: for looking ahead at what is not shown
    yet."""
    site = make_site(ctx, ChangePoller(ctx.database), limited=False)
    return site.test_client().get(path, headers={"Host": "localhost"}).text


def serve(ctx: AppContext, feed: ChangePoller) -> None:
    """Serves the pages until the process is told to stop."""
    serve_site(make_site(ctx, feed), ctx.settings)


def serve_site(site: Flask, settings: Settings) -> None:
    """Serves any of our sites until the process is told to stop."""
    _allow_connections()
    behind_tls = settings.behind_tls
    waitress.serve(
        site,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        asyncore_use_poll=True,
        max_request_body_size=NO_LIMIT,
        # We speak no TLS ourselves: a https address means a proxy on this machine.
        trusted_proxy="127.0.0.1" if behind_tls else None,
        trusted_proxy_headers={"x-forwarded-for"} if behind_tls else set(),
        clear_untrusted_proxy_headers=True,
        ident=None,
    )


def _allow_connections() -> None:
    """Each connection is an open file; shells start programs with room for only 1024."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 256
    room = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (room, hard))

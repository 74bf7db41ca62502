"""The guard at the pages' door: who may ask, how often, and what a browser may do with it."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict

from kiosk.context import AppContext
from kiosk.domain.characters import plain
from kiosk.web.core.request_bodies import Fields, measure_bodies

NOT_FOUND = 404
# One address may be a whole hall behind one router, so what costs little is counted loosely.
PAGES = "1200/minute"
WRONG_CODES = "60/minute"
# A page with a code in its address, and what is done from it: each code is counted by itself.
LOOKS, ACTIONS = "240/minute", "20/minute"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Plain(ImmutableMultiDict[str, Any]):
    """What was sent, its names and texts plain; files are as they came."""

    def __init__(self, sent: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(plain(name), plain(one) if isinstance(one, str) else one)
                          for name, one in sent])


class PlainRequest(Request):
    """A question whose fields, parameters and cookies are plain text wherever they are read.

    Its files may be large, its fields may not.
    """

    form_data_parser_class = Fields
    parameter_storage_class = dict_storage_class = Plain


def guard(app: Flask, ctx: AppContext, *, limited: bool) -> Limiter:
    """Puts every protection on a site; returns the limiter for what needs a narrower one."""
    behind_tls = ctx.settings.public_url.startswith("https:")
    app.config.update(
        SECRET_KEY=hmac.digest(ctx.secret, b"web session", hashlib.sha256),
        SESSION_COOKIE_NAME="jiamenkou",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=behind_tls,
        # A number is followed for hours: its page's token lives as long as its session.
        WTF_CSRF_TIME_LIMIT=None,
        # Our own Referrer-Policy keeps the header away that this check would want.
        WTF_CSRF_SSL_STRICT=False,
        RATELIMIT_ENABLED=limited,
    )
    measure_bodies(app)
    app.request_class = PlainRequest
    _check_all(app, ctx)
    limiter = Limiter(
        get_remote_address,
        app=app,
        storage_uri="memory://",
        default_limits=[PAGES],
        application_limits=[WRONG_CODES],
        application_limits_deduct_when=lambda answer: answer.status_code == NOT_FOUND,
    )
    # Limited views hold their limiter weakly; the site keeps it alive.
    app.extensions["door"] = limiter
    CSRFProtect(app)
    return limiter


def _check_all(app: Flask, ctx: AppContext) -> None:
    """What every question must be like, and what every answer tells the browser."""

    @app.before_request
    def only_our_names() -> None:
        # Asked anew: a centre without an address of its own gets one when the network comes.
        known = known_hosts(ctx.settings.public_url)
        # PostgreSQL keeps no zero byte in a text: no address of ours has one.
        if not may_be_asked_as(request.host, known) or "\0" in request.path:
            abort(400)

    @app.after_request
    def with_headers(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


def by_code() -> str:
    """Counts by the code in the address; hashed, because a breach is logged with its key."""
    code = str((request.view_args or {}).get("code", ""))
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def known_hosts(public_url: str) -> frozenset[str]:
    """The names this centre answers to."""
    own = socket.gethostname().lower()
    public = urlsplit(public_url).hostname or ""
    return frozenset({public, "localhost", own, f"{own}.local"})


def may_be_asked_as(host: str, known: frozenset[str]) -> bool:
    """Whether a Host header names this centre: a known name, or an address of a local network.

    A page elsewhere can make its own name lead here (DNS rebinding), but never an address.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in known:
        return True
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return False

"""The guard at the pages' door: who may ask, and what a browser may do with an answer."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, g, request, session
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict

from kiosk.context import PagesContext
from kiosk.domain.characters import plain
from kiosk.web.core.limits import Limiter
from kiosk.web.core.request_bodies import Fields, measure_bodies

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "media-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# A browser that came by TLS once asks for a year in no other way.
TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}


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


def guard(app: Flask, ctx: PagesContext, *, limited: bool) -> Limiter:
    """Puts every protection on a site; returns the limiter for what needs a narrower one."""
    behind_tls = ctx.settings.behind_tls
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
    )
    measure_bodies(app)
    app.request_class = PlainRequest
    _check_all(app, ctx)
    limiter = Limiter(app, ctx, enabled=limited)
    CSRFProtect(app)
    return limiter


def new_form_token() -> None:
    """Forms of before are stale from here on: who asks is another than before, or proves it anew.

    Flask-WTF keeps the token in the session, and what it made of it for as long as a request.
    """
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)


def _check_all(app: Flask, ctx: PagesContext) -> None:
    """What every question must be like, and what every answer tells the browser."""
    headers = HEADERS | (TLS_ONLY if ctx.settings.behind_tls else {})

    @app.before_request
    def only_our_names() -> None:
        # Asked anew: a centre without an address of its own gets one when the network comes.
        known = known_hosts(ctx.settings.public_url)
        # PostgreSQL keeps no zero byte in a text: no address of ours has one.
        if not may_be_asked_as(request.host, known) or "\0" in request.path:
            abort(400)

    @app.after_request
    def with_headers(answer: Response) -> Response:
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


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

"""Calm answers to everything that goes wrong: what happened, whether it counted, what to do."""

from __future__ import annotations

from http import HTTPStatus

import structlog
from flask import Flask, Response, jsonify, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests

from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.web.core.limits import Limiter
from kiosk.web.core.page_context import shown, why_not

# Kinds of trouble that have words of their own; any other is told as a fault of the centre.
TOLD = {400: "odd", 403: "not_allowed", 404: "not_found", 405: "not_found", 413: "too_large",
        429: "too_often", 503: "storage_down"}

# Who asks there is a program, wrong addresses below it too.
READ_API = "/api/"


def keep_calm(app: Flask, ctx: AppContext, limiter: Limiter) -> None:
    """Answers refusals, wrong addresses, faults and a lost database in the reader's words."""

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        if refusal.code.startswith("no_such"):
            return _not_there(limiter)
        if refusal.code == "booking_past":
            return _told(HTTPStatus.GONE, "past", why_not(ctx, refusal))
        return _told(HTTPStatus.CONFLICT, "refused", why_not(ctx, refusal))

    @app.errorhandler(StorageDown)
    def storage_down(_: StorageDown) -> Response:
        return _told(HTTPStatus.SERVICE_UNAVAILABLE, "storage_down")

    @app.errorhandler(CSRFError)
    def stale_form(_: CSRFError) -> Response:
        return _told(HTTPStatus.BAD_REQUEST, "stale_form")

    @app.errorhandler(HTTPException)
    def wrong(trouble: HTTPException) -> Response:
        code = trouble.code or HTTPStatus.INTERNAL_SERVER_ERROR
        return _told(code, TOLD.get(code, "fault"), retry_after=seconds_of(trouble))

    @app.errorhandler(OverflowError)
    def out_of_reach(_: OverflowError) -> Response:
        # A number no row has, or a day no calendar has: nobody came to it by a page of ours.
        return _told(HTTPStatus.BAD_REQUEST, "odd")

    @app.errorhandler(Exception)
    def fault(_: Exception) -> Response:
        # The rule, never the address: addresses carry residents' codes.
        structlog.get_logger().exception(
            "page failed", rule=str(request.url_rule), method=request.method
        )
        return _told(HTTPStatus.INTERNAL_SERVER_ERROR, "fault")


def _not_there(limiter: Limiter) -> Response:
    """A code that nobody has, too, as long as there were not too many of them."""
    try:
        if "code" in (request.view_args or {}):
            limiter.guessed_wrong()
    except TooManyRequests as many:
        return _told(HTTPStatus.TOO_MANY_REQUESTS, "too_often", retry_after=seconds_of(many))
    return _told(HTTPStatus.NOT_FOUND, "not_found")


def seconds_of(trouble: HTTPException) -> int:
    """How long to wait; 0 where that is not the trouble."""
    return trouble.retry_after if isinstance(trouble, TooManyRequests) and isinstance(
        trouble.retry_after, int) else 0


def _told(status: int, kind: str, said: str = "", retry_after: int = 0) -> Response:
    if (request.endpoint or "").endswith("state"):
        answer = jsonify(trouble=kind)
    elif request.path.startswith(READ_API):
        # RFC 9457: the status says it all.
        answer = jsonify(type="about:blank", title=HTTPStatus(status).phrase, status=status)
        answer.mimetype = "application/problem+json"
    else:
        answer = shown("calm.html", kind=kind, said=said, counted=request.method == "GET",
                       back=_way_back(kind), wait=divmod(retry_after, 60))
    answer.status_code = status
    if retry_after:
        answer.headers["Retry-After"] = str(retry_after)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _way_back(kind: str) -> tuple[str, str]:
    """Address and words of the one button: to the own number, the own desk, or home."""
    if request.blueprint == "desk":
        return url_for("desk.home"), "web.to_desk"
    code = (request.view_args or {}).get("code")
    if code and kind not in ("not_found", "past"):
        if request.path.startswith("/b/"):
            return url_for("phone.booking", code=code), "web.to_booking"
        if request.path.startswith("/h/"):
            return url_for("phone.help_request", code=code), "web.to_help"
        if request.path.startswith("/c/"):
            return url_for("phone.case", code=code), "web.to_case"
        if request.path.startswith("/v/"):
            return url_for("phone.volunteer", code=code), "web.to_volunteer"
        return url_for("phone.ticket", code=code), "web.to_ticket"
    return url_for("phone.home"), "web.to_home"

"""Device cookies: the mark that a right log-in leaves in a browser, one for each account.

The cookie reads `NONCE.ACCOUNT:SIGNATURE.ACCOUNT:SIGNATURE`. It opens nothing: it only gives its
browser a counter of wrong tries of its own (OWASP: device cookies).
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from kiosk.context import AppContext
from kiosk.domain.guessing import Origin, from_device, from_stranger

# Colleagues who share a PC; whoever was there longest ago is a stranger again.
MOST_MARKS = 20


def marked(ctx: AppContext, cookie: str, account_id: int) -> str:
    """The cookie of a browser in which somebody has just come in."""
    known = _accounts(ctx, cookie)
    nonce = cookie.partition(".")[0] if known else ctx.codes()
    newest = [account_id, *(one for one in known if one != account_id)][:MOST_MARKS]
    return ".".join((nonce, *(f"{one}:{_signed(ctx, nonce, one)}" for one in newest)))


def device_of(ctx: AppContext, cookie: str) -> str:
    """By what a browser is known in which somebody came in; "" where nobody did."""
    return _mark(cookie) if _accounts(ctx, cookie) else ""


def origin_of(ctx: AppContext, cookie: str, account_id: int, where: str) -> Origin:
    """From where somebody tries to come in as an account."""
    known = account_id in _accounts(ctx, cookie)
    return from_device(where, _mark(cookie)) if known else from_stranger(where)


def _accounts(ctx: AppContext, cookie: str) -> list[int]:
    """The accounts whose signatures in a cookie are ours."""
    nonce, *marks = cookie.split(".")[:MOST_MARKS + 1]
    named = [mark.partition(":") for mark in marks]
    return [int(one) for one, _, signed in named
            if one.isascii() and one.isdigit()
            and hmac.compare_digest(signed.encode(), _signed(ctx, nonce, int(one)).encode())]


def _mark(cookie: str) -> str:
    return hashlib.sha256(cookie.partition(".")[0].encode()).hexdigest()[:16]


def _signed(ctx: AppContext, nonce: str, account_id: int) -> str:
    drawn = hmac.digest(ctx.secret, f"device {nonce} {account_id}".encode(), hashlib.sha256)
    return urlsafe_b64encode(drawn).decode()[:22]

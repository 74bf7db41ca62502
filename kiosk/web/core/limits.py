"""Limits of requests: how often one phone, one code, one address may do what costs or guesses.

Reading a page is never limited, nor are board, desk, static files and health; what programs read
by Open311 is, as one answer may be of 1,000 cases. What is done is counted by the phone's signed
session first, and by its address only as a roof so wide that a hall of 200 phones behind one router
fits under it. A right code always opens its page.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

from flask import Flask, Response, g, request, session
from werkzeug.exceptions import TooManyRequests

from kiosk.context import PagesContext
from kiosk.domain.rates import NO_WAIT, Rate

View = TypeVar("View", bound=Callable[..., object])
Key = Callable[[], str | None]

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Counts that are kept at once, some 300 bytes each: those used longest ago go first.
MOST_KEPT = 20_000
# What a browser of ours never sends: forms without their token, junk.
JUNK = Rate(60, MINUTE)
WRONG_CODES = Rate(60, MINUTE)
# A form that was filled in wrong, a time that somebody else just took: that costs nothing.
TYPOS = (409, 410, 422)


@dataclass(frozen=True, slots=True)
class Limit:
    """A rate for each `key`; None as key is not limited. `counts` says by its status whether an
    answered request is one of those counted."""

    rate: Rate
    key: Key
    counts: Callable[[int], bool] = lambda _status: True


def is_done(status: int) -> bool:
    """Whether something was done."""
    return status < 400


def is_refused(status: int) -> bool:
    """Whether a guess was wrong, or what was sent was none. Faults of ours cost nobody anything."""
    return 400 <= status < 500


def is_junk(status: int) -> bool:
    """Whether it was neither done nor a person's mistake."""
    return is_refused(status) and status not in TYPOS


def by_address() -> str:
    """Counts by address; an IPv6 network of one household or firm is one."""
    address = request.remote_addr or ""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64 if known.version == 6 else 32), strict=False))


def by_phone() -> str:
    """Counts by the signed session, by its secret for forms; by address where there is none."""
    own = session.get("csrf_token")
    return _short(str(own)) if own else by_address()


def by_code() -> str:
    """Counts by the code in the address."""
    return _short(str((request.view_args or {}).get("code", "")))


def _short(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


# A page with a code in its address, and what is done from it: each code is counted by itself.
LOOKS, ACTIONS = Limit(Rate(240, MINUTE), by_code, is_done), Limit(Rate(20, MINUTE), by_code)


def acts(phone: Rate, roof: Rate, roof_key: Key = by_address) -> tuple[Limit, ...]:
    """What a phone does with a form: what is done counts tightly, junk loosely, typos not."""
    return (Limit(phone, by_phone, is_done), Limit(roof, roof_key, is_done),
            Limit(JUNK, by_phone, is_junk))


class Limiter:
    """Counts requests in memory, by the centre's steady clock."""

    def __init__(self, app: Flask, ctx: PagesContext, *, enabled: bool) -> None:
        self._clock = ctx.clock
        self._enabled = enabled
        self._limits: dict[Callable[..., object], Sequence[Limit]] = {}
        self._free_at: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        self._lock = Lock()
        # Before the token is looked for: what comes without one is counted too.
        app.before_request(lambda: self._before(app.view_functions.get(request.endpoint or "")))
        app.after_request(self._after)

    def limit(self, *limits: Limit) -> Callable[[View], View]:
        """Holds a view to limits."""
        def held(view: View) -> View:
            self._limits[view] = limits
            return view

        return held

    def guessed_wrong(self) -> None:
        """Counts a wrong code. Raises TooManyRequests where there were too many."""
        if self._enabled:
            self._take("wrong code", Limit(WRONG_CODES, by_phone))

    def _before(self, view: Callable[..., object] | None) -> None:
        g.counted = []
        if view is None or not self._enabled:
            return
        for n, limit in enumerate(self._limits.get(view, ())):
            key = self._take(f"{request.endpoint} {n}", limit)
            if key:
                g.counted.append((key, limit))

    def _after(self, answer: Response) -> Response:
        """Gives back what the answer shows not to be counted."""
        for key, limit in g.get("counted", ()):
            if not limit.counts(answer.status_code) or answer.status_code == 429:
                with self._lock:
                    self._set(key, self._free_at.get(key, self._clock()) - limit.rate.share)
        return answer

    def _take(self, name: str, limit: Limit) -> tuple[str, str] | None:
        whose = limit.key()
        if whose is None:
            return None
        key, now = (name, whose), self._clock()
        with self._lock:
            free_at = self._free_at.get(key, now)
            wait = limit.rate.wait(free_at, now)
            if wait == NO_WAIT:
                self._set(key, limit.rate.taken(free_at, now))
                return key
        raise TooManyRequests(retry_after=math.ceil(wait.total_seconds()))

    def _set(self, key: tuple[str, str], free_at: datetime) -> None:
        """Keeps a count, unless all of it is free again: then it is as if there were none."""
        self._free_at[key] = free_at
        self._free_at.move_to_end(key)
        if free_at <= self._clock():
            del self._free_at[key]
        elif len(self._free_at) > MOST_KEPT:
            self._free_at.popitem(last=False)

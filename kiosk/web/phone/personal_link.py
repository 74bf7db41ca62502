"""A volunteer's personal link on the phone it is bound to: whose page it is, and the PIN."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from flask import request, session
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import volunteer_access
from kiosk.actions.volunteers.volunteer_access import VolunteerLink
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.limits import MINUTE, Limit, by_code

COOKIE = "volunteer"
A_YEAR = 365 * 24 * 3600
# A family has one phone; a hall's has a shift.
MOST_LINKS = 6
PINS = Limit(Rate(10, MINUTE), by_code)


def device_of(code: str) -> str:
    """What this phone keeps for that link; "" where it has none."""
    return _kept().get(code, "")


def own_code() -> str:
    """The code of the link that was used last of those this phone is bound to; "" where there is
    none."""
    return next(iter(_kept()), "")


def others_here(ctx: AppContext, code: str) -> list[tuple[str, str]]:
    """The names of the others who use this phone too, and the codes of their links."""
    found = []
    for other, device in _kept().items():
        if other != code:
            with suppress(Refusal):
                found.append((volunteer_access.identify(ctx, other, device).name, other))
    return found


def comes_first(ctx: AppContext, answer: Answer, code: str) -> Answer:
    """The page of a link: whoever opens it goes on with it, and what another opened with a PIN is
    locked again."""
    device = device_of(code)
    if device and code != own_code():
        for opened in ("unlocked", "class"):
            session.pop(opened, None)
        bind(ctx, answer, code, device)
    return answer


def _kept() -> dict[str, str]:
    """What binds links to this phone, the one that was used last first."""
    parts = request.cookies.get(COOKIE, "").split(".")
    return dict(zip(parts[::2], parts[1::2], strict=False))


def knocked(ctx: AppContext, code: str) -> VolunteerLink:
    """Whose page it is. Refuses with `no_such_volunteer`, also where no PIN was set yet."""
    door = volunteer_access.identify(ctx, code, device_of(code))
    if door.is_new:
        raise Refusal("no_such_volunteer")
    return door


def enter(ctx: AppContext, code: str, typed: str) -> str:
    """Sets the PIN of a new link, or opens what is personal with it; what the phone has to keep.

    Refuses as `bind_device` and `verify_pin`.
    """
    door = volunteer_access.identify(ctx, code, device_of(code))
    device = ctx.codes() if door.is_new else device_of(code)
    if door.is_new:
        volunteer_access.bind_device(ctx, code, device, typed)
    else:
        volunteer_access.verify_pin(ctx, code, device, typed)
    return device


def bind(ctx: AppContext, answer: Answer, code: str, device: str) -> None:
    """Lets the phone keep what binds the link to it, for every page of the link, beside what it
    keeps for the links of others."""
    kept = {code: device} | {other: its for other, its in _kept().items() if other != code}
    written = ".".join(f"{one}.{its}" for one, its in [*kept.items()][:MOST_LINKS])
    answer.set_cookie(
        COOKIE, written, max_age=A_YEAR, path="/", httponly=True, samesite="Lax",
        secure=ctx.settings.public_url.startswith("https:"),
    )


def link_mark(code: str) -> str:
    """What stands for a link in a session."""
    return hashlib.sha256(code.encode()).hexdigest()[:16]

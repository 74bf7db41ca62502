"""The tablet at a counter: asks whoever was just served, thanks, and waits for the next."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import ratings
from kiosk.actions.ratings.results import AtTablet
from kiosk.context import AppContext
from kiosk.domain.guessing import from_stranger
from kiosk.domain.rates import Rate
from kiosk.domain.ratings.asking import TABLET_ASKS, TABLET_THANKS
from kiosk.domain.refusals import Refusal
from kiosk.web.core.limits import MINUTE, Limit, by_phone
from kiosk.web.core.page_context import drawn_code, standing, words_of
from kiosk.web.phone.parts import PhoneParts

COOKIE, A_YEAR = "tablet", 365 * 24 * 3600
BINDS, TAPS = Limit(Rate(10, MINUTE), by_phone), Limit(Rate(30, MINUTE), by_phone)
# A tablet stands there for all: what it cannot do it says, and waits for the next.
SAID_HERE = ("tablet_moved_on", "rated_already", "not_done_yet", "bad_level")


def tablet_pages(parts: PhoneParts) -> None:
    """Adds the tablet's page, its news, its one tap, and binding it."""
    ctx = parts.ctx

    @parts.phone.get("/rate/<int:counter>")
    def tablet(counter: int) -> Answer:
        return page(ctx, counter)

    @parts.phone.get("/rate/<int:counter>/state")
    def tablet_state(counter: int) -> Response:
        return parts.news.state(lambda: facts(ratings.at_tablet(ctx, counter, held())))

    @parts.phone.post("/rate/<int:counter>")
    @parts.limiter.limit(TAPS)
    def tablet_tap(counter: int) -> Answer:
        return tapped(ctx, counter)

    @parts.phone.post("/rate/<int:counter>/bind")
    @parts.limiter.limit(BINDS)
    def tablet_bind(counter: int) -> Answer:
        return bound(ctx, counter)


def tapped(ctx: AppContext, counter: int) -> Answer:
    """Counts the one tap, thanks, or says why it did not count."""
    form = request.form
    try:
        code = ratings.rate_at_tablet(ctx, counter, held(), form.get("ticket", 0, type=int),
                                      form.get("level", 0, type=int))
    except Refusal as refusal:
        if refusal.code == "tablet_not_bound":
            return page(ctx, counter)
        if refusal.code not in SAID_HERE:
            raise
        return ended(ctx, counter, refusal)
    return ended(ctx, counter, code=code)


def bound(ctx: AppContext, counter: int) -> Answer:
    """Binds this tablet by the digits that were typed; a wrong code is said where it stands."""
    origin = from_stranger(request.remote_addr or "")
    try:
        token = ratings.bind_tablet(ctx, counter, request.form.get("code", ""), origin)
    except Refusal as refusal:
        if refusal.code != "wrong_tablet_code":
            raise
        return page(ctx, counter, refusal)
    here = url_for("phone.tablet", counter=counter)
    answer = redirect(here, 303)
    answer.set_cookie(COOKIE, token, max_age=A_YEAR, path=here, httponly=True, samesite="Lax",
                      secure=ctx.settings.behind_tls)
    return answer


def held() -> str:
    """What a bound tablet holds."""
    return request.cookies.get(COOKIE, "")


def page(ctx: AppContext, counter: int, refusal: Refusal | None = None) -> Answer:
    """The number just done, or nobody; where it is not bound, the field for its code."""
    try:
        shows = ratings.at_tablet(ctx, counter, held())
    except Refusal as unbound:
        if unbound.code != "tablet_not_bound":
            raise
        return standing(ctx, "phone/tablet_bind.html", refusal, counter=counter)
    return standing(ctx, "phone/tablet.html", None, counter=counter, shows=shows,
                    own_language=ctx.settings.language, asks_for=TABLET_ASKS.seconds)


def ended(
    ctx: AppContext, counter: int, refusal: Refusal | None = None, code: str = ""
) -> Answer:
    """Thanks, with the way to say more; or says kindly why it did not count. For ten seconds."""
    url = ctx.settings.link(f"/t/{code}/rate") if code else ""
    qr = drawn_code(url, words_of(ctx)("tablet.more"))
    return standing(ctx, "phone/tablet_ended.html", refusal, counter=counter, qr=qr,
                    own_language=ctx.settings.language, seconds=TABLET_THANKS.seconds)


def facts(shows: AtTablet) -> dict[str, object]:
    """What the tablet shows, as `/rate/<counter>/state` gives it."""
    ticket = shows.ticket
    return {
        "now": shows.now.isoformat(), "number": ticket.label if ticket else None,
        "done_at": ticket.closed_at.isoformat() if ticket and ticket.closed_at else None,
    }

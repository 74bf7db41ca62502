"""A volunteer's own page: the link that is bound to one phone, the PIN, what is open."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import service_records, volunteer_access, volunteer_tasks
from kiosk.actions.volunteers.volunteer_access import VolunteerLink
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.help_wording import HelpSaid
from kiosk.web.core.limits import MINUTE, Limit, by_code
from kiosk.web.core.page_context import language, standing, words_of
from kiosk.web.phone.parts import PhoneParts

COOKIE = "volunteer"
A_YEAR = 365 * 24 * 3600
UNLOCKED = timedelta(minutes=15)
RECORDS = PINS = Limit(Rate(10, MINUTE), by_code)


def volunteer_pages(parts: PhoneParts) -> None:
    """Adds the pages of a volunteer."""
    ctx = parts.ctx

    @parts.page("/v/<code>")
    def volunteer(code: str) -> Answer:
        return own_page(ctx, code)

    @parts.page("/v/<code>/state")
    def volunteer_state(code: str) -> Response:
        who = knocked(ctx, code).volunteer_id
        return parts.news.state(lambda: facts(ctx, who))

    @parts.action("/v/<code>/pin", PINS)
    def volunteer_pin(code: str) -> Answer:
        return pin(ctx, code)

    @parts.page("/v/<code>/record.pdf", RECORDS)
    def volunteer_record(code: str) -> Answer:
        who = knocked(ctx, code).volunteer_id
        try:
            record = service_records.service_record(ctx, who, language(ctx))
        except Refusal as refusal:
            return own_page(ctx, code, refusal)
        answer = Response(record, mimetype="application/pdf")
        answer.headers["Content-Disposition"] = 'inline; filename="record.pdf"'
        return answer


def device_of(code: str) -> str:
    """What this phone keeps for that link; "" where it has none."""
    known, _, device = request.cookies.get(COOKIE, "").partition(".")
    return device if known == code else ""


def knocked(ctx: AppContext, code: str) -> VolunteerLink:
    """Whose page it is. Refuses with `no_such_volunteer`, also where no PIN was set yet."""
    door = volunteer_access.identify(ctx, code, device_of(code))
    if door.is_new:
        raise Refusal("no_such_volunteer")
    return door


def is_unlocked(ctx: AppContext, code: str) -> bool:
    """Whether the PIN was typed within the last quarter of an hour."""
    kept = session.get("unlocked") or {}
    return bool(kept.get("link") == _mark(code)
                and ctx.clock().timestamp() < float(kept.get("until", 0)))


def pin(ctx: AppContext, code: str) -> Answer:
    """Sets the PIN of a new link, or opens what is personal with it."""
    door = volunteer_access.identify(ctx, code, device_of(code))
    typed, back = request.form.get("pin", ""), request.form.get("at", type=int)
    device = ctx.codes() if door.is_new else device_of(code)
    try:
        if door.is_new:
            volunteer_access.bind_device(ctx, code, device, typed)
        else:
            volunteer_access.verify_pin(ctx, code, device, typed)
    except Refusal as refusal:
        if refusal.code == "no_such_volunteer":
            raise
        return own_page(ctx, code, refusal)
    session["unlocked"] = {"link": _mark(code),
                           "until": (ctx.clock() + UNLOCKED).timestamp()}
    where = url_for("phone.task", code=code, at=back) if back else url_for(
        "phone.volunteer", code=code)
    answer = redirect(where, 303)
    answer.set_cookie(
        COOKIE, f"{code}.{device}", max_age=A_YEAR, path="/v", httponly=True, samesite="Lax",
        secure=ctx.settings.public_url.startswith("https:"),
    )
    return answer


def own_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """What a volunteer may take and has taken; a new link asks for a PIN first."""
    door = volunteer_access.identify(ctx, code, device_of(code))
    if door.is_new:
        return standing(ctx, "phone/volunteer_new.html", refusal, door=door, code=code)
    return standing(
        ctx, "phone/volunteer.html", refusal, code=code,
        view=volunteer_tasks.own_page(ctx, door.volunteer_id),
        of=HelpSaid(words_of(ctx), ctx.clock()))


def facts(ctx: AppContext, who: int) -> dict[str, object]:
    """A volunteer's page as its `/state` gives it."""
    view = volunteer_tasks.own_page(ctx, who)
    return {
        name: [[one.request.id, str(one.request.state), one.request.second is not None]
               for one in ones]
        for name, ones in (("open", view.open), ("pairs", view.pairs), ("own", view.own))
    } | {"minutes": view.minutes, "on_duty": view.on_duty}


def _mark(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:16]

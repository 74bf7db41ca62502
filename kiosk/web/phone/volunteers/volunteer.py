"""A volunteer's own page: the link that is bound to one phone, the PIN, what is open."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import service_records, volunteer_access, volunteer_tasks
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.help_wording import HelpSaid
from kiosk.web.core.limits import MINUTE, Limit, by_code
from kiosk.web.core.page_context import language, standing, words_of
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.personal_link import (
    PINS,
    bind,
    comes_first,
    device_of,
    enter,
    knocked,
    link_mark,
    others_here,
)

UNLOCKED = timedelta(minutes=15)
RECORDS = Limit(Rate(10, MINUTE), by_code)


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


def is_unlocked(ctx: AppContext, code: str) -> bool:
    """Whether the PIN was typed within the last quarter of an hour."""
    kept = session.get("unlocked") or {}
    return bool(kept.get("link") == link_mark(code)
                and ctx.clock().timestamp() < float(kept.get("until", 0)))


def pin(ctx: AppContext, code: str) -> Answer:
    """Sets the PIN of a new link, or opens what is personal with it."""
    back = request.form.get("at", type=int)
    try:
        device = enter(ctx, code, request.form.get("pin", ""))
    except Refusal as refusal:
        if refusal.code == "no_such_volunteer":
            raise
        return own_page(ctx, code, refusal)
    session["unlocked"] = {"link": link_mark(code),
                           "until": (ctx.clock() + UNLOCKED).timestamp()}
    where = url_for("phone.task", code=code, at=back) if back else url_for(
        "phone.volunteer", code=code)
    answer = redirect(where, 303)
    bind(ctx, answer, code, device)
    return answer


def own_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """What a volunteer may take and has taken; a new link asks for a PIN first."""
    door = volunteer_access.identify(ctx, code, device_of(code))
    if door.is_new:
        return standing(ctx, "phone/volunteer_new.html", refusal, door=door, code=code)
    return comes_first(ctx, standing(
        ctx, "phone/volunteer.html", refusal, code=code, others=others_here(ctx, code),
        view=volunteer_tasks.own_page(ctx, door.volunteer_id),
        of=HelpSaid(words_of(ctx), ctx.clock())), code)


def facts(ctx: AppContext, who: int) -> dict[str, object]:
    """A volunteer's page as its `/state` gives it."""
    view = volunteer_tasks.own_page(ctx, who)
    return {
        name: [[one.request.id, str(one.request.state), one.request.second is not None]
               for one in ones]
        for name, ones in (("open", view.open), ("pairs", view.pairs), ("own", view.own))
    } | {"minutes": view.minutes, "on_duty": view.on_duty}


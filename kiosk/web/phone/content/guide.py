"""The guide on the phone: every service to look up, and one of them to take along."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kiosk.actions import queue
from kiosk.actions.content import centre
from kiosk.context import AppContext
from kiosk.domain.content.guide import Guide, Service
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import hall_pass, keep_hall_pass

LONGEST_SEARCH = 40


def guide_pages(parts: PhoneParts) -> None:
    """Adds the guide's pages."""
    ctx = parts.ctx

    @parts.phone.get("/s/")
    def shelves() -> str:
        guide = centre.guide(ctx)
        asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
        services = found(guide, asked) if asked else guide.services
        return render_template(
            "phone/shelves.html",
            asked=asked,
            shelves=[
                (category, of_it)
                for category in guide.categories
                if (of_it := [s for s in services if s.category_id == category.id])
            ],
        )

    @parts.phone.get("/s/<service_id>")
    def service(service_id: str) -> str | Redirect:
        hall_code = request.args.get("k", "")
        fresh = bool(hall_code) and queue.hall_code_is_fresh(ctx, hall_code)
        if fresh:
            keep_hall_pass(ctx, hall_code)
            # The code leaves the address bar, so that a link passed on takes none along.
            return redirect(url_for("phone.service", service_id=service_id), 303)
        if hall_code:
            parts.limiter.guessed_wrong()
        return service_page(ctx, service_id, stale=bool(hall_code) and not hall_pass(ctx))


def service_page(ctx: AppContext, service_id: str, *, stale: bool) -> str:
    """One service to take along; `stale` where the code it was scanned with is too old."""
    guide = centre.guide(ctx)
    known = guide.offered(service_id)
    if known is None:
        raise Refusal("no_such_service")
    try:
        stands = queue.service_now(ctx, service_id)
    except StorageDown:
        # The guide stays readable from what was last read; only numbers have to wait.
        stands = None
    return render_template(
        "phone/service.html",
        service=known,
        category=next(c for c in guide.categories if c.id == known.category_id),
        counters=guide.counters_of(known.queue_id),
        hours=guide.hours_of(known),
        stands=stands,
        may_take=stands is not None and hall_pass(ctx) is not None,
        stale=stale,
    )


def found(guide: Guide, asked: str) -> tuple[Service, ...]:
    """Services whose title, summary or plain words hold every word asked for, best first."""
    wanted = asked.casefold().split()

    def hits(service: Service, *, close: bool) -> bool:
        titles = (service.title.zh, service.title.en, *service.words)
        wide = (service.summary.zh, service.summary.en, service.who.zh, service.who.en)
        text = " ".join(titles if close else (*titles, *wide)).casefold()
        return all(word in text for word in wanted)

    close = [s for s in guide.services if hits(s, close=True)]
    return tuple(close or (s for s in guide.services if hits(s, close=False)))

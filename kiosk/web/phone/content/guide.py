"""The guide on the phone: every service to look up, and one of them to take along."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kiosk.actions import queue
from kiosk.actions.content import centre
from kiosk.actions.queue.results import ServiceNow
from kiosk.context import AppContext
from kiosk.domain.content.search import findable, nearest, search
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.web.phone.doors import DoorNow, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import hall_pass, keep_hall_pass
from kiosk.wording.translator import Translator

LONGEST_SEARCH = 40
# So many are offered to who found nothing.
NEAREST = 3


def guide_pages(parts: PhoneParts) -> None:
    """Adds the guide's pages."""
    ctx = parts.ctx
    parts.doors.append(PhoneDoor(
        "phone.shelves", "ticket", "phone_guide.door", "phone_guide.door_line", hall_stands))

    @parts.phone.get("/s/")
    def shelves() -> str:
        guide = centre.guide(ctx)
        asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
        ready = findable(guide) if asked else ()
        services = search(ready, asked) if asked else guide.services
        return render_template(
            "phone/shelves.html",
            asked=asked,
            shelves=[
                (category, of_it)
                for category in guide.categories
                if (of_it := [s for s in services if s.category_id == category.id])
            ],
            nearest=() if services else nearest(ready, asked, NEAREST),
            stands=services_stand(ctx),
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


def hall_stands(ctx: AppContext, words: Translator) -> DoorNow:
    """Whether a counter is open, and how many wait."""
    hall = queue.hall(ctx)
    if not hall.open_counters:
        return DoorNow("shut", words("home.chip_shut"))
    if hall.waiting:
        return DoorNow("plain", words("home.chip_wait", n=hall.waiting))
    return DoorNow("free", words("home.chip_free"))


def services_stand(ctx: AppContext) -> Mapping[str, ServiceNow]:
    """Every service as it stands now, by its id; none while nobody can look."""
    try:
        return {one.service.id: one for one in queue.services_now(ctx)}
    except StorageDown:
        return {}

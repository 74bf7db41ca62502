"""Taking a number on the phone, for somebody who stands in the hall."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import NumberRequest
from kiosk.domain.content.guide import Service
from kiosk.domain.queue.tickets import Priority, Readiness
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import form_key, one_of
from kiosk.web.core.limits import JUNK, MINUTE, Limit, by_phone, is_done, is_junk
from kiosk.web.core.page_context import language, reads_large
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import HallPass, by_hall_code, hall_pass, remember
from kiosk.web.phone.queue.ticket import LIVE, NUMBERS, own_receipts

# Each pass gives three, and a page of the touch screen is scanned by those who stand before it:
# passes without end from its code do not help.
ONE_HALL_CODE = Rate(12, 10 * MINUTE)
ICONS = {
    Priority.ORDINARY: "user",
    Priority.ELDER: "old",
    Priority.DISABLED: "wheelchair",
    Priority.SOLDIER: "military-rank",
    Priority.EXPECTING: "baby-carriage",
}


def taking_pages(parts: PhoneParts) -> None:
    """Adds the pages that take a number."""
    ctx = parts.ctx

    @parts.phone.get("/s/<service_id>/number")
    def choose_priority(service_id: str) -> str | Redirect:
        if hall_pass(ctx) is None:
            return redirect(url_for("phone.service", service_id=service_id), 303)
        return render_template(
            "phone/priority.html",
            stands=queue.service_now(ctx, service_id),
            choices=ICONS,
            age=guide(ctx).centre.priority_age,
            key=ctx.codes(),
            held=[(code, receipt.ticket.label) for code, receipt in own_receipts(ctx)
                  if receipt.service.id == service_id and receipt.ticket.state in LIVE],
        )

    @parts.phone.post("/s/<service_id>/number")
    @parts.limiter.limit(
        Limit(ONE_HALL_CODE, by_hall_code, is_done), Limit(JUNK, by_phone, is_junk))
    def take(service_id: str) -> Redirect:
        held = hall_pass(ctx)
        if held is None:
            raise Refusal("hall_code_stale")
        receipt = queue.take_number(ctx, _asked(service_id, held))
        remember(receipt.ticket.code, NUMBERS)
        return redirect(url_for("phone.ticket", code=receipt.ticket.code), 303)

    def _asked(service_id: str, held: HallPass) -> NumberRequest:
        return NumberRequest(
            key=form_key(),
            service_id=service_id,
            priority=one_of(Priority, request.form.get("priority")),
            language=language(ctx),
            large_text=reads_large(),
            hall_pass=held.id,
            pass_ends_at=held.ends_at,
            readiness=_readiness(guide(ctx).offered(service_id)),
        )


def _readiness(service: Service | None) -> Readiness | None:
    """What the ticks of the form say; None where none were shown."""
    if service is None or "asked" not in request.form:
        return None
    things = {str(n) for n in range(len(service.materials))}
    all_there = things <= set(request.form.getlist("brought"))
    return Readiness.READY if all_there else Readiness.INCOMPLETE

"""Taking a number on the phone, for somebody who stands in the hall."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.actions.queue.results import NumberRequest
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import form_key, one_of
from kiosk.web.core.page_context import language, reads_large
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import by_hall_code, has_hall_pass

ONE_ADDRESS = "12/minute"
ONE_HALL_CODE = "60/minute"
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
        if not has_hall_pass(ctx):
            return redirect(url_for("phone.service", service_id=service_id), 303)
        return render_template(
            "phone/priority.html",
            stands=queue.service_now(ctx, service_id),
            choices=ICONS,
            age=guide(ctx).centre.priority_age,
            key=ctx.codes(),
        )

    @parts.phone.post("/s/<service_id>/number")
    @parts.limiter.limit(ONE_ADDRESS)
    @parts.limiter.limit(ONE_HALL_CODE, key_func=by_hall_code)
    def take(service_id: str) -> Redirect:
        if not has_hall_pass(ctx):
            raise Refusal("hall_code_stale")
        receipt = queue.take_number(ctx, _asked(service_id))
        return redirect(url_for("phone.ticket", code=receipt.ticket.code), 303)

    def _asked(service_id: str) -> NumberRequest:
        return NumberRequest(
            key=form_key(),
            service_id=service_id,
            priority=one_of(Priority, request.form.get("priority")),
            language=language(ctx),
            large_text=reads_large(),
        )

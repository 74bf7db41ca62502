"""The class on the phone: places of the week, and the guardian's registration."""

from __future__ import annotations

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import lessons
from kiosk.actions.lessons.results import GuardianRequest
from kiosk.context import AppContext
from kiosk.domain.lessons.people import GuardianFacts
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import NO_TELEPHONE
from kiosk.web.core.class_wording import ClassSaid
from kiosk.web.core.forms import form_key
from kiosk.web.core.limits import HOUR, acts
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.phone.parts import PhoneParts

REGISTERS = acts(Rate(5, HOUR), Rate(60, HOUR))
# Which field a refusal is said at; any other is said above the form.
AT_FIELD = {
    **dict.fromkeys(NO_TELEPHONE, "phone"), "name_missing": "name",
    "relation_missing": "relation", "not_agreed_to": "agrees",
}


def lessons_pages(parts: PhoneParts) -> None:
    """Adds the page of the class, and the form of a guardian."""
    ctx = parts.ctx

    @parts.phone.get("/lessons")
    def lessons_page() -> Answer:
        return page(ctx)

    @parts.phone.post("/lessons")
    @parts.limiter.limit(*REGISTERS)
    def registers() -> Answer:
        form = request.form
        try:
            code = lessons.register_guardian(ctx, GuardianRequest(
                form_key(), GuardianFacts(form.get("name", ""), form.get("relation", ""),
                                          form.get("phone", "")), "agrees" in form))
        except Refusal as refusal:
            return page(ctx, refusal)
        session["guardian"] = code
        return redirect(url_for("phone.guardian", code=code), 303)


def page(ctx: AppContext, refusal: Refusal | None = None) -> Answer:
    """The class as it stands, with the form as it was filled in."""
    return standing(
        ctx, "phone/lessons.html", refusal, 422, view=lessons.class_now(ctx),
        of=ClassSaid(words_of(ctx), ctx.clock()), form=request.form,
        key=request.form.get("key") or ctx.codes(),
        field=AT_FIELD.get(refusal.code, "form") if refusal else "",
        own=session.get("guardian", ""))

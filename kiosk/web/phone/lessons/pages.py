"""The class on the phone: places of the week, and the guardian's registration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

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
from kiosk.web.phone.doors import DoorNow, OwnThing, PhoneDoor
from kiosk.web.phone.parts import PhoneParts
from kiosk.wording.lessons import standing_said
from kiosk.wording.translator import Translator

REGISTERS = acts(Rate(5, HOUR), Rate(60, HOUR))
# Which field a refusal is said at; any other is said above the form.
AT_FIELD = {
    **dict.fromkeys(NO_TELEPHONE, "phone"), "name_missing": "name",
    "relation_missing": "relation", "not_agreed_to": "agrees",
}


def lessons_pages(parts: PhoneParts) -> None:
    """Adds the page of the class, and the form of a guardian."""
    ctx = parts.ctx
    parts.doors.append(PhoneDoor(
        "phone.lessons_page", "school", "lessons.door", "lessons.door_line", class_stands))
    parts.own.append(own_class)

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


def class_stands(ctx: AppContext, words: Translator) -> DoorNow | None:
    """How the class stands today."""
    view = lessons.class_or_none(ctx)
    if view is None:
        return None
    today = view.today
    return DoorNow(*standing_said(
        words, today.state, today.left, today.held, view.term.first, view.now))


def own_class(ctx: AppContext, words: Translator) -> Iterator[OwnThing]:
    """The guardian's page, where this phone registered one."""
    code = session.get("guardian", "")
    with suppress(Refusal):
        if code and lessons.guardian_page(ctx, code):
            yield OwnThing(url_for("phone.guardian", code=code), "school",
                           words("lessons.door"), words("lessons_form.own"), live=False)


def page(ctx: AppContext, refusal: Refusal | None = None) -> Answer:
    """The class as it stands, with the form as it was filled in."""
    return standing(
        ctx, "phone/lessons.html", refusal, 422, view=lessons.class_now(ctx),
        of=ClassSaid(words_of(ctx), ctx.clock()), form=request.form,
        key=request.form.get("key") or ctx.codes(),
        field=AT_FIELD.get(refusal.code, "form") if refusal else "",
        own=session.get("guardian", ""))

"""A guardian's page on the phone, and that of whoever collects one day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from flask import Response, render_template, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Answer

from kiosk.actions import lessons
from kiosk.actions.lessons.results import ChildRequest, GuardianView
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.lessons.people import ChildFacts, CollectorFacts
from kiosk.domain.refusals import Refusal
from kiosk.web.core.class_wording import ClassSaid
from kiosk.web.core.forms import day_of, form_key
from kiosk.web.core.page_context import drawn_code, standing, words_of
from kiosk.web.phone.parts import PhoneParts

# Refused with these, the page itself is gone.
GONE = ("no_such_page", "no_such_child", "no_such_term")


def _child() -> int:
    return request.form.get("child", 0, type=int)


def _day() -> date:
    day = day_of(request.form.get("day"))
    if day is None:
        raise BadRequest
    return day


def _weekdays() -> frozenset[str]:
    return frozenset(request.form.getlist("weekday")) & set(WEEKDAYS)


def _register(ctx: AppContext, code: str) -> None:
    form = request.form
    lessons.register_child(ctx, code, ChildRequest(
        form_key(), ChildFacts(form.get("nickname", ""), form.get("school_class", ""),
                               form.get("needs", "")), _weekdays()))


def _delegate(ctx: AppContext, code: str) -> None:
    form = request.form
    lessons.delegate_today(
        ctx, code, _child(), form_key(),
        CollectorFacts(form.get("name", ""), form.get("relation", ""), form.get("last4", "")),
        is_adult="adult" in form)


GUARDIANS_ACTIONS: Mapping[str, Callable[[AppContext, str], object]] = {
    "register": _register,
    "delegate": _delegate,
    "absent": lambda ctx, code: lessons.tell_absent(ctx, code, _child(), _day()),
    "come": lambda ctx, code: lessons.come_on(ctx, code, _child(), _day()),
    "take": lambda ctx, code: lessons.take_day(
        ctx, code, _child(), request.form.get("booking", "")),
    "weekdays": lambda ctx, code: lessons.change_weekdays(ctx, code, _child(), _weekdays()),
    "take-back": lambda ctx, code: lessons.take_back(
        ctx, code, _child(), request.form.get("delegation", 0, type=int)),
}


def guardian_pages(parts: PhoneParts) -> None:
    """Adds a guardian's page, and what is done from it."""
    ctx = parts.ctx

    @parts.page("/g/<code>")
    def guardian(code: str) -> Answer:
        return page(ctx, code)

    @parts.page("/g/<code>/state")
    def guardian_state(code: str) -> Response:
        return parts.news.state(lambda: facts(ctx, code))

    @parts.page("/g/<code>/ask/withdraw")
    def guardian_question(code: str) -> str:
        lessons.guardian_page(ctx, code)
        return render_template("phone/lessons_withdraw.html", code=code)

    @parts.action("/g/<code>/withdraw")
    def guardian_withdraws(code: str) -> Answer:
        try:
            lessons.withdraw(ctx, code)
        except Refusal as refusal:
            if refusal.code in GONE:
                raise
            return page(ctx, code, refusal)
        return standing(ctx, "phone/lessons_gone.html")

    parts.actions("guardian_action", "/g/<code>", GUARDIANS_ACTIONS, "phone.guardian", page,
                  lambda code: code not in GONE)


def page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """The page that a code opens as it stands: a guardian's, or that of whoever collects today."""
    words = words_of(ctx)
    of, drawn = ClassSaid(words, ctx.clock()), lambda link: drawn_code(link, words("guardian.qr"))
    try:
        view = lessons.guardian_page(ctx, code)
    except Refusal as unknown:
        if unknown.code != "no_such_page":
            raise
        return standing(ctx, "phone/delegate.html", view=lessons.delegate_page(ctx, code),
                        code=code, of=of, drawn=drawn)
    return standing(ctx, "phone/guardian.html", refusal, view=view, code=code, of=of, drawn=drawn,
                    key=ctx.codes(), form=request.form, weekdays=WEEKDAYS[:5])


def facts(ctx: AppContext, code: str) -> dict[str, object]:
    """What changes on the page of a code, nothing personal."""
    try:
        view = lessons.guardian_page(ctx, code)
    except Refusal as unknown:
        if unknown.code != "no_such_page":
            raise
        theirs = lessons.delegate_page(ctx, code)
        return {"state": str(theirs.state), "good": theirs.is_good}
    return {"confirmed": view.guardian.confirmed_at is not None,
            "late": is_late(view),
            "children": [[
                one.child.id, str(one.today.state) if one.today else "", bool(one.code),
                [[day.day.isoformat(), str(day.phase or ""), day.left] for day in one.days],
                [[who.ref, who.taken_back] for who in one.delegations]]
                for one in view.children]}


def is_late(view: GuardianView) -> bool:
    """Whether the class of today is over."""
    return view.held is not None and view.now >= view.held[1]

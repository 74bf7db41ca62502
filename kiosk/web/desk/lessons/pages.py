"""The class at the desk: who calls, today's children, guardians to confirm, the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions.lessons import desk as at_desk, guardian, registration
from kiosk.actions.lessons.results import GuardianRequest
from kiosk.context import AppContext
from kiosk.domain.lessons.people import UNEXPLAINED, CollectorFacts, GuardianFacts
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_READ_INCIDENTS, StaffSession
from kiosk.web.core.class_wording import ClassSaid
from kiosk.web.core.forms import form_key
from kiosk.web.core.live_state import LiveState
from kiosk.web.core.page_context import CONFLICT, drawn_code, why_not, words_of
from kiosk.web.desk.sections import framed_page

Action = Callable[[AppContext, StaffSession, int], object]


def _add_pickup(ctx: AppContext, at: StaffSession, child_id: int) -> None:
    form = request.form
    at_desk.add_pickup(
        ctx, at, child_id, CollectorFacts(form.get("name", ""), form.get("relation", ""),
                                          form.get("last4", "")), is_adult="adult" in form)


# Each does something with a guardian, a child, somebody who collects, or an alarm.
ACTIONS: Mapping[str, Action] = {
    "confirm": lambda ctx, at, id_: at_desk.confirm_guardian(
        ctx, at, id_, request.form.get("said", "")),
    "present": lambda ctx, at, id_: at_desk.confirm_guardian(ctx, at, id_, "", present=True),
    "drop": at_desk.drop_guardian,
    "add-pickup": _add_pickup,
    "drop-pickup": at_desk.drop_pickup,
    "seen": at_desk.see_alarm,
    "incident": lambda ctx, at, id_: at_desk.add_incident(
        ctx, at, id_, request.form.get("words", "")),
}


def class_pages(desk: Blueprint, ctx: AppContext, news: LiveState) -> None:
    """Adds the page of today and what is done from it."""

    def do(at: int, action: str) -> Answer:
        if action not in ACTIONS:
            abort(404)
        try:
            ACTIONS[action](ctx, g.staff, at)
        except Refusal as refusal:
            if refusal.code.startswith("no_such"):
                raise
            return class_page(ctx, why_not(ctx, refusal), CONFLICT)
        return redirect(url_for("desk.lessons"), 303)

    def code(at: int, of: str) -> Answer:
        return code_page(ctx, at, of)

    def registers() -> Answer:
        form = request.form
        try:
            own = registration.register_guardian(ctx, GuardianRequest(
                form_key(), GuardianFacts(form.get("name", ""), form.get("relation", ""),
                                          form.get("phone", "")), "agrees" in form), g.staff)
        except Refusal as refusal:
            return class_page(ctx, why_not(ctx, refusal), CONFLICT)
        return shown_code(ctx, ctx.settings.link(f"/g/{own}"), "")

    desk.add_url_rule("/lessons", "lessons", lambda: class_page(ctx))
    desk.add_url_rule("/lessons", "lessons_registers", registers, methods=["POST"])
    desk.add_url_rule("/lessons/state", "lessons_state", lambda: news.state(lambda: facts(ctx)))
    desk.add_url_rule("/lessons/<int:at>/code/<of>", "lessons_code", code, methods=["POST"])
    desk.add_url_rule("/lessons/<int:at>/<action>", "lessons_do", do, methods=["POST"])


def class_page(ctx: AppContext, note: str = "", status: int = 200) -> Answer:
    """The class today, and the register."""
    return in_term(ctx, lambda: lessons_page(
        ctx, "desk/lessons.html", note, status, view=at_desk.class_desk(ctx, g.staff),
        form=request.form, key=request.form.get("key") or ctx.codes(), unexplained=UNEXPLAINED))


def in_term(ctx: AppContext, page: Callable[[], Answer]) -> Answer:
    """A page of the term; where there is none, what the staff can do about it."""
    try:
        return page()
    except Refusal as refusal:
        if refusal.code != "no_such_term":
            raise
        return lessons_page(ctx, "desk/lessons_none.html")


def code_page(ctx: AppContext, at: int, of: str) -> Answer:
    """A code for paper: today's of a child, which stays the same, or that of a guardian's page."""
    try:
        if of == "guardian":
            own = at_desk.guardian_code(ctx, g.staff, at)
            return shown_code(ctx, ctx.settings.link(f"/g/{own}"), "")
        if of != "child":
            abort(404)
        token, digits = at_desk.reprint_code(ctx, g.staff, at)
    except Refusal as refusal:
        if refusal.code.startswith("no_such"):
            raise
        return class_page(ctx, why_not(ctx, refusal), CONFLICT)
    return shown_code(ctx, guardian.scan_link(ctx, token), digits)


def shown_code(ctx: AppContext, link: str, digits: str) -> Answer:
    """A code on a page that can be printed; without digits it is that of a guardian's page."""
    return lessons_page(ctx, "desk/lessons_code.html", link=link, digits=digits,
                        qr=drawn_code(link, words_of(ctx)("guardian.qr")))


def lessons_page(
    ctx: AppContext, template: str, note: str = "", status: int = 200, **more: object
) -> Answer:
    """A page about the class."""
    return framed_page(
        template, note, status, of=ClassSaid(words_of(ctx), ctx.clock()),
        may_read_incidents=g.staff.account.role in MAY_READ_INCIDENTS, **more)


def facts(ctx: AppContext) -> dict[str, object]:
    """What calls for somebody at the desk: nothing personal."""
    return {"alarms": at_desk.open_alarms(ctx, g.staff)}

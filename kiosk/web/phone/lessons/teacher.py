"""A teacher's page: the children of today, and what is done with each, with or without network."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, time, timedelta

from flask import Response, jsonify, redirect, request, session, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response as Answer

from kiosk.actions.lessons import teacher
from kiosk.actions.lessons.results import Roster, TeacherAct, TeacherAction
from kiosk.actions.volunteers import volunteer_access
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import MOST_TRIES, ChildState
from kiosk.domain.lessons.people import CallOutcome
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.class_wording import ClassSaid
from kiosk.web.core.forms import form_key, instant_of, one_of
from kiosk.web.core.limits import MINUTE, Limit, by_code, by_phone, is_refused
from kiosk.web.core.page_context import standing, why_not, words_of
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.personal_link import (
    PINS,
    bind,
    device_of,
    enter,
    knocked,
    link_mark,
    own_code,
)

# A class of thirty comes and goes within minutes.
DOES = Limit(Rate(120, MINUTE), by_code)
SCANS = Limit(Rate(60, MINUTE), by_phone, is_refused)
# Four digits are few: this only keeps them from being read over a shoulder.
ROUNDS = 500


def teacher_pages(parts: PhoneParts) -> None:
    """Adds a teacher's page."""
    ctx = parts.ctx

    @parts.page("/k/<code>")
    def teacher_own(code: str) -> Answer:
        return page(ctx, code)

    @parts.page("/k/<code>/state")
    def teacher_state(code: str) -> Response:
        who = unlocked(ctx, code)
        return parts.news.state(lambda: facts(teacher.teacher_page(ctx, who)))

    @parts.action("/k/<code>/pin", PINS)
    def teacher_pin(code: str) -> Answer:
        return pin(ctx, code)

    @parts.phone.get("/k/at/<token>")
    @parts.limiter.limit(SCANS)
    def teacher_scanned(token: str) -> Answer:
        return scanned(ctx, token)

    @parts.action("/k/<code>/<action>", DOES)
    def teacher_does(code: str, action: str) -> Answer:
        if action not in set(TeacherAction):
            raise NotFound
        return does(ctx, code, TeacherAction(action))


def is_unlocked(ctx: AppContext, code: str) -> bool:
    """Whether the PIN was typed today."""
    kept = session.get("class") or {}
    return bool(kept.get("link") == link_mark(code)
                and ctx.clock().timestamp() < float(kept.get("until", 0)))


def unlocked(ctx: AppContext, code: str) -> int:
    """Whose page it is. Refuses with `no_such_volunteer`, also where the PIN was not typed today.
    """
    who = knocked(ctx, code).volunteer_id
    if not is_unlocked(ctx, code):
        raise Refusal("no_such_volunteer")
    return who


def pin(ctx: AppContext, code: str) -> Answer:
    """Sets the PIN of a new link, or opens the names of today until midnight."""
    try:
        device = enter(ctx, code, request.form.get("pin", ""))
    except Refusal as refusal:
        if refusal.code == "no_such_volunteer":
            raise
        return locked_page(ctx, code, refusal)
    ends = datetime.combine(ctx.clock().date() + timedelta(days=1), time(), ctx.clock().tzinfo)
    session["class"] = {"link": link_mark(code), "until": ends.timestamp()}
    answer = redirect(url_for("phone.teacher_own", code=code), 303)
    bind(ctx, answer, code, device)
    try:
        teacher.see_class(ctx, volunteer_access.identify(ctx, code, device).volunteer_id)
    except Refusal:
        # The page says why there are no names today.
        return answer
    return answer


def locked_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """Asks for the PIN."""
    door = volunteer_access.identify(ctx, code, device_of(code))
    return standing(ctx, "phone/teacher_pin.html", refusal, door=door, code=code)


def page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """The children of today; locked, it asks for the PIN."""
    if not is_unlocked(ctx, code):
        return locked_page(ctx, code)
    who = knocked(ctx, code).volunteer_id
    try:
        view = teacher.teacher_page(ctx, who)
    except Refusal as none:
        return standing(ctx, "phone/teacher_none.html", code=code, why=why_not(ctx, none))
    salt = _salt(ctx, code, view)
    return standing(
        ctx, "phone/teacher.html", refusal, view=view, code=code, salt=salt, rounds=ROUNDS,
        most_tries=MOST_TRIES, States=ChildState, outcomes=list(CallOutcome),
        of=ClassSaid(words_of(ctx), ctx.clock()), new_key=ctx.codes,
        digests={one.child.id: digest(salt, one.digits) for one in view.children if one.digits})


def scanned(ctx: AppContext, token: str) -> Answer:
    """The child whose code was scanned, with those who may collect it; or that it may not go."""
    code = own_code()
    who = unlocked(ctx, code)
    try:
        child_id = teacher.scanned_child(ctx, who, token)
    except Refusal as refusal:
        if not refusal.code.startswith(("code_", "child_")):
            raise
        return stop_page(ctx, code, refusal, summons=True)
    view = teacher.teacher_page(ctx, who)
    (one,) = [one for one in view.children if one.child.id == child_id]
    return standing(ctx, "phone/teacher_scan.html", one=one, code=code, token=token,
                    key=ctx.codes())


def does(ctx: AppContext, code: str, action: TeacherAction) -> Answer:
    """Does one thing; a page that keeps what it did until there is network asks for JSON."""
    who, queued = unlocked(ctx, code), "Queued" in request.headers
    try:
        teacher.do(ctx, who, asked(action))
    except Refusal as refusal:
        if queued:
            return jsonify(refused=refusal.code, said=why_not(ctx, refusal))
        if action is TeacherAction.COLLECT:
            return stop_page(ctx, code, refusal)
        return page(ctx, code, refusal)
    if queued:
        return jsonify(done=True)
    return redirect(url_for("phone.teacher_own", code=code), 303)


def asked(action: TeacherAction) -> TeacherAct:
    """What a form asks for. BadRequest where it is none of ours."""
    form = request.form
    at, outcome = form.get("at", ""), form.get("outcome", "")
    if len(form.get("digits", "")) > 8 or len(form.get("token", "")) > 64:
        raise BadRequest
    return TeacherAct(
        form_key(), action, form.get("child", 0, type=int), form.get("person", "")[:16],
        form.get("token", ""), form.get("digits", "").strip(),
        one_of(CallOutcome, outcome) if outcome else None, instant_of(at) if at else None)


def stop_page(ctx: AppContext, code: str, refusal: Refusal, *, summons: bool = False) -> Answer:
    """不能交, over the whole page."""
    return standing(ctx, "phone/teacher_stop.html", refusal, code=code, key=ctx.codes(),
                    summons=summons)


def facts(view: Roster) -> dict[str, object]:
    """What changes on a teacher's page, nothing personal."""
    return {"late": view.is_late, "children": [
        [one.child.id, str(one.state), one.expected, len(one.collectors),
         one.call.at.isoformat() if one.call else ""] for one in view.children]}


def digest(salt: str, digits: str) -> str:
    """What a page without network compares digits with."""
    found = salt + digits
    for _ in range(ROUNDS):
        found = hashlib.sha256(found.encode()).hexdigest()
    return found


def _salt(ctx: AppContext, code: str, view: Roster) -> str:
    told = f"class page {code} {view.day.isoformat()}"
    return hmac.digest(ctx.secret, told.encode(), hashlib.sha256).hex()[:16]

"""One case at the desk: its story, what was done, and all that its role may do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from kiosk.actions import cases
from kiosk.context import AppContext
from kiosk.domain.cases.cases import LONGEST_EXTENSION, MOST_PARTS
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.web.core.forms import form_key, instant_of
from kiosk.web.core.page_context import CONFLICT, why_not, words_of
from kiosk.web.core.request_bodies import takes_files
from kiosk.web.desk.cases.intake import receipt_page
from kiosk.web.desk.cases.register import cases_page, desk_now, listed

Action = Callable[[AppContext, StaffSession, int], object]
AGE = 300


def _text() -> str:
    return request.form.get("text", "")


def _known() -> datetime:
    return instant_of(request.form.get("known", ""))


def _with_text(action: Callable[..., object]) -> Action:
    return lambda ctx, at, id_: action(ctx, at, id_, _text(), known=_known())


def _bare(action: Callable[..., object]) -> Action:
    return lambda ctx, at, id_: action(ctx, at, id_, known=_known())


def _split(ctx: AppContext, at: StaffSession, id_: int) -> object:
    form = request.form
    both = zip(form.getlist("to"), form.getlist("part"), strict=False)
    parts = tuple((to, text) for to, text in both if to and text.strip())
    return cases.split(ctx, at, id_, parts, known=_known())


def _attach(ctx: AppContext, at: StaffSession, id_: int) -> object:
    file = request.files.get("picture") or FileStorage()
    return cases.add_picture(ctx, at, id_, form_key(), file.stream.read(), file.filename or "")


ACTIONS: Mapping[str, Action] = {
    "assign": lambda ctx, at, id_: cases.assign(
        ctx, at, id_, request.form.get("to", ""), _text(), known=_known()),
    "begin": _bare(cases.begin),
    "ask": _with_text(cases.ask),
    "add": _with_text(cases.said_at_desk),
    "answer": _with_text(cases.answer),
    "extend": lambda ctx, at, id_: cases.extend(
        ctx, at, id_, request.form.get("days", 0, type=int), _text(), known=_known()),
    "cannot_solve": _with_text(cases.cannot_solve),
    "not_ours": _with_text(cases.not_ours),
    "withdraw": _with_text(cases.withdraw_at_desk),
    "duplicate": lambda ctx, at, id_: cases.merge(
        ctx, at, id_, request.form.get("into", ""), known=_known()),
    "split": _split,
    "note": _with_text(cases.note),
    "release": _bare(cases.release),
    "take_down": _bare(cases.take_down),
    "follow_up": _with_text(cases.follow_up),
    "deal_with": _with_text(cases.deal_with),
    "picture": _attach,
}


def case_pages(desk: Blueprint, ctx: AppContext) -> None:
    """Adds the page of a case, its pictures, and what is done with it."""
    takes_files("/desk/cases/", 1)

    def do(at: int, action: str) -> Answer:
        if action not in ACTIONS:
            abort(404)
        try:
            ACTIONS[action](ctx, g.staff, at)
        except Refusal as refusal:
            if refusal.code == "no_such_case":
                raise
            return case_page(ctx, at, why_not(ctx, refusal), CONFLICT, typed=action)
        return redirect(url_for("desk.cases_one", at=at, done=action, **listed()), 303)

    desk.add_url_rule("/cases/<int:at>", "cases_one", lambda at: case_page(ctx, at))
    desk.add_url_rule("/cases/<int:at>/picture/<int:picture>", "cases_picture",
                      lambda at, picture: picture_of(ctx, at, picture))
    desk.add_url_rule("/cases/<int:at>/phone", "cases_phone", lambda at: phone_page(ctx, at),
                      methods=["POST"])
    desk.add_url_rule("/cases/<int:at>/secret", "cases_secret", lambda at: secret_page(ctx, at),
                      methods=["POST"])
    desk.add_url_rule("/cases/<int:at>/<action>", "cases_do", do, methods=["POST"])


def case_page(
    ctx: AppContext, at: int, note: str = "", status: int = 200, phone: str = "", typed: str = ""
) -> Answer:
    """A case beside the register: opening it is kept. What was typed for an action that was refused
    stands where it was."""
    view, words = cases.open_case(ctx, g.staff, at), words_of(ctx)
    done = request.args.get("done", "")
    if not note and done in ACTIONS:
        note = words("desk_cases.done", action=words(f"cases.action_{_word(done)}"))
    return cases_page(
        "desk/case.html", ctx, note, status, desk=desk_now(ctx), listed=listed(), view=view,
        may={str(one) for one in view.may}, phone=phone, key=ctx.codes(), typed=typed,
        form=request.form if typed else {}, chosen=request.args.get("template", ""),
        longest_extension=LONGEST_EXTENSION, most_parts=MOST_PARTS,
        known=view.row.case.changed_at.isoformat())


def picture_of(ctx: AppContext, at: int, picture: int) -> Response:
    """A picture of a case."""
    answer = Response(cases.desk_picture(ctx, g.staff, at, picture), mimetype="image/jpeg")
    answer.headers["Cache-Control"] = f"private, max-age={AGE}"
    return answer


def phone_page(ctx: AppContext, at: int) -> Answer:
    """The case with the whole telephone, which is kept in the record."""
    contact = cases.whole_phone(ctx, g.staff, at)
    return case_page(ctx, at, phone=" ".join(filter(None, (contact.name, contact.phone))))


def secret_page(ctx: AppContext, at: int) -> Answer:
    """A new code for whoever lost theirs; only where a contact was left."""
    try:
        receipt = cases.new_secret(ctx, g.staff, at)
    except Refusal as refusal:
        if refusal.code == "no_such_case":
            raise
        return case_page(ctx, at, why_not(ctx, refusal), CONFLICT)
    return receipt_page(ctx, receipt, is_new=False)


def _word(action: str) -> str:
    return {"picture": "add"}.get(action, action)


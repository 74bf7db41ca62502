"""Ratings at the desk: sums for all who serve, tablets, and for the manager what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from kiosk.actions import ratings
from kiosk.context import AppContext
from kiosk.domain.ratings.asking import LONGEST_SAID
from kiosk.domain.ratings.rating_sums import TAGS
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_CALL, MAY_READ_RATINGS
from kiosk.web.core.page_context import CONFLICT, OK, why_not, words_of
from kiosk.web.desk.sections import DeskParts, framed_page

# What is written in a form of the page, each with what is shown of it afterwards.
Do = Callable[[AppContext], Mapping[str, object]]


def _counter() -> int:
    return request.form.get("counter", 0, type=int)


def _code(ctx: AppContext) -> Mapping[str, object]:
    counter = _counter()
    return {"code": ratings.tablet_code(ctx, g.staff, counter), "code_of": counter,
            "tablet_url": ctx.settings.link(f"/rate/{counter}")}


def _unbind(ctx: AppContext) -> Mapping[str, object]:
    ratings.unbind_tablet(ctx, g.staff, _counter())
    return {}


def _answer(ctx: AppContext) -> Mapping[str, object]:
    ratings.answer(ctx, g.staff, request.form.get("rating", ""), request.form.get("words", ""))
    return {}


def _deal(ctx: AppContext) -> Mapping[str, object]:
    ratings.deal_with(ctx, g.staff, request.form.get("rating", ""), request.form.get("words", ""))
    return {}


def _phone(ctx: AppContext) -> Mapping[str, object]:
    mark = request.form.get("rating", "")
    return {"phone": ratings.see_phone(ctx, g.staff, mark), "phone_of": mark}


DOES: Mapping[str, Do] = {
    "code": _code, "unbind": _unbind, "answer": _answer, "deal": _deal, "phone": _phone}
# What is shown once: by the next look it is gone.
SHOWN_ONCE = ("code", "phone")


def rating_desk_pages(desk: Blueprint, parts: DeskParts) -> None:
    """Adds the page, and what its forms do."""
    ctx = parts.ctx

    def do(action: str) -> Answer:
        if action not in DOES:
            abort(404)
        try:
            shown = DOES[action](ctx)
        except Refusal as refusal:
            if refusal.code == "not_allowed":
                raise
            return page(ctx, why_not(ctx, refusal), CONFLICT, {"unsaid": action})
        if action in SHOWN_ONCE:
            return page(ctx, more=shown)
        return redirect(url_for("desk.ratings", done=action), 303)

    desk.add_url_rule("/ratings", "ratings", lambda: page(ctx, _done(ctx)))
    desk.add_url_rule("/ratings/<action>", "ratings_do", do, methods=["POST"])


def page(
    ctx: AppContext, note: str = "", status: int = OK, more: Mapping[str, object] | None = None
) -> Answer:
    """The sums, the tablets, and what was said."""
    role = g.staff.account.role
    return framed_page(
        "desk/ratings.html", note, status, seen=ratings.desk(ctx, g.staff), all_tags=TAGS,
        may_bind=role in MAY_CALL, may_read=role in MAY_READ_RATINGS, longest=LONGEST_SAID,
        form=request.form, **(more or {}))


def _done(ctx: AppContext) -> str:
    """What was done just now."""
    words, key = words_of(ctx), f"desk_ratings.done_{request.args.get('done', '')}"
    return words(key) if words.has(key) else ""

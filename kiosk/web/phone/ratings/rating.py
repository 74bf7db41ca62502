"""办得怎么样: rating a served number by the code of its slip, and what comes of a poor one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from kiosk.actions import ratings
from kiosk.context import AppContext
from kiosk.domain.ratings.asking import LONGEST_SAID
from kiosk.domain.ratings.rating_sums import TAGS
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import NO_TELEPHONE
from kiosk.web.core.page_context import standing
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import RATED, own_codes, remember

INVALID = 422


def _rate(ctx: AppContext, code: str) -> None:
    form = request.form
    ratings.rate(ctx, code, form.get("level", 0, type=int),
                 frozenset(form.getlist("tag")) & set(TAGS), form.get("words", ""))
    remember(code, RATED)


def _add(ctx: AppContext, code: str) -> None:
    ratings.add(ctx, code, request.form.get("words", ""), request.form.get("phone", ""),
                own=_is_own(code))


def _call(ctx: AppContext, code: str) -> None:
    if not _is_own(code):
        # Whether there is a poor one to be called about nobody else learns.
        raise Refusal("not_rated")
    ratings.leave_phone(ctx, code, request.form.get("phone", ""))


def _is_own(code: str) -> bool:
    return code in own_codes(RATED)


ACTIONS: Mapping[str, Callable[[AppContext, str], None]] = {
    "give": _rate, "add": _add, "call": _call}


def rating_pages(parts: PhoneParts) -> None:
    """Adds the page of a number's rating, and what its forms do."""
    ctx = parts.ctx

    @parts.page("/t/<code>/rate")
    def rating(code: str) -> Answer:
        try:
            return page(ctx, code)
        except Refusal:
            # One that is not done yet has nothing to rate: its own page says how it stands.
            return redirect(url_for("phone.ticket", code=code), 303)

    @parts.action("/t/<code>/rate/<action>")
    def rating_action(code: str, action: str) -> Answer:
        if action not in ACTIONS:
            raise NotFound
        try:
            ACTIONS[action](ctx, code)
        except Refusal as refusal:
            if refusal.code.startswith("no_such"):
                raise
            return page(ctx, code, refusal, action)
        return redirect(url_for("phone.rating", code=code, done=action), 303)


def page(
    ctx: AppContext, code: str, refusal: Refusal | None = None, unsaid: str = ""
) -> Answer:
    """Asks, thanks, or shows the phone that rated what became of it."""
    rated_here = _is_own(code)
    asked = ratings.asked(ctx, code, own=rated_here)
    field = ("phone" if refusal and refusal.code in NO_TELEPHONE else
             "words" if refusal and refusal.code in ("no_text", "text_too_long") else "")
    return standing(
        ctx, "phone/rating.html", refusal, INVALID, asked=asked, code=code, tags=TAGS,
        own=ratings.own_rating(ctx, code) if rated_here else None, rated_here=rated_here,
        form=request.form, field=field, unsaid=unsaid, longest=LONGEST_SAID,
        done=request.args.get("done", "") if not refusal else "")

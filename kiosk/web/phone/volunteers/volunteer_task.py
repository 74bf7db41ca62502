"""What a volunteer does with a request: taking it, a time, arriving, leaving, handing it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Response, redirect, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response as Answer

from kiosk.actions.volunteers import visits, volunteer_tasks
from kiosk.context import AppContext
from kiosk.domain.rates import Rate
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import one_of
from kiosk.web.core.help_wording import HelpSaid
from kiosk.web.core.limits import HOUR, MINUTE, Limit, by_code, by_phone, is_refused
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.personal_link import knocked, own_code
from kiosk.web.phone.volunteers.volunteer import is_unlocked, own_page

ACTIONS = Limit(Rate(30, MINUTE), by_code)
SCANS = Limit(Rate(30, MINUTE), by_phone, is_refused)

Action = Callable[[AppContext, int, int], object]
ACTIONS_OF: Mapping[str, Action] = {
    "claim": volunteer_tasks.claim,
    "join": volunteer_tasks.join,
    "arrange": lambda ctx, who, at: volunteer_tasks.arrange(
        ctx, who, at, meets_at(ctx), shares_phone="shares" in request.form),
    "hand-back": lambda ctx, who, at: volunteer_tasks.hand_back(
        ctx, who, at, one_of(volunteer_tasks.HandBack, request.form.get("why"))),
    "arrive": lambda ctx, who, at: visits.arrive(
        ctx, who, at, request.form.get("proof", "")),
    "leave": lambda ctx, who, at: visits.leave(ctx, who, at, request.form.get("proof", "")),
    "say": lambda ctx, who, at: volunteer_tasks.answer(
        ctx, who, at, request.form.get("words", "")),
    "report": lambda ctx, who, at: volunteer_tasks.report(
        ctx, who, at, request.form.get("words", "")),
}


def task_pages(parts: PhoneParts) -> None:
    """Adds the pages of what a volunteer has taken."""
    ctx = parts.ctx

    @parts.page("/v/<code>/<int:at>")
    def task(code: str, at: int) -> Answer:
        return task_page(ctx, code, at)

    @parts.page("/v/<code>/<int:at>/state")
    def task_state(code: str, at: int) -> Response:
        who = knocked(ctx, code).volunteer_id
        return parts.news.state(lambda: volunteer_tasks.task_news(ctx, who, at))

    @parts.page("/v/<code>/<int:at>/photo")
    def task_photo(code: str, at: int) -> Response:
        who = knocked(ctx, code).volunteer_id
        if not is_unlocked(ctx, code):
            raise NotFound
        return Response(volunteer_tasks.photo(ctx, who, at), mimetype="image/jpeg")

    @parts.phone.get("/v/at/<token>")
    @parts.limiter.limit(SCANS)
    def scanned(token: str) -> Answer:
        code = own_code()
        who = knocked(ctx, code).volunteer_id
        return task_page(ctx, code, visits.of_scan(ctx, who, token), proof=token)


def by_proof() -> str | None:
    """Counts, by code, what needs something that only the resident can show."""
    return by_code() if (request.view_args or {}).get("action") in ("arrive", "leave") else None


# Of 4,096 pairs of words nobody finds the right one by trying.
PROOFS = Limit(Rate(20, HOUR), by_proof, is_refused)


def doing_pages(parts: PhoneParts) -> None:
    """Adds what a volunteer can do."""
    ctx = parts.ctx

    @parts.action("/v/<code>/<int:at>/<action>", ACTIONS, PROOFS)
    def volunteers_action(code: str, at: int, action: str) -> Answer:
        who = knocked(ctx, code).volunteer_id
        if action not in ACTIONS_OF:
            raise NotFound
        try:
            ACTIONS_OF[action](ctx, who, at)
        except Refusal as refusal:
            if refusal.code.startswith("no_such") and refusal.code != "no_such_time":
                raise
            mine = action not in ("claim", "join")
            return task_page(ctx, code, at, refusal) if mine else own_page(ctx, code, refusal)
        if action == "hand-back":
            return redirect(url_for("phone.volunteer", code=code), 303)
        return redirect(url_for("phone.task", code=code, at=at), 303)


def task_page(
    ctx: AppContext, code: str, at: int, refusal: Refusal | None = None, proof: str = ""
) -> Answer:
    """What a volunteer has taken; `proof` is what they scanned at the resident's."""
    who = knocked(ctx, code).volunteer_id
    return standing(
        ctx, "phone/volunteer_task.html", refusal, code=code, at=at,
        of=HelpSaid(words_of(ctx), ctx.clock()), proof=proof,
        task=volunteer_tasks.task(ctx, who, at, unlocked=is_unlocked(ctx, code)),
        is_helper=volunteer_tasks.is_helper(ctx, who, at), unlocked=is_unlocked(ctx, code),
        whys=list(volunteer_tasks.HandBack),
    )


def meets_at(ctx: AppContext) -> datetime:
    """The time agreed upon, as the form has it. BadRequest where it is none."""
    try:
        written = datetime.fromisoformat(request.form.get("meets", ""))
    except ValueError as wrong:
        raise BadRequest from wrong
    return written.replace(tzinfo=ctx.clock().tzinfo)

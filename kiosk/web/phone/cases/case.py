"""What the code of a slip opens: a case, or a mediation as one side of it sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from flask import Response, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from kiosk.actions import cases
from kiosk.actions.cases import mediation
from kiosk.actions.cases.mediation import SidePage
from kiosk.actions.cases.results import CaseView
from kiosk.context import AppContext
from kiosk.devices.media.pictures import MOST_BYTES
from kiosk.domain.cases.cases import TEXT_LENGTH
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import form_key
from kiosk.web.core.page_context import standing, words_of
from kiosk.web.phone.cases.case_wording import CaseSaid
from kiosk.web.phone.cases.kept import sent
from kiosk.web.phone.doors import OwnThing
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import own_codes, remember
from kiosk.wording.translator import Translator

# What is asked once more, each with what may be done then, by the name of the action.
QUESTIONS = {"withdraw": "withdraw", "forget": "erase"}
# What a phone keeps of its cases.
CASES = "cases"
TAGS = ("clear", "quick", "kind", "slow", "unclear", "not_done")


def _words() -> str:
    return request.form.get("words", "")


def _add(ctx: AppContext, code: str) -> object:
    photo = request.files.get("photo")
    return cases.add_text(ctx, code, form_key(), _words(),
                          (photo.read() or None) if photo else None,
                          (photo.filename or "") if photo else "")


def _rate(ctx: AppContext, code: str) -> object:
    form = request.form
    return cases.rate(ctx, code, form.get("level", 0, type=int),
                      frozenset(form.getlist("tag")) & set(TAGS), _words(),
                      wants_call="call" in form)


ACTIONS: Mapping[str, Callable[[AppContext, str], object]] = {
    "solved": cases.solved,
    "not-solved": lambda ctx, code: cases.not_solved(ctx, code, form_key(), _words()),
    "add": _add,
    "rate": _rate,
    "add-to-rating": lambda ctx, code: cases.add_to_rating(ctx, code, _words()),
    "withdraw": cases.withdraw,
    "forget": cases.erase,
    "say": lambda ctx, code: mediation.side_says(ctx, code, form_key(), _words()),
    "consent": mediation.side_consents,
}


def case_pages(parts: PhoneParts) -> None:
    """Adds the page of a code, and what belongs to it."""
    ctx = parts.ctx
    parts.own.append(own_cases)

    @parts.page("/c/<code>")
    def case(code: str) -> Answer:
        return page(ctx, code)

    @parts.page("/c/<code>/state")
    def case_state(code: str) -> Response:
        return parts.news.state(lambda: facts(opened(ctx, code)))

    @parts.page("/c/<code>/photo/<int:number>")
    def case_photo(code: str, number: int) -> Response:
        return Response(cases.picture(ctx, code, number), mimetype="image/jpeg")

    @parts.page("/c/<code>/rate")
    def ask_rating(code: str) -> Answer:
        return rating_page(ctx, code)

    _doing_pages(parts)


def _doing_pages(parts: PhoneParts) -> None:
    ctx = parts.ctx

    @parts.page("/c/<code>/ask/<action>")
    def case_question(code: str, action: str) -> str:
        view = cases.case_by_code(ctx, code)
        if action not in QUESTIONS:
            raise NotFound
        return render_template("phone/case_question.html", code=code, action=action,
                               is_possible=QUESTIONS[action] in view.may)

    @parts.action("/c/<code>/<action>")
    def case_action(code: str, action: str) -> Answer:
        if action not in ACTIONS:
            raise NotFound

        def done() -> str:
            ACTIONS[action](ctx, code)
            return url_for("phone.case", code=code)

        refused = rating_page if action == "rate" else page
        return sent(ctx, done, lambda refusal: refused(ctx, code, refusal),
                    url_for("phone.case", code=code))


def opened(ctx: AppContext, code: str) -> CaseView | SidePage:
    """What a code opens. Refuses with `no_such_case` or `no_such_mediation`, which the page answers
    alike."""
    try:
        return cases.case_by_code(ctx, code)
    except Refusal as unknown:
        if unknown.code != "no_such_case":
            raise
        return mediation.side_page(ctx, code)


def page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """What a code opens as it stands; a `refusal` is said above it, and what was written then
    stays in its field."""
    view, words = opened(ctx, code), words_of(ctx)
    template = "phone/case_side.html"
    if isinstance(view, CaseView):
        template = "phone/case.html"
        remember(code, CASES)
    return standing(ctx, template, refusal, view=view, code=code, of=CaseSaid(words, view.now),
                    key=ctx.codes(), follows=True, longest=TEXT_LENGTH, largest_photo=MOST_BYTES,
                    written=_words() if refusal else "",
                    unsaid=(request.view_args or {}).get("action", "") if refusal else "")


def own_cases(ctx: AppContext, words: Translator) -> Iterator[OwnThing]:
    """The cases of this phone, the newest first. A mediation is none of them: whoever else takes
    the phone in hand would read of it."""
    for code in own_codes(CASES):
        with suppress(Refusal):
            view = cases.case_by_code(ctx, code)
            yield OwnThing(
                url_for("phone.case", code=code), "message-2",
                f"{view.number} {words.text(view.topic.title)}",
                CaseSaid(words, view.now).title(view), live=view.case.is_live)


def rating_page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """Five levels, none of them chosen (mock-up 35). Where nothing can be rated the page says why:
    it is refused as rating itself would be."""
    view = cases.case_by_code(ctx, code)
    if "rate" not in view.may:
        return page(ctx, code, refusal or Refusal(
            "rated_already" if view.rating else "case_changed"))
    return standing(ctx, "phone/case_rate.html", refusal, 422, view=view, code=code,
                    form=request.form, tags=TAGS,
                    of=CaseSaid(words_of(ctx), view.now))


def facts(view: CaseView | SidePage) -> dict[str, object]:
    """What changes on the page of a code, nothing personal."""
    if isinstance(view, SidePage):
        return {"state": str(view.state), "lines": len(view.lines), "due": view.due_on.isoformat(),
                "consented": view.consented_at is not None, "asks": view.asks_consent,
                "may_say": view.may_say}
    case, rating = view.case, view.rating
    return {
        "state": str(case.state), "number": view.number, "due": case.due_on.isoformat(),
        "lines": len(view.lines), "pictures": len(view.pictures),
        "may": sorted(view.may), "level": rating.level if rating else None,
        "personal": view.text is not None,
        "merged": str(view.merged.state) if view.merged else None,
    }

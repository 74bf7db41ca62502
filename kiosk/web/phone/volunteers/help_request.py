"""A request on the phone of whoever asked: how far it is, what can be said and done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from flask import Response, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from kiosk.actions import volunteers
from kiosk.actions.volunteers.results import HelpView
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.web.core.forms import instant_of
from kiosk.web.core.help_wording import HelpSaid
from kiosk.web.core.page_context import drawn_code, standing, words_of
from kiosk.web.phone.doors import OwnThing
from kiosk.web.phone.parts import PhoneParts
from kiosk.web.phone.phone_session import own_codes, remember
from kiosk.wording.translator import Translator

# Under what a phone keeps the codes of its requests.
REQUESTS = "requests"
QUESTIONS = ("withdraw", "forget")
SAID_IN_PLACE = ("help_changed", "nothing_said", "no_such_time", "bad_stars")

RESIDENTS_ACTIONS: Mapping[str, Callable[[AppContext, str], HelpView]] = {
    "confirm": volunteers.confirm,
    "not-yet": volunteers.not_yet,
    "withdraw": volunteers.withdraw,
    "forget": volunteers.end_consent,
    "say": lambda ctx, code: volunteers.answer(ctx, code, request.form.get("words", "")),
    "time": lambda ctx, code: volunteers.change_time(
        ctx, code, instant_of(request.form.get("wanted", ""))),
    "thank": lambda ctx, code: volunteers.thank(
        ctx, code, request.form.get("stars", 0, type=int), request.form.get("words", "")),
}


def help_request_pages(parts: PhoneParts) -> None:
    """Adds the pages of a request, and what can be done with it."""
    ctx = parts.ctx
    parts.own.append(own_requests)

    @parts.page("/h/<code>")
    def help_request(code: str) -> Answer:
        return page(ctx, code)

    @parts.page("/h/<code>/state")
    def help_state(code: str) -> Response:
        return parts.news.state(lambda: facts(volunteers.follow(ctx, code)))

    @parts.page("/h/<code>/photo")
    def help_photo(code: str) -> Response:
        return Response(volunteers.photo(ctx, code), mimetype="image/jpeg")

    @parts.page("/h/<code>/ask/<action>")
    def help_question(code: str, action: str) -> str:
        if action not in QUESTIONS:
            raise NotFound
        view = volunteers.follow(ctx, code)
        return render_template("phone/help_question.html", view=view, code=code, action=action)

    parts.actions("help_action", "/h/<code>", RESIDENTS_ACTIONS, "phone.help_request", page,
                  SAID_IN_PLACE.__contains__)


def page(ctx: AppContext, code: str, refusal: Refusal | None = None) -> Answer:
    """A request as it stands; a `refusal` is said above it."""
    words, view = words_of(ctx), volunteers.follow(ctx, code)
    remember(code, REQUESTS)
    return standing(
        ctx, "phone/help_request.html", refusal, view=view, code=code,
        of=HelpSaid(words, ctx.clock()), halves=volunteers.help_now(ctx).halves,
        qr=drawn_code(view.scan_url, words("help_words.scan")))


def own_requests(ctx: AppContext, words: Translator) -> Iterator[OwnThing]:
    """The requests of this phone, the newest first."""
    for code in own_codes(REQUESTS):
        with suppress(Refusal):
            view = volunteers.follow(ctx, code)
            yield OwnThing(
                url_for("phone.help_request", code=code), "heart-handshake",
                words.text(view.kind.title), HelpSaid(words, ctx.clock()).title(view),
                live=view.request.is_live)


def facts(view: HelpView) -> dict[str, object]:
    """A request as `/h/<code>/state` gives it: instants in ISO 8601, nothing personal."""
    request_ = view.request
    return {
        "state": str(request_.state), "number": request_.number,
        "meets_at": request_.meets_at.isoformat() if request_.meets_at else None,
        "steps": len(view.steps), "messages": len(view.messages), "second": view.second is not None,
        "unanswered": view.unanswered, "shares_phone": view.helper_phone is not None,
        "stars": request_.stars, "personal": view.personal is not None,
    }

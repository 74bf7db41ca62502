"""What becomes of a text that did not get through: it stays on its page, or waits on the phone."""

from __future__ import annotations

from collections.abc import Callable

from flask import jsonify, redirect, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response as Answer

from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal, StorageDown
from kiosk.web.core.page_context import shown, why_not

# What a form needs to be sent again, and what is drawn anew.
OWN = ("csrf_token", "words")
# What can be chosen wrongly in a form.
AT_FORMS = ("no_such_topic", "no_such_listener", "no_such_estate", "no_such_building")


def sent(
    ctx: AppContext, action: Callable[[], str | Answer], refused: Callable[[Refusal], Answer],
    back: str,
) -> Answer:
    """Does what a form asks for and leads on to the address, or the page, that the action gives.

    A phone that kept the form while there was no network is told in JSON. Refused, it shows the
    page `refused`. Without storage the form is shown again with all that was written; `back` leads
    away from it. Refusals that something is not there are raised.
    """
    queued = "Queued" in request.headers
    try:
        try:
            to = action()
        except Refusal as refusal:
            if refusal.code.startswith("no_such") and refusal.code not in AT_FORMS:
                raise
            if queued:
                return jsonify(refused=refusal.code, said=why_not(ctx, refusal))
            return refused(refusal)
    except StorageDown as down:
        if queued:
            raise ServiceUnavailable from down
        return again(back)
    if not isinstance(to, str):
        return to
    return jsonify(done=True, to=to) if queued else redirect(to, 303)


def again(back: str) -> Answer:
    """The form once more as it was filled in, without looking anything up; `back` leads away."""
    fields = [(name, value) for name, values in request.form.lists() for value in values
              if name not in OWN]
    return shown("phone/case_again.html", 503, fields=fields, words_kept=request.form.get("words"),
                 to=request.full_path.rstrip("?"), back=back)

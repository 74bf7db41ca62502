"""A visit: arriving and leaving, proven by what only the resident can show."""

from __future__ import annotations

import hmac

from db.volunteers import help_requests, help_visits
from kiosk.actions.acting import Act, acting
from kiosk.actions.volunteers.transitions import move_on, needs_second, proof_of
from kiosk.actions.volunteers.volunteer_tasks import actor_of, mine
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import (
    HelpAction,
    HelpPlace,
    HelpRequest,
    Party,
    next_state,
)


def arrive(ctx: AppContext, volunteer_id: int, request_id: int, proof: str) -> None:
    """到了. At a home `proof` is the resident's code or words, so that nobody is there on paper:
    good once, and others than those for leaving.

    Refuses with `no_such_help`, `help_changed`, `needs_second`, `wrong_words`.
    """
    with acting(ctx, actor_of(volunteer_id)) as act:
        request = mine(act.tx, volunteer_id, request_id)
        next_state(request.state, HelpAction.ARRIVE, Party.HELPER)
        if needs_second(act.tx, request):
            raise Refusal("needs_second")
        _prove(act, request, proof)
        move_on(act, request, HelpAction.ARRIVE, Party.HELPER, there_at=act.now)
        for one in (request.helper, request.second):
            if one:
                help_visits.begin_visit(act.tx, request.id, one, act.now)


def leave(ctx: AppContext, volunteer_id: int, request_id: int, proof: str) -> None:
    """走了: from here on it is the resident who says whether it is done. As `arrive`."""
    with acting(ctx, actor_of(volunteer_id)) as act:
        request = mine(act.tx, volunteer_id, request_id)
        next_state(request.state, HelpAction.LEAVE, Party.HELPER)
        _prove(act, request, proof)
        move_on(act, request, HelpAction.LEAVE, Party.HELPER, left_at=act.now)
        help_visits.end_visits(act.tx, request.id, act.now)


def of_scan(ctx: AppContext, volunteer_id: int, token: str) -> int:
    """Which of a volunteer's own requests a resident's code is of. Refuses with `no_such_help`."""
    with ctx.database.read() as tx:
        for request in help_requests.of_helper(tx, volunteer_id):
            shown = proof_of(ctx, tx, request)
            if shown and hmac.compare_digest(shown.token.encode(), token.encode()):
                return request.id
    raise Refusal("no_such_help")


def _prove(act: Act, request: HelpRequest, proof: str) -> None:
    shown = proof_of(act.ctx, act.tx, request)
    if request.place is not HelpPlace.HOME or shown is None:
        return
    said = "".join(proof.split())
    right = ("".join(shown.words.split()), shown.token)
    # Both are compared, whichever it is, so that the time it takes tells nothing.
    matches = [hmac.compare_digest(said.encode(), one.encode()) for one in right]
    if not any(matches):
        raise Refusal("wrong_words")

"""A resident and their request: follow, answer, another time, withdraw, confirm, thank, forget."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any

from db.engine.bearer_codes import shown
from db.engine.database import ReadTransaction
from db.engine.encryption import Unreadable
from db.volunteers import help_requests, help_story, help_visits, registry as volunteers
from kiosk.actions.acting import acting
from kiosk.actions.volunteers.results import HelpView
from kiosk.actions.volunteers.transitions import (
    PHONE_OF,
    PHOTO_OF,
    between,
    messages_of,
    move_on,
    of_code,
    personal_of,
    proof_of,
    say,
    tell,
    view,
    withdraw_and_forget,
)
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.half_days import half_day_at
from kiosk.domain.volunteers.help_requests import (
    KEPT,
    STARS,
    HelpAction,
    HelpPlace,
    HelpRequest,
    HelpState,
    Party,
)

MESSAGE_LENGTH = 300
# Of what was asked for so long ago nobody has the slip any more.
NUMBER_LASTS = timedelta(days=30)


def follow(ctx: AppContext, code: str) -> HelpView:
    """A request as whoever asked sees it. Refuses with `no_such_help`."""
    with ctx.database.read() as tx:
        return residents_view(ctx, tx, _of_code(ctx, tx, code))


def progress(ctx: AppContext, number: int) -> HelpView:
    """How far the newest request with a number is, with nothing personal in it.

    Refuses with `no_such_help`.
    """
    with ctx.database.read() as tx:
        found = help_requests.by_number(tx, number, ctx.clock() - NUMBER_LASTS)
        if found is None:
            raise Refusal("no_such_help")
        return view(ctx, tx, found, Party.RESIDENT)


def photo(ctx: AppContext, code: str) -> bytes:
    """The photo of a request, a JPEG. Refuses with `no_such_help`."""
    with ctx.database.read() as tx:
        return photo_of(ctx, tx, of_code(ctx, tx, code))


def answer(ctx: AppContext, code: str, said: str) -> HelpView:
    """Says something to whoever helps. Refuses with `no_such_help`, `help_changed` (it is over),
    `nothing_said`."""
    with acting(ctx, "phone") as act:
        request = _of_code(ctx, act.tx, code)
        if not request.is_live or request.notice is None:
            raise Refusal("help_changed")
        say(act, request, "resident", said[:MESSAGE_LENGTH])
        act.log("help_said", help=request.id)
        return residents_view(ctx, act.tx, request)


def change_time(ctx: AppContext, code: str, begins: datetime) -> HelpView:
    """Another half day; what was agreed upon has to be agreed upon anew.

    Refuses with `no_such_help`, `no_such_time`, `help_changed`.
    """
    half = half_day_at(ctx.clock(), begins)
    if half is None:
        raise Refusal("no_such_time")
    return _do(ctx, code, HelpAction.CHANGE_TIME, wanted=half, meets_at=None)


def withdraw(ctx: AppContext, code: str) -> HelpView:
    """不用帮了. Twice is once. Refuses with `no_such_help`, `help_changed`."""
    return _do(ctx, code, HelpAction.WITHDRAW)


def confirm(ctx: AppContext, code: str) -> HelpView:
    """帮好了: the resident's yes, which makes the hours of the visit count. Twice is once.

    Refuses with `no_such_help`, `help_changed`.
    """
    with acting(ctx, "phone") as act:
        request = _of_code(ctx, act.tx, code)
        if request.state is HelpState.DONE:
            act.without_event("it was confirmed already")
        else:
            if request.state is HelpState.THERE:
                help_visits.end_visits(act.tx, request.id, act.now)
            request = move_on(act, request, HelpAction.CONFIRM, Party.RESIDENT,
                              left_at=request.left_at or act.now)
            help_visits.attest(act.tx, request.id, act.now)
        return residents_view(ctx, act.tx, request)


def not_yet(ctx: AppContext, code: str) -> HelpView:
    """还没好: whoever helped is asked to come again.

    Refuses with `no_such_help`, `help_changed`.
    """
    with acting(ctx, "phone") as act:
        request = _of_code(ctx, act.tx, code)
        request = move_on(act, request, HelpAction.NOT_YET, Party.RESIDENT, meets_at=None,
                          there_at=None, left_at=None, alarmed=False)
        tell(act, "not_yet", request)
        return residents_view(ctx, act.tx, request)


def thank(ctx: AppContext, code: str, stars: int, said: str = "") -> HelpView:
    """Says thanks with 1 to 5 stars, and words if wanted; once more puts the stars right.

    Refuses with `no_such_help`, `help_changed` (not confirmed yet), `bad_stars`.
    """
    if stars not in STARS:
        raise Refusal("bad_stars")
    with acting(ctx, "phone") as act:
        request = _of_code(ctx, act.tx, code)
        if request.state is not HelpState.DONE:
            raise Refusal("help_changed")
        help_requests.rate(act.tx, request.id, stars, act.now)
        if said.strip() and request.notice is not None:
            say(act, request, "thanks", said[:MESSAGE_LENGTH])
        act.log("help_thanked", help=request.id, stars=stars)
        return residents_view(ctx, act.tx, of_code(ctx, act.tx, code))


def end_consent(ctx: AppContext, code: str) -> HelpView:
    """Deletes all that is personal at once, and withdraws what was still to happen.

    Refuses with `no_such_help`, `help_changed` (somebody is with them just now).
    """
    with acting(ctx, "phone") as act:
        request = _of_code(ctx, act.tx, code)
        if request.state is HelpState.THERE:
            raise Refusal("help_changed")
        withdraw_and_forget(act, request)
        act.log("help_consent_ended", help=request.id)
        return residents_view(ctx, act.tx, of_code(ctx, act.tx, code))


def residents_view(ctx: AppContext, tx: ReadTransaction, request: HelpRequest) -> HelpView:
    """A request with all that the resident may see of it."""
    link = ctx.settings.link
    proof = proof_of(ctx, tx, request) if request.place is HelpPlace.HOME else None
    return view(
        ctx, tx, request, Party.RESIDENT, personal=personal_of(ctx, tx, request),
        messages=between(messages_of(ctx, tx, request)),
        has_photo=help_story.has_photo(tx, request.id),
        helper_phone=_helper_phone(ctx, tx, request),
        words=proof.words if proof else "",
        url=link(f"/h/{shown(ctx.secret, request.code)}"),
        scan_url=link(f"/v/at/{proof.token}") if proof else "",
    )


def photo_of(ctx: AppContext, tx: ReadTransaction, request: HelpRequest) -> bytes:
    """The photo, opened. Refuses with `no_such_help` where there is none, or none that
    can be read."""
    sealed = help_story.photo(tx, request.id)
    if sealed is None:
        raise Refusal("no_such_help")
    try:
        return base64.b64decode(ctx.vault.decrypt(sealed, PHOTO_OF.format(request.id)))
    except Unreadable as gone:
        raise Refusal("no_such_help") from gone


def _helper_phone(ctx: AppContext, tx: ReadTransaction, request: HelpRequest) -> str | None:
    if not (request.shares_phone and request.helper and request.is_live):
        return None
    sealed = volunteers.phone_of(tx, request.helper)
    try:
        return sealed and ctx.vault.decrypt(sealed, PHONE_OF.format(request.helper))
    except Unreadable:
        return None


def _do(ctx: AppContext, code: str, action: HelpAction, **fields: Any) -> HelpView:
    with acting(ctx, "phone") as act:
        request = _of_code(ctx, act.tx, code)
        if action is HelpAction.WITHDRAW and request.state is HelpState.WITHDRAWN:
            act.without_event("it was withdrawn already")
        else:
            request = move_on(act, request, action, Party.RESIDENT, **fields)
        return residents_view(ctx, act.tx, request)


def _of_code(ctx: AppContext, tx: ReadTransaction, code: str) -> HelpRequest:
    """A page leads nowhere any more when what it told of is long over."""
    request = of_code(ctx, tx, code)
    if not request.is_live and ctx.clock() - request.changed_at > KEPT:
        raise Refusal("no_such_help")
    return request

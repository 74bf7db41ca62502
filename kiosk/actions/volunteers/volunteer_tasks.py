"""A volunteer's actions: what is open, taking it, coming along, agreeing on a time, giving up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from db.engine.database import ReadTransaction
from db.volunteers import (
    catalogue as help_book,
    help_requests,
    help_story,
    help_visits,
    registry as volunteers,
)
from kiosk.actions.acting import acting
from kiosk.actions.volunteers.resident import MESSAGE_LENGTH, photo_of
from kiosk.actions.volunteers.results import Open, Task, VolunteerView
from kiosk.actions.volunteers.transitions import (
    between,
    first_visit,
    known_volunteer,
    messages_of,
    move_on,
    needs_second,
    of_id,
    say,
    shown_to_helper,
    shows_photo,
    surname_of,
    tell,
    view,
)
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.help_requests import (
    TAKEN,
    HelpAction,
    HelpPlace,
    HelpRequest,
    HelpState,
    Party,
    role_of,
)
from kiosk.domain.volunteers.registry import (
    Duty,
    HelpBook,
    Volunteer,
    check_claim,
    nearness,
    reaches,
)

# Whose words the coordinator alone reads.
REPORT = "report"


class HandBack(StrEnum):
    """Why somebody hands a request back: words of ours, so that nothing personal is among them."""

    NO_TIME = "no_time"
    TOO_FAR = "too_far"
    CANNOT = "cannot"
    UNREACHABLE = "unreachable"
    OTHER = "other"


def own_page(ctx: AppContext, volunteer_id: int) -> VolunteerView:
    """A volunteer's page: what may be taken, nearest first, and what is under way.

    Refuses with `no_such_volunteer`.
    """
    with ctx.database.read() as tx:
        who, book = known_volunteer(ctx, tx, volunteer_id), help_book.book(tx)
        now = ctx.clock()
        duties = _duties(tx, who, now)
        on_duty = any(duty.begins <= now for duty in duties)
        live = help_requests.live(tx)
        found = [one for one in live
                 if one.state is HelpState.SENT and reaches(one, who, on_duty=on_duty)]
        found.sort(key=lambda one: nearness(one, who, book))
        pairs = [one for one in live if one.helper != who.id and one.state in TAKEN
                 and needs_second(tx, one) and _same_team(tx, one, who)]
        visits = [one for one in help_visits.visits(tx, of=who.id) if one.attested_at]
        return VolunteerView(
            tx.version, now, who,
            tuple(team for team in book.teams if team.id in who.team_ids),
            book.grid(who.grid_id) if who.grid_id else None, on_duty,
            _shown(ctx, tx, book, who, found), _shown(ctx, tx, book, who, pairs),
            _shown(ctx, tx, book, who, help_requests.of_helper(tx, who.id)),
            sum(one.minutes for one in visits), help_visits.thanks(tx, who.id), duties,
        )


def task(ctx: AppContext, volunteer_id: int, request_id: int, *, unlocked: bool) -> Task:
    """What a volunteer has taken; what is personal of it only behind the PIN.

    Refuses with `no_such_help` where it is not theirs.
    """
    # Whoever has not typed the PIN yet changes nothing: no page has anything new to show.
    if not unlocked:
        with ctx.database.read() as tx:
            return _task(ctx, tx, volunteer_id, mine(tx, volunteer_id, request_id, or_second=True))
    with acting(ctx, actor_of(volunteer_id)) as act:
        request = mine(act.tx, volunteer_id, request_id, or_second=True)
        personal = shown_to_helper(ctx, act.tx, request)
        if personal is not None:
            act.log("help_seen", help=request.id)
        else:
            act.without_event("nothing personal was seen")
        return _task(ctx, act.tx, volunteer_id, request, personal=personal,
                     messages=between(messages_of(ctx, act.tx, request)))


def _task(
    ctx: AppContext, tx: ReadTransaction, volunteer_id: int, request: HelpRequest, **more: Any
) -> Task:
    seen = view(ctx, tx, request, role_of(request, volunteer_id),
                has_photo=shows_photo(tx, request), **more)
    return Task(seen, needs_second(tx, request), request.place is HelpPlace.HOME)


def report(ctx: AppContext, volunteer_id: int, request_id: int, said: str) -> None:
    """Tells the coordinator how it went, or what was odd: the resident does not see it.

    Refuses with `no_such_help`, `help_changed` (what was personal is gone), `nothing_said`.
    """
    with acting(ctx, actor_of(volunteer_id)) as act:
        request = mine(act.tx, volunteer_id, request_id, or_second=True)
        if not request.is_call and request.notice is None:
            raise Refusal("help_changed")
        say(act, request, REPORT, said[:MESSAGE_LENGTH])
        act.log("help_report", help=request.id)


def is_helper(ctx: AppContext, volunteer_id: int, request_id: int) -> bool:
    """Whether it is the volunteer who took it, and not the one who comes along."""
    with ctx.database.read() as tx:
        return mine(tx, volunteer_id, request_id, or_second=True).helper == volunteer_id


def task_news(ctx: AppContext, volunteer_id: int, request_id: int) -> dict[str, object]:
    """What changes when a task does, nothing personal. Refuses with `no_such_help`."""
    with ctx.database.read() as tx:
        request = mine(tx, volunteer_id, request_id, or_second=True)
        return {"state": str(request.state), "second": request.second is not None,
                "said": len(help_story.messages(tx, request_id)),
                "meets_at": request.meets_at.isoformat() if request.meets_at else None}


def photo(ctx: AppContext, volunteer_id: int, request_id: int) -> bytes:
    """The photo of what a volunteer has taken, as long as it is to be seen. Refuses with
    `no_such_help`."""
    with ctx.database.read() as tx:
        request = mine(tx, volunteer_id, request_id, or_second=True)
        if not shows_photo(tx, request):
            raise Refusal("no_such_help")
        return photo_of(ctx, tx, request)


def claim(ctx: AppContext, volunteer_id: int, request_id: int) -> None:
    """我来: of two who press at once one has it.

    Refuses with `no_such_help` (it does not reach this volunteer), `taken_by_other`, `not_vetted`.
    """
    with acting(ctx, actor_of(volunteer_id)) as act:
        request, who = of_id(act.tx, request_id), known_volunteer(ctx, act.tx, volunteer_id)
        if request.helper == who.id:
            act.without_event("it is theirs already")
            return
        if request.state is not HelpState.SENT:
            raise Refusal("taken_by_other" if request.helper else "help_changed")
        on_duty = any(duty.begins <= act.now for duty in _duties(act.tx, who, act.now))
        if not reaches(request, who, on_duty=on_duty):
            raise Refusal("no_such_help")
        check_claim(request, who, first_visit=first_visit(act.tx, request, who.id))
        request = move_on(act, request, HelpAction.CLAIM, Party.VOLUNTEER, helper=who.id)
        if needs_second(act.tx, request):
            tell(act, "second_wanted", request)


def join(ctx: AppContext, volunteer_id: int, request_id: int) -> None:
    """我陪着去: the second of a first visit. Refuses with `no_such_help`, `taken_by_other`."""
    with acting(ctx, actor_of(volunteer_id)) as act:
        request, who = of_id(act.tx, request_id), known_volunteer(ctx, act.tx, volunteer_id)
        if request.second == who.id:
            act.without_event("they come along already")
            return
        if request.helper in (None, who.id) or not _same_team(act.tx, request, who):
            raise Refusal("no_such_help")
        if request.second is not None or request.state not in TAKEN:
            raise Refusal("taken_by_other")
        help_requests.join(act.tx, request, who.id)
        act.log("help_join", help=request.id)


def hand_back(ctx: AppContext, volunteer_id: int, request_id: int, why: HandBack) -> None:
    """去不了: others may take it. Refuses with `no_such_help`, `help_changed`."""
    with acting(ctx, actor_of(volunteer_id)) as act:
        request = mine(act.tx, volunteer_id, request_id)
        request = move_on(act, request, HelpAction.HAND_BACK, Party.HELPER, why, helper=None,
                          second=None,
                          meets_at=None, to_volunteer=None, shares_phone=False)
        tell(act, "handed_back", request)


def arrange(
    ctx: AppContext, volunteer_id: int, request_id: int, meets_at: datetime, *, shares_phone: bool
) -> None:
    """What was agreed upon, and whether the resident may have the volunteer's number.

    Refuses with `no_such_help`, `help_changed`, `no_such_time` (over already, or a month away).
    """
    with acting(ctx, actor_of(volunteer_id)) as act:
        request = mine(act.tx, volunteer_id, request_id)
        if not 0 <= (meets_at - act.now).days <= 31:
            raise Refusal("no_such_time")
        move_on(act, request, HelpAction.ARRANGE, Party.HELPER, meets_at=meets_at,
                shares_phone=shares_phone)


def answer(ctx: AppContext, volunteer_id: int, request_id: int, said: str) -> None:
    """Says something to the resident. Refuses with `no_such_help`, `help_changed`,
    `nothing_said`."""
    with acting(ctx, actor_of(volunteer_id)) as act:
        request = mine(act.tx, volunteer_id, request_id)
        if not request.is_live:
            raise Refusal("help_changed")
        say(act, request, "volunteer", said[:MESSAGE_LENGTH])
        act.log("help_said", help=request.id)


def mine(
    tx: ReadTransaction, volunteer_id: int, request_id: int, *, or_second: bool = False
) -> HelpRequest:
    """A request that a volunteer has taken. Refuses with `no_such_help` where it is not theirs."""
    request = of_id(tx, request_id)
    if volunteer_id != request.helper and not (or_second and volunteer_id == request.second):
        raise Refusal("no_such_help")
    return request


def _same_team(tx: ReadTransaction, request: HelpRequest, who: Volunteer) -> bool:
    """Whoever comes along is of the team that was asked, or of the helper's."""
    helper = volunteers.by_id(tx, request.helper or 0)
    teams = {request.team_id} | (helper.team_ids if helper else set())
    return who.active and bool(teams & who.team_ids)


def _duties(tx: ReadTransaction, who: Volunteer, now: datetime) -> tuple[Duty, ...]:
    week = now + timedelta(days=8)
    return tuple(one for one in volunteers.duties(tx, now, week) if one.volunteer_id == who.id)


def _shown(
    ctx: AppContext, tx: ReadTransaction, book: HelpBook, who: Volunteer,
    found: Iterable[HelpRequest],
) -> tuple[Open, ...]:
    shown = []
    for one in found:
        first = first_visit(tx, one, who.id)
        shown.append(Open(
            one, book.kind(one.kind_id), book.estate(one.estate_id) if one.estate_id else None,
            book.grid(one.grid_id) if one.grid_id else None, nearness(one, who, book)[0] < 2,
            first and one.second is None, who.vetted or not first,
            surname_of(ctx, tx, one.helper),
        ))
    return tuple(shown)


def actor_of(volunteer_id: int) -> str:
    """How the event log names a volunteer."""
    return f"volunteer:{volunteer_id}"

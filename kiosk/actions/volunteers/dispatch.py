"""The coordinator: the inbox, sending on, closing, who did not come, hours put right."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from db.content import guide as content
from db.engine.database import ReadTransaction as Reading
from db.volunteers import (
    catalogue as help_book,
    help_requests,
    help_story,
    help_visits,
    registry as volunteers,
)
from kiosk.actions.acting import acting, allowed
from kiosk.actions.volunteers.results import HelpDesk, HelpView, Inbox
from kiosk.actions.volunteers.transitions import (
    REASON_OF,
    messages_of,
    move_on,
    named,
    needs_second,
    of_id,
    personal_of,
    say,
    tell,
    view,
)
from kiosk.context import AppContext
from kiosk.domain.privacy import masked
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import MAY_SEND_HELP, StaffSession
from kiosk.domain.volunteers.half_days import age_of, working_time
from kiosk.domain.volunteers.help_requests import OPEN, TAKEN, HelpAction, HelpRequest, Party


class Closing(StrEnum):
    """Why a request ends without help; the resident reads it in our words."""

    NOBODY_FREE = "nobody_free"
    NOT_OURS = "not_ours"
    TWICE = "twice"
    UNREACHABLE = "unreachable"


def number_of(tx: Reading, request_id: int) -> str:
    """The number of a request; "" where the request is not kept any more."""
    request = help_requests.by_id(tx, request_id)
    return str(request.number) if request else ""


def help_desk(ctx: AppContext, session: StaffSession) -> HelpDesk:
    """Everything the coordinator has to see. Refuses with `not_allowed`."""
    allowed(session, MAY_SEND_HELP)
    with ctx.database.read() as tx:
        now = ctx.clock()
        shown = [_shown(ctx, tx, one, now) for one in help_requests.live(tx)]
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        duties = volunteers.duties(tx, now, now + timedelta.resolution)
        everybody = tuple(named(ctx, one) for one in volunteers.everybody(tx))
        here = {duty.volunteer_id for duty in duties}
        calls = [one for one in shown if one.view.request.is_call]
        others = [one for one in shown if not one.view.request.is_call]
        return HelpDesk(
            tx.version, now, help_book.book(tx),
            calls=tuple(calls),
            alarms=tuple(one for one in others if one.view.request.overdue(now)),
            waiting=tuple(one for one in others if one.view.request.state in OPEN),
            under_way=tuple(one for one in others if one.view.request.state not in OPEN
                            and not one.view.request.overdue(now)),
            ended=tuple(_shown(ctx, tx, one, now)
                        for one in help_requests.ended_since(tx, midnight)),
            on_duty=tuple(one for one in everybody if one.id in here), volunteers=everybody,
        )


def see(ctx: AppContext, session: StaffSession, request_id: int) -> HelpView:
    """A request with all that is personal of it: that somebody looked is kept.

    Refuses with `not_allowed`, `no_such_help`.
    """
    with acting(ctx, session, MAY_SEND_HELP) as act:
        request = of_id(act.tx, request_id)
        act.log("help_seen", help=request.id)
        return view(
            ctx, act.tx, request, Party.COORDINATOR,
            personal=personal_of(ctx, act.tx, request),
            messages=messages_of(ctx, act.tx, request),
            has_photo=help_story.has_photo(act.tx, request.id),
        )


def dispatch(
    ctx: AppContext, session: StaffSession, request_id: int, *, team_id: str = "",
    grid_id: str = "",
    volunteer_id: int = 0,
) -> None:
    """Sends a request on to a team, a grid or a person; whoever had it has it no more.

    Refuses with `not_allowed`, `no_such_help`, `no_such_team`, `no_such_grid`,
    `no_such_volunteer`, `help_changed`.
    """
    with acting(ctx, session, MAY_SEND_HELP) as act:
        request, book = of_id(act.tx, request_id), help_book.book(act.tx)
        if volunteer_id:
            found = volunteers.by_id(act.tx, volunteer_id)
            if found is None or not found.active:
                raise Refusal("no_such_volunteer")
            details = f"volunteer:{volunteer_id}"
        else:
            details = book.grid(grid_id).id if grid_id else book.team(team_id).id
        request = move_on(
            act, request, HelpAction.DISPATCH, Party.COORDINATOR, details,
            team_id=team_id or request.team_id, to_grid=grid_id or None,
            to_volunteer=volunteer_id or None, helper=None, second=None, meets_at=None,
            shares_phone=False,
        )
        tell(act, "asked", request)


def add_second(
    ctx: AppContext, session: StaffSession, request_id: int, volunteer_id: int
) -> None:
    """Lets somebody come along to a first visit; it stands on their page too. Twice is once.

    Refuses with `not_allowed`, `no_such_help`, `no_such_volunteer`, `help_changed` (nobody has to
    come along), `taken_by_other`.
    """
    with acting(ctx, session, MAY_SEND_HELP) as act:
        request, found = of_id(act.tx, request_id), volunteers.by_id(act.tx, volunteer_id)
        if found is None or not found.active or found.id == request.helper:
            raise Refusal("no_such_volunteer")
        if request.second == found.id:
            act.without_event("they come along already")
            return
        if request.state not in TAKEN or not needs_second(act.tx, request):
            raise Refusal("help_changed" if request.second is None else "taken_by_other")
        help_requests.join(act.tx, request, found.id)
        act.log("help_add_second", help=request.id, volunteer=found.id)
        tell(act, "second_found", request)


def answer(ctx: AppContext, session: StaffSession, request_id: int, said: str) -> None:
    """The centre says something to the resident. Refuses with `not_allowed`, `no_such_help`,
    `nothing_said`."""
    with acting(ctx, session, MAY_SEND_HELP) as act:
        request = of_id(act.tx, request_id)
        say(act, request, "system", said[:300])
        act.log("help_said", help=request.id)


def close(ctx: AppContext, session: StaffSession, request_id: int, why: Closing) -> None:
    """Ends a request without help, with an honest reason. Refuses with `not_allowed`,
    `no_such_help`, `help_changed`."""
    with acting(ctx, session, MAY_SEND_HELP) as act:
        move_on(act, of_id(act.tx, request_id), HelpAction.CLOSE, Party.COORDINATOR, why,
                reason=str(why))


def no_show(ctx: AppContext, session: StaffSession, request_id: int) -> None:
    """Whoever took it did not come: others may take it, and who said so is kept.

    Refuses with `not_allowed`, `no_such_help`, `help_changed`.
    """
    with acting(ctx, session, MAY_SEND_HELP) as act:
        request = of_id(act.tx, request_id)
        request = move_on(
            act, request, HelpAction.NO_SHOW, Party.COORDINATOR, f"volunteer:{request.helper}",
            helper=None, second=None, meets_at=None, to_volunteer=None, shares_phone=False,
        )
        tell(act, "handed_back", request)


def all_well(ctx: AppContext, session: StaffSession, request_id: int) -> None:
    """An overdue visit was looked after, and is over. Refuses with `not_allowed`,
    `no_such_help`, `help_changed`."""
    with acting(ctx, session, MAY_SEND_HELP) as act:
        request = of_id(act.tx, request_id)
        move_on(act, request, HelpAction.LEAVE, Party.COORDINATOR, left_at=act.now)
        help_visits.end_visits(act.tx, request.id, act.now)


def correct_hours(
    ctx: AppContext, session: StaffSession, visit_id: int, minutes: int, reason: str
) -> None:
    """Other hours than were counted. Refuses with `not_allowed`, `reason_missing`,
    `bad_minutes` (no more than a day), `no_such_visit` (it is not over)."""
    with acting(ctx, session, MAY_SEND_HELP) as act:
        if not reason.strip():
            raise Refusal("reason_missing")
        if not 0 <= minutes <= 24 * 60:
            raise Refusal("bad_minutes")
        sealed = ctx.vault.encrypt(act.tx, reason.strip()[:60], REASON_OF.format(visit_id))
        if not help_visits.correct(act.tx, visit_id, minutes, sealed, session.account.id):
            raise Refusal("no_such_visit")
        act.log("correct_hours", visit=visit_id, minutes=minutes)


def _shown(ctx: AppContext, session: Reading, request: HelpRequest, now: datetime) -> Inbox:
    waits = request.state in OPEN
    hours = content.guide(session).timetable
    waited = working_time(hours, request.asked_at, now) if waits else timedelta()
    personal = personal_of(ctx, session, request)
    return Inbox(
        view(ctx, session, request, Party.COORDINATOR), waited, age_of(waited),
        masked(personal.phone) if personal else "",
    )

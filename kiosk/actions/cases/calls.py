"""Calling somebody to the touch screen who writes a case down while the resident looks on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.cases import calls, reception
from db.content import guide as content
from db.engine.bearer_codes import key_index
from db.engine.database import ReadTransaction
from db.engine.event_log import Event
from db.staff import accounts
from kiosk.actions.acting import acting
from kiosk.actions.cases.transitions import tell_staff
from kiosk.area import Announcement
from kiosk.context import AppContext
from kiosk.domain.cases.calls import CaseCall, CaseCallState
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import LONGEST_SESSION, MAY_TAKE_CASES, StaffSession

# Whoever worked at the desk so lately is in the house.
THERE_SINCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class CaseCallView:
    """A call as whoever called sees it: `by` is who comes, "" while nobody does. `call` is None
    where nobody was there to be called. `phone` is the centre's."""

    version: int
    now: datetime
    call: CaseCall | None
    by: str
    phone: str


def call_over(ctx: AppContext, key: str, topic_id: str = "", listener_id: str = "") -> CaseCallView:
    """说，有人记: the staff are called to the touch screen; the same `key` is one call. Nothing of
    who called is kept.

    Refuses with `nobody_there` where nobody receives now and nobody is at the desk. Raises
    StorageDown when nobody was called.
    """
    with acting(ctx, ctx.settings.kiosk_name) as act:
        index = key_index(ctx.secret, f"case call {key}")
        call = calls.by_request(act.tx, index)
        if call is not None:
            act.without_event("they were called already")
        elif not _is_somebody_there(act.tx, act.now):
            raise Refusal("nobody_there")
        else:
            call = calls.add(act.tx, CaseCall(
                0, ctx.settings.kiosk_name, topic_id, listener_id, act.now), index)
            act.log("case_call", call=call.id)
            tell_staff(act, "call", None)
        return _view(act.tx, act.now, call)


def follow_call(ctx: AppContext, call_id: int) -> CaseCallView:
    """How a call stands; 0 is that of nobody who was there."""
    with ctx.database.read() as tx:
        return _view(tx, ctx.clock(), calls.by_id(tx, call_id))


def end_call(ctx: AppContext, call_id: int) -> None:
    """不用了: nobody needs to come any more. Twice is once."""
    with acting(ctx, ctx.settings.kiosk_name) as act:
        call = calls.by_id(act.tx, call_id)
        if call is None or call.ended_at is not None:
            act.without_event("it was over already")
            return
        calls.change_to(act.tx, replace(call, ended_at=act.now))
        act.log("case_call_ended", call=call.id)


def take_call(ctx: AppContext, session: StaffSession, call_id: int) -> CaseCall:
    """我来: whoever called sees who comes. Twice by the same is once.

    Refuses with `not_allowed`, and with `case_call_over` where somebody else goes already or it
    has ended.
    """
    with acting(ctx, session, MAY_TAKE_CASES) as act:
        call = calls.by_id(act.tx, call_id)
        if call is not None and call.taken_by == session.account.id:
            act.without_event("they said so already")
            return call
        if call is None or not call.rings(act.now):
            raise Refusal("case_call_over")
        call = replace(call, taken_by=session.account.id, taken_at=act.now)
        calls.change_to(act.tx, call)
        act.log("case_call_taken", call=call.id)
        return call


def say_case_call(ctx: AppContext, tx: ReadTransaction, event: Event) -> Announcement | None:
    """For what a member of the staff is called over, while nobody goes."""
    call, now = calls.by_id(tx, int(event.details["call"])), ctx.clock()
    if call is None or not call.rings(now) or call.state(now) is CaseCallState.LATE:
        return None
    return Announcement(ctx.words[ctx.settings.language]("speech.case_call"))


def _is_somebody_there(tx: ReadTransaction, now: datetime) -> bool:
    today = now.date()
    if any(one.receives_at(now) for one in reception.coming(tx, today, today)):
        return True
    take = {one.id for one in accounts.all_accounts(tx)
            if one.active and one.role in MAY_TAKE_CASES}
    return any(one.account_id in take and now - one.seen_at <= THERE_SINCE
               for one in accounts.opened(tx, now - LONGEST_SESSION))


def _view(tx: ReadTransaction, now: datetime, call: CaseCall | None) -> CaseCallView:
    by = next((one.name for one in accounts.all_accounts(tx)
               if call is not None and one.id == call.taken_by), "")
    return CaseCallView(tx.version, now, call, by, content.guide(tx).centre.phone)

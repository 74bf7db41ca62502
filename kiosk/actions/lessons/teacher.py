"""A teacher's evening: who is there, who comes, and handing each child to whoever may have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from db.engine.bearer_codes import hidden, key_index
from db.engine.database import ReadTransaction
from db.lessons import days, people
from db.operations import calendar_exceptions as special_days
from db.outbox import notifications as notices_out
from db.reservations import bookings
from db.volunteers import registry as volunteers
from kiosk.actions.acting import Act, acting
from kiosk.actions.lessons import class_days
from kiosk.actions.lessons.area import known_term
from kiosk.actions.lessons.collectors import registered
from kiosk.actions.lessons.results import Roster, TeacherAct, TeacherAction
from kiosk.actions.lessons.roster import roster_of
from kiosk.actions.reservations.area import midnight
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import (
    MOST_TRIES,
    ChildAction,
    ChildState,
    CodeVerdict,
    HeldCode,
    after,
    judged,
)
from kiosk.domain.lessons.people import AlarmKind, Child, ChildDay, Delegation
from kiosk.domain.lessons.terms import ClassTerm
from kiosk.domain.refusals import Refusal
from kiosk.domain.reservations.bookings import Phase
from kiosk.domain.reservations.places import ReservationState

DONE = ""
# What waited for the network longer is told to the desk by mouth.
SENT_WITHIN = timedelta(days=3)
# Clocks of phones are not ours.
AHEAD = timedelta(minutes=5)


def teacher_page(ctx: AppContext, teacher_id: int) -> Roster:
    """Today's children, for whoever is on the roster of the class today.

    Refuses with `no_such_term`, `not_this_class`, `not_on_duty`.
    """
    with ctx.database.read() as tx:
        now = ctx.clock()
        term = _on_duty(tx, teacher_id, now)
        return roster_of(ctx, tx, term, now.date(), now)


def see_class(ctx: AppContext, teacher_id: int) -> None:
    """Writes down that a teacher opened the names of today. Refuses as `teacher_page`."""
    with acting(ctx, teacher_actor(teacher_id)) as act:
        _on_duty(act.tx, teacher_id, act.now)
        act.log("class_seen")


def scanned_child(ctx: AppContext, teacher_id: int, token: str) -> int:
    """The child whose code of today was scanned; whether it is handed over is decided when it is.

    Refuses as `teacher_page`, and with the code of what is wrong with it: `code_wrong`, `code_old`,
    `code_taken_back`, `code_used`, `child_not_here`.
    """
    with ctx.database.read() as tx:
        now = ctx.clock()
        _on_duty(tx, teacher_id, now)
        held = _held(tx, hidden(ctx.secret, token), is_token=True)
        if not held:
            raise Refusal("code_wrong")
        code = held[0]
        if code.day != now.date():
            raise Refusal("code_old")
        if code.taken_back:
            raise Refusal("code_taken_back")
        day = days.of_day(tx, code.day).get(code.child_id)
        after(day.state if day else ChildState.EXPECTED, CodeVerdict.RIGHT)
        return code.child_id


def do(ctx: AppContext, teacher_id: int, asked: TeacherAct) -> None:
    """Does what a teacher's page asks for, once for each `key`; what waited for the network is done
    as of the time it happened.

    Whatever is refused is written down, and where a code was shown the manager is called. Refuses
    as `teacher_page`, and with `no_such_child`, `child_not_here`, `child_is_here`,
    `child_collected`, `code_used`, or `code_` and a verdict.
    """
    with acting(ctx, teacher_actor(teacher_id)) as act:
        key = key_index(ctx.secret, f"{teacher_id} {asked.key}")
        answer = days.answer_to(act.tx, key)
        if answer is None:
            answer = _answer(act, teacher_id, asked)
            days.keep_answer(act.tx, key, answer, act.now)
        else:
            act.without_event("it was done already")
    if answer != DONE:
        raise Refusal(answer)


def teacher_actor(teacher_id: int) -> str:
    """How the event log names a teacher, who is a volunteer."""
    return f"volunteer:{teacher_id}"


def _answer(act: Act, teacher_id: int, asked: TeacherAct) -> str:
    at = asked.at or act.now
    if not act.now - SENT_WITHIN < at <= act.now + AHEAD:
        at = act.now
    at = min(at, act.now)
    try:
        term = _on_duty(act.tx, teacher_id, at)
        ACTIONS[asked.action](act, term, asked, at)
    except Refusal as refusal:
        act.log("class_refused", child=asked.child_id, why=refusal.code,
                queued=asked.at is not None)
        if asked.action is TeacherAction.COLLECT:
            call_manager(act, AlarmKind.CONFLICT if asked.at else AlarmKind.REFUSED, asked.child_id)
        return refusal.code
    return DONE


def _arrive(act: Act, term: ClassTerm, asked: TeacherAct, at: datetime) -> None:
    child, day = class_days.known_child(act.tx, asked.child_id), at.date()
    _of_term(child, term)
    known = class_days.day_of(act, child.id, day)
    state = after(known.state, ChildAction.ARRIVE)
    if state is not known.state:
        days.put(act.tx, replace(known, state=state, arrived_at=at))
        _check_in(act, term, child, day)
    act.log("child_arrived", child=child.id)


def _check_in(act: Act, term: ClassTerm, child: Child, day: date) -> None:
    """No child is sent away: one without a place is there beyond them."""
    if day == act.now.date():
        try:
            class_days.want_day(act, term, child, day)
        except Refusal as refusal:
            act.log("class_without_place", child=child.id, why=refusal.code)
    booking = class_days.booked_between(act.tx, day, day).get(
        (class_days.mark_of(act.ctx, child.id), day))
    if booking and booking.phase is Phase.BOOKED:
        bookings.become(act.tx, booking, ReservationState.CHECKED_IN, act.now)


def _undo_arrival(act: Act, term: ClassTerm, asked: TeacherAct, at: datetime) -> None:
    child = class_days.known_child(act.tx, asked.child_id)
    _of_term(child, term)
    known = class_days.day_of(act, child.id, at.date())
    days.put(act.tx, replace(
        known, state=after(known.state, ChildAction.UNDO_ARRIVAL), arrived_at=None))
    act.log("child_arrival_undone", child=child.id)


def _collect(act: Act, term: ClassTerm, asked: TeacherAct, at: datetime) -> None:
    child, day = class_days.known_child(act.tx, asked.child_id), at.date()
    _of_term(child, term)
    known = days.of_day(act.tx, day).get(child.id)
    if known is None:
        raise Refusal("child_not_here")
    verdict = _verdict(act, child, known, asked, day)
    if verdict is not CodeVerdict.RIGHT and not asked.token:
        days.put(act.tx, replace(known, tries=known.tries + 1))
    state = after(known.state, verdict)
    days.put(act.tx, replace(known, state=state, collected_at=at, collected_by=asked.person,
                             scanned=bool(asked.token)))
    act.log("child_collected", child=child.id, by=asked.person, scanned=bool(asked.token))


def _verdict(act: Act, child: Child, known: ChildDay, asked: TeacherAct, day: date) -> CodeVerdict:
    if not asked.token and known.tries >= MOST_TRIES:
        return CodeVerdict.TOO_MANY_TRIES
    shown = hidden(act.ctx.secret, asked.token or asked.digits)
    held = _held(act.tx, shown, is_token=bool(asked.token))
    return judged(held, child.id, day, asked.person, registered(act.tx, child))


def _held(tx: ReadTransaction, shown: str, *, is_token: bool) -> list[HeldCode]:
    """Every code ever given out that reads like one that was shown."""
    def reads(one: ChildDay | Delegation) -> bool:
        return shown != "" and (one.code if is_token else one.digits) == shown

    return [
        *(HeldCode(one.child_id, one.day) for one in days.reading(tx, shown) if reads(one)),
        *(HeldCode(one.child_id, one.day, one.id, one.taken_back_at is not None)
          for one in people.delegations_reading(tx, shown) if reads(one)),
    ]


def _call(act: Act, term: ClassTerm, asked: TeacherAct, at: datetime) -> None:
    child = class_days.known_child(act.tx, asked.child_id)
    _of_term(child, term)
    if asked.outcome is None:
        raise Refusal("nothing_said")
    days.add_call(act.tx, child.id, asked.outcome, at)
    act.log("class_call", child=child.id, outcome=asked.outcome)


def _summon(act: Act, _term: ClassTerm, asked: TeacherAct, _at: datetime) -> None:
    call_manager(act, AlarmKind.CALLED, asked.child_id or None)
    act.log("class_manager_called", child=asked.child_id)


Doing = Callable[[Act, ClassTerm, TeacherAct, datetime], None]
ACTIONS: dict[TeacherAction, Doing] = {
    TeacherAction.ARRIVE: _arrive, TeacherAction.UNDO_ARRIVAL: _undo_arrival,
    TeacherAction.COLLECT: _collect, TeacherAction.CALL: _call, TeacherAction.SUMMON: _summon,
}


def call_manager(act: Act, kind: AlarmKind, child_id: int | None) -> None:
    """Calls the manager at the desk, and lets a notice out where the manager said where to: what it
    is about, never whom."""
    days.add_alarm(act.tx, kind, child_id, act.now)
    words = act.ctx.words[act.ctx.settings.language]
    notices_out.post(act.tx, words(f"class_notice.{kind}"), act.now)


def call_desk(ctx: AppContext, key: str) -> None:
    """家长没带手机: somebody at the desk comes to a guardian at the touch screen; the same `key` is
    the same call. Raises StorageDown when nobody was called."""
    with acting(ctx, ctx.settings.kiosk_name) as act:
        index = key_index(ctx.secret, key)
        if days.answer_to(act.tx, index) is None:
            days.keep_answer(act.tx, index, DONE, act.now)
            call_manager(act, AlarmKind.PARENT, None)
            act.log("class_desk_called")
        else:
            act.without_event("they were called already")


def _of_term(child: Child, term: ClassTerm) -> None:
    if child.term_id != term.id:
        raise Refusal("no_such_child")


def _on_duty(tx: ReadTransaction, teacher_id: int, now: datetime) -> ClassTerm:
    """The term of today's class, for a volunteer of its team who is on the roster today."""
    term = known_term(tx, now.date())
    who = volunteers.by_id(tx, teacher_id)
    if who is None or not who.active or term.team_id not in who.team_ids:
        raise Refusal("not_this_class")
    if term.session(now.date(), special_days.calendar(tx)) is None:
        raise Refusal("no_class_today")
    begins = midnight(now.date())
    on_duty = volunteers.duties(tx, begins, begins + timedelta(days=1))
    if all(one.volunteer_id != teacher_id for one in on_duty):
        raise Refusal("not_on_duty")
    return term

"""A resident and their case: see, add, say whether it is solved, rate, withdraw, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from db.cases import book as stored, register, story
from db.cases.story import CaseRating
from db.engine.bearer_codes import key_index, shown
from db.engine.database import ReadTransaction
from kiosk.actions.acting import Act, acting
from kiosk.actions.cases.attachments import as_jpeg, keep_picture, picture_of
from kiosk.actions.cases.queries import assignees
from kiosk.actions.cases.results import CaseLine, CaseStep, CaseView
from kiosk.actions.cases.transitions import (
    RESIDENT,
    close_parts,
    erase_case,
    move_on,
    of_code,
    of_id,
    said_in,
    tell_staff,
    worded,
)
from kiosk.actions.cases.wall import estate_of
from kiosk.actions.guessing import is_let_in
from kiosk.context import AppContext
from kiosk.domain.cases.case_log import SYSTEM, CaseEvent
from kiosk.domain.cases.cases import (
    LONGEST_WORDS,
    Assignee,
    AssigneeKind,
    Case,
)
from kiosk.domain.cases.states import CaseAction, CaseState, may, possible
from kiosk.domain.characters import plain
from kiosk.domain.content.guide import Text
from kiosk.domain.guessing import Origin
from kiosk.domain.rating import follow_up_of
from kiosk.domain.refusals import Refusal

PHONE = "phone"
NUMBERS = "case numbers"
# What of the log the resident does not see: what the staff say to each other, and reminders.
INSIDE = frozenset({CaseAction.NOTE, CaseAction.NEW_SECRET, CaseAction.RELEASE,
                    CaseAction.TAKE_DOWN, CaseAction.DEAL_WITH})
# Why a case was handed on is said among the staff; that it was is for the resident too.
REASON_INSIDE = frozenset({CaseAction.ASSIGN, CaseAction.SPLIT})


def step_by_number(ctx: AppContext, written: str, origin: Origin) -> CaseStep:
    """How far the case of a number is, and nothing else of it.

    Wrong numbers are counted by where they come from; while it waits every answer is the same.
    Refuses with `no_such_case`.
    """
    with acting(ctx, origin.where or PHONE) as act:
        act.without_event("a look at a number")
        book = stored.book(act.tx)
        number = book.centre.number_of(written)
        found = None if number is None else register.by_number(act.tx, number)
        is_in = is_let_in(act, NUMBERS, origin, right=found is not None)
        answer = step_of(act.tx, found) if found and is_in else None
    if answer is None:
        raise Refusal("no_such_case")
    return answer


def case_by_code(ctx: AppContext, code: str) -> CaseView:
    """A case as whoever has its slip sees it. Refuses with `no_such_case`."""
    with ctx.database.read() as tx:
        return residents_view(ctx, tx, of_code(ctx, tx, code))


def picture(ctx: AppContext, code: str, picture_id: int) -> bytes:
    """A picture of a case, a JPEG. Refuses with `no_such_case`."""
    with ctx.database.read() as tx:
        return picture_of(ctx, tx, of_code(ctx, tx, code), picture_id)


def add_text(
    ctx: AppContext, code: str, key: str, text: str, picture: bytes | None = None,
    picture_name: str = "",
) -> CaseView:
    """Adds something to a case, a text or a picture or both; the same `key` counts once. Where the
    centre had asked, its deadline goes on.

    Refuses with `no_such_case`, `case_over`, `no_text`, `text_too_long`, `too_many_pictures`,
    `picture_unreadable`, `picture_too_large`, `files_busy`.
    """
    said = plain(text).strip() if picture else worded(text)
    said = worded(said) if said else ""
    jpeg = as_jpeg(picture, picture_name)
    with acting(ctx, PHONE) as act:
        case = of_code(ctx, act.tx, code)
        if not register.use_key(act.tx, key_index(ctx.secret, f"{case.id} {key}"), act.now):
            act.without_event("it was added already")
        elif not may(case.state, CaseAction.ADD, RESIDENT):
            raise Refusal("case_over")
        else:
            if jpeg:
                keep_picture(act, case, jpeg, key)
            was_asked = case.state is CaseState.ASKED
            case = move_on(act, case, CaseAction.ADD, RESIDENT, said,
                           details="picture" if jpeg else "")
            tell_staff(act, "replied" if was_asked else "added", case)
        return residents_view(ctx, act.tx, case)


def solved(ctx: AppContext, code: str) -> CaseView:
    """解决了: the resident's own yes, which alone makes a case solved. Twice is once.

    Refuses with `no_such_case`, `case_changed`.
    """
    def do(act: Act, case: Case) -> Case:
        if case.state is CaseState.SOLVED:
            act.without_event("it was solved already")
            return case
        case = move_on(act, case, CaseAction.SOLVED, RESIDENT, word_at=act.now)
        close_parts(act, case)
        return case

    return _do(ctx, code, do)


def not_solved(ctx: AppContext, code: str, key: str, text: str) -> CaseView:
    """还没解决, with one line of why: the case is opened again, with a deadline of its own. The
    same `key` counts once.

    Refuses with `no_such_case`, `case_changed`, `no_text`, `text_too_long`.
    """
    said = worded(text)

    def do(act: Act, case: Case) -> Case:
        if not register.use_key(act.tx, key_index(ctx.secret, f"{case.id} {key}"), act.now):
            act.without_event("it was said already")
            return case
        case = move_on(act, case, CaseAction.NOT_SOLVED, RESIDENT, said, word_at=act.now)
        tell_staff(act, "not_solved", case)
        return case

    return _do(ctx, code, do)


def withdraw(ctx: AppContext, code: str) -> CaseView:
    """不用办了. Twice is once. Refuses with `no_such_case`, `case_changed`."""
    def do(act: Act, case: Case) -> Case:
        if case.state is CaseState.WITHDRAWN:
            act.without_event("it was withdrawn already")
            return case
        case = move_on(act, case, CaseAction.WITHDRAW, RESIDENT)
        close_parts(act, case)
        return case

    return _do(ctx, code, do)


def rate(
    ctx: AppContext, code: str, level: int, tags: frozenset[str] = frozenset(), text: str = "", *,
    wants_call: bool = False,
) -> CaseView:
    """How content the resident is, from 1 to 5, once, within seven days of their word. The two
    lowest are followed up.

    Refuses with `no_such_case`, `bad_level`, `case_changed` (no word yet, or too long ago),
    `rated_already`, `text_too_long`.
    """
    follow_up = follow_up_of(level, ctx.clock().date())
    said = plain(text).strip()
    if len(said) > LONGEST_WORDS:
        raise Refusal("text_too_long", most=LONGEST_WORDS, over=len(said) - LONGEST_WORDS)

    def do(act: Act, case: Case) -> Case:
        if not case.may_be_rated(act.now):
            raise Refusal("case_changed")
        rating = CaseRating(case.id, level, tags, wants_call, act.now, follow_up)
        if not story.add_rating(act.tx, rating):
            raise Refusal("rated_already")
        case = move_on(act, case, CaseAction.RATE, RESIDENT, said, details=str(level))
        if follow_up:
            tell_staff(act, "poor", case)
        return case

    return _do(ctx, code, do)


def add_to_rating(ctx: AppContext, code: str, text: str) -> CaseView:
    """Adds to a poor rating, once. Refuses with `no_such_case`, `case_changed` (none, or not
    poor), `rated_already`, `no_text`, `text_too_long`."""
    said = worded(text)

    def do(act: Act, case: Case) -> Case:
        rating = story.rating(act.tx, case.id)
        if rating is None or rating.follow_up is None:
            raise Refusal("case_changed")
        story.change_rating(act.tx, replace(rating, follow_up=rating.follow_up.added(act.now)))
        return move_on(act, case, CaseAction.ADD_TO_RATING, RESIDENT, said)

    return _do(ctx, code, do)


def erase(ctx: AppContext, code: str) -> CaseView:
    """Deletes at once all that is personal of a case: words, pictures, telephone; what was under
    way is withdrawn. That there was a case stays counted. Twice is once. Refuses with
    `no_such_case`."""
    def do(act: Act, case: Case) -> Case:
        if case.is_erased:
            act.without_event("it was deleted already")
            return case
        return erase_case(act, case, RESIDENT)

    return _do(ctx, code, do)


def residents_view(ctx: AppContext, tx: ReadTransaction, case: Case) -> CaseView:
    """A case with all that its resident may see of it."""
    book, now = stored.book(tx), ctx.clock()
    events = story.of_case(tx, case.id)
    contact, _ = register.sealed_of(tx, case.id)
    rating = story.rating(tx, case.id)
    merged = of_id(tx, case.merged_into) if case.merged_into else None
    # Whom of the staff it was handed is for the staff alone.
    outside = {to: name for to, name in assignees(tx).items()
               if Assignee.parse(to).kind is not AssigneeKind.STAFF}
    return CaseView(
        tx.version, now, case, book.centre.said(case.number), book.topic(case.topic_id),
        estate_of(tx, case),
        next((said_in(ctx, one.id, one.sealed) for one in events
              if one.action is CaseAction.TELL), None),
        tuple(_line(ctx, one, outside) for one in events if one.action not in INSIDE),
        story.pictures(tx, case.id), _may(case, rating, now), contact is not None, rating,
        case.lapses_on(book.centre.silent_after), step_of(tx, merged) if merged else None,
        ctx.settings.link(f"/c/{shown(ctx.secret, case.code)}"))


def step_of(tx: ReadTransaction, case: Case) -> CaseStep:
    """What a number alone shows."""
    return CaseStep(stored.book(tx).centre.said(case.number), case.state, case.changed_at,
                    case.due_on if case.is_owed else None)


def _may(case: Case, rating: CaseRating | None, now: datetime) -> frozenset[CaseAction]:
    found = set(possible(case.state, RESIDENT, is_erased=case.is_erased))
    if rating is not None or not case.may_be_rated(now):
        found.discard(CaseAction.RATE)
    if rating is None or rating.follow_up is None or rating.follow_up.added_at is not None:
        found.discard(CaseAction.ADD_TO_RATING)
    if case.is_erased:
        found.discard(CaseAction.ERASE)
    return frozenset(found)


def _line(ctx: AppContext, event: CaseEvent, outside: Mapping[str, Text]) -> CaseLine:
    who = "resident" if event.by_resident else "system" if event.actor == SYSTEM else "centre"
    said = None if event.action in REASON_INSIDE else said_in(ctx, event.id, event.sealed)
    return CaseLine(event.id, event.at, event.action, event.state, who, said, event.due_on,
                    "" if event.action in REASON_INSIDE else event.details,
                    to=outside.get(event.details) if event.action is CaseAction.ASSIGN else None)


def _do(ctx: AppContext, code: str, do: Callable[[Act, Case], Case]) -> CaseView:
    with acting(ctx, PHONE) as act:
        case = do(act, of_code(ctx, act.tx, code))
        return residents_view(ctx, act.tx, case)

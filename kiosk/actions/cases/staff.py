"""What the staff do with a case: hand it on, ask, answer, end it honestly, split and merge.

`known` is when the case had last changed on the page somebody acts from: where it has changed since
then, each refuses with `case_changed`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from db.cases import book as stored, register, story
from db.engine.bearer_codes import hidden, key_index
from kiosk.actions.acting import Act, acting
from kiosk.actions.cases.attachments import as_jpeg, keep_picture
from kiosk.actions.cases.queries import case_file, known_assignee
from kiosk.actions.cases.requests import receipt
from kiosk.actions.cases.results import CaseContact, CaseFile, CaseReceipt
from kiosk.actions.cases.transitions import (
    close_parts,
    contact_of,
    keep_contact,
    move_on,
    of_id,
    parties,
    tell_staff,
    worded,
    write,
)
from kiosk.context import AppContext
from kiosk.domain.cases.cases import (
    LONGEST_EXTENSION,
    MOST_PARTS,
    Case,
    CaseSource,
)
from kiosk.domain.cases.states import CaseAction, CaseState, next_state
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import (
    MAY_KEEP_CASES,
    MAY_RELEASE_CASES,
    MAY_TAKE_CASES,
    MAY_WORK_CASES,
    Role,
    StaffSession,
)
from kiosk.domain.working_days import working_day_after

Do = Callable[[Act, Case], Case]


def assign(
    ctx: AppContext, session: StaffSession, case_id: int, assignee: str, reason: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """Hands a case to somebody, `kind:id`, and says why.

    Refuses with `not_allowed`, `no_such_case`, `case_changed`, `no_such_assignee`, `body_gone`,
    `reason_missing`, `text_too_long`.
    """
    said = worded(reason, code="reason_missing")

    def do(act: Act, case: Case) -> Case:
        to = str(known_assignee(act.tx, assignee))
        case = move_on(act, case, CaseAction.ASSIGN, parties(session, case), said, details=to,
                       assignee=to)
        tell_staff(act, "assigned", case)
        return case

    return _do(ctx, session, case_id, do, MAY_TAKE_CASES, known)


def begin(
    ctx: AppContext, session: StaffSession, case_id: int, *,
    known: datetime | None = None,
) -> CaseFile:
    """Says that somebody works on it. Refuses with `not_allowed`, `no_such_case`,
    `case_changed`."""
    return _said(ctx, session, case_id, CaseAction.BEGIN, "", known)


def ask(
    ctx: AppContext, session: StaffSession, case_id: int, text: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """Asks the resident something: until they say it, or for seven working days, the deadline
    waits. Refuses with `not_allowed`, `no_such_case`, `case_changed`, `no_text`,
    `text_too_long`."""
    return _said(ctx, session, case_id, CaseAction.ASK, worded(text), known)


def said_at_desk(
    ctx: AppContext, session: StaffSession, case_id: int, text: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """What the resident added at the counter or by telephone, written down. Refuses as `ask`."""
    return _said(ctx, session, case_id, CaseAction.ADD, worded(text), known)


def answer(
    ctx: AppContext, session: StaffSession, case_id: int, text: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """Answers a case; a part of it for the one who answers the whole.

    Refuses as `ask`, and with `parts_open` while a part of it has no answer.
    """
    return _answered(ctx, session, case_id, CaseAction.ANSWER, worded(text), MAY_WORK_CASES,
                     known)


def cannot_solve(
    ctx: AppContext, session: StaffSession, case_id: int, reason: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """解决不了，讲清原因. Refuses as `answer`, and with `reason_missing`."""
    said = worded(reason, code="reason_missing")
    return _answered(ctx, session, case_id, CaseAction.CANNOT_SOLVE, said, MAY_KEEP_CASES,
                     known)


def not_ours(
    ctx: AppContext, session: StaffSession, case_id: int, where: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """不归这里管，告诉去哪. Refuses as `answer`, and with `reason_missing`."""
    said = worded(where, code="reason_missing")
    return _answered(ctx, session, case_id, CaseAction.NOT_OURS, said, MAY_KEEP_CASES,
                     known)


def withdraw_at_desk(
    ctx: AppContext, session: StaffSession, case_id: int, reason: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """撤回: the resident said at the counter that they want it no more. It counts apart, and they
    can open it again. Refuses with `not_allowed`, `no_such_case`, `case_changed`,
    `reason_missing`."""
    said = worded(reason, code="reason_missing")

    def do(act: Act, case: Case) -> Case:
        case = move_on(act, case, CaseAction.WITHDRAW, parties(session, case), said)
        close_parts(act, case)
        return case

    return _do(ctx, session, case_id, do, MAY_KEEP_CASES, known)


def extend(
    ctx: AppContext, session: StaffSession, case_id: int, days: int, reason: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """Lets the deadline lie so many working days later, once, and tells the resident why.

    Refuses with `not_allowed`, `no_such_case`, `case_changed`, `reason_missing`, `bad_days`
    (most), `extended_already`, `too_late_to_extend` (it has passed).
    """
    said = worded(reason, code="reason_missing")
    if not 1 <= days <= LONGEST_EXTENSION:
        raise Refusal("bad_days", most=LONGEST_EXTENSION)

    def do(act: Act, case: Case) -> Case:
        if case.extended:
            raise Refusal("extended_already")
        if case.due_on < act.now.date():
            raise Refusal("too_late_to_extend")
        return move_on(act, case, CaseAction.EXTEND, parties(session, case), said,
                       details=str(days), extended=True,
                       due_on=working_day_after(case.due_on, days))

    return _do(ctx, session, case_id, do, MAY_KEEP_CASES, known)


def note(
    ctx: AppContext, session: StaffSession, case_id: int, text: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """Writes something that only the staff read. Refuses as `ask`."""
    return _said(ctx, session, case_id, CaseAction.NOTE, worded(text), known)


def split(
    ctx: AppContext, session: StaffSession, case_id: int, parts: Sequence[tuple[str, str]], *,
    known: datetime | None = None,
) -> CaseFile:
    """Makes parts of a case for several bodies, each with whom it goes to (`kind:id`) and what is
    to be done. The whole stays one for its resident.

    Refuses with `not_allowed`, `no_such_case`, `case_changed`, `no_parts_of_parts`,
    `too_many_parts` (most), `no_text`, `no_such_assignee`, `body_gone`.
    """
    if not 1 <= len(parts) <= MOST_PARTS:
        raise Refusal("too_many_parts", most=MOST_PARTS)
    written = [(to, worded(text)) for to, text in parts]

    def do(act: Act, case: Case) -> Case:
        if case.is_part:
            raise Refusal("no_parts_of_parts")
        if len(register.parts(act.tx, case.id)) + len(written) > MOST_PARTS:
            raise Refusal("too_many_parts", most=MOST_PARTS)
        case = move_on(act, case, CaseAction.SPLIT, parties(session, case),
                       details=str(len(written)))
        for to, text in written:
            _add_part(act, case, str(known_assignee(act.tx, to)), text)
        return case

    return _do(ctx, session, case_id, do, MAY_KEEP_CASES, known)


def merge(
    ctx: AppContext, session: StaffSession, case_id: int, into: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """重复: a case goes on with another, given its number; its resident follows that one's step.

    Refuses with `not_allowed`, `no_such_case` (either), `case_changed`, `no_parts_of_parts`,
    `not_alike` (itself, or one that goes on with another).
    """
    def do(act: Act, case: Case) -> Case:
        book = stored.book(act.tx)
        number = book.centre.number_of(into)
        other = None if number is None else register.by_number(act.tx, number)
        if other is None:
            raise Refusal("no_such_case")
        if case.is_part:
            raise Refusal("no_parts_of_parts")
        if other.id == case.id or other.merged_into is not None:
            raise Refusal("not_alike")
        case = move_on(act, case, CaseAction.DUPLICATE, parties(session, case),
                       details=book.centre.said(other.number), merged_into=other.id)
        close_parts(act, case)
        # Whatever went on with this one goes on with the other.
        for one in register.merged(act.tx, case.id):
            register.change_to(act.tx, one, replace(one, merged_into=other.id))
        return case

    return _do(ctx, session, case_id, do, MAY_KEEP_CASES, known)


def release(
    ctx: AppContext, session: StaffSession, case_id: int, *,
    known: datetime | None = None,
) -> CaseFile:
    """Lets a line of a case onto the wall: topic and estate.

    Refuses with `not_allowed`, `no_such_case`, `case_changed`, `never_public` where its topic stays
    at home or it was deleted by whom it is of.
    """
    def do(act: Act, case: Case) -> Case:
        if stored.book(act.tx).topic(case.topic_id).stays_home or case.is_part or case.is_erased:
            raise Refusal("never_public")
        return move_on(act, case, CaseAction.RELEASE, parties(session, case),
                       released_at=act.now)

    return _do(ctx, session, case_id, do, MAY_RELEASE_CASES, known)


def take_down(
    ctx: AppContext, session: StaffSession, case_id: int, *,
    known: datetime | None = None,
) -> CaseFile:
    """Takes a line from the wall. Refuses with `not_allowed`, `no_such_case`."""
    return _do(ctx, session, case_id, lambda act, case: move_on(
        act, case, CaseAction.TAKE_DOWN, parties(session, case), released_at=None),
        MAY_RELEASE_CASES, known)


def follow_up(
    ctx: AppContext, session: StaffSession, case_id: int, text: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """Answers a poor rating; the resident reads it. Refuses with `not_allowed`, `no_such_case`,
    `case_changed` (none is open), `follow_up_changed`, `no_text`, `text_too_long`."""
    said = worded(text)

    def do(act: Act, case: Case) -> Case:
        rating = story.rating(act.tx, case.id)
        if rating is None or rating.follow_up is None:
            raise Refusal("case_changed")
        story.change_rating(act.tx, replace(rating, follow_up=rating.follow_up.answered(act.now)))
        return move_on(act, case, CaseAction.FOLLOW_UP, parties(session, case), said)

    return _do(ctx, session, case_id, do, MAY_KEEP_CASES, known)


def deal_with(
    ctx: AppContext, session: StaffSession, case_id: int, text: str, *,
    known: datetime | None = None,
) -> CaseFile:
    """Says what was done about a poor rating, which ends its follow-up. Refuses as
    `follow_up`, also before it was answered."""
    said = worded(text)

    def do(act: Act, case: Case) -> Case:
        rating = story.rating(act.tx, case.id)
        if rating is None or rating.follow_up is None:
            raise Refusal("case_changed")
        story.change_rating(act.tx, replace(
            rating, follow_up=rating.follow_up.dealt_with(act.now)))
        return move_on(act, case, CaseAction.DEAL_WITH, parties(session, case), said)

    return _do(ctx, session, case_id, do, MAY_KEEP_CASES, known)


def add_picture(
    ctx: AppContext, session: StaffSession, case_id: int, key: str, picture: bytes, name: str
) -> CaseFile:
    """Adds a picture that the staff took; the same `key` is the same picture. Refuses with
    `not_allowed`, `no_such_case`, `too_many_pictures`, `picture_unreadable`, `picture_too_large`,
    `files_busy`."""
    jpeg = as_jpeg(picture, name)

    def do(act: Act, case: Case) -> Case:
        next_state(case.state, CaseAction.NOTE, parties(session, case), is_part=case.is_part)
        if jpeg and keep_picture(act, case, jpeg, key):
            return move_on(act, case, CaseAction.NOTE, parties(session, case), details="picture")
        act.without_event("it was added already")
        return case

    return _do(ctx, session, case_id, do, MAY_WORK_CASES)


def new_secret(ctx: AppContext, session: StaffSession, case_id: int) -> CaseReceipt:
    """A new slip for whoever lost theirs, only where a contact was left by which they are known
    again; the old code opens nothing any more. Refuses with `not_allowed`, `no_such_case`,
    `no_contact`."""
    with acting(ctx, session, MAY_TAKE_CASES) as act:
        case = of_id(act.tx, case_id)
        if contact_of(ctx, act.tx, case) == CaseContact() or case.is_part:
            raise Refusal("no_contact")
        case = move_on(act, case, CaseAction.NEW_SECRET, parties(session, case),
                       code=hidden(ctx.secret, ctx.codes()))
        return receipt(ctx, act.tx, case)


def enter_from_paper(
    act: Act, *, key: str, number: int, received_at: datetime, topic_id: str, text: str,
    contact: CaseContact, address: str, ended_on: datetime | None, estate_id: str | None = None,
) -> Case | None:
    """Enters a case of the paper registers, within the act of whoever imports them; None where the
    same key was entered before. One that has ended there is `on_paper` and counts in no rate.

    Refuses with `no_such_topic`, `number_taken` (number).
    """
    kept = key_index(act.ctx.secret, key)
    if register.by_request(act.tx, kept):
        return None
    book, vault = stored.book(act.tx), act.ctx.vault
    topic = book.topic(topic_id)
    if register.by_number(act.tx, number):
        raise Refusal("number_taken", number=book.centre.said(number))
    index = vault.make_person_index(act.tx, contact.phone) if contact.phone else None
    case = register.add(act.tx, Case(
        0, number, hidden(act.ctx.secret, act.ctx.codes()), topic.id, CaseSource.PAPER,
        CaseState.RECEIVED if ended_on is None else CaseState.ON_PAPER, received_at, act.now,
        working_day_after(received_at.date(), topic.days), estate_id=estate_id,
        person_index=index, notice="paper", ended_at=ended_on), kept)
    register.number_taken(act.tx, number)
    keep_contact(act, case.id, contact, address)
    write(act, case, CaseAction.TELL, text, details="paper")
    return case


def _add_part(act: Act, case: Case, to: str, text: str) -> None:
    part = register.add(act.tx, Case(
        0, case.number, "", case.topic_id, case.source, CaseState.ASSIGNED, act.now, act.now,
        case.due_on, estate_id=case.estate_id, building=case.building, assignee=to,
        parent_id=case.id, notice=case.notice), key_index(act.ctx.secret, act.ctx.codes()))
    write(act, part, CaseAction.ASSIGN, text, details=to)
    tell_staff(act, "assigned", part)


def _answered(
    ctx: AppContext, session: StaffSession, case_id: int, action: CaseAction, said: str,
    may: frozenset[Role], known: datetime | None,
) -> CaseFile:
    def do(act: Act, case: Case) -> Case:
        if action is CaseAction.ANSWER and any(
                one.is_owed for one in register.parts(act.tx, case.id)):
            raise Refusal("parts_open")
        case = move_on(act, case, action, parties(session, case), said)
        if action is not CaseAction.ANSWER:
            close_parts(act, case)
        return case

    return _do(ctx, session, case_id, do, may, known)


def _said(
    ctx: AppContext, session: StaffSession, case_id: int, action: CaseAction, said: str,
    known: datetime | None,
) -> CaseFile:
    return _do(ctx, session, case_id, lambda act, case: move_on(
        act, case, action, parties(session, case), said), MAY_WORK_CASES, known)


def _do(
    ctx: AppContext, session: StaffSession, case_id: int, do: Do, may: frozenset[Role],
    known: datetime | None = None,
) -> CaseFile:
    with acting(ctx, session, may) as act:
        case = of_id(act.tx, case_id)
        # Before anything is said of it: a case of somebody else is none for a representative.
        parties(session, case)
        if known not in (None, case.changed_at):
            raise Refusal("case_changed")
        case = do(act, case)
        return case_file(ctx, act.tx, session, case)


"""What the actions of cases share: finding a case, moving it on, sealing and opening its words."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from db.cases import book as stored, register, story
from db.engine.bearer_codes import hidden
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.encryption import Unreadable
from db.outbox import notifications as notices_out
from kiosk.actions.acting import Act
from kiosk.actions.cases.results import CaseContact
from kiosk.actions.decrypted import readable, unreadable
from kiosk.context import AppContext
from kiosk.domain.cases.cases import TEXT_LENGTH, Case
from kiosk.domain.cases.deadlines import resumed
from kiosk.domain.cases.states import (
    ANSWERS,
    CaseAction,
    CaseParty,
    CaseState,
    next_state,
    parties_of,
)
from kiosk.domain.characters import plain
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.domain.working_days import working_day_after

SAID_OF = "case event {}"
CONTACT_OF = "case contact {}"
ADDRESS_OF = "case address {}"
RESIDENT = frozenset({CaseParty.RESIDENT})
SYSTEM_PARTY = frozenset({CaseParty.SYSTEM})


def of_code(ctx: AppContext, tx: ReadTransaction, code: str) -> Case:
    """The case of a page's code. Refuses with `no_such_case`."""
    return known(register.by_code(tx, hidden(ctx.secret, code)))


def of_id(tx: ReadTransaction, case_id: int) -> Case:
    """A case or a part. Refuses with `no_such_case`."""
    return known(register.by_id(tx, case_id))


def known(found: Case | None) -> Case:
    """The case that was found. Refuses with `no_such_case`."""
    if found is None:
        raise Refusal("no_such_case")
    return found


def parties(session: StaffSession, case: Case) -> frozenset[CaseParty]:
    """In what parts a member of the staff acts on a case: a representative in none of those that
    were not handed to them. Refuses with `no_such_case` where in none."""
    handed = case.is_handed_to(session.account.id)
    found = parties_of(session.account.role, is_assigned=handed)
    if not found:
        raise Refusal("no_such_case")
    return found


def worded(text: str, *, code: str = "no_text") -> str:
    """What was written, as it is kept. Refuses with the `code` where it says nothing, and with
    `text_too_long` (most, over)."""
    kept = plain(text).strip()
    if not kept:
        raise Refusal(code)
    if len(kept) > TEXT_LENGTH:
        raise Refusal("text_too_long", most=TEXT_LENGTH, over=len(kept) - TEXT_LENGTH)
    return kept


def move_on(
    act: Act, case: Case, action: CaseAction, who: frozenset[CaseParty], said: str = "", *,
    details: str = "", **fields: Any,
) -> Case:
    """Does an action: the case in its next state, a line in its log with what was said, an event.

    What follows from the state follows here: the pause of a question and its end, when it was
    answered, when it ended, and that a line leaves the wall once the case goes on. Refuses with
    `case_changed`.
    """
    state = next_state(case.state, action, who, is_part=case.is_part, is_erased=case.is_erased)
    after = _followed(act, replace(case, **fields), case.state, state, action)
    register.change_to(act.tx, case, after)
    write(act, after, action, said, details)
    return after


def _followed(act: Act, case: Case, was: CaseState, state: CaseState, action: CaseAction) -> Case:
    today = act.now.date()
    after = replace(case, state=state, changed_at=act.now)
    if was is CaseState.ASKED and state is not CaseState.ASKED and case.paused_on:
        after = replace(after, due_on=resumed(case.due_on, case.paused_on, today))
    after = replace(after, paused_on=None if state is not CaseState.ASKED
                    else case.paused_on or today)
    if action in ANSWERS:
        after = replace(after, answered_at=act.now)
    if state is not was:
        after = replace(after, ended_at=None if after.is_live else case.ended_at or act.now)
    if action is CaseAction.NOT_SOLVED:
        days = stored.book(act.tx).topic(case.topic_id).days
        after = replace(after, due_on=working_day_after(today, days), extended=False,
                        released_at=None)
    return after


def write(act: Act, case: Case, action: CaseAction, said: str = "", details: str = "") -> None:
    """Writes a line into the log of a case, with what was said sealed to it, and an event."""
    event_id = story.add_event(act.tx, case, act.now, action, act.actor, details)
    if said:
        story.seal_in(act.tx, event_id, act.ctx.vault.encrypt(
            act.tx, said, SAID_OF.format(event_id)))
    act.log(f"case_{action}", case=case.id, state=case.state, details=details)


def said_in(ctx: AppContext, event_id: int, sealed: str | None) -> str | None:
    """What was said with an event; None where nothing was, or it was deleted."""
    return None if sealed is None else readable(ctx, sealed, SAID_OF.format(event_id))


def keep_contact(act: Act, case_id: int, contact: CaseContact, address: str) -> None:
    """Keeps whom to call back, and the address, each sealed by itself."""
    has_contact = contact != CaseContact()
    written = json.dumps(asdict(contact), ensure_ascii=False)
    vault = act.ctx.vault
    register.seal_in(
        act.tx, case_id,
        vault.encrypt(act.tx, written, CONTACT_OF.format(case_id)) if has_contact else None,
        vault.encrypt(act.tx, address, ADDRESS_OF.format(case_id)) if address else None)


def contact_of(ctx: AppContext, tx: ReadTransaction, case: Case) -> CaseContact:
    """Whom to call back; where it cannot be read it says so."""
    sealed, _ = register.sealed_of(tx, case.id)
    if sealed is None:
        return CaseContact()
    try:
        return CaseContact(**json.loads(ctx.vault.decrypt(sealed, CONTACT_OF.format(case.id))))
    except Unreadable:
        return CaseContact(unreadable(ctx), unreadable(ctx))


def address_of(ctx: AppContext, tx: ReadTransaction, case: Case) -> str:
    """Building and door as they were written; "" where they were not, or were deleted."""
    _, sealed = register.sealed_of(tx, case.id)
    return readable(ctx, sealed, ADDRESS_OF.format(case.id)) if sealed else ""


def close_parts(act: Act, case: Case) -> None:
    """Ends the parts of a case that has ended: nothing is to be done for them any more."""
    for part in register.parts(act.tx, case.id):
        if part.is_live:
            move_on(act, part, CaseAction.WITHDRAW, SYSTEM_PARTY)


def erase_case(act: Act, case: Case, who: frozenset[CaseParty]) -> Case:
    """Deletes all that is personal of a case and its parts, and withdraws what was under way."""
    was_live = case.is_live
    case = move_on(act, case, CaseAction.ERASE, who)
    for part in register.parts(act.tx, case.id):
        story.forget(act.tx, part.id)
    if was_live:
        close_parts(act, case)
    forget(act.tx, case)
    return replace(case, person_index=None, notice=None)


def forget(tx: WriteTransaction, case: Case) -> None:
    """Deletes all that is personal of a case or a part."""
    register.forget(tx, case.id)
    story.forget(tx, case.id)


def tell_staff(act: Act, what: str, case: Case | None) -> None:
    """Lets a notification out, where the manager said where to: number and topic of a case,
    nobody's name; of a quarrel nothing at all."""
    words = act.ctx.words[act.ctx.settings.language]
    book = stored.book(act.tx)
    gaps = {} if case is None else {"number": book.centre.said(case.number),
                                    "topic": words.text(book.topic(case.topic_id).title)}
    notices_out.post(act.tx, words(f"case_out.{what}", **gaps), act.now)

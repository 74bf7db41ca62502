"""What cases keep of a person: found, corrected and deleted by telephone; and once more deleted
what a restore of the database brought back."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace

from db.cases import book as stored, drafts, mediation, register, story
from db.engine.database import ReadTransaction
from kiosk.actions import reservations
from kiosk.actions.acting import Act
from kiosk.actions.cases.attachments import picture_of
from kiosk.actions.cases.mediation import (
    SideFacts,
    erase_side,
    facts_of,
    keep_facts,
    mediation_of,
)
from kiosk.actions.cases.reception import RECEPTION
from kiosk.actions.cases.transitions import (
    SYSTEM_PARTY,
    address_of,
    contact_of,
    erase_case,
    forget,
    keep_contact,
    of_id,
    said_in,
)
from kiosk.actions.decrypted import unreadable
from kiosk.area import PersonalRecord, PersonalRecords
from kiosk.context import AppContext
from kiosk.domain.cases.cases import Case
from kiosk.domain.cases.mediation import MediationSide
from kiosk.domain.cases.states import CaseAction, CaseParty
from kiosk.domain.refusals import Refusal

KEEPER = frozenset({CaseParty.KEEPER})
# What the staff wrote to each other is of the case, not of the person.
INSIDE = frozenset({CaseAction.NOTE, CaseAction.ASSIGN, CaseAction.SPLIT})
BOOKINGS = reservations.personal_records(RECEPTION)


def find(
    ctx: AppContext, tx: ReadTransaction, phone: str, language: str
) -> Sequence[PersonalRecord]:
    """Every case for which a telephone was left, every mediation of which it is a side, and what
    is booked of the reception days."""
    return [*(_record(ctx, tx, one, language) for one in _of_phone(ctx, tx, phone)),
            *(_quarrel(ctx, tx, *one, language) for one in _sides(ctx, tx, phone)),
            *BOOKINGS.find(ctx, tx, phone, language)]


def correct(act: Act, phone: str, name: str | None, new_phone: str | None) -> int:
    """Another name and telephone in all of them."""
    found = _of_phone(act.ctx, act.tx, phone)
    for case in found:
        contact = contact_of(act.ctx, act.tx, case)
        # What cannot be read is not written over with the words for that.
        if contact.phone != unreadable(act.ctx):
            keep_contact(act, case.id, replace(
                contact, name=name or contact.name, phone=new_phone or contact.phone),
                address_of(act.ctx, act.tx, case))
        if new_phone:
            index = act.ctx.vault.make_person_index(act.tx, new_phone)
            register.change_person(act.tx, case.id, index)
    sides = _sides(act.ctx, act.tx, phone)
    for side, facts in sides:
        keep_facts(act, side, replace(facts, name=name or facts.name, phone=new_phone or phone))
    return len(found) + len(sides) + BOOKINGS.correct(act, phone, name, new_phone)


def erase(act: Act, phone: str) -> int:
    """Withdraws what is under way and deletes all that is personal of it."""
    found = _of_phone(act.ctx, act.tx, phone)
    for case in found:
        erase_case(act, case, KEEPER)
    sides = _sides(act.ctx, act.tx, phone)
    for side, _ in sides:
        erase_side(act, side)
    return len(found) + len(sides) + BOOKINGS.erase(act, phone)


def erase_again(act: Act, keys: frozenset[str]) -> int:
    """Makes cases and mediations that name one of these keys what the deletion had made of them;
    returns how many. Where only the telephone had gone, the rest stays."""
    cases = register.with_keys(act.tx, keys)
    for case in cases:
        register.forget_contact(act.tx, case.id)
    told = story.with_keys(act.tx, keys)
    for case_id in told:
        case = of_id(act.tx, case_id)
        if case.is_live and not case.is_part:
            erase_case(act, case, SYSTEM_PARTY)
        else:
            forget(act.tx, case)
    quarrels = mediation.with_keys(act.tx, keys)
    for id_ in quarrels:
        mediation.forget(act.tx, id_)
    return (len({*told, *(one.id for one in cases)}) + len(quarrels)
            + drafts.forget_with_keys(act.tx, keys) + reservations.erase(RECEPTION, act, keys))


RECORDS = PersonalRecords(
    ("resident_case", "case_event", "case_picture", "mediation_side", "mediation_event",
     *BOOKINGS.tables), find, correct, erase)


def _of_phone(ctx: AppContext, tx: ReadTransaction, phone: str) -> tuple[Case, ...]:
    index = ctx.vault.person_index(phone)
    return register.of_person(tx, index) if index else ()


def _sides(
    ctx: AppContext, tx: ReadTransaction, phone: str
) -> list[tuple[MediationSide, SideFacts]]:
    """The sides with a telephone. Each that is kept is opened to look: nothing in the database
    joins somebody to a quarrel."""
    found = ((side, facts_of(ctx, side)) for side in mediation.kept_sides(tx))
    return [(side, facts) for side, facts in found if facts and facts.phone == phone]


def _quarrel(ctx: AppContext, tx: ReadTransaction, side: MediationSide, facts: SideFacts,
             language: str) -> PersonalRecord:
    """Who the side is, and not what was said: that is for the mediators and its own page alone."""
    of = mediation_of(tx, side.mediation_id)
    return PersonalRecord(
        "mediation", str(of.id), of.opened_at, facts.name,
        ctx.words[language]("desk_section.mediation"), {
            "number": of.id, "state": str(of.state), "opened_at": of.opened_at.isoformat(),
            "name": facts.name, "phone": facts.phone, "address": facts.address})


def _record(ctx: AppContext, tx: ReadTransaction, case: Case, language: str) -> PersonalRecord:
    book, contact = stored.book(tx), contact_of(ctx, tx, case)
    number, topic = book.centre.said(case.number), book.topic(case.topic_id)
    rating = story.rating(tx, case.id)
    return PersonalRecord(
        "case", number, case.received_at, contact.name, topic.title.in_(language), {
            "number": number, "topic": case.topic_id, "state": str(case.state),
            "received_at": case.received_at.isoformat(), "notice": case.notice,
            "estate": case.estate_id, "building": case.building,
            "address": address_of(ctx, tx, case), "name": contact.name, "phone": contact.phone,
            "rating": rating and rating.level,
            "story": [[one.at.isoformat(), str(one.action), said_in(ctx, one.id, one.sealed)]
                      for one in story.of_case(tx, case.id) if one.action not in INSIDE],
            "pictures_jpeg": [_picture(ctx, tx, case, one.id)
                              for one in story.pictures(tx, case.id)],
        })


def _picture(ctx: AppContext, tx: ReadTransaction, case: Case, picture_id: int) -> str | None:
    try:
        return base64.b64encode(picture_of(ctx, tx, case, picture_id)).decode()
    except Refusal:
        return None

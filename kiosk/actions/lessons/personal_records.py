"""What the class keeps of a person: a guardian with that telephone, and the children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from db.engine.database import ReadTransaction
from db.lessons import days, people
from kiosk.actions.acting import Act
from kiosk.actions.decrypted import unreadable
from kiosk.actions.lessons.registration import forget
from kiosk.actions.lessons.sealed import (
    child_facts,
    collector_facts,
    guardian_facts,
    incident_said,
    keep_guardian,
)
from kiosk.area import PersonalRecord, PersonalRecords
from kiosk.context import AppContext
from kiosk.domain.lessons.people import Child, Guardian


def find(
    ctx: AppContext, tx: ReadTransaction, phone: str, _language: str
) -> Sequence[PersonalRecord]:
    """The guardians with a telephone, each with the children."""
    return [_record(ctx, tx, one) for one in _guardians(ctx, tx, phone)]


def correct(act: Act, phone: str, name: str | None, new_phone: str | None) -> int:
    """Another name and telephone of the guardian; a new telephone reaches them as the old one did,
    for the desk has it from them."""
    found = _guardians(act.ctx, act.tx, phone)
    for one in found:
        facts = guardian_facts(act.ctx, one)
        # What cannot be read is not written over with the words for that.
        if facts.name != unreadable(act.ctx):
            keep_guardian(act, one.id, replace(
                facts, name=name or facts.name, phone=new_phone or facts.phone))
    return len(found)


def erase(act: Act, phone: str) -> int:
    """Deletes guardians and children. Refuses with `child_is_here` while one is in the class."""
    found = _guardians(act.ctx, act.tx, phone)
    for one in found:
        forget(act, one)
        act.log("withdraw_guardian")
    return len(found)


def erase_again(act: Act, keys: frozenset[str]) -> int:
    """Deletes once more what a restore brought back without its keys; returns how much."""
    found = people.with_keys(act.tx, keys)
    for id_ in found:
        guardian = people.guardian(act.tx, id_)
        if guardian:
            forget(act, guardian, even_here=True)
    return len(found)


RECORDS = PersonalRecords(
    tuple(one._meta.table_name for one in people.PERSONAL), find, correct, erase)


def _guardians(ctx: AppContext, tx: ReadTransaction, phone: str) -> tuple[Guardian, ...]:
    index = ctx.vault.person_index(phone)
    return people.guardians_of_phone(tx, index) if index else ()


def _record(ctx: AppContext, tx: ReadTransaction, guardian: Guardian) -> PersonalRecord:
    facts = guardian_facts(ctx, guardian)
    return PersonalRecord("guardian", str(guardian.id), guardian.made_at, facts.name, "", {
        **asdict(facts), "notice": guardian.notice, "term": guardian.term_id,
        "consented_at": guardian.consented_at.isoformat(),
        "confirmed_at": guardian.confirmed_at and guardian.confirmed_at.isoformat(),
        "children": [_child(ctx, tx, one) for one in people.children_of(tx, guardian.id)],
    })


def _child(ctx: AppContext, tx: ReadTransaction, child: Child) -> dict[str, object]:
    return {
        **asdict(child_facts(ctx, child)), "weekdays": sorted(child.weekdays),
        "collectors": [asdict(collector_facts(ctx, one)) for one in people.pickups(tx, [child.id])],
        "delegations": [[one.day.isoformat(), asdict(collector_facts(ctx, one))]
                        for one in people.delegations(tx, [child.id])],
        "days": [[one.day.isoformat(), str(one.state),
                  one.arrived_at and one.arrived_at.isoformat(),
                  one.collected_at and one.collected_at.isoformat()]
                 for one in days.of_children(tx, [child.id])],
        "incidents": [[one.at.isoformat(), one.made_by, incident_said(ctx, one)]
                      for one in people.incidents(tx, [child.id])],
    }

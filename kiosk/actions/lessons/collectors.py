"""Who may collect a child: the guardian, those registered, those whom the guardian asked today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from db.engine.database import ReadTransaction
from db.lessons import people
from kiosk.actions.lessons.results import CollectorView
from kiosk.actions.lessons.sealed import collector_facts, guardian_facts
from kiosk.context import AppContext
from kiosk.domain.lessons.collecting import GUARDIAN, delegate, pickup
from kiosk.domain.lessons.people import Child, CollectorFacts


def collectors_of(
    ctx: AppContext, tx: ReadTransaction, children: Collection[Child], day: date
) -> dict[int, tuple[CollectorView, ...]]:
    """By child, everybody who may collect it on a day; who may not any more says so."""
    ids = [one.id for one in children]
    found: dict[int, list[CollectorView]] = {id_: [] for id_ in ids}
    for child in children:
        guardian = people.guardian(tx, child.guardian_id)
        if guardian:
            facts = guardian_facts(ctx, guardian)
            found[child.id].append(CollectorView(
                GUARDIAN, CollectorFacts(facts.name, facts.relation, facts.phone[-4:])))
    for one in people.pickups(tx, ids):
        found[one.child_id].append(CollectorView(pickup(one.id), collector_facts(ctx, one)))
    for asked in people.delegations(tx, ids, day):
        found[asked.child_id].append(CollectorView(
            delegate(asked.id), collector_facts(ctx, asked),
            taken_back=asked.taken_back_at is not None))
    return {id_: tuple(ones) for id_, ones in found.items()}


def registered(tx: ReadTransaction, child: Child) -> set[str]:
    """Those who may always collect a child."""
    return {GUARDIAN, *(pickup(one.id) for one in people.pickups(tx, [child.id]))}


def collector_said(everybody: Iterable[CollectorView], ref: str) -> str:
    """What a person is to a child: 妈妈; "" where nobody has that name."""
    return next((one.facts.relation for one in everybody if one.ref == ref), "")


def open_to(everybody: Sequence[CollectorView]) -> tuple[CollectorView, ...]:
    """Those who may still collect."""
    return tuple(one for one in everybody if not one.taken_back)

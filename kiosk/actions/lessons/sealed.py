"""What is encrypted of guardians and children, opened and closed; what cannot be read says so."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

from db.lessons import people
from db.lessons.people import ChildRow, DelegationRow, IncidentRow, PickupRow
from kiosk.actions.acting import Act
from kiosk.actions.decrypted import readable
from kiosk.context import AppContext
from kiosk.domain.lessons.people import (
    Child,
    ChildFacts,
    CollectorFacts,
    Delegation,
    Guardian,
    GuardianFacts,
    Incident,
    Pickup,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

GUARDIAN_OF, CHILD_OF, PICKUP_OF = "guardian {}", "child {}", "child pickup {}"
DELEGATION_OF, INCIDENT_OF = "child delegation {}", "class incident {}"

Facts = TypeVar("Facts", GuardianFacts, ChildFacts, CollectorFacts)


def guardian_facts(ctx: AppContext, one: Guardian) -> GuardianFacts:
    """Who a guardian is."""
    return _opened(ctx, GuardianFacts, one.sealed, GUARDIAN_OF.format(one.id))


def child_facts(ctx: AppContext, one: Child) -> ChildFacts:
    """What is known of a child."""
    return _opened(ctx, ChildFacts, one.sealed, CHILD_OF.format(one.id))


def collector_facts(ctx: AppContext, one: Pickup | Delegation) -> CollectorFacts:
    """Somebody who collects."""
    of = PICKUP_OF if isinstance(one, Pickup) else DELEGATION_OF
    return _opened(ctx, CollectorFacts, one.sealed, of.format(one.id))


def keep_guardian(act: Act, guardian_id: int, facts: GuardianFacts) -> None:
    """Writes who a guardian is, and what stands for the telephone."""
    vault = act.ctx.vault
    people.seal_guardian(act.tx, guardian_id, vault.make_person_index(act.tx, facts.phone),
                         _closed(act, facts, GUARDIAN_OF.format(guardian_id)))


def keep_child(act: Act, child_id: int, facts: ChildFacts) -> None:
    """Writes what is known of a child."""
    people.seal(act.tx, ChildRow, child_id, _closed(act, facts, CHILD_OF.format(child_id)))


def keep_pickup(act: Act, pickup_id: int, facts: CollectorFacts) -> None:
    """Writes who may always collect."""
    people.seal(act.tx, PickupRow, pickup_id, _closed(act, facts, PICKUP_OF.format(pickup_id)))


def keep_delegation(act: Act, delegation_id: int, facts: CollectorFacts) -> None:
    """Writes who may collect on a day."""
    people.seal(act.tx, DelegationRow, delegation_id,
                _closed(act, facts, DELEGATION_OF.format(delegation_id)))


def keep_incident(act: Act, incident_id: int, said: str) -> None:
    """Writes what happened."""
    sealed = act.ctx.vault.encrypt(act.tx, said, INCIDENT_OF.format(incident_id))
    people.seal(act.tx, IncidentRow, incident_id, sealed)


def incident_said(ctx: AppContext, one: Incident) -> str:
    """What happened."""
    return readable(ctx, one.sealed, INCIDENT_OF.format(one.id))


def _closed(act: Act, facts: DataclassInstance, of: str) -> str:
    return act.ctx.vault.encrypt(act.tx, json.dumps(asdict(facts), ensure_ascii=False), of)


def _opened(ctx: AppContext, kind: type[Facts], sealed: str, of: str) -> Facts:
    text = readable(ctx, sealed, of)
    if text.startswith("{"):
        return kind(**json.loads(text))
    return kind(text, "", "")

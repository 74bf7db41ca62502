"""Guardians, children, who collects them, and incidents: tables, and the only queries on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from peewee import BigIntegerField, ForeignKeyField, Model, SmallIntegerField, TextField

from db.engine.column_types import SealedField, names_key, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.free_numbers import draw
from db.engine.row_mapper import RowMapper
from kiosk.domain.lessons.people import NUMBERS, Child, Delegation, Guardian, Incident, Pickup


class GuardianRow(Model):
    """A guardian. `owner_index` is the index of their telephone, `number` what they read out on
    it; `notice` names the text they agreed to at `consented_at`."""

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    term = TextField()
    number = SmallIntegerField()
    owner_index = SealedField(null=True, index=True)
    sealed = SealedField(null=True)
    notice = TextField()
    consented_at = BigIntegerField()
    confirmed_at = BigIntegerField(null=True)
    made_at = BigIntegerField()

    class Meta:
        table_name = "guardian"


class ChildRow(Model):
    """A child; the schema has none whose guardian is not confirmed."""

    guardian = ForeignKeyField(GuardianRow)
    term = TextField()
    request_key = TextField(unique=True)
    sealed = SealedField(null=True)
    weekdays = TextField()
    made_at = BigIntegerField()

    class Meta:
        table_name = "child"


class PickupRow(Model):
    """Somebody who may always collect a child."""

    child = ForeignKeyField(ChildRow)
    sealed = SealedField(null=True)

    class Meta:
        table_name = "child_pickup"


class DelegationRow(Model):
    """Somebody who may collect a child on one day."""

    child = ForeignKeyField(ChildRow)
    day = TextField()
    code = TextField(unique=True)
    digits = TextField()
    request_key = TextField(unique=True)
    sealed = SealedField(null=True)
    taken_back_at = BigIntegerField(null=True)

    class Meta:
        table_name = "child_delegation"


class IncidentRow(Model):
    """Something that happened with a child, which the manager alone reads."""

    child = ForeignKeyField(ChildRow)
    at = BigIntegerField()
    made_by = TextField()
    sealed = SealedField(null=True)

    class Meta:
        table_name = "class_incident"


GUARDIANS = RowMapper(Guardian, GuardianRow, term_id=GuardianRow.term)
CHILDREN = RowMapper(Child, ChildRow, guardian_id=ChildRow.guardian, term_id=ChildRow.term)
PICKUPS = RowMapper(Pickup, PickupRow, child_id=PickupRow.child)
DELEGATIONS = RowMapper(Delegation, DelegationRow, child_id=DelegationRow.child)
INCIDENTS = RowMapper(Incident, IncidentRow, child_id=IncidentRow.child)
# Those that hold something of a person, each before what it refers to.
PERSONAL = (IncidentRow, DelegationRow, PickupRow, ChildRow, GuardianRow)


def add_guardian(tx: WriteTransaction, guardian: Guardian, request_key: str) -> int:
    """Writes a guardian; returns the id. What is sealed follows by `seal_guardian`."""
    return _added(tx, GuardianRow, GUARDIANS.write(guardian) | {
        "request_key": request_key, "sealed": None})


def seal_guardian(tx: WriteTransaction, guardian_id: int, index: str, sealed: str) -> None:
    """Writes who a guardian is, and the index of their telephone."""
    tx.query(GuardianRow.update(owner_index=index, sealed=sealed)
             .where(GuardianRow.id == guardian_id))


def confirm(tx: WriteTransaction, guardian_id: int, now: datetime) -> None:
    """The telephone reaches the guardian."""
    tx.query(GuardianRow.update(confirmed_at=stored_instant(now))
             .where(GuardianRow.id == guardian_id))


def free_number(tx: WriteTransaction) -> int:
    """A number to read out that no other guardian who waits has. Refuses with `no_number_left`."""
    waiting = GuardianRow.select(GuardianRow.number).where(GuardianRow.confirmed_at.is_null())
    return draw(NUMBERS, set(tx.column(waiting)))


def guardians(tx: ReadTransaction, term_id: str | None = None) -> tuple[Guardian, ...]:
    """All guardians, of one term or of all, in the order of their coming."""
    query = GUARDIANS.select().order_by(GuardianRow.id)
    if term_id is not None:
        query = query.where(GuardianRow.term == term_id)
    return GUARDIANS.read(tx.query(query))


def guardian(tx: ReadTransaction, guardian_id: int) -> Guardian | None:
    """The guardian of an id, or None."""
    return _guardian(tx, GuardianRow.id == guardian_id)


def guardian_of_code(tx: ReadTransaction, code: str) -> Guardian | None:
    """The guardian whose page a hidden code opens, or None."""
    return _guardian(tx, GuardianRow.code == code)


def guardian_of_request(tx: ReadTransaction, key: str) -> Guardian | None:
    """The guardian that a form with this key made, or None."""
    return _guardian(tx, GuardianRow.request_key == key)


def guardians_of_phone(tx: ReadTransaction, index: str) -> tuple[Guardian, ...]:
    """The guardians with a telephone."""
    return GUARDIANS.read(tx.query(GUARDIANS.select().where(GuardianRow.owner_index == index)))


def add_child(tx: WriteTransaction, child: Child, request_key: str) -> int:
    """Writes a child; returns the id. What is sealed follows by `seal`."""
    return _added(tx, ChildRow, CHILDREN.write(child) | {
        "request_key": request_key, "sealed": None})


def add_pickup(tx: WriteTransaction, child_id: int) -> int:
    """Somebody who may always collect a child; returns the id."""
    return _added(tx, PickupRow, {"child": child_id})


def drop_pickup(tx: WriteTransaction, pickup_id: int) -> bool:
    """Somebody who may not any more; False where there is none."""
    return bool(tx.query(PickupRow.delete().where(PickupRow.id == pickup_id)))


def add_delegation(tx: WriteTransaction, delegation: Delegation, request_key: str) -> int:
    """Writes a delegation; returns the id."""
    return _added(tx, DelegationRow, DELEGATIONS.write(delegation) | {
        "request_key": request_key, "sealed": None})


def take_back(tx: WriteTransaction, delegation_id: int, now: datetime) -> bool:
    """Takes a delegation back; False where it was already."""
    return bool(tx.query(DelegationRow.update(taken_back_at=stored_instant(now)).where(
        (DelegationRow.id == delegation_id) & DelegationRow.taken_back_at.is_null())))


def add_incident(tx: WriteTransaction, child_id: int, made_by: str, now: datetime) -> int:
    """Writes that something happened; returns the id."""
    return _added(tx, IncidentRow, {"child": child_id, "made_by": made_by,
                                    "at": stored_instant(now)})


def seal(tx: WriteTransaction, model: type[Model], id_: int, sealed: str) -> None:
    """Writes what is encrypted of a row."""
    tx.query(model.update(sealed=sealed).where(model.id == id_))


def set_weekdays(tx: WriteTransaction, child: Child) -> None:
    """Writes on which weekdays a child comes."""
    tx.query(ChildRow.update(**CHILDREN.write(child, "weekdays")).where(ChildRow.id == child.id))


def child(tx: ReadTransaction, child_id: int) -> Child | None:
    """The child of an id, or None."""
    return CHILDREN.first(tx.query(CHILDREN.select().where(ChildRow.id == child_id)))


def child_of_request(tx: ReadTransaction, key: str) -> Child | None:
    """The child that a form with this key made, or None."""
    return CHILDREN.first(tx.query(CHILDREN.select().where(ChildRow.request_key == key)))


def children(tx: ReadTransaction, term_id: str) -> tuple[Child, ...]:
    """The children of a term, in the order of their coming."""
    return _children(tx, ChildRow.term == term_id)


def children_of(tx: ReadTransaction, guardian_id: int) -> tuple[Child, ...]:
    """The children of a guardian."""
    return _children(tx, ChildRow.guardian == guardian_id)


def pickups(tx: ReadTransaction, child_ids: Collection[int]) -> tuple[Pickup, ...]:
    """Who may always collect some children."""
    query = PICKUPS.select().where(PickupRow.child << list(child_ids)).order_by(PickupRow.id)
    return PICKUPS.read(tx.query(query))


def delegations(
    tx: ReadTransaction, child_ids: Collection[int], day: date | None = None
) -> tuple[Delegation, ...]:
    """Who may or could collect some children on a day, or on any."""
    query = DELEGATIONS.select().where(DelegationRow.child << list(child_ids))
    if day is not None:
        query = query.where(DelegationRow.day == day.isoformat())
    return DELEGATIONS.read(tx.query(query.order_by(DelegationRow.id)))


def delegations_reading(tx: ReadTransaction, kept: str) -> tuple[Delegation, ...]:
    """The delegations with such a code or such digits, both hidden."""
    reads = (DelegationRow.code == kept) | (DelegationRow.digits == kept)
    return DELEGATIONS.read(tx.query(DELEGATIONS.select().where(reads)))


def delegation_of_request(tx: ReadTransaction, key: str) -> Delegation | None:
    """The delegation that a form with this key made, or None."""
    return DELEGATIONS.first(tx.query(DELEGATIONS.select().where(
        DelegationRow.request_key == key)))


def incidents(tx: ReadTransaction, child_ids: Collection[int]) -> tuple[Incident, ...]:
    """What happened with some children, newest first."""
    query = INCIDENTS.select().where(IncidentRow.child << list(child_ids))
    return INCIDENTS.read(tx.query(query.order_by(IncidentRow.id.desc())))


def unconfirmed(tx: ReadTransaction, before: datetime) -> list[int]:
    """The guardians nobody has confirmed who came before an instant."""
    return tx.column(GuardianRow.select(GuardianRow.id).where(
        GuardianRow.confirmed_at.is_null() & (GuardianRow.made_at < stored_instant(before))))


def with_keys(tx: ReadTransaction, keys: Collection[str]) -> set[int]:
    """The guardians of whom anything names one of these keys."""
    found: set[int] = set(tx.column(GuardianRow.select(GuardianRow.id).where(
        names_key(GuardianRow, keys))))
    found.update(tx.column(ChildRow.select(ChildRow.guardian).where(names_key(ChildRow, keys))))
    for model in (PickupRow, DelegationRow, IncidentRow):
        found.update(tx.column(ChildRow.select(ChildRow.guardian).join(
            model, on=model.child == ChildRow.id).where(names_key(model, keys))))
    return found


def drop_guardian(tx: WriteTransaction, guardian_id: int) -> None:
    """Deletes a guardian who has no child any more."""
    tx.query(GuardianRow.delete().where(GuardianRow.id == guardian_id))


def drop_child(tx: WriteTransaction, child_id: int, models: Iterable[Any]) -> None:
    """Deletes a child and what tables with a `child` have of it."""
    for model in (*models, IncidentRow, DelegationRow, PickupRow):
        tx.query(model.delete().where(model.child == child_id))
    tx.query(ChildRow.delete().where(ChildRow.id == child_id))


def _added(tx: WriteTransaction, model: Any, row: dict[str, Any]) -> int:
    id_: int = tx.value(model.insert(**row).returning(model.id))
    return id_


def _guardian(tx: ReadTransaction, where: Any) -> Guardian | None:
    return GUARDIANS.first(tx.query(GUARDIANS.select().where(where)))


def _children(tx: ReadTransaction, where: Any) -> tuple[Child, ...]:
    return CHILDREN.read(tx.query(CHILDREN.select().where(where).order_by(ChildRow.id)))

"""Volunteers: who they are, the link and the PIN of each, and the duty roster."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from peewee import (
    BigIntegerField,
    BooleanField,
    ForeignKeyField,
    Model,
    TextField,
    fn,
)

from db.engine.column_types import SealedField, instant_of, key_of, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from kiosk.domain.volunteers.registry import Duty, Volunteer


class VolunteerRow(Model):
    """A volunteer. Of the link, the phone it is bound to and the PIN there are only hashes;
    `name` (empty where it was deleted) and `phone` are sealed; `left_at` is since when they do not
    help any more."""

    number = TextField(unique=True)
    name = SealedField(default="")
    phone = SealedField(null=True)
    teams = TextField(default="[]")
    grid = TextField(null=True)
    vetted = BooleanField(default=False)
    active = BooleanField(default=True)
    link_hash = TextField(null=True, unique=True)
    device_hash = TextField(null=True)
    pin_hash = TextField(null=True)
    made_at = BigIntegerField()
    left_at = BigIntegerField(null=True)

    class Meta:
        table_name = "volunteer"


class DutyRow(Model):
    """Somebody on a post in the hall for a while."""

    volunteer = ForeignKeyField(VolunteerRow, index=False)
    post = TextField(null=True)
    starts_at = BigIntegerField(index=True)
    ends_at = BigIntegerField()

    class Meta:
        table_name = "duty"


@dataclass(frozen=True, slots=True)
class VolunteerCredentials:
    """A volunteer with what guards the page: the phone it is bound to, the hash of the PIN."""

    volunteer: Volunteer
    device_hash: str | None
    pin_hash: str | None


VOLUNTEERS = RowMapper(
    Volunteer, VolunteerRow, team_ids=VolunteerRow.teams, grid_id=VolunteerRow.grid,
    bound=VolunteerRow.device_hash.is_null(False), has_pin=VolunteerRow.pin_hash.is_null(False),
)
FACTS = ("number", "team_ids", "grid_id", "vetted", "active")
LOCKS = RowMapper(VolunteerCredentials, VolunteerRow, volunteer=VOLUNTEERS)
DUTIES = RowMapper(
    Duty, DutyRow, post_id=DutyRow.post, begins=DutyRow.starts_at, ends=DutyRow.ends_at)


def add(tx: WriteTransaction, volunteer: Volunteer, now: datetime) -> int:
    """Writes a new volunteer; returns the id. What is sealed follows by `change_name` and
    `change_phone`."""
    id_: int = tx.value(VolunteerRow.insert(
        made_at=stored_instant(now), **VOLUNTEERS.write(volunteer, *FACTS),
    ).returning(VolunteerRow.id))
    return id_


def change_facts(tx: WriteTransaction, volunteer: Volunteer, now: datetime) -> None:
    """Writes teams, grid and standing as they are from now on."""
    left_at = None if volunteer.active else fn.COALESCE(VolunteerRow.left_at, stored_instant(now))
    tx.query(VolunteerRow.update(left_at=left_at, **VOLUNTEERS.write(volunteer, *FACTS))
               .where(VolunteerRow.id == volunteer.id))


def change_name(tx: WriteTransaction, volunteer_id: int, sealed: str) -> None:
    """Writes a sealed name, or takes it out with ""."""
    tx.query(VolunteerRow.update(name=sealed).where(VolunteerRow.id == volunteer_id))


def made_at(tx: ReadTransaction, volunteer_id: int) -> datetime:
    """Since when a volunteer is known."""
    return instant_of(tx.value(
        VolunteerRow.select(VolunteerRow.made_at).where(VolunteerRow.id == volunteer_id)))


def with_phone(tx: ReadTransaction) -> tuple[int, ...]:
    """The ids of those whose telephone is kept."""
    return tuple(tx.column(VolunteerRow.select(VolunteerRow.id)
                           .where(VolunteerRow.phone.is_null(False)).order_by(VolunteerRow.id)))


def left(tx: ReadTransaction, before: datetime) -> list[int]:
    """The ids of those who have not helped since an instant."""
    return tx.column(VolunteerRow.select(VolunteerRow.id).where(
        (VolunteerRow.active == False)  # noqa: E712 - a column
        & (fn.COALESCE(VolunteerRow.left_at, 0) < stored_instant(before))))


def forget_phones(tx: WriteTransaction, volunteer_ids: Collection[int]) -> int:
    """Deletes the telephones of these; returns how many."""
    return int(tx.query(VolunteerRow.update(phone=None).where(
        VolunteerRow.phone.is_null(False) & (VolunteerRow.id << list(volunteer_ids)))))


def change_phone(tx: WriteTransaction, volunteer_id: int, sealed: str | None) -> None:
    """Writes a sealed telephone, or takes it out."""
    tx.query(VolunteerRow.update(phone=sealed).where(VolunteerRow.id == volunteer_id))


def forget_with_keys(tx: WriteTransaction, keys: Collection[str]) -> int:
    """Takes out the names and telephones under one of these keys; returns how many."""
    return sum(
        int(tx.query(VolunteerRow.update({column: empty}).where(key_of(column) << list(keys))))
        for column, empty in ((VolunteerRow.name, ""), (VolunteerRow.phone, None)))


def phone_of(tx: ReadTransaction, volunteer_id: int) -> str | None:
    """The sealed telephone, None where there is none."""
    phone: str | None = tx.value(
        VolunteerRow.select(VolunteerRow.phone).where(VolunteerRow.id == volunteer_id))
    return phone


def set_link(tx: WriteTransaction, volunteer_id: int, code: str | None) -> None:
    """A new link, or none: the phone and the PIN of the old one are forgotten with it."""
    tx.query(VolunteerRow.update(
        link_hash=code and hashed(code), device_hash=None, pin_hash=None,
    ).where(VolunteerRow.id == volunteer_id))


def bind(tx: WriteTransaction, volunteer_id: int, device: str, pin_hash: str) -> bool:
    """Ties a link to the phone that opened it first; False where another was first."""
    return bool(tx.query(
        VolunteerRow.update(device_hash=hashed(device), pin_hash=pin_hash).where(
            (VolunteerRow.id == volunteer_id) & VolunteerRow.device_hash.is_null()
        )
    ))


def renew_hash(tx: WriteTransaction, volunteer_id: int, old: str, new: str) -> None:
    """Writes the hash of the same PIN anew."""
    tx.query(VolunteerRow.update(pin_hash=new).where(
        (VolunteerRow.id == volunteer_id) & (VolunteerRow.pin_hash == old)))


def by_link(tx: ReadTransaction, code: str) -> VolunteerCredentials | None:
    """Whose link it is, the name sealed, or None."""
    query = LOCKS.select().where(VolunteerRow.link_hash == hashed(code))
    return LOCKS.first(tx.query(query))


def by_id(tx: ReadTransaction, volunteer_id: int) -> Volunteer | None:
    """A volunteer, the name sealed, or None."""
    query = VOLUNTEERS.select().where(VolunteerRow.id == volunteer_id)
    return VOLUNTEERS.first(tx.query(query))


def everybody(tx: ReadTransaction) -> tuple[Volunteer, ...]:
    """All volunteers, their names sealed, those who help first, in the order of their coming."""
    query = VOLUNTEERS.select().order_by(VolunteerRow.active.desc(), VolunteerRow.id)
    return VOLUNTEERS.read(tx.query(query))


def add_duty(tx: WriteTransaction, duty: Duty) -> None:
    """Puts somebody on the roster."""
    tx.query(DutyRow.insert(**DUTIES.write(duty)))


def drop_duty(tx: WriteTransaction, duty_id: int) -> bool:
    """Takes somebody off the roster; False where they were not on it."""
    return bool(tx.query(DutyRow.delete().where(DutyRow.id == duty_id)))


def duties(tx: ReadTransaction, begins: datetime, ends: datetime) -> tuple[Duty, ...]:
    """The duties that have a moment in `[begins, ends)`, soonest first."""
    query = (
        DUTIES.select().join(VolunteerRow)
        .where((DutyRow.starts_at < stored_instant(ends)) & VolunteerRow.active
               & (DutyRow.ends_at > stored_instant(begins)))
        .order_by(DutyRow.starts_at, DutyRow.id)
    )
    return DUTIES.read(tx.query(query))


def hashed(secret: str) -> str:
    """What is kept of a secret with 128 bits or more."""
    return hashlib.sha256(secret.encode()).hexdigest()


# The number on a proof, V0001: counted on from the last one.
def next_number(tx: WriteTransaction) -> str:
    """The number of whoever comes next."""
    last = tx.value(VolunteerRow.select(fn.MAX(VolunteerRow.id)))
    return f"V{(last or 0) + 1:04}"

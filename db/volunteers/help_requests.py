"""Requests for help: their table, and finding and changing them. What is personal is sealed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    ForeignKeyField,
    Model,
    SmallIntegerField,
    TextField,
    fn,
)

from db.engine.column_types import SealedField, earliest_day_of, names_key, stored_instant, within
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.free_numbers import draw
from db.engine.row_mapper import RowMapper
from db.volunteers.registry import VolunteerRow
from kiosk.domain.refusals import Refusal
from kiosk.domain.volunteers.half_days import HalfDay
from kiosk.domain.volunteers.help_requests import NUMBERS, HelpRequest


class HelpRow(Model):
    """A request. `encrypted_person` is name, telephone, address and words in one sealed text, so
    that deleting it deletes all; `ended_at` is set when nothing more is to happen."""

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    number = SmallIntegerField()
    kind = TextField()
    source = TextField()
    place = TextField()
    state = TextField()
    asked_at = BigIntegerField(index=True)
    changed_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)
    estate = TextField(null=True)
    grid = TextField(null=True)
    person_index = SealedField(null=True, index=True)
    notice = TextField(null=True)
    wanted_from = BigIntegerField(null=True)
    wanted_to = BigIntegerField(null=True)
    meets_at = BigIntegerField(null=True)
    team = TextField(null=True)
    to_grid = TextField(null=True)
    to_volunteer = ForeignKeyField(VolunteerRow, null=True, index=False)
    helper = ForeignKeyField(VolunteerRow, null=True)
    second = ForeignKeyField(VolunteerRow, null=True)
    there_at = BigIntegerField(null=True)
    left_at = BigIntegerField(null=True)
    alarmed = BooleanField(default=False)
    shares_phone = BooleanField(default=False)
    reason = TextField(default="")
    stars = SmallIntegerField(null=True)
    thanked_at = BigIntegerField(null=True)
    encrypted_person = SealedField(null=True)

    class Meta:
        table_name = "help_request"


# Written out, as an index of some rows is found by: see db.claims.IS_LIVE.
IS_LIVE = SQL("ended_at IS NULL")
HelpRow.add_index(
    HelpRow.index(HelpRow.asked_at, where=HelpRow.ended_at.is_null(), name="help_live")
)
for _at, _name in ((HelpRow.ended_at, "help_ended"), (HelpRow.thanked_at, "help_thanked")):
    HelpRow.add_index(HelpRow.index(_at, where=_at.is_null(False), name=_name))

REQUESTS = RowMapper(
    HelpRequest, HelpRow, kind_id=HelpRow.kind, estate_id=HelpRow.estate, grid_id=HelpRow.grid,
    team_id=HelpRow.team, to_volunteer=HelpRow.to_volunteer, helper=HelpRow.helper,
    second=HelpRow.second,
    wanted=RowMapper(HalfDay, HelpRow, begins=HelpRow.wanted_from, ends=HelpRow.wanted_to),
)


def add(tx: WriteTransaction, request: HelpRequest, request_key: str) -> HelpRequest:
    """Writes a new request; returns it with its id. What is personal follows by `seal_in`."""
    id_ = tx.value(HelpRow.insert(
        request_key=request_key, **REQUESTS.write(request)).returning(HelpRow.id))
    return replace(request, id=id_)


def seal_in(tx: WriteTransaction, request_id: int, sealed: str) -> None:
    """Keeps what is personal of a request, sealed."""
    tx.query(HelpRow.update(encrypted_person=sealed).where(HelpRow.id == request_id))


def sealed_of(tx: ReadTransaction, request_id: int) -> str | None:
    """What is personal, sealed; None where it was deleted or there was none."""
    sealed: str | None = tx.value(
        HelpRow.select(HelpRow.encrypted_person).where(HelpRow.id == request_id))
    return sealed


def change_to(tx: WriteTransaction, before: HelpRequest, after: HelpRequest) -> None:
    """Writes what an action made of a request. Refuses with `help_changed` where it is not in the
    state any more from which the action went: of two who try at once one does it."""
    ended_at = None if after.is_live else stored_instant(after.changed_at)
    done = tx.query(HelpRow.update(ended_at=ended_at, **REQUESTS.write(after)).where(
        (HelpRow.id == before.id) & (HelpRow.state == before.state)
        & (HelpRow.changed_at == stored_instant(before.changed_at))
    ))
    if not done:
        raise Refusal("help_changed")


def rate(tx: WriteTransaction, request_id: int, stars: int, now: datetime) -> None:
    """Keeps how content the resident was, and when that was said first."""
    at = fn.COALESCE(HelpRow.thanked_at, stored_instant(now))
    tx.query(HelpRow.update(stars=stars, thanked_at=at).where(HelpRow.id == request_id))


def set_alarmed(tx: WriteTransaction, request_id: int) -> None:
    """Marks that somebody was told of an overdue visit."""
    tx.query(HelpRow.update(alarmed=True).where(HelpRow.id == request_id))


def join(tx: WriteTransaction, request: HelpRequest, volunteer_id: int) -> None:
    """Somebody comes along. Refuses with `taken_by_other` where somebody does already."""
    if not tx.query(HelpRow.update(second=volunteer_id).where(
        (HelpRow.id == request.id) & HelpRow.second.is_null()
    )):
        raise Refusal("taken_by_other")


def free_number(tx: WriteTransaction) -> int:
    """A number that no live request has. Refuses with `no_number_left`."""
    return draw(NUMBERS, set(tx.column(HelpRow.select(HelpRow.number).where(IS_LIVE))))


def by_code(tx: ReadTransaction, code: str) -> HelpRequest | None:
    """The request of a page's code, or None."""
    return _first(tx, HelpRow.code == code)


def by_id(tx: ReadTransaction, request_id: int) -> HelpRequest | None:
    """A request, or None."""
    return _first(tx, HelpRow.id == request_id)


def by_request(tx: ReadTransaction, key: str) -> HelpRequest | None:
    """The request that a tap with this key made, or None."""
    return _first(tx, HelpRow.request_key == key)


def by_number(tx: ReadTransaction, number: int, since: datetime) -> HelpRequest | None:
    """The newest request with a number that was asked since an instant, or None."""
    found = _all(tx, (HelpRow.number == number)
                 & (HelpRow.asked_at >= stored_instant(since)))
    return found[-1] if found else None


def live(tx: ReadTransaction) -> tuple[HelpRequest, ...]:
    """Everything in which something is still to happen, oldest first."""
    return _all(tx, IS_LIVE)


def of_person(tx: ReadTransaction, person_index: str) -> tuple[HelpRequest, ...]:
    """Everything one telephone asked for, oldest first."""
    return _all(tx, HelpRow.person_index == person_index)


def of_helper(tx: ReadTransaction, volunteer_id: int) -> tuple[HelpRequest, ...]:
    """What a volunteer has to do now, alone or as the second, oldest first."""
    return _all(tx, IS_LIVE & (
        (HelpRow.helper == volunteer_id) | (HelpRow.second == volunteer_id)))


def asked_between(tx: ReadTransaction, begins: datetime,
                  ends: datetime) -> tuple[HelpRequest, ...]:
    """Everything asked for in `[begins, ends)`, oldest first."""
    return _all(tx, within(HelpRow.asked_at, begins, ends))


def first_day(tx: ReadTransaction) -> date | None:
    """The first day, at the earliest, on which anything was asked for; None where nothing was."""
    return earliest_day_of(tx.value(HelpRow.select(fn.MIN(HelpRow.asked_at))))


def ended_between(tx: ReadTransaction, begins: datetime,
                  ends: datetime) -> tuple[HelpRequest, ...]:
    """What ended in `[begins, ends)`, oldest first."""
    return _all(tx, HelpRow.ended_at.is_null(False) & within(HelpRow.ended_at, begins, ends))


def ended_since(tx: ReadTransaction, since: datetime) -> tuple[HelpRequest, ...]:
    """What ended since an instant, oldest first."""
    return _all(tx, HelpRow.ended_at.is_null(False)
                & (HelpRow.ended_at >= stored_instant(since)))


def ended(tx: ReadTransaction, before: datetime) -> tuple[HelpRequest, ...]:
    """What ended before an instant and still says whose it was, oldest first."""
    return _all(tx, HelpRow.ended_at.is_null(False) & HelpRow.notice.is_null(False)
                & (HelpRow.ended_at < stored_instant(before)))


def personal_kept(tx: ReadTransaction) -> int:
    """Of how many requests something personal is kept."""
    query = HelpRow.select(fn.COUNT(HelpRow.id)).where(HelpRow.encrypted_person.is_null(False))
    return int(tx.value(query))


def with_keys(tx: ReadTransaction, keys: Collection[str]) -> tuple[HelpRequest, ...]:
    """The requests that name one of these keys, oldest first."""
    return _all(tx, names_key(HelpRow, keys))


def change_person(tx: WriteTransaction, request_id: int, person_index: str) -> None:
    """Another telephone of whoever asked, by its index."""
    tx.query(HelpRow.update(person_index=person_index).where(HelpRow.id == request_id))


def forget(tx: WriteTransaction, request_id: int) -> None:
    """Deletes whose a request was; that there was one stays counted."""
    tx.query(HelpRow.update(
        encrypted_person=None, person_index=None, notice=None, wanted_from=None, wanted_to=None,
    ).where(HelpRow.id == request_id))


def _first(tx: ReadTransaction, where: Any) -> HelpRequest | None:
    return next(iter(_all(tx, where)), None)


def _all(tx: ReadTransaction, where: Any) -> tuple[HelpRequest, ...]:
    query = REQUESTS.select().where(where).order_by(HelpRow.asked_at, HelpRow.id)
    return REQUESTS.read(tx.query(query))

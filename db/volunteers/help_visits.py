"""Visits: the time volunteers spent with residents, attested by them, and their thanks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import BigIntegerField, ForeignKeyField, IntegerField, Model, fn

from db.engine.column_types import SealedField, names_key, stored_instant, within
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from db.volunteers.help_requests import HelpRow
from db.volunteers.registry import VolunteerRow


class HelpVisitRow(Model):
    """A volunteer's time with a resident. `minutes` is set where the centre corrected it, and
    `reason`, sealed, says why; empty where it did not or that was deleted."""

    request = ForeignKeyField(HelpRow)
    volunteer = ForeignKeyField(VolunteerRow)
    there_at = BigIntegerField()
    left_at = BigIntegerField(null=True)
    attested_at = BigIntegerField(null=True)
    minutes = IntegerField(null=True)
    reason = SealedField(default="")
    corrected_by = IntegerField(null=True)

    class Meta:
        table_name = "help_visit"


@dataclass(frozen=True, slots=True)
class HelpVisit:
    """A volunteer's time with a resident, and of what it was; `reason` is sealed."""

    id: int
    request_id: int
    volunteer_id: int
    there_at: datetime
    left_at: datetime | None
    attested_at: datetime | None
    corrected: int | None
    reason: str
    kind_id: str
    place: str

    @property
    def minutes(self) -> int:
        """How long it was, in whole minutes; what the centre said where it corrected it."""
        if self.corrected is not None:
            return self.corrected
        return 0 if self.left_at is None else round((self.left_at - self.there_at).seconds / 60)


VISITS = RowMapper(
    HelpVisit, HelpVisitRow, corrected=HelpVisitRow.minutes, kind_id=HelpRow.kind,
    place=HelpRow.place)


def begin_visit(tx: WriteTransaction, request_id: int, volunteer_id: int,
                now: datetime) -> None:
    """A volunteer is there."""
    tx.query(HelpVisitRow.insert(request=request_id, volunteer=volunteer_id,
                               there_at=stored_instant(now)))


def end_visits(tx: WriteTransaction, request_id: int, now: datetime) -> None:
    """All who are there leave."""
    tx.query(HelpVisitRow.update(left_at=stored_instant(now)).where(
        (HelpVisitRow.request == request_id) & HelpVisitRow.left_at.is_null()))


def attest(tx: WriteTransaction, request_id: int, now: datetime) -> None:
    """The resident's yes: the hours of the visits count."""
    tx.query(HelpVisitRow.update(attested_at=stored_instant(now)).where(
        (HelpVisitRow.request == request_id) & HelpVisitRow.attested_at.is_null()))


def correct(tx: WriteTransaction, visit_id: int, minutes: int, sealed: str, by: int) -> bool:
    """Other hours than were counted, with the sealed reason; False where there is no such visit."""
    return bool(tx.query(HelpVisitRow.update(
        minutes=minutes, reason=sealed, corrected_by=by
    ).where((HelpVisitRow.id == visit_id) & HelpVisitRow.left_at.is_null(False))))


def has_reasons(tx: ReadTransaction, volunteer_ids: Collection[int]) -> bool:
    """Whether it is kept why hours of these volunteers were corrected."""
    return bool(tx.column(
        HelpVisitRow.select(HelpVisitRow.id).where(_with_reason(volunteer_ids)).limit(1)))


def forget_reasons(tx: WriteTransaction, volunteer_ids: Collection[int]) -> int:
    """Deletes why hours of these volunteers were corrected; returns how many."""
    return int(tx.query(HelpVisitRow.update(reason="").where(_with_reason(volunteer_ids))))


def forget_with_keys(tx: WriteTransaction, keys: Collection[str]) -> int:
    """Deletes the reasons under one of these keys; returns how many."""
    return int(tx.query(HelpVisitRow.update(reason="").where(names_key(HelpVisitRow, keys))))


def _with_reason(volunteer_ids: Collection[int]) -> Any:
    return (HelpVisitRow.volunteer << list(volunteer_ids)) & (HelpVisitRow.reason != "")


def visits(
    tx: ReadTransaction, *, of: int | None = None, request_id: int | None = None,
    since: datetime | None = None,
) -> tuple[HelpVisit, ...]:
    """Visits of a volunteer, for a request, or of all since an instant, oldest first."""
    row, where = HelpVisitRow, HelpVisitRow.id.is_null(False)
    if of is not None:
        where &= row.volunteer == of
    if request_id is not None:
        where &= row.request == request_id
    if since is not None:
        where &= row.there_at >= stored_instant(since)
    query = VISITS.select().join(HelpRow).where(where).order_by(row.there_at, row.id)
    return VISITS.read(tx.query(query))


def has_visited(tx: ReadTransaction, person_index: str, volunteer_id: int) -> bool:
    """Whether a volunteer has been, whole visits, with whoever has that telephone."""
    query = (HelpVisitRow.select(fn.COUNT(HelpVisitRow.id)).join(HelpRow)
             .where((HelpRow.person_index == person_index) & (HelpRow.place == "home")
                    & (HelpVisitRow.volunteer == volunteer_id)
                    & HelpVisitRow.left_at.is_null(False)))
    return bool(tx.value(query))


def thanks(tx: ReadTransaction, volunteer_id: int) -> tuple[int, int]:
    """How often somebody was thanked, and for how many stars together."""
    return _thanks(tx, (HelpRow.helper == volunteer_id) | (HelpRow.second == volunteer_id))


def thanked(tx: ReadTransaction, begins: datetime, ends: datetime) -> tuple[int, int]:
    """How many said thanks in `[begins, ends)`, and with how many stars together."""
    return _thanks(tx, within(HelpRow.thanked_at, begins, ends))


def _thanks(tx: ReadTransaction, where: Any) -> tuple[int, int]:
    query = HelpRow.select(fn.COUNT(HelpRow.stars), fn.COALESCE(fn.SUM(HelpRow.stars), 0))
    ((count, stars),) = tx.query(query.where(where).tuples())
    return int(count), int(stars)

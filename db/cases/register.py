"""The register of cases: finding and changing them. What is personal is sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from peewee import SQL, fn

from db.cases.tables import CaseActRow, CaseRow, CaseSequenceRow
from db.engine.column_types import (
    earliest_day_of,
    instant_or_none,
    names_key,
    stored_instant,
    within,
)
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from kiosk.domain.cases.cases import Case
from kiosk.domain.refusals import Refusal

# Written out, as an index of some rows is found by: see db.reservations.places.IS_LIVE.
IS_LIVE = SQL("ended_at IS NULL")
IS_ENDED = SQL("ended_at IS NOT NULL")
IS_KEPT = SQL("ended_at IS NOT NULL AND notice IS NOT NULL")
IS_RELEASED = SQL("released_at IS NOT NULL")
IS_WHOLE = SQL("parent_id IS NULL")
CASES = RowMapper(Case, CaseRow, topic_id=CaseRow.topic, listener_id=CaseRow.listener,
                  estate_id=CaseRow.estate)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases the register shows; None or "" where it does not matter. `ended` asks for those
    that have ended instead of those under way."""

    ended: bool = False
    state: str = ""
    topic_id: str = ""
    estate_id: str = ""
    assignee: str = ""
    overdue_on: date | None = None

    def condition(self) -> Any:
        """As a condition on rows."""
        found = IS_ENDED if self.ended else IS_LIVE
        for column, wanted in ((CaseRow.state, self.state), (CaseRow.topic, self.topic_id),
                               (CaseRow.estate, self.estate_id),
                               (CaseRow.assignee, self.assignee)):
            if wanted:
                found &= column == wanted
        if self.overdue_on is not None:
            found &= ((CaseRow.due_on < self.overdue_on.isoformat())
                      & CaseRow.state.in_(("received", "assigned", "in_work")))
        return found


def next_number(tx: WriteTransaction, first: int) -> int:
    """The next number, `first` at least: one statement."""
    row = CaseSequenceRow
    number: int = tx.value(
        row.insert(series="case", last=first).on_conflict(
            conflict_target=(row.series,),
            update={row.last: fn.MAX(row.last + 1, first) if tx.database.is_sqlite
                    else fn.GREATEST(row.last + 1, first)},
        ).returning(row.last))
    return number


def number_taken(tx: WriteTransaction, number: int) -> None:
    """Sees to it that the next number follows one that came with the paper registers."""
    row = CaseSequenceRow
    tx.query(row.insert(series="case", last=number).on_conflict(
        conflict_target=(row.series,),
        update={row.last: fn.MAX(row.last, number) if tx.database.is_sqlite
                else fn.GREATEST(row.last, number)}))


def add(tx: WriteTransaction, case: Case, request_key: str) -> Case:
    """Writes a new case; returns it with its id. What is personal follows by `seal_in`."""
    id_ = tx.value(CaseRow.insert(
        request_key=request_key, **CASES.write(case)).returning(CaseRow.id))
    return replace(case, id=id_)


def seal_in(tx: WriteTransaction, case_id: int, contact: str | None, address: str | None) -> None:
    """Keeps name and telephone, and the address, both sealed."""
    tx.query(CaseRow.update(contact=contact, address=address).where(CaseRow.id == case_id))


def sealed_of(tx: ReadTransaction, case_id: int) -> tuple[str | None, str | None]:
    """Contact and address, sealed; None where they were deleted or there were none."""
    query = CaseRow.select(CaseRow.contact, CaseRow.address).where(CaseRow.id == case_id)
    contact, address = next(iter(tx.query(query.tuples())), (None, None))
    return contact, address


def change_to(tx: WriteTransaction, before: Case, after: Case) -> None:
    """Writes what an action made of a case. Refuses with `case_changed` where somebody else changed
    it meanwhile: of two who try at once one does it."""
    done = tx.query(CaseRow.update(**CASES.write(after)).where(
        (CaseRow.id == before.id) & (CaseRow.state == before.state)
        & (CaseRow.changed_at == stored_instant(before.changed_at))
    ))
    if not done:
        raise Refusal("case_changed")


def use_key(tx: WriteTransaction, key: str, now: datetime) -> bool:
    """Uses the key of something that was sent; False where it was used already."""
    return bool(tx.column(
        CaseActRow.insert(key=key, at=stored_instant(now))
        .on_conflict_ignore().returning(CaseActRow.key)))


def use_again(tx: WriteTransaction, key: str, now: datetime) -> None:
    """Writes when something that comes again was done last."""
    tx.query(upsert(CaseActRow, {"key": key}, {"at": stored_instant(now)}))


def is_used_since(tx: ReadTransaction, key: str, since: datetime) -> bool:
    """Whether it was done since an instant."""
    return bool(tx.column(CaseActRow.select(CaseActRow.key).where(
        (CaseActRow.key == key) & (CaseActRow.at >= stored_instant(since)))))


def drop_keys(tx: WriteTransaction, before: datetime) -> None:
    """Forgets keys so old that nothing is sent with them again."""
    tx.query(CaseActRow.delete().where(CaseActRow.at < stored_instant(before)))


def by_code(tx: ReadTransaction, code: str) -> Case | None:
    """The case of a page's code, or None."""
    return _first(tx, IS_WHOLE & (CaseRow.code == code)) if code else None


def by_id(tx: ReadTransaction, case_id: int) -> Case | None:
    """A case or a part, or None."""
    return _first(tx, CaseRow.id == case_id)


def by_request(tx: ReadTransaction, key: str) -> Case | None:
    """The case that a form or tap with this key made, or None."""
    return _first(tx, CaseRow.request_key == key)


def by_number(tx: ReadTransaction, number: int) -> Case | None:
    """The case of a number, or None."""
    return _first(tx, IS_WHOLE & (CaseRow.number == number))


def parts(tx: ReadTransaction, case_id: int) -> tuple[Case, ...]:
    """The parts of a case, in the order of their making."""
    return CASES.read(tx.query(
        CASES.select().where(CaseRow.parent == case_id).order_by(CaseRow.id)))


def merged(tx: ReadTransaction, case_id: int) -> tuple[Case, ...]:
    """What goes on with a case."""
    return CASES.read(tx.query(
        CASES.select().where(CaseRow.merged_into == case_id).order_by(CaseRow.id)))


def live(tx: ReadTransaction, wanted: CaseFilter | None = None) -> tuple[Case, ...]:
    """Everything in which something is still to happen, parts too, what is due first first."""
    where = (wanted or CaseFilter()).condition()
    return CASES.read(tx.query(
        CASES.select().where(where).order_by(CaseRow.due_on, CaseRow.id)))


def ended(tx: ReadTransaction, wanted: CaseFilter, offset: int, most: int) -> tuple[Case, ...]:
    """A page of what has ended, newest first."""
    query = CASES.select().where(wanted.condition()).order_by(
        CaseRow.ended_at.desc(), CaseRow.id.desc())
    return CASES.read(tx.query(query.offset(offset).limit(most)))


def of_topic(tx: ReadTransaction, topic_id: str, estate_id: str | None) -> tuple[Case, ...]:
    """What is under way of a topic, and of a place where one is named."""
    found = live(tx, CaseFilter(topic_id=topic_id, estate_id=estate_id or ""))
    return tuple(one for one in found if not one.is_part)


def of_assignee(tx: ReadTransaction, assignee: str, since: datetime | None = None
                ) -> tuple[Case, ...]:
    """What is handed to somebody now, newest first; what ended only from an instant on."""
    where = CaseRow.assignee == assignee
    if since is not None:
        where &= IS_LIVE | (CaseRow.ended_at >= stored_instant(since))
    return CASES.read(tx.query(CASES.select().where(where).order_by(CaseRow.id.desc())))


def of_person(tx: ReadTransaction, person_index: str) -> tuple[Case, ...]:
    """Everything one telephone was left for, oldest first."""
    return CASES.read(tx.query(
        CASES.select().where(CaseRow.person_index == person_index).order_by(CaseRow.id)))


def received_between(tx: ReadTransaction, begins: datetime, ends: datetime) -> tuple[Case, ...]:
    """The cases, no parts and none of the paper registers, told in `[begins, ends)`."""
    where = (within(CaseRow.received_at, begins, ends) & IS_WHOLE & (CaseRow.source != "paper"))
    return CASES.read(tx.query(CASES.select().where(where).order_by(CaseRow.id)))


def newest_change(
    tx: ReadTransaction, begins: datetime, ends: datetime
) -> tuple[int, datetime | None]:
    """How many cases and parts were told in `[begins, ends)`, and when one of them changed last."""
    query = CaseRow.select(fn.COUNT(CaseRow.received_at), fn.MAX(CaseRow.changed_at)).where(
        within(CaseRow.received_at, begins, ends))
    count, at = next(iter(tx.query(query.tuples())))
    return int(count), instant_or_none(at)


def released(tx: ReadTransaction, states: Iterable[str], most: int) -> tuple[Case, ...]:
    """What was let onto the wall and stands in one of these states, newest first."""
    query = CASES.select().where(IS_RELEASED & CaseRow.state.in_(list(states)))
    return CASES.read(tx.query(query.order_by(CaseRow.released_at.desc()).limit(most)))


def released_between(
    tx: ReadTransaction, begins: datetime, ends: datetime, most: int
) -> tuple[Case, ...]:
    """What was let onto the wall and told in `[begins, ends)`, newest first."""
    where = IS_RELEASED & within(CaseRow.received_at, begins, ends)
    return CASES.read(tx.query(
        CASES.select().where(where).order_by(CaseRow.received_at.desc()).limit(most)))


def first_day(tx: ReadTransaction) -> date | None:
    """The first day, at the earliest, on which anything was told; None where nothing was."""
    return earliest_day_of(tx.value(CaseRow.select(fn.MIN(CaseRow.received_at))))


def ended_before(tx: ReadTransaction, before: datetime, *, contact_only: bool) -> tuple[Case, ...]:
    """What ended before an instant and still keeps a telephone, or anything personal."""
    where = IS_KEPT & (CaseRow.ended_at < stored_instant(before))
    if contact_only:
        where &= CaseRow.contact.is_null(False) | CaseRow.person_index.is_null(False)
    return CASES.read(tx.query(CASES.select().where(where).order_by(CaseRow.id)))


def with_keys(tx: ReadTransaction, keys: Collection[str]) -> tuple[Case, ...]:
    """The cases that name one of these keys."""
    return CASES.read(tx.query(
        CASES.select().where(names_key(CaseRow, keys)).order_by(CaseRow.id)))


def change_person(tx: WriteTransaction, case_id: int, person_index: str) -> None:
    """Another telephone of whoever told it, by its index."""
    tx.query(CaseRow.update(person_index=person_index).where(CaseRow.id == case_id))


def forget_contact(tx: WriteTransaction, case_id: int) -> None:
    """Deletes name and telephone."""
    tx.query(CaseRow.update(contact=None, person_index=None).where(CaseRow.id == case_id))


def forget(tx: WriteTransaction, case_id: int) -> None:
    """Deletes all that is personal of its row; that there was a case stays counted."""
    tx.query(CaseRow.update(contact=None, address=None, person_index=None, notice=None)
             .where(CaseRow.id == case_id))


def _first(tx: ReadTransaction, where: Any) -> Case | None:
    return CASES.first(tx.query(CASES.select().where(where).limit(1)))

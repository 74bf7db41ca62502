"""What happens to a case: its log, its pictures, its rating."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.cases.tables import CaseEventRow, CasePictureRow, CaseRatingRow, CaseRow
from db.engine.column_types import names_key, stored_instant, within
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper
from kiosk.domain.cases.case_log import CaseEvent
from kiosk.domain.cases.cases import Case
from kiosk.domain.cases.states import CaseAction
from kiosk.domain.rating import FollowUp

# Statements have a most of parameters.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CasePicture:
    """A picture of a case, without itself: who added it and when."""

    id: int
    case_id: int
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class CaseRating:
    """How content a resident was: `level` from 1 to 5, `tags` as they were tapped; what becomes of
    a poor one."""

    case_id: int
    level: int
    tags: frozenset[str]
    wants_call: bool
    at: datetime
    follow_up: FollowUp | None = None


EVENTS = RowMapper(CaseEvent, CaseEventRow)
PICTURES = RowMapper(CasePicture, CasePictureRow)
RATINGS = RowMapper(CaseRating, CaseRatingRow, follow_up=RowMapper(FollowUp, CaseRatingRow))


def add_event(
    tx: WriteTransaction, case: Case, now: datetime, action: CaseAction, actor: str,
    details: str = "",
) -> int:
    """Writes what was done, with the state and the deadline that it left; returns its id, to which
    what was said is then sealed."""
    id_: int = tx.value(CaseEventRow.insert(
        case=case.id, at=stored_instant(now), action=action, actor=actor, state=case.state,
        due_on=case.due_on.isoformat(), details=details, sealed=None).returning(CaseEventRow.id))
    return id_


def seal_in(tx: WriteTransaction, event_id: int, sealed: str) -> None:
    """Keeps what was said with an event."""
    tx.query(CaseEventRow.update(sealed=sealed).where(CaseEventRow.id == event_id))


def events(tx: ReadTransaction, case_ids: Collection[int]) -> dict[int, list[CaseEvent]]:
    """The log of some cases by their id, each oldest first."""
    found: dict[int, list[CaseEvent]] = {id_: [] for id_ in case_ids}
    for some in _some(sorted(case_ids)):
        query = EVENTS.select().where(CaseEventRow.case << some).order_by(CaseEventRow.id)
        for one in EVENTS.read(tx.query(query)):
            found[one.case_id].append(one)
    return found


def of_case(tx: ReadTransaction, case_id: int) -> tuple[CaseEvent, ...]:
    """The log of a case, oldest first."""
    return tuple(events(tx, [case_id])[case_id])


def case_of(tx: ReadTransaction, event_id: int) -> int:
    """The case of a line of the log. LookupError where there is none."""
    (found,) = tx.column(CaseEventRow.select(CaseEventRow.case).where(
        CaseEventRow.id == event_id)) or (None,)
    if found is None:
        raise LookupError(event_id)
    return int(found)


def tellings(tx: ReadTransaction, case_ids: Collection[int]) -> tuple[CaseEvent, ...]:
    """What was said when some cases were told."""
    found: list[CaseEvent] = []
    for some in _some(sorted(case_ids)):
        query = EVENTS.select().where(
            (CaseEventRow.case << some) & (CaseEventRow.action == CaseAction.TELL))
        found += EVENTS.read(tx.query(query))
    return tuple(found)


def events_between(tx: ReadTransaction, begins: datetime, ends: datetime) -> tuple[CaseEvent, ...]:
    """The log of whole cases in `[begins, ends)`, none of the paper registers, oldest first."""
    query = (EVENTS.select().join(CaseRow)
             .where(within(CaseEventRow.at, begins, ends) & CaseRow.parent.is_null()
                    & (CaseRow.source != "paper")).order_by(CaseEventRow.id))
    return EVENTS.read(tx.query(query))


def add_picture(tx: WriteTransaction, case_id: int, now: datetime, actor: str,
                request_key: str) -> int | None:
    """Makes room for a picture; returns its id, to which it is then sealed, None where one with
    this key is there."""
    id_: int | None = tx.value(CasePictureRow.insert(
        case=case_id, at=stored_instant(now), actor=actor, request_key=request_key,
    ).on_conflict_ignore().returning(CasePictureRow.id))
    return id_


def seal_picture(tx: WriteTransaction, picture_id: int, sealed: str) -> None:
    """Keeps a picture."""
    tx.query(CasePictureRow.update(sealed=sealed).where(CasePictureRow.id == picture_id))


def pictures(tx: ReadTransaction, case_id: int) -> tuple[CasePicture, ...]:
    """The pictures of a case that are still there, oldest first."""
    query = PICTURES.select().where(
        (CasePictureRow.case == case_id) & CasePictureRow.sealed.is_null(False))
    return PICTURES.read(tx.query(query.order_by(CasePictureRow.id)))


def picture(tx: ReadTransaction, case_id: int, picture_id: int) -> str | None:
    """A picture of a case, sealed, or None."""
    sealed: str | None = tx.value(CasePictureRow.select(CasePictureRow.sealed).where(
        (CasePictureRow.case == case_id) & (CasePictureRow.id == picture_id)))
    return sealed


def add_rating(tx: WriteTransaction, rating: CaseRating) -> bool:
    """Writes how content a resident was; False where they have said so already."""
    written = RATINGS.write(rating)
    return bool(tx.column(CaseRatingRow.insert(**written)
                          .on_conflict_ignore().returning(CaseRatingRow.case)))


def change_rating(tx: WriteTransaction, rating: CaseRating) -> None:
    """Writes that it was followed up, or added to."""
    tx.query(CaseRatingRow.update(**RATINGS.write(
        rating, "follow_up")).where(
            CaseRatingRow.case == rating.case_id))


def rating(tx: ReadTransaction, case_id: int) -> CaseRating | None:
    """How content the resident was, or None."""
    return RATINGS.first(tx.query(RATINGS.select().where(CaseRatingRow.case == case_id)))


def open_follow_ups(tx: ReadTransaction) -> tuple[CaseRating, ...]:
    """The poor ratings that nobody has dealt with, what is due first first."""
    query = RATINGS.select().where(
        CaseRatingRow.answer_by.is_null(False) & CaseRatingRow.dealt_at.is_null())
    return RATINGS.read(tx.query(query.order_by(CaseRatingRow.answer_by, CaseRatingRow.case)))


def forget(tx: WriteTransaction, case_id: int) -> None:
    """Deletes what was said and shown; that something was stays in the log."""
    tx.query(CaseEventRow.update(sealed=None).where(CaseEventRow.case == case_id))
    tx.query(CasePictureRow.update(sealed=None).where(CasePictureRow.case == case_id))


def with_keys(tx: ReadTransaction, keys: Collection[str]) -> set[int]:
    """The cases of which something said or shown names one of these keys."""
    return {id_ for model in (CaseEventRow, CasePictureRow)
            for id_ in tx.column(model.select(model.case).where(names_key(model, keys)))}


def forget_with_keys(tx: WriteTransaction, keys: Collection[str]) -> int:
    """Deletes what was said and shown under one of these keys; returns how much."""
    return sum(int(tx.query(model.update(sealed=None).where(names_key(model, keys))))
               for model in (CaseEventRow, CasePictureRow))


def _some(ids: list[int]) -> Iterator[list[int]]:
    return (ids[n:n + AT_ONCE] for n in range(0, len(ids), AT_ONCE))

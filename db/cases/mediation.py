"""Mediations, their two sides, their log and their papers: in no list or search of cases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from peewee import SQL, BigIntegerField, CompositeKey, ForeignKeyField, Model, TextField

from db.cases.tables import CaseRow
from db.engine.column_types import SealedField, instant_of, names_key, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from kiosk.domain.cases.mediation import (
    SIDES,
    DossierPaper,
    Mediation,
    MediationAction,
    MediationEvent,
    MediationSide,
)
from kiosk.domain.refusals import Refusal


class MediationRow(Model):
    """A mediation; what is personal of it stands with its sides and in its log."""

    state = TextField()
    opened_at = BigIntegerField()
    changed_at = BigIntegerField()
    due_on = TextField()
    made_by = TextField()
    case = ForeignKeyField(CaseRow, null=True, index=False)
    agreed_at = BigIntegerField(null=True)
    visited_at = BigIntegerField(null=True)
    court_at = BigIntegerField(null=True)
    ended_at = BigIntegerField(null=True)

    class Meta:
        table_name = "mediation"


MediationRow.add_index(MediationRow.index(
    MediationRow.due_on, name="mediation_live", where=MediationRow.ended_at.is_null()))
MediationRow.add_index(MediationRow.index(
    MediationRow.ended_at, name="mediation_ended", where=MediationRow.ended_at.is_null(False)))


class MediationSideRow(Model):
    """One of the two sides. `sealed` is name, telephone and address, as JSON."""

    mediation = ForeignKeyField(MediationRow, index=False)
    side = TextField()
    code = TextField(unique=True)
    consented_at = BigIntegerField(null=True)
    sealed = SealedField(null=True)

    class Meta:
        table_name = "mediation_side"


MediationSideRow.add_index(MediationSideRow.index(
    MediationSideRow.mediation, MediationSideRow.side, name="mediation_two_sides", unique=True))


class MediationEventRow(Model):
    """A line of the log, as that of cases; `side` sees it, both do, or the mediators alone."""

    mediation = ForeignKeyField(MediationRow)
    at = BigIntegerField()
    action = TextField()
    actor = TextField()
    side = TextField()
    details = TextField()
    sealed = SealedField(null=True)

    class Meta:
        table_name = "mediation_event"


class MediationPaperRow(Model):
    """A paper of the dossier that is there, and who confirmed that."""

    mediation = ForeignKeyField(MediationRow, index=False)
    paper = TextField()
    done_at = BigIntegerField()
    done_by = TextField()

    class Meta:
        table_name = "mediation_paper"
        primary_key = CompositeKey("mediation", "paper")


IS_LIVE = SQL("ended_at IS NULL")
MEDIATIONS = RowMapper(Mediation, MediationRow)
MEDIATION_SIDES = RowMapper(MediationSide, MediationSideRow)
MEDIATION_EVENTS = RowMapper(MediationEvent, MediationEventRow)


def add(tx: WriteTransaction, mediation: Mediation) -> Mediation:
    """Writes a new one; returns it with its id."""
    id_ = tx.value(MediationRow.insert(**MEDIATIONS.write(mediation)).returning(MediationRow.id))
    return replace(mediation, id=id_)


def change_to(tx: WriteTransaction, before: Mediation, after: Mediation) -> None:
    """Writes what an action made of it. Refuses with `case_changed` where somebody else changed it
    meanwhile."""
    if not tx.query(MediationRow.update(**MEDIATIONS.write(after)).where(
        (MediationRow.id == before.id) & (MediationRow.state == before.state)
        & (MediationRow.changed_at == stored_instant(before.changed_at))
    )):
        raise Refusal("case_changed")


def by_id(tx: ReadTransaction, mediation_id: int) -> Mediation | None:
    """A mediation, or None."""
    return MEDIATIONS.first(tx.query(MEDIATIONS.select().where(MediationRow.id == mediation_id)))


def live(tx: ReadTransaction) -> tuple[Mediation, ...]:
    """Those under way, what is due first first."""
    return MEDIATIONS.read(tx.query(
        MEDIATIONS.select().where(IS_LIVE).order_by(MediationRow.due_on, MediationRow.id)))


def ended_since(tx: ReadTransaction, since: datetime) -> tuple[Mediation, ...]:
    """Those that ended since an instant, newest first."""
    return MEDIATIONS.read(tx.query(
        MEDIATIONS.select().where(MediationRow.ended_at >= stored_instant(since))
        .order_by(MediationRow.ended_at.desc())))


def ended_before(tx: ReadTransaction, before: datetime) -> list[int]:
    """The ids of those that ended before an instant and still keep something personal."""
    kept = MediationSideRow.select(MediationSideRow.mediation).where(
        MediationSideRow.sealed.is_null(False))
    return tx.column(MediationRow.select(MediationRow.id).where(
        MediationRow.ended_at.is_null(False) & (MediationRow.ended_at < stored_instant(before))
        & (MediationRow.id << kept)))


def add_side(tx: WriteTransaction, side: MediationSide) -> MediationSide:
    """Writes one of the two sides; returns it with its id, to which what is personal is sealed."""
    id_ = tx.value(MediationSideRow.insert(**MEDIATION_SIDES.write(side))
                   .returning(MediationSideRow.id))
    return replace(side, id=id_)


def change_side(tx: WriteTransaction, side: MediationSide) -> None:
    """Writes a side as it is from now on."""
    tx.query(MediationSideRow.update(**MEDIATION_SIDES.write(side))
             .where(MediationSideRow.id == side.id))


def sides(tx: ReadTransaction, mediation_id: int) -> tuple[MediationSide, ...]:
    """Both sides, `a` first."""
    return MEDIATION_SIDES.read(tx.query(
        MEDIATION_SIDES.select().where(MediationSideRow.mediation == mediation_id)
        .order_by(MediationSideRow.side)))


def kept_sides(tx: ReadTransaction) -> tuple[MediationSide, ...]:
    """Every side of which something personal is kept, oldest first."""
    return MEDIATION_SIDES.read(tx.query(
        MEDIATION_SIDES.select().where(MediationSideRow.sealed.is_null(False))
        .order_by(MediationSideRow.id)))


def side_of_code(tx: ReadTransaction, code: str) -> MediationSide | None:
    """The side of a page's code, or None."""
    return MEDIATION_SIDES.first(tx.query(
        MEDIATION_SIDES.select().where(MediationSideRow.code == code)))


def add_event(tx: WriteTransaction, mediation_id: int, now: datetime, action: MediationAction,
              actor: str, side: str = "", details: str = "") -> int:
    """Writes what was done; returns its id, to which what was said is then sealed."""
    id_: int = tx.value(MediationEventRow.insert(
        mediation=mediation_id, at=stored_instant(now), action=action, actor=actor, side=side,
        details=details, sealed=None).returning(MediationEventRow.id))
    return id_


def seal_in(tx: WriteTransaction, event_id: int, sealed: str) -> None:
    """Keeps what was said with an event."""
    tx.query(MediationEventRow.update(sealed=sealed).where(MediationEventRow.id == event_id))


def events(tx: ReadTransaction, mediation_id: int) -> tuple[MediationEvent, ...]:
    """The log of a mediation, oldest first."""
    return MEDIATION_EVENTS.read(tx.query(
        MEDIATION_EVENTS.select().where(MediationEventRow.mediation == mediation_id)
        .order_by(MediationEventRow.id)))


def put_paper(tx: WriteTransaction, mediation_id: int, paper: DossierPaper, now: datetime,
              actor: str) -> None:
    """Confirms that a paper is there. Twice is once more."""
    tx.query(upsert(MediationPaperRow, {"mediation": mediation_id, "paper": paper},
                    {"done_at": stored_instant(now), "done_by": actor}))


def papers(tx: ReadTransaction, mediation_id: int) -> dict[DossierPaper, datetime]:
    """The papers that are there, each with since when."""
    query = MediationPaperRow.select(MediationPaperRow.paper, MediationPaperRow.done_at)
    rows = tx.query(query.where(MediationPaperRow.mediation == mediation_id).tuples())
    return {DossierPaper(paper): instant_of(at) for paper, at in rows}


def forget(tx: WriteTransaction, mediation_id: int) -> None:
    """Deletes all that is personal of it; that there was one stays counted."""
    for model in (MediationSideRow, MediationEventRow):
        tx.query(model.update(sealed=None).where(model.mediation == mediation_id))


def forget_side(tx: WriteTransaction, side: MediationSide) -> None:
    """Deletes what is personal of one side: who it is, and whatever was said but to the other."""
    tx.query(MediationSideRow.update(sealed=None).where(MediationSideRow.id == side.id))
    (other,) = set(SIDES) - {side.side}
    tx.query(MediationEventRow.update(sealed=None).where(
        (MediationEventRow.mediation == side.mediation_id) & (MediationEventRow.side != other)))


def with_keys(tx: ReadTransaction, keys: Collection[str]) -> set[int]:
    """The mediations of which anything names one of these keys."""
    return {id_ for model in (MediationSideRow, MediationEventRow)
            for id_ in tx.column(model.select(model.mediation).where(names_key(model, keys)))}

"""What the staff are writing: drafts, what will be shown later, and how it was before."""

from __future__ import annotations

import json
from datetime import datetime

from peewee import BigIntegerField, BooleanField, CompositeKey, IntegerField, Model, TextField, fn

from db.engine.column_types import instant_or_none, stored_instant
from db.engine.database import ReadTransaction, WriteTransaction
from db.engine.row_mapper import RowMapper, upsert
from kiosk.domain.content.content_form import Flat
from kiosk.domain.content.drafts import ContentDraft, Planned, PlannedChange, Version


class DraftRow(Model):
    """What is being written about an item, in its flat form, and what it was begun from."""

    kind = TextField()
    item = TextField()
    written = TextField()
    base = TextField()
    by = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "content_draft"
        primary_key = CompositeKey("kind", "item")


class VersionRow(Model):
    """An item as it was shown once."""

    kind = TextField()
    item = TextField()
    n = IntegerField()
    written = TextField()
    hidden = BooleanField()
    by = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "content_version"
        primary_key = CompositeKey("kind", "item", "n")


class PlanRow(Model):
    """What happens to an item at a time: it is shown as written, or put out of sight."""

    kind = TextField()
    item = TextField()
    what = TextField()
    due_at = BigIntegerField(index=True)
    written = TextField()
    base = TextField()
    by = TextField()

    class Meta:
        table_name = "content_plan"
        primary_key = CompositeKey("kind", "item", "what")


DRAFTS = RowMapper(ContentDraft, DraftRow)
VERSIONS = RowMapper(Version, VersionRow)
PLANS = RowMapper(PlannedChange, PlanRow)


def draft(tx: ReadTransaction, kind: str, item: str) -> ContentDraft | None:
    """What is being written about an item."""
    return next((one for one in drafts(tx, kind) if one.item == item), None)


def drafts(tx: ReadTransaction, kind: str) -> tuple[ContentDraft, ...]:
    """Everything that is being written of a kind, oldest first."""
    query = DRAFTS.select().where(DraftRow.kind == kind).order_by(DraftRow.at)
    return DRAFTS.read(tx.query(query))


def keep_draft(tx: WriteTransaction, kind: str, draft: ContentDraft) -> None:
    """Keeps what is being written."""
    row = DRAFTS.write(draft, "written", "base", "by", "at")
    tx.query(upsert(DraftRow, {"kind": kind, "item": draft.item}, row))


def drop_draft(tx: WriteTransaction, kind: str, item: str) -> bool:
    """Throws a draft away; False where there was none."""
    return bool(tx.query(DraftRow.delete().where(
        (DraftRow.kind == kind) & (DraftRow.item == item))))


def versions(tx: ReadTransaction, kind: str, item: str, most: int = 50) -> tuple[Version, ...]:
    """How an item was shown, newest first."""
    query = (VERSIONS.select().where((VersionRow.kind == kind) & (VersionRow.item == item))
             .order_by(VersionRow.n.desc()).limit(most))
    return VERSIONS.read(tx.query(query))


def keep_version(tx: WriteTransaction, kind: str, item: str, version: Version) -> None:
    """Writes how an item is shown from now on."""
    tx.query(VersionRow.insert(kind=kind, item=item, **VERSIONS.write(version)))


def beginnings(tx: ReadTransaction, kind: str) -> dict[str, Flat]:
    """How the items began that somebody made here."""
    query = VersionRow.select(VersionRow.item, VersionRow.written).where(
        (VersionRow.kind == kind) & (VersionRow.n == 1) & (VersionRow.by != ""))
    return {item: json.loads(written) for item, written in tx.query(query.tuples())}


def known_items(tx: ReadTransaction, kind: str) -> frozenset[str]:
    """The ids that were ever given to items of a kind, as far as it is written down here."""
    return frozenset(
        item for row in (DraftRow, VersionRow)
        for item in tx.column(row.select(row.item).where(row.kind == kind).distinct()))


def plans(tx: ReadTransaction, kind: str) -> tuple[PlannedChange, ...]:
    """What will happen to items of a kind, soonest first."""
    return _plans(tx, PlanRow.kind == kind)


def due(tx: ReadTransaction, now: datetime) -> tuple[PlannedChange, ...]:
    """What should have happened by now, in its order."""
    return _plans(tx, PlanRow.due_at <= stored_instant(now))


def next_due(tx: ReadTransaction, now: datetime) -> datetime | None:
    """When the next thing will happen that is not due yet."""
    soonest = PlanRow.select(fn.MIN(PlanRow.due_at)).where(PlanRow.due_at > stored_instant(now))
    return instant_or_none(tx.value(soonest))


def keep_plan(tx: WriteTransaction, plan: PlannedChange) -> None:
    """Keeps what will happen, in the place of what would have."""
    tx.query(upsert(PlanRow, PLANS.write(plan, "kind", "item", "what"),
                      PLANS.write(plan, "due_at", "written", "base", "by")))


def drop_plan(tx: WriteTransaction, kind: str, item: str, what: Planned | None = None) -> bool:
    """Lets it not happen: one thing, or all; False where there was nothing."""
    row = (PlanRow.kind == kind) & (PlanRow.item == item)
    if what is not None:
        row &= PlanRow.what == str(what)
    return bool(tx.query(PlanRow.delete().where(row)))


def _plans(tx: ReadTransaction, which: object) -> tuple[PlannedChange, ...]:
    query = PLANS.select().where(which).order_by(PlanRow.due_at, PlanRow.item)
    return PLANS.read(tx.query(query))

"""The tables of cases."""

from __future__ import annotations

from typing import Any

from peewee import (
    BigIntegerField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)

from db.engine.column_types import SealedField


class CaseSequenceRow(Model):
    """The last number given."""

    series = TextField(primary_key=True)
    last = IntegerField()

    class Meta:
        table_name = "case_sequence"


class CaseRow(Model):
    """A case, or a part of one (`parent`). `contact` is name and telephone, `address` building and
    door, each sealed by itself: they are kept for different times. The words stand in the log."""

    number = IntegerField()
    code = TextField()
    request_key = TextField()
    topic = TextField()
    source = TextField()
    state = TextField()
    received_at = BigIntegerField()
    changed_at = BigIntegerField()
    due_on = TextField()
    listener = TextField(null=True)
    estate = TextField(null=True)
    building = SmallIntegerField(null=True)
    person_index = SealedField(null=True)
    notice = TextField(null=True)
    assignee = TextField(null=True)
    parent = ForeignKeyField("self", null=True, index=False)
    merged_into = ForeignKeyField("self", null=True, index=False, column_name="merged_into")
    paused_on = TextField(null=True)
    extended = BooleanField()
    answered_at = BigIntegerField(null=True)
    word_at = BigIntegerField(null=True)
    ended_at = BigIntegerField(null=True)
    released_at = BigIntegerField(null=True)
    contact = SealedField(null=True)
    address = SealedField(null=True)

    class Meta:
        table_name = "resident_case"


def _index(name: str, *columns: Any, where: Any = None, unique: bool = False) -> None:
    CaseRow.add_index(CaseRow.index(*columns, name=name, where=where, unique=unique))


_index("case_number", CaseRow.number, where=CaseRow.parent.is_null(), unique=True)
_index("case_code", CaseRow.code, where=CaseRow.parent.is_null(), unique=True)
_index("case_request_key", CaseRow.request_key, unique=True)
_index("case_received_at", CaseRow.received_at, CaseRow.changed_at)
_index("case_live", CaseRow.due_on, CaseRow.id, where=CaseRow.ended_at.is_null())
_index("case_kept", CaseRow.ended_at,
       where=CaseRow.ended_at.is_null(False) & CaseRow.notice.is_null(False))
for _name, _column in (
    ("case_ended", CaseRow.ended_at), ("case_released", CaseRow.released_at),
    ("case_parent", CaseRow.parent), ("case_merged", CaseRow.merged_into),
    ("case_person_index", CaseRow.person_index), ("case_assignee", CaseRow.assignee),
):
    _index(_name, _column, where=_column.is_null(False))


class CaseEventRow(Model):
    """A line of the log of cases; the schema lets none be changed or taken out, only what was said
    be deleted, and none be `solved` by the staff."""

    case = ForeignKeyField(CaseRow)
    at = BigIntegerField(index=True)
    action = TextField()
    actor = TextField()
    state = TextField()
    due_on = TextField()
    details = TextField()
    sealed = SealedField(null=True)

    class Meta:
        table_name = "case_event"


class CasePictureRow(Model):
    """A picture of a case, a JPEG as base64, sealed."""

    case = ForeignKeyField(CaseRow)
    at = BigIntegerField()
    actor = TextField()
    request_key = TextField(unique=True)
    sealed = SealedField(null=True)

    class Meta:
        table_name = "case_picture"


class CaseDraftRow(Model):
    """A text on its way from the touch screen to a phone, under the mark of its token."""

    token = TextField(primary_key=True)
    ends_at = BigIntegerField(index=True)
    topic = TextField()
    listener = TextField()
    sealed = SealedField(null=True)

    class Meta:
        table_name = "case_draft"


class CaseActRow(Model):
    """The key of something that was sent: it counts once."""

    key = TextField(primary_key=True)
    at = BigIntegerField()

    class Meta:
        table_name = "case_act"


class CaseRatingRow(Model):
    """How content a resident was; what was written with it stands in the log. A poor one is to be
    answered until the end of `answer_by` and dealt with until that of `deal_by`."""

    case = ForeignKeyField(CaseRow, primary_key=True)
    level = SmallIntegerField()
    tags = TextField()
    wants_call = BooleanField()
    at = BigIntegerField()
    answer_by = TextField(null=True)
    deal_by = TextField(null=True)
    answered_at = BigIntegerField(null=True)
    dealt_at = BigIntegerField(null=True)
    added_at = BigIntegerField(null=True)

    class Meta:
        table_name = "case_rating"


CaseRatingRow.add_index(CaseRatingRow.index(
    CaseRatingRow.answer_by, name="case_rating_open",
    where=CaseRatingRow.answer_by.is_null(False) & CaseRatingRow.dealt_at.is_null()))

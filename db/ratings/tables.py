"""The tables of ratings; the migrations create them, a test compares."""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)

from db.engine.column_types import SealedField

# None of the tables says when a rating came or in which order: those of marks have no row ids, so
# that they lie in the order of the marks.


class RatedTicketRow(Model):
    """That a number was rated, under a mark that leads back to nothing; nothing of the rating.
    `day` is the number's, by which it is deleted."""

    mark = TextField(primary_key=True)
    day = TextField(index=True)

    class Meta:
        table_name = "rated_ticket"
        without_rowid = True


class RatingPoolRow(Model):
    """The ratings that are too few to be counted, all in one sealed text, in no order of coming.
    `swept` is the Monday up to which they were swept."""

    id = IntegerField(primary_key=True)
    swept = TextField()
    sealed = SealedField(null=True)

    class Meta:
        table_name = "rating_pool"


class RatingSumRow(Model):
    """At least five ratings that were counted together on a day."""

    id = AutoField()
    day = TextField(index=True)
    service = TextField(null=True)
    counter = IntegerField(null=True)
    level_1 = IntegerField()
    level_2 = IntegerField()
    level_3 = IntegerField()
    level_4 = IntegerField()
    level_5 = IntegerField()
    tags = TextField()

    class Meta:
        table_name = "rating_sum"


class RatingNoteRow(Model):
    """What was said with a rating, and what becomes of a poor one. `level` stands with a poor one
    alone; of which service and counter it is nobody knows."""

    mark = TextField(primary_key=True)
    day = TextField(index=True)
    level = SmallIntegerField(null=True)
    tags = TextField()
    answer_by = TextField(null=True)
    deal_by = TextField(null=True)
    answered_at = BigIntegerField(null=True)
    dealt_at = BigIntegerField(null=True)
    added_at = BigIntegerField(null=True)
    story = SealedField(null=True)
    contact = SealedField(null=True)
    person_index = SealedField(null=True)

    class Meta:
        table_name = "rating_note"
        without_rowid = True


RatingNoteRow.add_index(RatingNoteRow.index(
    RatingNoteRow.person_index, name="rating_note_person_index",
    where=RatingNoteRow.person_index.is_null(False)))


class RatingTabletRow(Model):
    """The tablet of a counter: the mark of the code that binds one, and of the secret of the one
    that is bound."""

    counter = IntegerField(primary_key=True)
    code = TextField(null=True)
    code_ends_at = BigIntegerField(null=True)
    token = TextField(null=True)

    class Meta:
        table_name = "rating_tablet"

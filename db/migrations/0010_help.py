"""Volunteer help: a frozen copy."""

from typing import Any

import peewee as pw


class HelpPartRow(pw.Model):

    part = pw.TextField()
    id = pw.TextField()
    position = pw.IntegerField()
    body = pw.TextField()

    class Meta:
        table_name = "help_part"
        primary_key = pw.CompositeKey("part", "id")


class VolunteerRow(pw.Model):

    number = pw.TextField(unique=True)
    name = pw.TextField()
    phone = pw.TextField(null=True)
    teams = pw.TextField()
    grid = pw.TextField(null=True)
    vetted = pw.BooleanField()
    active = pw.BooleanField()
    link_hash = pw.TextField(null=True, unique=True)
    device_hash = pw.TextField(null=True)
    pin_hash = pw.TextField(null=True)
    wrong = pw.SmallIntegerField()
    locked_until = pw.BigIntegerField(null=True)
    made_at = pw.BigIntegerField()

    class Meta:
        table_name = "volunteer"


class DutyRow(pw.Model):

    volunteer = pw.ForeignKeyField(VolunteerRow, index=False)
    post = pw.TextField(null=True)
    begins_at = pw.BigIntegerField(index=True)
    ends_at = pw.BigIntegerField()

    class Meta:
        table_name = "duty"


class HelpRow(pw.Model):

    code = pw.TextField(unique=True)
    request_key = pw.TextField(unique=True)
    number = pw.SmallIntegerField()
    kind = pw.TextField()
    source = pw.TextField()
    place = pw.TextField()
    state = pw.TextField()
    asked_at = pw.BigIntegerField(index=True)
    changed_at = pw.BigIntegerField()
    ended_at = pw.BigIntegerField(null=True)
    estate = pw.TextField(null=True)
    grid = pw.TextField(null=True)
    mark = pw.TextField(null=True, index=True)
    notice = pw.TextField(null=True)
    wanted_from = pw.BigIntegerField(null=True)
    wanted_to = pw.BigIntegerField(null=True)
    meets_at = pw.BigIntegerField(null=True)
    team = pw.TextField(null=True)
    to_grid = pw.TextField(null=True)
    to_volunteer = pw.ForeignKeyField(VolunteerRow, null=True, index=False)
    helper = pw.ForeignKeyField(VolunteerRow, null=True)
    second = pw.ForeignKeyField(VolunteerRow, null=True)
    there_at = pw.BigIntegerField(null=True)
    left_at = pw.BigIntegerField(null=True)
    alarmed = pw.BooleanField()
    shares_phone = pw.BooleanField()
    reason = pw.TextField()
    stars = pw.SmallIntegerField(null=True)
    personal = pw.TextField(null=True)

    class Meta:
        table_name = "help_request"


class HelpStepRow(pw.Model):

    request = pw.ForeignKeyField(HelpRow)
    at = pw.BigIntegerField()
    deed = pw.TextField()
    actor = pw.TextField()
    details = pw.TextField()

    class Meta:
        table_name = "help_step"


class MessageRow(pw.Model):

    request = pw.ForeignKeyField(HelpRow)
    at = pw.BigIntegerField()
    author = pw.TextField()
    said = pw.TextField(null=True)

    class Meta:
        table_name = "help_message"


class PhotoRow(pw.Model):

    request = pw.ForeignKeyField(HelpRow, primary_key=True)
    sealed = pw.TextField()

    class Meta:
        table_name = "help_photo"


class VisitRow(pw.Model):

    request = pw.ForeignKeyField(HelpRow)
    volunteer = pw.ForeignKeyField(VolunteerRow)
    there_at = pw.BigIntegerField()
    left_at = pw.BigIntegerField(null=True)
    attested_at = pw.BigIntegerField(null=True)
    minutes = pw.IntegerField(null=True)
    reason = pw.TextField()
    corrected_by = pw.IntegerField(null=True)

    class Meta:
        table_name = "help_visit"


class HandOverRow(pw.Model):

    nonce = pw.TextField(primary_key=True)
    ends_at = pw.BigIntegerField(index=True)

    class Meta:
        table_name = "help_hand_over"


class TargetRow(pw.Model):

    name = pw.TextField()
    address = pw.TextField(null=True)

    class Meta:
        table_name = "notice_target"


class NoticeOutRow(pw.Model):

    target = pw.ForeignKeyField(TargetRow)
    text = pw.TextField()
    made_at = pw.BigIntegerField()
    next_at = pw.BigIntegerField(index=True)
    tries = pw.IntegerField()

    class Meta:
        table_name = "notice_out"


TABLES = (HelpPartRow, VolunteerRow, DutyRow, HelpRow, HelpStepRow, MessageRow, PhotoRow, VisitRow,
          HandOverRow, TargetRow, NoticeOutRow)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
    db.execute_sql("CREATE INDEX help_live ON help_request (asked_at) WHERE ended_at IS NULL")
    db.execute_sql("CREATE INDEX help_ended ON help_request (ended_at) WHERE ended_at IS NOT NULL")

"""The first schema, as it was: a frozen copy, independent of the tables of today."""

from typing import Any

import peewee as pw


class Pulse(pw.Model):

    version = pw.BigIntegerField()
    content = pw.BigIntegerField()

    class Meta:
        table_name = "pulse"


class JournalLine(pw.Model):

    version = pw.BigIntegerField()
    n = pw.SmallIntegerField()
    at = pw.BigIntegerField()
    actor = pw.TextField()
    deed = pw.TextField()
    ticket_id = pw.IntegerField(null=True, index=True)
    window = pw.IntegerField(null=True)
    details = pw.TextField()

    class Meta:
        table_name = "journal"
        primary_key = pw.CompositeKey("version", "n")


class HouseRow(pw.Model):

    body = pw.TextField()

    class Meta:
        table_name = "house"


class CategoryRow(pw.Model):

    id = pw.TextField(primary_key=True)
    position = pw.IntegerField()
    body = pw.TextField()

    class Meta:
        table_name = "category"


class LineRow(pw.Model):

    id = pw.TextField(primary_key=True)
    position = pw.IntegerField()
    prefix = pw.TextField(unique=True)
    body = pw.TextField()

    class Meta:
        table_name = "line"


class WindowRow(pw.Model):

    number = pw.IntegerField(primary_key=True)
    line = pw.ForeignKeyField(LineRow, index=False)
    state = pw.TextField(default="closed")
    day = pw.TextField(null=True)
    help_at = pw.BigIntegerField(null=True)

    class Meta:
        table_name = "service_window"


class ServiceRow(pw.Model):

    id = pw.TextField(primary_key=True)
    category = pw.ForeignKeyField(CategoryRow, index=False)
    line = pw.ForeignKeyField(LineRow, index=False)
    position = pw.IntegerField()
    body = pw.TextField()

    class Meta:
        table_name = "service"


class NoticeRow(pw.Model):

    position = pw.IntegerField()
    body = pw.TextField()

    class Meta:
        table_name = "notice"


class SeriesRow(pw.Model):

    day = pw.TextField()
    prefix = pw.TextField()
    last = pw.IntegerField()

    class Meta:
        table_name = "series"
        primary_key = pw.CompositeKey("day", "prefix")


class ServiceDayRow(pw.Model):

    day = pw.TextField()
    service = pw.ForeignKeyField(ServiceRow, index=False)
    taken = pw.IntegerField()

    class Meta:
        table_name = "service_day"
        primary_key = pw.CompositeKey("day", "service")


class LineDayRow(pw.Model):

    day = pw.TextField()
    line = pw.ForeignKeyField(LineRow, index=False)
    calls = pw.IntegerField()
    run = pw.IntegerField()

    class Meta:
        table_name = "line_day"
        primary_key = pw.CompositeKey("day", "line")


class TicketRow(pw.Model):

    code = pw.TextField(unique=True)
    request_key = pw.TextField(unique=True)
    day = pw.TextField()
    prefix = pw.TextField()
    number = pw.IntegerField()
    service = pw.ForeignKeyField(ServiceRow, index=False)
    line = pw.ForeignKeyField(LineRow, index=False)
    priority = pw.TextField()
    state = pw.TextField()
    slower = pw.BooleanField()
    taken_at = pw.BigIntegerField()
    calls = pw.IntegerField(default=0)
    due = pw.IntegerField(null=True)
    only_window = pw.IntegerField(null=True)
    window = pw.IntegerField(null=True)
    called_at = pw.BigIntegerField(null=True)
    last_called_at = pw.BigIntegerField(null=True)
    coming_at = pw.BigIntegerField(null=True)
    closed_at = pw.BigIntegerField(null=True)
    wait_low = pw.IntegerField(null=True)
    wait_high = pw.IntegerField(null=True)
    wait_point = pw.DoubleField(null=True)
    wait_scale = pw.DoubleField(null=True)
    wait_score = pw.DoubleField(null=True)

    class Meta:
        table_name = "ticket"
        indexes = (
            (("day", "prefix", "number"), True),
            (("day", "line", "state", "priority", "service", "due"), False),
        )


TicketRow.add_index(
    TicketRow.index(
        TicketRow.day, TicketRow.window, unique=True,
        where=TicketRow.state == "called", name="one_call_a_window",
    )
)
TicketRow.add_index(
    TicketRow.index(
        TicketRow.service, TicketRow.closed_at,
        where=TicketRow.state == "done", name="last_served",
    )
)
TicketRow.add_index(
    TicketRow.index(
        TicketRow.day, TicketRow.last_called_at,
        where=TicketRow.last_called_at.is_null(False), name="last_calls",
    )
)
TicketRow.add_index(
    TicketRow.index(
        TicketRow.line, TicketRow.called_at,
        where=TicketRow.wait_score.is_null(False), name="last_estimates",
    )
)


class SlipRow(pw.Model):

    ticket = pw.ForeignKeyField(TicketRow, primary_key=True)
    kiosk = pw.TextField()
    state = pw.TextField()
    attempts = pw.IntegerField(default=0)
    next_at = pw.BigIntegerField()
    trouble = pw.TextField(null=True)
    language = pw.TextField()

    class Meta:
        table_name = "slip"


SlipRow.add_index(
    SlipRow.index(
        SlipRow.kiosk, SlipRow.ticket,
        where=SlipRow.state << ["queued", "trouble"], name="slips_to_print",
    )
)


class AccountRow(pw.Model):

    name = pw.TextField(unique=True)
    role = pw.TextField()
    pin_hash = pw.TextField()
    wrong = pw.IntegerField(default=0)
    locked_until = pw.BigIntegerField(null=True)

    class Meta:
        table_name = "account"


class SessionRow(pw.Model):

    token_hash = pw.TextField(primary_key=True)
    account = pw.ForeignKeyField(AccountRow, index=True, on_delete="CASCADE")
    window = pw.IntegerField(null=True)
    started_at = pw.BigIntegerField()
    seen_at = pw.BigIntegerField()

    class Meta:
        table_name = "staff_session"


TABLES = (
    Pulse, JournalLine, HouseRow, CategoryRow, LineRow, WindowRow, ServiceRow, NoticeRow,
    SeriesRow, ServiceDayRow, LineDayRow, TicketRow, SlipRow, AccountRow, SessionRow,
)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
        Pulse.create(version=0, content=0)

"""The first schema, as it was: a frozen copy, independent of the tables of today."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CompositeKey,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)


class Pulse(Model):

    version = BigIntegerField()
    content = BigIntegerField()

    class Meta:
        table_name = "pulse"


class JournalLine(Model):

    version = BigIntegerField()
    n = SmallIntegerField()
    at = BigIntegerField()
    actor = TextField()
    deed = TextField()
    ticket_id = IntegerField(null=True, index=True)
    window = IntegerField(null=True)
    details = TextField()

    class Meta:
        table_name = "journal"
        primary_key = CompositeKey("version", "n")


class HouseRow(Model):

    body = TextField()

    class Meta:
        table_name = "house"


class CategoryRow(Model):

    id = TextField(primary_key=True)
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "category"


class LineRow(Model):

    id = TextField(primary_key=True)
    position = IntegerField()
    prefix = TextField(unique=True)
    body = TextField()

    class Meta:
        table_name = "line"


class WindowRow(Model):

    number = IntegerField(primary_key=True)
    line = ForeignKeyField(LineRow, index=False)
    state = TextField(default="closed")
    day = TextField(null=True)
    help_at = BigIntegerField(null=True)

    class Meta:
        table_name = "service_window"


class ServiceRow(Model):

    id = TextField(primary_key=True)
    category = ForeignKeyField(CategoryRow, index=False)
    line = ForeignKeyField(LineRow, index=False)
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "service"


class NoticeRow(Model):

    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "notice"


class SeriesRow(Model):

    day = TextField()
    prefix = TextField()
    last = IntegerField()

    class Meta:
        table_name = "series"
        primary_key = CompositeKey("day", "prefix")


class ServiceDayRow(Model):

    day = TextField()
    service = ForeignKeyField(ServiceRow, index=False)
    taken = IntegerField()

    class Meta:
        table_name = "service_day"
        primary_key = CompositeKey("day", "service")


class LineDayRow(Model):

    day = TextField()
    line = ForeignKeyField(LineRow, index=False)
    calls = IntegerField()
    run = IntegerField()

    class Meta:
        table_name = "line_day"
        primary_key = CompositeKey("day", "line")


class TicketRow(Model):

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    day = TextField()
    prefix = TextField()
    number = IntegerField()
    service = ForeignKeyField(ServiceRow, index=False)
    line = ForeignKeyField(LineRow, index=False)
    priority = TextField()
    state = TextField()
    slower = BooleanField()
    taken_at = BigIntegerField()
    calls = IntegerField(default=0)
    due = IntegerField(null=True)
    only_window = IntegerField(null=True)
    window = IntegerField(null=True)
    called_at = BigIntegerField(null=True)
    last_called_at = BigIntegerField(null=True)
    coming_at = BigIntegerField(null=True)
    closed_at = BigIntegerField(null=True)
    wait_low = IntegerField(null=True)
    wait_high = IntegerField(null=True)
    wait_point = DoubleField(null=True)
    wait_ratio = DoubleField(null=True)

    class Meta:
        table_name = "ticket"
        indexes = (
            (("day", "prefix", "number"), True),
            (("day", "line", "state"), False),
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
        where=TicketRow.wait_ratio.is_null(False), name="last_estimates",
    )
)


class SlipRow(Model):

    ticket = ForeignKeyField(TicketRow, primary_key=True)
    kiosk = TextField()
    state = TextField()
    attempts = IntegerField(default=0)
    next_at = BigIntegerField()
    trouble = TextField(null=True)
    language = TextField()

    class Meta:
        table_name = "slip"


class AccountRow(Model):

    name = TextField(unique=True)
    role = TextField()
    pin_hash = TextField()
    wrong = IntegerField(default=0)
    locked_until = BigIntegerField(null=True)

    class Meta:
        table_name = "account"


class SessionRow(Model):

    token_hash = TextField(primary_key=True)
    account = ForeignKeyField(AccountRow, index=True, on_delete="CASCADE")
    window = IntegerField(null=True)
    started_at = BigIntegerField()
    seen_at = BigIntegerField()

    class Meta:
        table_name = "staff_session"


TABLES = (
    Pulse,
    JournalLine,
    HouseRow,
    CategoryRow,
    LineRow,
    WindowRow,
    ServiceRow,
    NoticeRow,
    SeriesRow,
    ServiceDayRow,
    LineDayRow,
    TicketRow,
    SlipRow,
    AccountRow,
    SessionRow,
)


def up(_migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
        Pulse.create(version=0, content=0)

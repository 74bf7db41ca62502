"""The tables of content and queue; the migrations create them, a test compares."""

from __future__ import annotations

from peewee import (
    BigIntegerField,
    BooleanField,
    CompositeKey,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

# Days are ISO dates as text, instants whole microseconds (`db.fields`): both sort as they are.


class HouseRow(Model):
    """The house's own facts, one row."""

    body = TextField()

    class Meta:
        table_name = "house"


class CategoryRow(Model):
    """A shelf of the guide."""

    id = TextField(primary_key=True)
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "category"


class LineRow(Model):
    """A queue with its prefix."""

    id = TextField(primary_key=True)
    position = IntegerField()
    prefix = TextField(unique=True)
    body = TextField()

    class Meta:
        table_name = "line"


class WindowRow(Model):
    """A service window and how it stands; the state holds for the day it was set."""

    number = IntegerField(primary_key=True)
    line = ForeignKeyField(LineRow, index=False)
    state = TextField(default="closed")
    day = TextField(null=True)
    help_at = BigIntegerField(null=True)

    class Meta:
        table_name = "service_window"


class ServiceRow(Model):
    """A service with its guide."""

    id = TextField(primary_key=True)
    category = ForeignKeyField(CategoryRow, index=False)
    line = ForeignKeyField(LineRow, index=False)
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "service"


class NoticeRow(Model):
    """A line of news."""

    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "notice"


class SlideRow(Model):
    """A slide; its body is as the seed has it."""

    id = TextField(primary_key=True)
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "slide"


class RoomRow(Model):
    """A room; its places are the resource of the same id."""

    id = TextField(primary_key=True)
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "room"


class HelpPartRow(Model):
    """One estate, grid, team, kind or post; its body is the TOML of the seed."""

    part = TextField()
    id = TextField()
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "help_part"
        primary_key = CompositeKey("part", "id")


class SeriesRow(Model):
    """The last number of a prefix on a day."""

    day = TextField()
    prefix = TextField()
    last = IntegerField()

    class Meta:
        table_name = "series"
        primary_key = CompositeKey("day", "prefix")


class ServiceDayRow(Model):
    """How many numbers a capped service gave out on a day."""

    day = TextField()
    service = ForeignKeyField(ServiceRow, index=False)
    taken = IntegerField()

    class Meta:
        table_name = "service_day"
        primary_key = CompositeKey("day", "service")


class LineDayRow(Model):
    """How far a line is on a day."""

    day = TextField()
    line = ForeignKeyField(LineRow, index=False)
    calls = IntegerField()
    run = IntegerField()

    class Meta:
        table_name = "line_day"
        primary_key = CompositeKey("day", "line")


class TicketRow(Model):
    """A number taken."""

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
    wait_scale = DoubleField(null=True)
    wait_score = DoubleField(null=True)

    class Meta:
        table_name = "ticket"
        indexes = (
            (("day", "prefix", "number"), True),
            (("day", "line", "state", "priority", "service", "due"), False),
        )


# A window serves one number at a time, whatever the program believes.
TicketRow.add_index(
    TicketRow.index(
        TicketRow.day, TicketRow.window, unique=True,
        where=TicketRow.state == "called", name="one_call_a_window",
    )
)
# What the expected wait looks at: the last served of a service, the last estimates of a line.
TicketRow.add_index(
    TicketRow.index(
        TicketRow.service, TicketRow.closed_at,
        where=TicketRow.state == "done", name="last_served",
    )
)
# The last calls of today, for the board.
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

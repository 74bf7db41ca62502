"""The tables of the queue; the migrations create them, a test compares."""

from __future__ import annotations

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CompositeKey,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from db.content.tables import ContentItemRow
from kiosk.domain.queue.tickets import OTHERS_BETWEEN

# Days are ISO dates as text, instants whole microseconds (`db.engine.column_types`): both sort as
# they are.


class CounterStateRow(Model):
    """How a service counter stands; the state holds for the day it was set."""

    number = ForeignKeyField(
        ContentItemRow, field="counter_key", column_name="number", primary_key=True,
        on_delete="CASCADE",
    )
    state = TextField(constraints=[SQL("DEFAULT 'closed'")])
    day = TextField(null=True)
    help_at = BigIntegerField(null=True)

    class Meta:
        table_name = "counter_state"


class TicketSequenceRow(Model):
    """The last number of a prefix on a day."""

    day = TextField()
    prefix = TextField()
    last = IntegerField()

    class Meta:
        table_name = "ticket_sequence"
        primary_key = CompositeKey("day", "prefix")


class ServiceDayCountRow(Model):
    """How many numbers a capped service gave out on a day."""

    day = TextField()
    service = ForeignKeyField(ContentItemRow, field="service_key", index=False)
    taken = IntegerField()

    class Meta:
        table_name = "service_day_count"
        primary_key = CompositeKey("day", "service")


class QueueDayRow(Model):
    """How far a queue is on a day."""

    day = TextField()
    queue = ForeignKeyField(ContentItemRow, field="queue_key", index=False)
    calls = IntegerField()
    priority_streak = IntegerField()
    since_appointment = IntegerField(default=OTHERS_BETWEEN)

    class Meta:
        table_name = "queue_day"
        primary_key = CompositeKey("day", "queue")


class TicketRow(Model):
    """A number taken."""

    code = TextField(unique=True)
    request_key = TextField(unique=True)
    day = TextField()
    prefix = TextField()
    number = IntegerField()
    service = ForeignKeyField(ContentItemRow, field="service_key", index=False)
    queue = ForeignKeyField(ContentItemRow, field="queue_key", index=False)
    priority = TextField()
    state = TextField()
    needs_slow_call = BooleanField()
    taken_at = BigIntegerField()
    calls = IntegerField(default=0)
    call_at_count = IntegerField(null=True)
    assigned_counter = IntegerField(null=True)
    counter = IntegerField(null=True)
    called_at = BigIntegerField(null=True)
    last_called_at = BigIntegerField(null=True)
    coming_at = BigIntegerField(null=True)
    closed_at = BigIntegerField(null=True)
    appointment_at = BigIntegerField(null=True)
    readiness = TextField(null=True)
    wait_low = IntegerField(null=True)
    wait_high = IntegerField(null=True)
    wait_point = DoubleField(null=True)
    wait_scale = DoubleField(null=True)
    wait_score = DoubleField(null=True)

    class Meta:
        table_name = "ticket"
        indexes = (
            (("day", "prefix", "number"), True),
            (("day", "queue", "state", "priority", "service", "call_at_count",
              "appointment_at"), False),
        )


# A counter serves one number at a time, whatever the program believes.
TicketRow.add_index(
    TicketRow.index(
        TicketRow.day, TicketRow.counter, unique=True,
        where=TicketRow.state == "called", name="one_call_a_counter",
    )
)
# What the expected wait looks at: the last served of a service, the last estimates of a queue.
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
        TicketRow.queue, TicketRow.called_at,
        where=TicketRow.wait_score.is_null(False), name="last_estimates",
    )
)

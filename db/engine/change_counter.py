"""The change counter and the event log: what every change increments, and the entry it adds."""

from __future__ import annotations

from peewee import (
    SQL,
    BigIntegerField,
    CompositeKey,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)


class ChangeCounter(Model):
    """The one row that every change increments: its version is the centre's news, its head the hash
    of the event log's last entry. `secret_check` tells the secret it was made with from others."""

    version = BigIntegerField()
    content = BigIntegerField()
    head = TextField()
    secret_check = TextField(null=True)

    class Meta:
        table_name = "change_counter"


class EventRow(Model):
    """What happened: audit, statistics and the voice's list in one. Lines are only added, each with
    a hash over itself and the one before."""

    version = BigIntegerField()
    n = SmallIntegerField()
    at = BigIntegerField()
    actor = TextField()
    action = TextField()
    ticket_id = IntegerField(null=True, index=True)
    counter = IntegerField(null=True)
    details = TextField()
    hash = TextField()

    class Meta:
        table_name = "event_log"
        primary_key = CompositeKey("version", "n")


# What the staff did, for the record of it.
OF_STAFF = (EventRow.actor >= SQL("'staff:'")) & (EventRow.actor < SQL("'staff;'"))
# What the centre did by itself, such as deleting what is old.
OF_SYSTEM = EventRow.actor == SQL("'system'")
for _which, _name in ((OF_STAFF, "event_log_of_staff"), (OF_SYSTEM, "event_log_of_system")):
    EventRow.add_index(
        EventRow.index(EventRow.version, EventRow.n, where=_which, name=_name))

"""The table of content; the migrations create it, a test compares."""

from __future__ import annotations

from peewee import SQL, CompositeKey, ForeignKeyField, IntegerField, Model, TextField


class ContentItemRow(Model):
    """A piece of content: its body is what the seed has of it, as JSON.

    All columns after the body are made by the database from kind and body; nobody writes them.
    Those named `…_key` repeat the id where the kind is the one of their name, so that other tables
    can refer to an item of that kind alone; `category` and `queue` are what the body refers to.
    """

    kind = TextField()
    id = TextField()
    position = IntegerField()
    body = TextField()
    category_key = TextField(null=True, unique=True)
    queue_key = TextField(null=True, unique=True)
    service_key = TextField(null=True, unique=True)
    room_key = TextField(null=True, unique=True)
    counter_key = IntegerField(null=True, unique=True)
    category = ForeignKeyField("self", field="category_key", null=True, index=False)
    queue = ForeignKeyField("self", field="queue_key", null=True, index=False)

    class Meta:
        table_name = "content_item"
        primary_key = CompositeKey("kind", "id")


ContentItemRow.add_index(
    ContentItemRow.index(
        SQL("body ->> 'prefix'"), unique=True,
        where=ContentItemRow.kind == "queue", name="one_queue_a_prefix",
    )
)

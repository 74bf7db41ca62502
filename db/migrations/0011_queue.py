"""A queue is called so: its kind of content, what names it; and columns are. A frozen copy.

The event log stays as it was written.
"""

from typing import Any

from peewee import SqliteDatabase

COLUMNS = (
    ("ticket", "due", "call_at_count"), ("ticket", "slower", "needs_slow_call"),
    ("queue_day", "run", "priority_streak"), ("duty", "begins_at", "starts_at"),
)
# Each table of content, with its columns that hold what was written, as JSON.
WRITTEN = (
    ("content_item", ("body",)), ("content_draft", ("written", "base")),
    ("content_version", ("written",)), ("content_plan", ("written", "base")),
)
# Whose bodies name a queue. That of the centre has rules under the word.
NAMING = "kind IN ('service', 'counter')"
GONE = ("DROP INDEX one_line_a_prefix", "ALTER TABLE content_item DROP COLUMN queue_id")
# SQLite changes no reference of another table, but lets it follow a column to its new name, and
# looks for that column only when rows are written.
SQLITE_GONE = (
    *GONE, "DROP INDEX content_item_line_key",
    "ALTER TABLE content_item RENAME COLUMN line_key TO queue_key",
    "ALTER TABLE content_item DROP COLUMN queue_key",
)
POSTGRES_GONE = (*GONE, "ALTER TABLE content_item DROP COLUMN line_key CASCADE")
# In a string of JSON a quotation mark has a backslash before it: what is found is a key.
RENAMED = (
    *(f"UPDATE {table} SET kind = 'queue' WHERE kind = 'line'" for table, _ in WRITTEN),
    *(f"""UPDATE {table} SET {column} = replace({column}, '"line":', '"queue":') WHERE {NAMING}"""
      for table, columns in WRITTEN for column in columns),
    *(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}" for table, old, new in COLUMNS),
    "DROP INDEX duty_begins_at", "CREATE INDEX duty_starts_at ON duty (starts_at)",
)
MADE = (
    """ALTER TABLE content_item ADD COLUMN queue_key TEXT
    GENERATED ALWAYS AS (CASE WHEN kind = 'queue' THEN id END) {kept}""",
    "CREATE UNIQUE INDEX content_item_queue_key ON content_item (queue_key)",
    *RENAMED,
    f"""ALTER TABLE content_item ADD COLUMN queue_id TEXT
    GENERATED ALWAYS AS (CASE WHEN {NAMING} THEN {{body}} ->> 'queue' END) {{kept}}
    REFERENCES content_item (queue_key)""",
    """CREATE UNIQUE INDEX one_queue_a_prefix ON content_item (({body} ->> 'prefix'))
    WHERE kind = 'queue'""",
)
# They went with the column.
POSTGRES_REFERENCES = tuple(
    f"ALTER TABLE {table} ADD FOREIGN KEY (queue_id) REFERENCES content_item (queue_key)"
    for table in ("ticket", "queue_day")
)


def up(_migrator: Any, db: Any) -> None:
    if isinstance(db, SqliteDatabase):
        statements, dialect = (*SQLITE_GONE, *MADE), {"kept": "VIRTUAL", "body": "body"}
    else:
        statements = (*POSTGRES_GONE, *MADE, *POSTGRES_REFERENCES)
        dialect = {"kept": "STORED", "body": "CAST(body AS JSON)"}
    for statement in statements:
        db.execute_sql(statement.format(**dialect))

"""A queue is called so, with all that names it; columns have their terms: a frozen copy.

The event log stays as it was written.
"""

from typing import Any

from peewee import SqliteDatabase

COLUMNS = (
    ("ticket", "due", "call_at_count"), ("ticket", "slower", "needs_slow_call"),
    ("queue_day", "run", "priority_streak"), ("duty", "begins_at", "starts_at"),
    ("help_request", "mark", "person_index"), ("help_request", "personal", "encrypted_person"),
)
# The triggers that list the keys of these are named after them.
SEALED = [(old, new) for table, old, new in COLUMNS if table == "help_request"]
# Each table of content, with its columns that hold what was written, as JSON.
WRITTEN = (
    ("content_item", ("body",)), ("content_draft", ("written", "base")),
    ("content_version", ("written",)), ("content_plan", ("written", "base")),
)
# Whose bodies name a queue. That of the centre has rules under the word.
NAMING = "kind IN ('service', 'counter')"
GONE = (
    "DROP INDEX duty_begins_at", "DROP INDEX help_request_mark",
    "DROP INDEX one_line_a_prefix", "ALTER TABLE content_item DROP COLUMN queue_id",
)
# SQLite changes no reference of another table, but lets it follow a column to its new name, and
# looks for that column only when rows are written.
SQLITE_GONE = (
    *GONE, "DROP INDEX content_item_line_key",
    "ALTER TABLE content_item RENAME COLUMN line_key TO queue_key",
    "ALTER TABLE content_item DROP COLUMN queue_key",
    *(f"DROP TRIGGER forget_help_request_{old}_{what}"
      for old, _ in SEALED for what in ("deleted", "changed")),
)
POSTGRES_GONE = (
    *GONE, "ALTER TABLE content_item DROP COLUMN line_key CASCADE",
    *(f"DROP TRIGGER forget_help_request_{old} ON help_request" for old, _ in SEALED),
)
# In a string of JSON a quotation mark has a backslash before it: what is found is a key.
RENAMED = (
    *(f"UPDATE {table} SET kind = 'queue' WHERE kind = 'line'" for table, _ in WRITTEN),
    *(f"""UPDATE {table} SET {column} = replace({column}, '"line":', '"queue":') WHERE {NAMING}"""
      for table, columns in WRITTEN for column in columns),
    *(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}" for table, old, new in COLUMNS),
    "CREATE INDEX duty_starts_at ON duty (starts_at)",
    "CREATE INDEX help_request_person_index ON help_request (person_index)",
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
SQLITE_MADE = tuple(
    f"""CREATE TRIGGER forget_help_request_{column}_{what} AFTER {event} ON help_request
    WHEN substr(OLD.{column}, 1, 2) = 'k.'{also}
    BEGIN INSERT INTO forgotten_key (id) VALUES (substr(OLD.{column}, 3, 22))
    ON CONFLICT DO NOTHING; END"""
    for _, column in SEALED
    for what, event, also in (
        ("deleted", "DELETE", ""),
        ("changed", f"UPDATE OF {column}", f" AND NEW.{column} IS NOT OLD.{column}"),
    )
)
POSTGRES_MADE = (
    # They went with the column.
    *(f"ALTER TABLE {table} ADD FOREIGN KEY (queue_id) REFERENCES content_item (queue_key)"
      for table in ("ticket", "queue_day")),
    *(f"""CREATE TRIGGER forget_help_request_{column}
    AFTER DELETE OR UPDATE OF {column} ON help_request
    FOR EACH ROW EXECUTE FUNCTION forget_key('{column}')""" for _, column in SEALED),
)


def up(_migrator: Any, db: Any) -> None:
    if isinstance(db, SqliteDatabase):
        statements = (*SQLITE_GONE, *MADE, *SQLITE_MADE)
        dialect = {"kept": "VIRTUAL", "body": "body"}
    else:
        statements = (*POSTGRES_GONE, *MADE, *POSTGRES_MADE)
        dialect = {"kept": "STORED", "body": "CAST(body AS JSON)"}
    for statement in statements:
        db.execute_sql(statement.format(**dialect))

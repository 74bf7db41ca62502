"""Centres of every version: filled as they were then, and what has to be the same afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from db.engine.database import MIGRATIONS, Database

# Rows for the tables that a migration makes or changes, in SQL that both databases read. What was
# released is never edited: centres that are full of it are out there.
FILLED = Path(__file__).parents[1] / "db" / "filled"

SQLITE_SCHEMA = "SELECT tbl_name, type, name, sql FROM sqlite_master"
POSTGRES_SCHEMA = """
SELECT table_name::text, 'column', column_name::text,
    concat_ws(' ', data_type, is_nullable, column_default, generation_expression)
    FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT conrelid::regclass::text, 'constraint', conname::text, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename::text, 'index', indexname::text, indexdef
    FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT tgrelid::regclass::text, 'trigger', tgname::text, pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal"""
# The runner's own.
HISTORY = "schema_migration"

# Columns that a later migration calls by another name.
RENAMED = {"ticket.due": "call_at_count", "ticket.slower": "needs_slow_call",
           "queue_day.run": "priority_streak", "content_item.line_key": "queue_key",
           "duty.begins_at": "starts_at", "help_request.mark": "person_index",
           "help_request.personal": "encrypted_person", "slip.ticket_id": "thing"}

Rows = dict[str, list[dict[str, object]]]

# What a later migration takes away or writes anew on purpose, as `table` or `table.column`.
MEANT = frozenset(("account.wrong", "account.locked_until", "volunteer.wrong",
                   "volunteer.locked_until"))


def versions(migrations: Path = MIGRATIONS) -> list[str]:
    """The names of all migrations, in order; each makes a version."""
    return sorted(file.stem for file in migrations.glob("[0-9]*.py"))


def move_in(database: Database, last: str, migrations: Path = MIGRATIONS) -> None:
    """A centre that went through the versions up to one and was used in each."""
    for name in versions(migrations):
        database.migrate(name, migrations)
        fill(database, name)
        if name == last:
            return


def fill(database: Database, version: str) -> None:
    """Writes what a centre has that is used in a version."""
    file = FILLED / f"{version}.sql"
    if file.exists():
        for statement in file.read_text("utf-8").rstrip(";\n").split(";\n"):
            database.peewee.execute_sql(statement)


def schema(database: Database) -> list[tuple[str, ...]]:
    """Each table, column, index, constraint and trigger, as the database itself writes it."""
    found = database.peewee.execute_sql(SQLITE_SCHEMA if database.is_sqlite else POSTGRES_SCHEMA)
    return sorted(tuple(map(str, row)) for row in found.fetchall() if row[0] != HISTORY)


def rows(database: Database) -> Rows:
    """All that is in all tables, each row by its columns, in the words of today."""
    ask = database.peewee.execute_sql
    found = {table: ask(f'SELECT * FROM "{table}"')
             for table in database.peewee.get_tables() if table != HISTORY}
    return {table: [
        _in_words_of_today(table, dict(zip([one[0] for one in cursor.description], row,
                                           strict=True)))
        for row in cursor.fetchall()] for table, cursor in found.items()}


def _in_words_of_today(table: str, row: dict[str, object]) -> dict[str, object]:
    row = {RENAMED.get(f"{table}.{column}", column): value for column, value in row.items()}
    if row.get("kind") == "line":
        row["kind"] = "queue"
    if row.get("kind") in ("service", "counter"):
        row |= {column: str(row[column]).replace('"line":', '"queue":')
                for column in ("body", "written", "base") if column in row}
    return row


def lost(before: Rows, after: Rows) -> Iterator[str]:
    """What is not in a centre any more, or is another, than it was before it moved."""
    for table, had in before.items():
        has = after.get(table)
        if table in MEANT or not had:
            continue
        if not has:
            yield f"{table}: all gone"
            continue
        columns = {column for column in had[0] if f"{table}.{column}" not in MEANT}
        yield from (f"{table}.{column}: gone" for column in columns - has[0].keys())
        columns &= has[0].keys()
        was, now = ([sorted((column, repr(row[column])) for column in columns) for row in some]
                    for some in (had, has))
        if sorted(was) != sorted(now):
            yield f"{table}: other rows"

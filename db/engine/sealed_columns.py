"""Columns of what is encrypted, for migrations, and frozen as they are: what a column no longer
holds is a forgotten key, and what it holds is a used one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import SqliteDatabase

# Tables with a column.
Columns = Sequence[tuple[str, str]]
VIEWED = {
    True: "SELECT substr(sql, instr(sql, 'SELECT')) FROM sqlite_master WHERE name = 'used_key'",
    False: "SELECT rtrim(pg_get_viewdef('used_key'::regclass), ';')",
}


def add_sealed_columns(db: Any, columns: Columns) -> None:
    """Gives columns the triggers that write down forgotten keys, and a line each in the view of all
    keys in use, after whatever stands in it: several versions add to the view, each without the
    others."""
    (held,) = db.execute_sql(VIEWED[isinstance(db, SqliteDatabase)]).fetchone()
    db.execute_sql("DROP VIEW used_key")
    db.execute_sql(f"CREATE VIEW used_key AS {' UNION ALL '.join((held, *used_in(columns)))}")
    write_down_forgotten(db, columns)


def write_down_forgotten(db: Any, columns: Columns) -> None:
    """Gives columns those triggers alone."""
    for statement in (_sqlite if isinstance(db, SqliteDatabase) else _postgres)(columns):
        db.execute_sql(statement)


def used_in(columns: Columns) -> Iterable[str]:
    """The queries for the keys that columns name."""
    return (f"SELECT substr({column}, 3, 22) AS id FROM {table} "  # noqa: S608 - names of ours
            f"WHERE substr({column}, 1, 2) = 'k.'" for table, column in columns)


def _sqlite(columns: Columns) -> Iterator[str]:
    for table, column in columns:
        for what, event, also in (
            ("deleted", "DELETE", ""),
            ("changed", f"UPDATE OF {column}", f" AND NEW.{column} IS NOT OLD.{column}"),
        ):
            yield f"""CREATE TRIGGER forget_{table}_{column}_{what} AFTER {event} ON {table}
            WHEN substr(OLD.{column}, 1, 2) = 'k.'{also}
            BEGIN INSERT INTO forgotten_key (id) VALUES (substr(OLD.{column}, 3, 22))
            ON CONFLICT DO NOTHING; END"""  # noqa: S608 - names of ours


def _postgres(columns: Columns) -> Iterator[str]:
    for table, column in columns:
        yield f"""CREATE TRIGGER forget_{table}_{column} AFTER DELETE OR UPDATE OF {column}
        ON {table} FOR EACH ROW EXECUTE FUNCTION forget_key('{column}')"""

"""What is sealed at the next start names its key: volunteers' names, why hours were corrected."""

from typing import Any

from peewee import SqliteDatabase

# Each with the table it stands in.
SEALED = (("volunteer", "name"), ("help_visit", "reason"))
SQLITE = tuple(
    f"""CREATE TRIGGER forget_{table}_{column}_{what} AFTER {event} ON {table}
    WHEN substr(OLD.{column}, 1, 2) = 'k.'{also}
    BEGIN INSERT INTO forgotten_key (id) VALUES (substr(OLD.{column}, 3, 22))
    ON CONFLICT DO NOTHING; END"""
    for table, column in SEALED
    for what, event, also in (
        ("deleted", "DELETE", ""),
        ("changed", f"UPDATE OF {column}", f" AND NEW.{column} IS NOT OLD.{column}"),
    )
)
POSTGRES = tuple(
    f"""CREATE TRIGGER forget_{table}_{column} AFTER DELETE OR UPDATE OF {column} ON {table}
    FOR EACH ROW EXECUTE FUNCTION forget_key('{column}')"""
    for table, column in SEALED
)


def up(_migrator: Any, db: Any) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    # Added to whatever stands in it: several versions add to the view, each without the others.
    (shown,) = db.execute_sql(
        "SELECT substr(sql, instr(sql, 'SELECT')) FROM sqlite_master WHERE name = 'used_key'"
        if is_sqlite else "SELECT rtrim(pg_get_viewdef('used_key'), ';')").fetchone()
    added = (f"SELECT substr({column}, 3, 22) AS id FROM {table} "
             f"WHERE substr({column}, 1, 2) = 'k.'" for table, column in SEALED)
    db.execute_sql("DROP VIEW used_key")
    db.execute_sql(f"CREATE VIEW used_key AS {' UNION ALL '.join((shown, *added))}")
    for statement in SQLITE if is_sqlite else POSTGRES:
        db.execute_sql(statement)

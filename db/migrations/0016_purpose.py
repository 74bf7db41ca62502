"""What a room is asked for, encrypted as its telephone; a series goes on through a noon rest."""

from typing import Any

from peewee import SqliteDatabase

COLUMN = "encrypted_purpose"
BOOLEAN = "BOOLEAN NOT NULL DEFAULT FALSE"
SQLITE = tuple(
    f"""CREATE TRIGGER forget_booking_{COLUMN}_{what} AFTER {event} ON booking
    WHEN substr(OLD.{COLUMN}, 1, 2) = 'k.'{also}
    BEGIN INSERT INTO forgotten_key (id) VALUES (substr(OLD.{COLUMN}, 3, 22))
    ON CONFLICT DO NOTHING; END"""
    for what, event, also in (
        ("deleted", "DELETE", ""),
        ("changed", f"UPDATE OF {COLUMN}", f" AND NEW.{COLUMN} IS NOT OLD.{COLUMN}"),
    )
)
POSTGRES = (
    f"""CREATE TRIGGER forget_booking_{COLUMN} AFTER DELETE OR UPDATE OF {COLUMN} ON booking
    FOR EACH ROW EXECUTE FUNCTION forget_key('{COLUMN}')""",
)


def up(_migrator: Any, db: Any) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    db.execute_sql(f"ALTER TABLE booking ADD COLUMN {COLUMN} TEXT")
    db.execute_sql("ALTER TABLE reservation_series ADD COLUMN through_noon "
                   f"{'INTEGER NOT NULL DEFAULT 0' if is_sqlite else BOOLEAN}")
    # Added to whatever stands in it: several versions add to the view, each without the others.
    (shown,) = db.execute_sql(
        "SELECT substr(sql, instr(sql, 'SELECT')) FROM sqlite_master WHERE name = 'used_key'"
        if is_sqlite else "SELECT rtrim(pg_get_viewdef('used_key'), ';')").fetchone()
    db.execute_sql("DROP VIEW used_key")
    db.execute_sql(f"CREATE VIEW used_key AS {shown} UNION ALL "
                   f"SELECT substr({COLUMN}, 3, 22) AS id FROM booking "
                   f"WHERE substr({COLUMN}, 1, 2) = 'k.'")
    for statement in SQLITE if is_sqlite else POSTGRES:
        db.execute_sql(statement)

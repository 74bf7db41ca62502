"""What is deleted names its key: a frozen copy.

Each column of encrypted values has triggers that list the key of a value which is deleted or
written over, and stands in the view of all keys in use.
"""

from typing import Any

from peewee import SqliteDatabase

# Each with the table it stands in.
SEALED = (
    ("booking", "owner_index"), ("booking", "encrypted_phone"),
    ("volunteer", "phone"),
    ("help_request", "mark"), ("help_request", "personal"),
    ("help_message", "said"), ("help_photo", "sealed"),
    ("notification_channel", "address"),
)
TABLES = (
    "CREATE TABLE forgotten_key (id TEXT NOT NULL PRIMARY KEY)",
    "ALTER TABLE change_counter ADD COLUMN secret_check TEXT",
    "CREATE VIEW used_key AS " + " UNION ALL ".join(
        f"SELECT substr({column}, 3, 22) AS id FROM {table} WHERE substr({column}, 1, 2) = 'k.'"
        for table, column in SEALED
    ),
)
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
POSTGRES = (
    """CREATE FUNCTION forget_key() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE was TEXT := to_jsonb(OLD) ->> TG_ARGV[0];
    BEGIN
        IF substr(was, 1, 2) = 'k.' AND was IS DISTINCT FROM to_jsonb(NEW) ->> TG_ARGV[0] THEN
            INSERT INTO forgotten_key (id) VALUES (substr(was, 3, 22)) ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
    END $$""",
    *(
        f"""CREATE TRIGGER forget_{table}_{column} AFTER DELETE OR UPDATE OF {column} ON {table}
        FOR EACH ROW EXECUTE FUNCTION forget_key('{column}')"""
        for table, column in SEALED
    ),
)


def up(_migrator: Any, db: Any) -> None:
    for statement in (*TABLES, *(SQLITE if isinstance(db, SqliteDatabase) else POSTGRES)):
        db.execute_sql(statement)

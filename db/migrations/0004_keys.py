"""What is deleted names its key: a frozen copy.

Each column of encrypted values has triggers that list the key of a value which is deleted or
written over, and stands in the view of all keys in use.
"""

from typing import Any

from peewee import SqliteDatabase

from db.engine.sealed_columns import used_in, write_down_forgotten

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
    f"CREATE VIEW used_key AS {' UNION ALL '.join(used_in(SEALED))}",
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
)


def up(_migrator: Any, db: Any) -> None:
    for statement in (*TABLES, *(() if isinstance(db, SqliteDatabase) else POSTGRES)):
        db.execute_sql(statement)
    write_down_forgotten(db, SEALED)

"""Pictures of the exhibition in the database: every kiosk and every restore has them."""

from typing import Any

from peewee import SqliteDatabase


def up(_migrator: Any, db: Any) -> None:
    blob = "BLOB" if isinstance(db, SqliteDatabase) else "BYTEA"
    db.execute_sql(f"""CREATE TABLE picture_file (file TEXT NOT NULL PRIMARY KEY,
        made_at BIGINT NOT NULL, for_touch {blob}, for_phone {blob}, for_tv {blob})""")

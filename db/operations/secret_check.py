"""The check value of the secret: by it a database knows the secret it was made with."""

from __future__ import annotations

from db.engine.change_counter import ChangeCounter
from db.engine.database import ReadTransaction, WriteTransaction


def read(tx: ReadTransaction) -> str | None:
    """The check value, None where none was written yet."""
    found: str | None = tx.value(ChangeCounter.select(ChangeCounter.secret_check))
    return found


def write(tx: WriteTransaction, value: str) -> None:
    """Writes the check value."""
    tx.query(ChangeCounter.update(secret_check=value))

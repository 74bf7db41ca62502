"""Codes and keys of requests as older versions kept them: in clear, or encrypted by their own
means."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode

from peewee import Table, fn

from db.engine.bearer_codes import KEY_MARK, MARK, hidden, key_index
from db.engine.database import Database, ReadTransaction

# Of all areas, as they were then.
TABLES = tuple(map(Table, ("ticket", "reservation", "waitlist_entry", "help_request")))
# The mark of an encrypted code, and the bytes before its text.
OLD_MARK, TAG = "~", 16


def hide_old(database: Database, secret: bytes) -> int:
    """Hides them, each as it is hidden from now on: slips and links of then lead where they did.
    Returns how many rows had any. Raises StorageDown."""
    with database.read() as tx:
        if not any(_old(tx, table, 1) for table in TABLES):
            return 0
    count = 0
    with database.write() as tx:
        for table in TABLES:
            for id_, code, key in _old(tx, table):
                tx.query(table.update(
                    code=code if code.startswith(MARK) else hidden(secret, _clear(secret, code)),
                    request_key=key if key.startswith(KEY_MARK) else key_index(secret, key),
                ).where(table.c.id == id_))
                count += 1
    return count


def _clear(secret: bytes, code: str) -> str:
    """The code itself: encrypted it is a tag and the text under a mask that HMAC makes of it."""
    if not code.startswith(OLD_MARK):
        return code
    raw = urlsafe_b64decode(code.removeprefix(OLD_MARK))
    mask = hmac.digest(secret, b"code mask " + raw[:TAG], hashlib.sha512)
    return bytes(a ^ b for a, b in zip(raw[TAG:], mask, strict=False)).decode(errors="replace")


def _old(tx: ReadTransaction, table: Table, most: int | None = None) -> list[tuple[int, str, str]]:
    is_old = ((fn.SUBSTR(table.c.code, 1, 1) != MARK)
              | (fn.SUBSTR(table.c.request_key, 1, 1) != KEY_MARK))
    query = table.select(table.c.id, table.c.code, table.c.request_key).where(is_old).limit(most)
    return list(tx.query(query.tuples()))

"""The bookings of which it is still known whose they are, oldest first: a frozen copy."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql("DROP INDEX bookingrow_made_at")
    db.execute_sql("CREATE INDEX bookings_known ON booking (made_at) WHERE holder IS NOT NULL")

"""Storage: rows in, domain values out; the only floor that knows peewee."""

from __future__ import annotations

import os
import sys

# peewee loads each driver that is installed, and PostgreSQL's is 9 MB and 0.1 s of a process. A
# house that keeps a file goes without; whoever loaded the driver before this keeps it.
if not os.environ.get("KIOSK_DATABASE_URL", "").startswith("postgres"):
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]  # None: not there

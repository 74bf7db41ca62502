"""What a number leaves on the disk: taken, printed, called and done as in a hall, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from kiosk.actions.slips import print_next_slip
from tests.bench.centres import open_centre
from tests.bench.measure import Figure
from tests.support.postgres import Server

TICKETS, A_LOT, A_DAY = 600, 100_000_000, 400
# Each table with its indexes, once nothing in it is empty.
SIZES = """SELECT relname, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


def figures() -> Iterator[Figure]:
    """Bytes of each table that grows, and what a hundred million numbers come to."""
    # No figure here is one of the disk's speed.
    server = Server("/dev/shm")
    try:
        centre = open_centre(server.new_database(), 0)
        url = centre.ctx.settings.database_url
        before = sizes(url)
        for _ in range(TICKETS):
            centre.take()
            print_next_slip(centre.ctx)
            centre.call_next()
        after = sizes(url)
        centre.ctx.database.close()
    finally:
        server.remove()
    total = 0.0
    for table, (rows, indexes) in sorted(after.items(), key=lambda one: -sum(one[1])):
        grown = [(now - then) / TICKETS
                 for now, then in zip((rows, indexes), before[table], strict=True)]
        total += sum(grown)
        if sum(grown) > 1:
            yield Figure(f"bytes of a number: {table}", f"{grown[0]:.0f} B",
                         f"indexes {grown[1]:.0f} B")
    yield Figure("bytes of a number", f"{total:.0f} B",
                 f"{A_LOT:,}: {total * A_LOT / 1e9:.0f} GB")


def sizes(url: str) -> dict[str, tuple[int, int]]:
    """Bytes of the rows and of the indexes of each table."""
    with psycopg.connect(url, autocommit=True) as line:
        line.execute("VACUUM FULL")
        return {table: (rows, indexes) for table, rows, indexes in line.execute(SIZES)}

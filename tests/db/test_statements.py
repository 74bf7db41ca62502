"""What is asked again and again is put into SQL once."""

from __future__ import annotations

import peewee
import pytest

from db.reservations.bookings import BookingRow
from kiosk.actions import queue
from kiosk.context import AppContext
from tests.support.appointments import with_appointments
from tests.support.centre import clerk, take


def test_a_number_is_taken_and_followed_without_putting_a_statement_together(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, query = list[str](), peewee.Context.query

    def counted(context: peewee.Context) -> object:
        written.append(query(context)[0])
        return query(context)

    ctx = with_appointments(sqlite_ctx)

    def take_and_follow() -> None:
        queue.follow(ctx, take(ctx, kiosk="kiosk-1").ticket.code)

    take_and_follow()
    queue.call_next(ctx, clerk(ctx, 2), None)
    take_and_follow()
    monkeypatch.setattr(peewee.Context, "query", counted)
    take_and_follow()
    assert written == []
    with ctx.database.read() as tx:
        tx.query(BookingRow.select())
    assert len(written) == 1, "the control"

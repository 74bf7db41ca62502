"""What is asked again and again is put into SQL once."""

from __future__ import annotations

from datetime import timedelta

import peewee
import pytest

from db.reservations.bookings import BookingRow
from kiosk.actions import queue
from kiosk.actions.queue.results import NumberRequest
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

    def take_and_follow(*keys: str) -> None:
        queue.follow(ctx, take(ctx, kiosk="kiosk-1").ticket.code)
        for key in keys:
            by_phone = NumberRequest(
                key, "medical", hall_pass="one scan", pass_ends_at=ctx.clock() + timedelta(hours=1))
            queue.follow(ctx, queue.take_number(ctx, by_phone).ticket.code)

    take_and_follow("first")
    queue.call_next(ctx, clerk(ctx, 2), None)
    take_and_follow("second")
    monkeypatch.setattr(peewee.Context, "query", counted)
    take_and_follow("third")
    assert written == []
    with ctx.database.read() as tx:
        tx.query(BookingRow.select())
    assert len(written) == 1, "the control"

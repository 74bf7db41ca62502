"""What is asked again and again is put into SQL once."""

from __future__ import annotations

from datetime import timedelta

import peewee
import pytest

from db.reservations.bookings import BookingRow
from kiosk.actions import queue
from kiosk.actions.queue.results import NumberRequest
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from tests.support.appointments import with_appointments
from tests.support.centre import clerk, take

# What a number costs in round trips to a server, besides its BEGIN and COMMIT.
MOST_A_NUMBER = 12


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


def test_a_number_asks_how_far_the_queue_is_only_where_two_kinds_take_turns(
    sqlite_ctx: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = list[str]()
    run = sqlite_ctx.database.peewee.execute_sql

    def counted(sql: str, *given: object) -> object:
        sent.append(sql)
        return run(sql, *given)

    def statements(priority: Priority) -> int:
        sent.clear()
        take(sqlite_ctx, priority=priority, kiosk="kiosk-1")
        return len(sent)

    clerk(sqlite_ctx, 2)
    take(sqlite_ctx, kiosk="kiosk-1")
    monkeypatch.setattr(sqlite_ctx.database.peewee, "execute_sql", counted)
    alone = statements(Priority.ORDINARY)
    assert not any("queue_day" in sql for sql in sent)
    assert alone == MOST_A_NUMBER
    assert statements(Priority.ELDER) == alone + 1
    assert any("queue_day" in sql for sql in sent), "the control"
    assert statements(Priority.ORDINARY) == alone + 1

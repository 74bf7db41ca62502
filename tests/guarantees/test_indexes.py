"""Ten years of closed days cost nothing: every statement of the actions finds its rows by index."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import peewee
import pytest

from kiosk.actions import queue
from kiosk.actions.operations.announcements import announcements_since
from kiosk.actions.slips import print_next_slip, seconds_to_next_slip
from kiosk.actions.staff import sessions
from kiosk.context import AppContext
from kiosk.domain.queue.tickets import Priority
from tests.bench.years import fill
from tests.support.centre import Clock, clerk, take

# All others have a row for each counter or service, and stay small.
GROWING = ("ticket", "event_log", "slip", "ticket_sequence", "service_day_count", "queue_day")
# They hold only what is called or to be printed now: reading all of one is nothing.
SHORT = ("one_call_a_counter", "slips_to_print")
TODAYS = ("ticket_in_queue", "ticket_number", "one_call_a_counter", "last_calls")

Statements = dict[str, Sequence[Any]]


def every_action(ctx: AppContext, clock: Clock) -> None:
    """All that residents, clerks, the printer and the voice do."""
    session, version = clerk(ctx, 2), ctx.database.version()
    clerk(ctx, 3, "小李")
    mine = [take(ctx, kiosk="kiosk-1").ticket for _ in range(6)]
    take(ctx, priority=Priority.ELDER), take(ctx, "capped")
    queue.hall(ctx), queue.service_now(ctx, "capped"), queue.services_now(ctx, "insurance")
    view = queue.call_next(ctx, session, None)
    assert view.current
    for _ in range(2):
        queue.call_again(ctx, session, view.current.id)
    queue.miss(ctx, session, view.current.id)
    queue.bring_back(ctx, session, view.current.id)
    view = queue.call_next(ctx, session, None)
    assert view.current
    queue.park(ctx, session, view.current.id)
    queue.take_back(ctx, session, view.current.id, None)
    queue.transfer(ctx, session, view.current.id, counter=3)
    view = queue.call_this(ctx, session, mine[3].id, None)
    queue.coming(ctx, mine[3].code)
    queue.finish(ctx, session, mine[3].id)
    queue.let_pass(ctx, mine[4].code), queue.give_up(ctx, mine[5].code)
    for ticket in mine:
        queue.follow(ctx, ticket.code), queue.why_before(ctx, ticket.code)
    queue.reprint(ctx, mine[0].code), seconds_to_next_slip(ctx)
    print_next_slip(ctx)
    announcements_since(ctx, version), queue.ask_for_help(ctx, session)
    clock.pass_(minutes=2)
    sessions.session(ctx, session.token), sessions.seated(ctx)
    ctx.database.version()


def statements_of(ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Statements:
    """Every statement that the actions run, once, with what filled it."""
    heard: Statements = {}
    run = ctx.database.peewee.execute_sql

    def listen(sql: str, params: Sequence[Any] = (), **more: Any) -> Any:
        heard.setdefault(sql, params)
        return run(sql, params, **more)

    with monkeypatch.context() as patched:
        patched.setattr(ctx.database.peewee, "execute_sql", listen)
        every_action(ctx, clock)
    return {sql: params for sql, params in heard.items() if sql[:6] in VERBS}


VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def scans_on_sqlite(database: peewee.Database, statements: Statements) -> list[str]:
    """The statements that read a growing table from end to end."""
    found = []
    for sql, params in statements.items():
        plan = database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
        if any(row[3].startswith("SCAN") for row in plan) and _grows(sql):
            found.append(f"{[row[3] for row in plan]} {sql}")
    return found


def scans_on_postgresql(database: peewee.Database, statements: Statements) -> list[str]:
    """The same for PostgreSQL, told to read a small table whole only where nothing else helps."""
    database.execute_sql("SET enable_seqscan = off")
    found = []
    for sql, params in statements.items():
        plan = database.execute_sql(f"EXPLAIN (FORMAT JSON) {sql}", params).fetchone()[0]
        tree = json.loads(plan) if isinstance(plan, str) else plan
        found += [f"{node} {sql}" for node in _whole_reads(tree[0]["Plan"])]
    return found


def _whole_reads(node: dict[str, Any]) -> list[str]:
    """Tables read from end to end, or by an index none of whose columns is asked for."""
    unasked = node["Node Type"] in ("Index Scan", "Index Only Scan") and "Index Cond" not in node
    reads = node["Node Type"] == "Seq Scan" or (unasked and node["Index Name"] not in SHORT)
    own = [node["Relation Name"]] if reads and node["Relation Name"] in GROWING else []
    return own + [name for child in node.get("Plans", ()) for name in _whole_reads(child)]


def _grows(sql: str) -> bool:
    return any(f'"{table}"' in sql for table in GROWING)


def scans_of(ctx: AppContext) -> Callable[[peewee.Database, Statements], list[str]]:
    """How this database is asked."""
    return scans_on_sqlite if ctx.database.is_sqlite else scans_on_postgresql


def test_every_statement_finds_its_rows_through_an_index(
    ctx: AppContext, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ctx, 8000)
    statements = statements_of(ctx, clock, monkeypatch)
    assert len(statements) > 30
    assert scans_of(ctx)(ctx.database.peewee, statements) == []
    # The control: without the indexes of a day's tickets the same look sees whole tables read.
    for index in TODAYS:
        ctx.database.peewee.execute_sql(f"DROP INDEX {index}")
    assert any("ticket" in scan for scan in scans_of(ctx)(ctx.database.peewee, statements))

"""The journal: every change has its line, and who follows it misses none."""

from __future__ import annotations

import threading

import pytest

from db.engine import event_log
from kiosk.actions import queue
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from tests.support.centre import clerk, take


def test_every_action_has_its_line_in_order(ctx: AppContext) -> None:
    session = clerk(ctx, 2)
    mine = take(ctx, kiosk="kiosk-1").ticket
    queue.call_next(ctx, session, None)
    queue.call_again(ctx, session, mine.id)
    queue.finish(ctx, session, mine.id)
    with ctx.database.read() as tx:
        lines = list(event_log.of_tickets(tx, [mine.id]))
    assert [line.action for line in lines] == ["take", "call", "call_again", "finish"]
    assert [line.actor for line in lines] == ["kiosk-1"] + [f"staff:{session.account.id}"] * 3


def test_a_follower_sees_every_line_once_while_eight_write(ctx: AppContext) -> None:
    """On PostgreSQL ids are given before the commit: following them would miss lines."""
    seen: list[int] = []
    writing = threading.Event()

    def follow() -> None:
        reached = 0
        while True:
            finished = writing.is_set()
            with ctx.database.read() as tx:
                lines = list(event_log.since(tx, reached, ("take",)))
                reached = max([reached, *(line.version for line in lines)])
            seen.extend(line.version for line in lines)
            if finished and not lines:
                return

    def write() -> None:
        for _ in range(8):
            take(ctx)
        ctx.database.close()

    follower = threading.Thread(target=follow)
    follower.start()
    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    writing.set()
    follower.join()
    assert len(seen) == 64 and seen == sorted(set(seen))


def test_the_feed_grows_with_each_change_and_says_when_the_database_is_gone(
    ctx: AppContext,
) -> None:
    feed = ChangePoller(ctx.database)
    feed.look()
    before = feed.version
    take(ctx)
    feed.look()
    assert feed.version == before + 1 and not feed.down


def test_what_a_change_saw_and_undid_is_not_remembered(ctx: AppContext) -> None:
    with pytest.raises(ZeroDivisionError), ctx.database.write(content=True) as tx:
        tx.remembered("shelf", lambda: "never was")
        raise ZeroDivisionError
    with ctx.database.write(content=True) as tx:
        assert tx.remembered("shelf", lambda: "inside") == "inside"
    with ctx.database.read() as tx:
        assert tx.remembered("shelf", lambda: "as it is") == "as it is"
        assert tx.remembered("shelf", lambda: "anew") == "as it is"


def test_content_that_a_change_of_something_else_read_is_remembered(ctx: AppContext) -> None:
    with pytest.raises(ZeroDivisionError), ctx.database.write() as tx:
        assert tx.remembered("shelf", lambda: "as it is") == "as it is"
        tx.since_the_last_change("day", 1, lambda: "never was")
        raise ZeroDivisionError
    with ctx.database.write() as tx:
        assert tx.remembered("shelf", lambda: "anew") == "as it is"
        assert tx.since_the_last_change("day", 1, lambda: "inside") == "inside"
    with ctx.database.read() as tx:
        assert tx.since_the_last_change("day", 1, lambda: "as it is") == "as it is"

"""A database server that froze with its lines open: it is said soon, and pages go on answering."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kiosk.actions.content.centre import guide
from kiosk.change_poller import ChangePoller
from kiosk.domain.refusals import StorageDown
from kiosk.web.core.site import make_site
from tests.support.centre import context_on, small_centre, take
from tests.support.postgres import Server
from tests.support.screen import wait_until
from tests.support.web.visitor import Visitor


def test_a_server_that_froze_is_said_and_the_pages_answer(
    own_server: Server, own_url: str, tmp_path: Path
) -> None:
    ctx = small_centre(own_url, tmp_path)
    feed = ChangePoller(ctx.database, 0.1)
    visitor = Visitor(make_site(ctx, feed, limited=False))
    take(ctx, key="before")
    feed.start()
    wait_until(lambda: feed.version > 0)
    read = {path: visitor.get(path).status_code for path in ("/s/", "/board", "/healthz")}
    assert set(read.values()) == {200}
    with psycopg.connect(own_url) as by_hand, own_server.frozen():
        # The control: a line without a deadline waits as long as the server is frozen.
        waiting = threading.Thread(target=by_hand.execute, args=["SELECT 1"])
        waiting.start()
        wait_until(lambda: feed.down)
        told = {path: visitor.get(path).status_code for path in
                ("/s/", "/s/medical", "/board", "/healthz", "/board/state")}
        assert told == {"/s/": 200, "/s/medical": 200, "/board": 200, "/healthz": 503,
                        "/board/state": 503}
        assert guide(ctx).services
        with pytest.raises(StorageDown):
            take(ctx, key="while frozen")
        assert waiting.is_alive()
    waiting.join()
    wait_until(lambda: not feed.down)
    assert visitor.get("/healthz").status_code == 200
    assert take(ctx, key="while frozen").ticket.label == "A002", "it was not done before"
    assert take(ctx, key="before").ticket.label == "A001"
    feed.stop()
    ctx.database.close()


def test_who_asks_before_the_poller_knows_is_answered_when_it_does(
    own_server: Server, own_url: str, tmp_path: Path
) -> None:
    ctx = small_centre(own_url, tmp_path)
    feed, told = ChangePoller(ctx.database, 0.1), []

    def ask() -> None:
        try:
            told.append(take(ctx, key="a tap"))
        except StorageDown as trouble:
            told.append(str(trouble))
        ctx.database.close()

    feed.start()
    wait_until(lambda: feed.version > 0)
    with own_server.frozen():
        crowd = [threading.Thread(target=ask) for _ in range(8)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        assert len(told) == 8 and all("does not answer" in str(one) for one in told), told
    feed.stop()
    ctx.database.close()


@pytest.fixture
def first() -> Iterator[Server]:
    """A second server, which is asked before that of this worker."""
    made = Server()
    yield made
    made.remove()


def test_the_other_server_writes_where_the_first_one_froze(
    first: Server, postgres: Server, small_template: str, tmp_path: Path
) -> None:
    name = postgres.new_database(small_template).rpartition("/")[2]
    with psycopg.connect(first.url("postgres"), autocommit=True) as made:
        made.execute(f"create database {name}")
    small_centre(first.url(name), tmp_path).database.close()
    both = first.url(name).replace("/t", f",127.0.0.1:{postgres.port}/t")
    ctx = context_on(both, tmp_path)
    feed = ChangePoller(ctx.database, 0.1)
    assert take(ctx).ticket.label == "A001" and take(ctx).ticket.label == "A002"
    feed.start()
    wait_until(lambda: feed.version > 0)
    with first.frozen():
        wait_until(lambda: feed.down)
        wait_until(lambda: not feed.down)
        # This thread has a line to the first one still: it waits for it no more.
        assert take(ctx).ticket.label == "A001"
    # Nor does anybody believe the first one that goes on as if nothing had happened.
    assert take(ctx).ticket.label == "A002"
    feed.stop()
    ctx.database.close()
    postgres.drop(postgres.url(name))

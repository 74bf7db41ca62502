"""The database goes away: it is said, nothing is half taken, and all goes on when it is back."""

from __future__ import annotations

from pathlib import Path

import cysqlite
import pytest

from db.queue.tables import TicketRow
from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.support.centre import clerk, context_on, small_centre, take
from tests.support.postgres import Server

IMPATIENT = 0.3


def written(ctx: AppContext) -> tuple[int, int, int]:
    """How many tickets, journal lines and slips there are."""
    ask = ctx.database.peewee.execute_sql
    tickets, lines, slips = (
        ask(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("ticket", "event_log", "slip")
    )
    return tickets, lines, slips


def test_a_server_that_went_away_is_said_and_comes_back_by_itself(
    own_server: Server, own_url: str, tmp_path: Path
) -> None:
    ctx = small_centre(own_url, tmp_path)
    feed, session = ChangePoller(ctx.database), clerk(ctx, 2)
    known = take(ctx, key="before")
    titles = [service.title for service in guide(ctx).services]
    own_server.stop()
    for _ in range(2):
        with pytest.raises(StorageDown):
            take(ctx, key="while away")
    with pytest.raises(StorageDown):
        queue.call_next(ctx, session, None)
    with pytest.raises(StorageDown):
        queue.follow(ctx, known.ticket.code)
    feed.look()
    assert feed.down
    assert [service.title for service in guide(ctx).services] == titles
    own_server.start()
    answers = [take(ctx, key="while away").ticket.label for _ in range(2)]
    assert answers == ["A002", "A002"]
    assert take(ctx, key="before").ticket.label == "A001"
    view = queue.call_next(ctx, session, None)
    assert view.current and view.current.label == "A001"
    feed.look()
    assert not feed.down and feed.version > 0
    ctx.database.close()


def test_control_a_connection_kept_by_hand_stays_dead(
    own_server: Server, own_url: str, tmp_path: Path
) -> None:
    ctx = small_centre(own_url, tmp_path)
    connection = ctx.database.peewee.connection()
    own_server.stop()
    own_server.start()
    for _ in range(2):
        with pytest.raises(Exception, match=r"terminat|closed|lost"):
            connection.execute("SELECT 1")
    ctx.database.close()


def test_the_answer_that_got_lost_is_asked_for_again_and_is_the_same_number(
    own_server: Server, own_url: str, tmp_path: Path
) -> None:
    """The server took the number and went away before it could say so: the tap comes again."""
    ctx = small_centre(own_url, tmp_path)
    taken = take(ctx, key="a tap")
    own_server.stop()
    own_server.start()
    again = take(ctx, key="a tap")
    assert again.ticket.label == taken.ticket.label and written(ctx)[0] == 1
    ctx.database.close()


def test_lines_that_the_server_dropped_are_noticed_by_nobody(
    own_server: Server, own_url: str, tmp_path: Path
) -> None:
    ctx = small_centre(own_url, tmp_path)
    for n in range(1, 4):
        own_server.drop_lines()
        assert queue.hall(ctx).waiting == n - 1, "the first page"
        own_server.drop_lines()
        assert take(ctx).ticket.label == f"A00{n}", "the first number"
    assert written(ctx)[:2] == (3, 3)
    # What was begun is never begun again: nobody knows how far it came.
    before = written(ctx)
    with pytest.raises(StorageDown) as begun, ctx.database.write() as tx:
        own_server.drop_lines()
        tx.column(TicketRow.select(TicketRow.id))
    assert written(ctx) == before and not begun.value.unsure
    # Of what was to be kept only the server knows whether it was.
    with pytest.raises(StorageDown) as ended, ctx.database.write():
        own_server.drop_lines()
    assert ended.value.unsure
    ctx.database.close()


def test_a_file_locked_for_too_long_gives_no_half_number(tmp_path: Path) -> None:
    url = f"cysqlite:///{tmp_path / 'centre.db'}"
    ctx = small_centre(url, tmp_path)
    take(ctx, kiosk="kiosk-1")
    before = written(ctx)
    ctx.database.close()
    ctx.database.peewee._timeout = IMPATIENT
    stranger = cysqlite.connect(str(tmp_path / "centre.db"))
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageDown, match="locked"):
        take(ctx, key="a tap", kiosk="kiosk-1")
    # Who only looks is not kept waiting by who writes.
    assert queue.hall(ctx).waiting == 1
    assert written(ctx) == before
    stranger.execute("ROLLBACK")
    assert take(ctx, key="a tap", kiosk="kiosk-1").ticket.label == "A002"
    assert written(ctx) == tuple(n + 1 for n in before)
    stranger.close()
    ctx.database.close()


def test_a_full_disk_gives_no_half_number_and_the_guide_stays(tmp_path: Path) -> None:
    ctx = small_centre(f"cysqlite:///{tmp_path / 'centre.db'}", tmp_path)
    ask = ctx.database.peewee.execute_sql
    take(ctx)
    ask(f"PRAGMA max_page_count = {ask('PRAGMA page_count').fetchone()[0]}")
    numbers = 1
    with pytest.raises(StorageDown, match="full"):
        for _ in range(500):
            take(ctx)
            numbers += 1
    assert written(ctx)[:2] == (numbers, numbers)
    assert guide(ctx).services
    # The next connection has the disk as it is: there is room again.
    assert take(ctx).ticket.number == numbers + 1
    ctx.database.close()


def test_a_action_that_breaks_in_the_middle_leaves_nothing(ctx: AppContext) -> None:
    take(ctx)
    before = written(ctx)

    class Broken(Exception):
        pass

    with pytest.raises(Broken), ctx.database.write():
        take(ctx, kiosk="kiosk-1")
        raise Broken
    assert written(ctx) == before
    assert take(ctx).ticket.label == "A002"


def test_a_centre_that_never_had_a_database_says_so(tmp_path: Path) -> None:
    ctx = context_on("postgresql://centre@127.0.0.1:9/nothing", tmp_path)
    with pytest.raises(StorageDown):
        guide(ctx)
    with pytest.raises(StorageDown):
        take(ctx)

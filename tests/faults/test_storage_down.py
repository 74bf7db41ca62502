"""The database goes away: it is said, nothing is half taken, and all goes on when it is back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cysqlite
import pytest

from kiosk.actions import queue
from kiosk.actions.content.centre import guide
from kiosk.change_poller import ChangePoller
from kiosk.context import AppContext
from kiosk.domain.refusals import StorageDown
from tests.house import clerk, lobby_on, small_house, take
from tests.postgres import Server

IMPATIENT = 0.3


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A PostgreSQL server that this test may stop."""
    server = Server()
    yield server
    server.remove()


def written(lobby: AppContext) -> tuple[int, int, int]:
    """How many tickets, journal lines and slips there are."""
    ask = lobby.database.peewee.execute_sql
    tickets, lines, slips = (
        ask(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("ticket", "event_log", "slip")
    )
    return tickets, lines, slips


def test_a_server_that_went_away_is_said_and_comes_back_by_itself(
    own_server: Server, tmp_path: Path
) -> None:
    lobby = small_house(own_server.new_database(), tmp_path)
    feed, session = ChangePoller(lobby.database), clerk(lobby, 2)
    known = take(lobby, key="before")
    titles = [service.title for service in guide(lobby).services]
    own_server.stop()
    for _ in range(2):
        with pytest.raises(StorageDown):
            take(lobby, key="while away")
    with pytest.raises(StorageDown):
        queue.call_next(lobby, session, None)
    with pytest.raises(StorageDown):
        queue.follow(lobby, known.ticket.code)
    feed.look()
    assert feed.down
    assert [service.title for service in guide(lobby).services] == titles
    own_server.start()
    answers = [take(lobby, key="while away").ticket.label for _ in range(2)]
    assert answers == ["A002", "A002"]
    assert take(lobby, key="before").ticket.label == "A001"
    view = queue.call_next(lobby, session, None)
    assert view.current and view.current.label == "A001"
    feed.look()
    assert not feed.down and feed.version > 0
    lobby.database.close()


def test_control_a_connection_kept_by_hand_stays_dead(own_server: Server, tmp_path: Path) -> None:
    lobby = small_house(own_server.new_database(), tmp_path)
    connection = lobby.database.peewee.connection()
    own_server.stop()
    own_server.start()
    for _ in range(2):
        with pytest.raises(Exception, match=r"terminat|closed|lost"):
            connection.execute("SELECT 1")
    lobby.database.close()


def test_the_answer_that_got_lost_is_asked_for_again_and_is_the_same_number(
    own_server: Server, tmp_path: Path
) -> None:
    """The server took the number and went away before it could say so: the tap comes again."""
    lobby = small_house(own_server.new_database(), tmp_path)
    taken = take(lobby, key="a tap")
    own_server.stop()
    own_server.start()
    with pytest.raises(StorageDown):
        take(lobby, key="a tap")
    again = take(lobby, key="a tap")
    assert again.ticket.label == taken.ticket.label and written(lobby)[0] == 1
    lobby.database.close()


def test_a_file_locked_for_too_long_gives_no_half_number(tmp_path: Path) -> None:
    url = f"cysqlite:///{tmp_path / 'house.db'}"
    lobby = small_house(url, tmp_path)
    take(lobby, kiosk="kiosk-1")
    before = written(lobby)
    lobby.database.close()
    lobby.database.peewee._timeout = IMPATIENT
    stranger = cysqlite.connect(str(tmp_path / "house.db"))
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageDown, match="locked"):
        take(lobby, key="a tap", kiosk="kiosk-1")
    # Who only looks is not kept waiting by who writes.
    assert queue.hall(lobby).waiting == 1
    assert written(lobby) == before
    stranger.execute("ROLLBACK")
    assert take(lobby, key="a tap", kiosk="kiosk-1").ticket.label == "A002"
    assert written(lobby) == tuple(n + 1 for n in before)
    stranger.close()
    lobby.database.close()


def test_a_full_disk_gives_no_half_number_and_the_guide_stays(tmp_path: Path) -> None:
    lobby = small_house(f"cysqlite:///{tmp_path / 'house.db'}", tmp_path)
    ask = lobby.database.peewee.execute_sql
    take(lobby)
    ask(f"PRAGMA max_page_count = {ask('PRAGMA page_count').fetchone()[0]}")
    numbers = 1
    with pytest.raises(StorageDown, match="full"):
        for _ in range(500):
            take(lobby)
            numbers += 1
    assert written(lobby)[:2] == (numbers, numbers)
    assert guide(lobby).services
    # The next connection has the disk as it is: there is room again.
    assert take(lobby).ticket.number == numbers + 1
    lobby.database.close()


def test_a_deed_that_breaks_in_the_middle_leaves_nothing(lobby: AppContext) -> None:
    take(lobby)
    before = written(lobby)

    class Broken(Exception):
        pass

    with pytest.raises(Broken), lobby.database.change():
        take(lobby, kiosk="kiosk-1")
        raise Broken
    assert written(lobby) == before
    assert take(lobby).ticket.label == "A002"


def test_a_house_that_never_had_a_database_says_so(tmp_path: Path) -> None:
    lobby = lobby_on("postgresql://house@127.0.0.1:9/nothing", tmp_path)
    with pytest.raises(StorageDown):
        guide(lobby)
    with pytest.raises(StorageDown):
        take(lobby)

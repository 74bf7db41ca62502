"""Bearer codes as the database has them: found and given back with the secret, never without."""

from __future__ import annotations

import pytest

from db.engine.bearer_codes import LONGEST, hidden, key_index, shown
from db.engine.old_codes import TABLES, hide_old
from kiosk.actions import rooms as of_rooms, volunteers
from kiosk.actions.queue.resident import follow
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from tests.support.centre import take
from tests.support.rooms import at, booked, waits, with_rooms
from tests.support.volunteer_help import asked, with_help


@pytest.mark.parametrize("code", ["KgXpShDlbCilCndZxGXtcC", "x", "_-" * 11, "y" * LONGEST, ""])
def test_a_code_comes_back_with_the_secret_alone(code: str) -> None:
    kept = hidden(b"secret", code)
    assert kept == hidden(b"secret", code) and shown(b"secret", kept) == code
    assert hidden(b"other", code) != kept
    if len(code) > 1:
        assert code not in kept and shown(b"other", kept) != code


def test_codes_share_nothing_and_what_can_be_none_finds_nothing() -> None:
    one, other = hidden(b"secret", "a" * 22), hidden(b"secret", "a" * 21 + "b")
    assert one[1:9] != other[1:9] and one[25:] != other[25:]
    assert hidden(b"secret", "y" * (LONGEST + 1)) == ""
    assert key_index(b"secret", "k") != key_index(b"other", "k") != "k"


@pytest.fixture
def lived_in(ctx: AppContext) -> tuple[AppContext, list[str]]:
    """A centre with one of each, and the codes of their pages."""
    centre = with_help(with_rooms(ctx))
    first = booked(centre, at(16, 30))
    booked(centre, at(16, 30))
    codes = [take(centre).ticket.code, first.booking.reservation.code,
             asked(centre).request.code, waits(centre, at(16, 30)).entry.code]
    return centre, codes


def rows(ctx: AppContext) -> list[tuple[str, str]]:
    """Each code and key as it stands in the database."""
    with ctx.database.read() as tx:
        return [row for table in TABLES
                for row in tx.query(table.select(table.c.code, table.c.request_key).tuples())]


def opened(ctx: AppContext, codes: list[str]) -> list[str]:
    """What the codes open, in their order."""
    ways = (follow, of_rooms.follow, volunteers.follow, of_rooms.follow_waitlist)
    found = []
    for way, code in zip(ways, codes, strict=True):
        try:
            found.append(way(ctx, code).url.rpartition("/")[2])
        except Refusal as refusal:
            found.append(refusal.code)
    return found


def test_nothing_in_the_database_opens_a_page(lived_in: tuple[AppContext, list[str]]) -> None:
    ctx, codes = lived_in
    assert opened(ctx, codes) == codes, "control: the codes of slips and links do"
    kept = rows(ctx)
    assert len(kept) == 5
    for text in {one for row in kept for one in row} | {one[1:] for row in kept for one in row}:
        assert set(opened(ctx, [text] * 4)) == {
            "no_such_ticket", "no_such_booking", "no_such_help"}
    written = ctx.database.peewee.execute_sql("SELECT details FROM event_log").fetchall()
    assert not any(code in str(row) for code in codes for row in [*kept, *written])


def test_the_key_of_a_request_in_the_database_gives_nobody_what_it_made(ctx: AppContext) -> None:
    first = take(ctx, key="once")
    assert take(ctx, key="once").ticket.id == first.ticket.id, "control: the tap's own key does"
    with ctx.database.read() as tx:
        (kept,) = tx.column(TABLES[0].select(TABLES[0].c.request_key))
    assert take(ctx, key=kept).ticket.id != first.ticket.id


def test_what_an_older_version_kept_in_clear_is_hidden_and_leads_where_it_did(
    lived_in: tuple[AppContext, list[str]]
) -> None:
    ctx, codes = lived_in
    with ctx.database.write() as tx:
        for table in TABLES:
            for id_, kept in list(tx.query(table.select(table.c.id, table.c.code).tuples())):
                tx.query(table.update(
                    code=shown(ctx.secret, kept), request_key=f"key {id_}",
                ).where(table.c.id == id_))
    assert set(codes) <= {code for code, _ in rows(ctx)}, "control: in clear"
    assert hide_old(ctx.database, ctx.secret) == 5 and hide_old(ctx.database, ctx.secret) == 0
    assert opened(ctx, codes) == codes
    assert all(code.startswith("~") and key.startswith("~") for code, key in rows(ctx))

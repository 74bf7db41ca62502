"""Bearer codes as the database has them: found and given back with the secret, never without."""

from __future__ import annotations

import hashlib
import hmac
import subprocess
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from db.engine.bearer_codes import hidden, key_index, shown
from db.engine.old_codes import TABLES, hide_old
from kiosk.actions import rooms as of_rooms, volunteers
from kiosk.actions.queue.resident import follow
from kiosk.context import AppContext
from kiosk.domain.refusals import Refusal
from tests.support.centre import ROOT, take
from tests.support.rooms import at, booked, waits, with_rooms
from tests.support.volunteer_help import asked, with_help


@pytest.mark.parametrize("code", ["KgXpShDlbCilCndZxGXtcC", "x", "_-" * 11, "y" * 300, ""])
def test_a_code_comes_back_with_the_secret_alone(code: str) -> None:
    kept = hidden(b"secret", code)
    assert kept == hidden(b"secret", code) and shown(b"secret", kept) == code
    assert hidden(b"other", code) != kept
    if len(code) > 1:
        assert code not in kept and shown(b"other", kept) != code


def test_codes_share_nothing() -> None:
    one, other = hidden(b"secret", "a" * 22), hidden(b"secret", "a" * 21 + "b")
    assert one[1:9] != other[1:9] and one[25:] != other[25:]
    assert key_index(b"secret", "k") != key_index(b"other", "k") != "k"


def test_a_code_that_was_changed_is_none() -> None:
    kept = hidden(b"secret", "KgXpShDlbCilCndZxGXtcC")
    changed = kept[:-4] + ("AAAA" if kept[-4:] != "AAAA" else "BBBB")
    assert shown(b"secret", kept) and not any(
        shown(b"secret", one) for one in (changed, kept[:9], ".", "x", ""))


def test_it_is_the_standard_form() -> None:
    """RFC 5297: another program with the key reads what stands there."""
    key = hmac.digest(b"secret", b"bearer codes", hashlib.sha512)
    kept = hidden(b"secret", "code")
    assert AESSIV(key).decrypt(urlsafe_b64decode(kept[1:]), None) == b"code"


def test_whoever_starts_without_a_code_waits_for_no_library() -> None:
    tells = "import sys, kiosk.actions.areas; print('cryptography' in sys.modules)"
    uses = "from db.engine.bearer_codes import hidden; hidden(b'secret', 'code'); " + tells
    assert [told(tells), told(uses)] == ["False", "True"], "and the control"


def told(program: str) -> str:
    """What a program of its own prints."""
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True,
                          capture_output=True, text=True).stdout.strip()


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


def siv_of_our_own(secret: bytes, code: str) -> str:
    """A code as the version before encrypted it."""
    tag = hmac.digest(secret, b"code tag " + code.encode(), hashlib.sha512)[:16]
    mask = hmac.digest(secret, b"code mask " + tag, hashlib.sha512)
    masked = bytes(a ^ b for a, b in zip(code.encode(), mask, strict=False))
    return "~" + urlsafe_b64encode(tag + masked).decode()


@pytest.mark.parametrize("old", [lambda _secret, code: code, siv_of_our_own],
                         ids=["in clear", "as it was encrypted"])
def test_what_an_older_version_kept_is_hidden_and_leads_where_it_did(
    lived_in: tuple[AppContext, list[str]], old: Callable[[bytes, str], str]
) -> None:
    ctx, codes = lived_in
    with ctx.database.write() as tx:
        for table in TABLES:
            for id_, kept in list(tx.query(table.select(table.c.id, table.c.code).tuples())):
                tx.query(table.update(
                    code=old(ctx.secret, shown(ctx.secret, kept)), request_key=f"key {id_}",
                ).where(table.c.id == id_))
    assert {old(ctx.secret, one) for one in codes} <= {code for code, _ in rows(ctx)}
    assert not set(opened(ctx, codes)) & set(codes), "control: nobody finds them so"
    assert hide_old(ctx.database, ctx.secret) == 5 and hide_old(ctx.database, ctx.secret) == 0
    assert opened(ctx, codes) == codes
    assert all(code.startswith(".") and key.startswith("~") for code, key in rows(ctx))

"""The street reads what each centre tells of itself, and nothing more; none holds up another."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from db.engine.backup import back_up, restore
from db.engine.database import open_database
from db.operations import kiosks, summaries
from db.operations.summaries import LINE
from kiosk.actions.areas import AREAS
from kiosk.actions.operations import street as streets, summary
from kiosk.actions.operations.street import StreetReader
from kiosk.context import AppContext
from kiosk.domain.operations.fleet import KioskReport
from kiosk.domain.operations.street import CentreSummary, Standing, StreetCentre, WhyAway
from tests.support.centre import ROOT, Clock, clerk, context_on, take
from tests.support.postgres import Server, free_port
from tests.support.resident_cases import told, with_cases
from tests.support.screen import wait_until
from tests.support.street import NOW, QUIET, frozen_port

ROLE = (ROOT / "assets" / "street" / "role.sql").read_text("utf-8")
PASSWORD = "ein Wort: 3/4@5"
AS_STREET = "street:ein%20Wort%3A%203%2F4%405@"


@pytest.fixture(scope="session")
def street_server(postgres: Server) -> Server:
    """The run's server, which asks the street's role for a password."""
    postgres.asks("street")
    return postgres


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is that the tests run on."""
    monkeypatch.setattr(streets, "PATIENCE", 100.0)


@pytest.fixture
def centre(street_server: Server, small_template: str, tmp_path: Path) -> Iterator[AppContext]:
    """A centre on PostgreSQL that lets the street read it."""
    url = street_server.new_database(small_template)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(ROLE)
        owner.execute(f"ALTER ROLE street PASSWORD '{PASSWORD}'")
    ctx = context_on(url, tmp_path)
    yield ctx
    ctx.database.close()
    street_server.drop(url)


def seen_by_street(ctx: AppContext) -> str:
    return ctx.settings.database_url.replace("centre@", AS_STREET)


def read(**centres: str) -> StreetReader:
    reader = StreetReader(centres, Clock())
    for name in centres:
        asyncio.run(reader.read(name))
    return reader


def why(reader: StreetReader) -> dict[str, WhyAway | None]:
    return {one.name: one.away for one in reader.street().centres}


# ---- what a centre tells


def test_a_centre_tells_who_waits_what_is_overdue_and_which_kiosk_is_away(
    centre: AppContext
) -> None:
    clock = Clock()
    ctx = replace(centre, clock=clock)
    with_cases(ctx)
    told(ctx)
    take(ctx), clerk(ctx, 2)
    clock.pass_(minutes=50)
    take(ctx)
    with ctx.database.write_aside() as tx:
        for name, at in (("hall-1", NOW), ("hall-2", clock())):
            kiosks.report(tx, KioskReport(name, "a", "1", 24, "well", "well", "lit", 2**40), at,
                          None, first=True)
    summary.tell_street(ctx)
    (one,) = read(street=seen_by_street(ctx)).street().centres
    found = one.summary
    assert found and one.standing(clock()) is Standing.TROUBLE
    assert (found.is_open, found.counters) == (True, 1)
    assert found.until == NOW.replace(hour=17, minute=30)
    assert (found.waiting, found.first_waits) == (2, NOW)
    assert (found.rates.received, found.kiosks) == (1, 2)
    assert [(kiosk.name, kiosk.state, kiosk.since) for kiosk in found.troubles] == [
        ("hall-1", "away", NOW)]


def test_only_what_is_past_its_day_counts_as_overdue(sqlite_ctx: AppContext, clock: Clock) -> None:
    with_cases(sqlite_ctx)
    told(sqlite_ctx)
    clock.pass_(days=60)
    told(sqlite_ctx, key="2")
    with sqlite_ctx.database.read() as tx:
        (due,) = summary.summary(sqlite_ctx, tx, clock()).overdue
        fresh = summary.summary(sqlite_ctx, tx, NOW).overdue
    assert (due.kind, due.count) == ("case_answers", 1) and due.since < clock()
    assert fresh == (), "the control: on its first day nothing was overdue"


def test_every_area_tells_only_what_a_summary_has(sqlite_ctx: AppContext) -> None:
    with sqlite_ctx.database.read() as tx:
        told_by = [area.summary(tx, NOW).keys() for area in AREAS if area.summary]
    names = [name for one in told_by for name in one]
    assert len(names) == len(set(names)), "two areas tell the same"
    assert {*names, "overdue"} == set(CentreSummary.__slots__)


def test_a_file_is_told_to_nobody(sqlite_ctx: AppContext) -> None:
    summary.tell_street(sqlite_ctx)
    with sqlite_ctx.database.read() as tx:
        assert tx.column(summaries.StreetSummaryRow.select(
            summaries.StreetSummaryRow.id)) == []


# ---- what the street may


def test_the_street_reads_one_row_and_nothing_of_a_person(centre: AppContext) -> None:
    summary.tell_street(centre)
    with psycopg.connect(seen_by_street(centre), autocommit=True) as line:
        tables = [name for (name,) in line.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        open_to_it = []
        for table in tables:
            try:
                line.execute(f"SELECT * FROM {table}")
                open_to_it.append(table)
            except psycopg.errors.InsufficientPrivilege:
                pass
    assert len(tables) > 50 and open_to_it == ["street_summary"]


def test_the_street_cannot_write_and_even_an_owner_could_not_by_its_line(
    centre: AppContext
) -> None:
    write = "INSERT INTO street_summary VALUES (2, 1, '{}')"
    with (psycopg.connect(seen_by_street(centre), autocommit=True) as line,
          pytest.raises(psycopg.errors.ReadOnlySqlTransaction)):
        line.execute(write)
    with psycopg.connect(seen_by_street(centre), autocommit=True) as line:
        line.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(write)
    own = centre.settings.database_url
    with (psycopg.connect(own, autocommit=True, **LINE) as line,
          pytest.raises(psycopg.errors.ReadOnlySqlTransaction)):
        line.execute(write)
    with psycopg.connect(own, autocommit=True) as control:
        assert control.execute(write).rowcount == 1


# ---- centres that cannot be read


def test_each_trouble_is_told_apart_and_the_centre_beside_it_is_read(
    centre: AppContext, street_server: Server, small_template: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    summary.tell_street(centre)
    good = seen_by_street(centre)
    older, barred, newer = (street_server.new_database(small_template) for _ in range(3))
    for url, done in ((older, "DROP TABLE street_summary"), (newer, ROLE + """
            INSERT INTO street_summary VALUES (1, 1, '{"format": 99}')""")):
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute(done)
    with frozen_port() as frozen, monkeypatch.context() as at_once:
        at_once.setattr(streets, "PATIENCE", 0.1)
        url = f"postgresql://street:x@127.0.0.1:{frozen}/centre"
        assert why(read(frozen=url)) == {"frozen": WhyAway.SILENT}
    reader = read(
        refused=f"postgresql://street:x@127.0.0.1:{free_port()}/centre",
        wrong=good.replace("3%2F4", "9%2F9"), older=older.replace("centre@", AS_STREET),
        barred=barred.replace("centre@", AS_STREET), newer=newer.replace("centre@", AS_STREET),
        well=good)
    assert why(reader) == {
        "refused": WhyAway.UNREACHABLE, "wrong": WhyAway.TURNED_AWAY,
        "older": WhyAway.OLDER, "barred": WhyAway.NO_RIGHT, "newer": WhyAway.NEWER, "well": None}
    for url in (older, barred, newer):
        street_server.drop(url)


def test_a_frozen_centre_holds_up_nobody(
    centre: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary.tell_street(centre)
    # Whoever stood behind one of these would stand there for the rest of this test.
    monkeypatch.setattr(streets, "PATIENCE", 10_000.0)
    with frozen_port() as frozen:
        silent = {f"{n:02d}": f"postgresql://street:x@127.0.0.1:{frozen}/c" for n in range(40)}
        reader = StreetReader({**silent, "well": seen_by_street(centre)}, Clock())
        reader.start()
        try:
            wait_until(lambda: why(reader)["well"] is None, 30)
            assert set(why(reader).values()) == {None, WhyAway.UNTOLD}
        finally:
            reader.stop()
    assert reader.down, "the control: one that has ended is believed nothing"


def test_what_was_known_last_is_kept_with_its_age_until_the_centre_is_back(
    centre: AppContext, street_server: Server
) -> None:
    clock = Clock()
    summary.tell_street(centre)
    reader = StreetReader({"centre": seen_by_street(centre)}, clock)
    asyncio.run(reader.read("centre"))
    version = reader.version
    asyncio.run(reader.read("centre"))
    assert reader.version == version, "nothing new is no news"
    with psycopg.connect(centre.settings.database_url, autocommit=True) as owner:
        owner.execute("REVOKE SELECT ON street_summary FROM street")
        clock.pass_(minutes=1)
        asyncio.run(reader.read("centre"))
        clock.pass_(minutes=4)
        asyncio.run(reader.read("centre"))
        (gone,) = reader.street().centres
        assert gone.away is WhyAway.NO_RIGHT and gone.away_since == NOW + timedelta(minutes=1)
        assert gone.summary and gone.written_at == NOW and reader.version == version + 1
        owner.execute("GRANT SELECT ON street_summary TO street")
    asyncio.run(reader.read("centre"))
    (back,) = reader.street().centres
    assert back.away is None and back.away_since is None


def test_a_fault_with_one_centre_names_no_address_and_stops_no_other(
    centre: AppContext, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary.tell_street(centre)
    good, reading = seen_by_street(centre), summaries.read

    async def breaks(url: str, seconds: float) -> object:
        if "geheim" in url:
            raise RuntimeError(url)
        return await reading(url, seconds)

    monkeypatch.setattr(summaries, "read", breaks)
    reader = read(broken="postgresql://street:geheim@127.0.0.1/c", well=good)
    assert why(reader) == {"broken": WhyAway.UNREACHABLE, "well": None}
    said = caplog.text + "".join(capsys.readouterr())
    assert "broken" in said and "geheim" not in said


def test_an_address_that_is_none_is_named_by_its_centre_alone() -> None:
    for url in ("cysqlite:///centre.db", "postgresql://street:geheim@[x/c", "geheim"):
        with pytest.raises(ValueError, match=r"^北街: not an address of a PostgreSQL") as wrong:
            StreetReader({"北街": url}, Clock())
        assert "geheim" not in str(wrong.value)


def test_a_restore_on_a_server_without_the_streets_role_works(
    centre: AppContext, street_server: Server, tmp_path: Path
) -> None:
    back_up(centre.database, centre.settings.database_url, tmp_path / "one.backup")
    other = street_server.new_database()
    with psycopg.connect(other, autocommit=True) as owner:
        owner.execute("ALTER ROLE street RENAME TO street_elsewhere")
        try:
            restore(other, tmp_path / "one.backup")
        finally:
            owner.execute("ALTER ROLE street_elsewhere RENAME TO street")
    assert open_database(other).newest() == 24
    street_server.drop(other)


def test_control_a_centre_that_stands_still_is_not_taken_for_one_that_is_well() -> None:
    one = StreetCentre("北街", QUIET, NOW)
    assert one.standing(NOW + timedelta(seconds=60)) is Standing.OPEN
    assert one.standing(NOW + timedelta(seconds=61)) is Standing.STOPPED
    shut = replace(one, summary=replace(
        QUIET, is_open=False, opens_at=NOW + timedelta(hours=15)))
    assert shut.standing(NOW + timedelta(hours=14)) is Standing.CLOSED, "switched off by night"
    assert shut.standing(NOW + timedelta(hours=16)) is Standing.STOPPED


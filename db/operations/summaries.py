"""The summary of a centre: one row, written by its own program, read by the street's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import psycopg
from peewee import BigIntegerField, IntegerField, Model, TextField
from psycopg import waiting
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from db.engine.column_types import instant_of, stored_instant
from db.engine.database import ReadTransaction
from db.engine.postgres import each_server
from db.engine.row_mapper import upsert
from kiosk.domain.operations.street import CentreSummary, NewerSummary, WhyAway, heard

ONLY = 1
# Whatever its role may do, a reader of the street writes nothing and waits for no lock.
READ_ONLY = "-c default_transaction_read_only=on -c statement_timeout=2s -c lock_timeout=1s"
LINE = {"options": READ_ONLY, "target_session_attrs": "any", "connect_timeout": "2",
        "application_name": "jiamenkou street"}
REFUSALS = {psycopg.errors.UndefinedTable: WhyAway.OLDER,
            psycopg.errors.InsufficientPrivilege: WhyAway.NO_RIGHT}


class StreetSummaryRow(Model):
    """What the centre says of itself to the street, as JSON, and when it said so."""

    id = IntegerField(primary_key=True)
    written_at = BigIntegerField()
    told = TextField()

    class Meta:
        table_name = "street_summary"


def put(tx: ReadTransaction, told: Mapping[str, Any], now: datetime) -> None:
    """Writes the summary in the place of the one before."""
    tx.query(upsert(StreetSummaryRow, {"id": ONLY}, {
        "written_at": stored_instant(now), "told": json.dumps(told, ensure_ascii=False)}))


class NotRead(Exception):
    """A summary could not be read; `why` is all that is told of it: what a driver says names
    machines and roles."""

    def __init__(self, why: WhyAway) -> None:
        super().__init__(str(why))
        self.why = why


class StreetConnection(psycopg.AsyncConnection[Any]):
    """A connection that is given up at once when its time is over: a server that froze would not
    hear that a statement is cancelled either."""

    async def wait(self, gen: Any, *given: Any, **more: Any) -> Any:
        """As its base does."""
        try:
            return await waiting.wait_async(gen, self.pgconn.socket, *given, **more)
        except asyncio.CancelledError:
            self.pgconn.finish()
            raise


def check_address(url: str) -> None:
    """ValueError where an address is none of a PostgreSQL database. It is not repeated: it may have
    a password in it."""
    try:
        conninfo_to_dict(url)
        each_server(url)
        fits = url.startswith(("postgresql://", "postgres://"))
    except (psycopg.ProgrammingError, ValueError):
        fits = False
    if not fits:
        raise ValueError("not an address of a PostgreSQL database (postgresql://…)")


async def read(url: str, seconds: float) -> tuple[CentreSummary, datetime]:
    """The summary of a centre and when it was written, within so many seconds; several servers
    share them. Raises NotRead."""
    servers, why = each_server(url), WhyAway.SILENT
    for server in servers:
        try:
            async with asyncio.timeout(seconds / len(servers)):
                return await _read(server)
        except NotRead as trouble:
            why = trouble.why
        except TimeoutError:
            why = WhyAway.SILENT
    raise NotRead(why)


async def _read(server: str) -> tuple[CentreSummary, datetime]:
    try:
        line = await StreetConnection.connect(make_conninfo(server, **LINE), autocommit=True)
    except psycopg.errors.ConnectionTimeout as slow:
        raise NotRead(WhyAway.SILENT) from slow
    except psycopg.OperationalError as refused:
        asked = refused.pgconn and (refused.pgconn.used_password or refused.pgconn.needs_password)
        raise NotRead(WhyAway.TURNED_AWAY if asked else WhyAway.UNREACHABLE) from refused
    try:
        found = await (await line.execute(
            "SELECT written_at, told FROM street_summary")).fetchone()
        if found is None:
            raise NotRead(WhyAway.UNTOLD)
        return heard(json.loads(found[1])), instant_of(found[0])
    except tuple(REFUSALS) as refusal:
        raise NotRead(REFUSALS[type(refusal)]) from refusal
    except (NewerSummary, ValueError) as newer:
        raise NotRead(WhyAway.NEWER) from newer
    except psycopg.Error as trouble:
        raise NotRead(WhyAway.UNREACHABLE) from trouble
    finally:
        await line.close()

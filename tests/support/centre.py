"""A centre to test in: a steady clock, paper and sound that are remembered, small content."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.content import guide as content
from db.engine.database import Database, open_database
from db.engine.encryption import Vault
from db.engine.key_store import open_key_store
from kiosk.actions.areas import AREAS
from kiosk.actions.queue import take_number
from kiosk.actions.queue.results import NumberRequest, Receipt
from kiosk.actions.staff.sessions import add_account, choose_counter, log_in
from kiosk.context import AppContext
from kiosk.domain.calendar import ZONE
from kiosk.domain.queue.tickets import Priority
from kiosk.domain.staff.roles import Role, StaffSession
from kiosk.settings import read_settings
from kiosk.wording.translator import Translator, load_words
from tests.support.doubles import MemoryPrinter, MemorySpeaker
from tests.support.furnished import holds

ROOT = Path(__file__).parents[2]
SEED = ROOT / "assets" / "seed" / "liuyi.toml"
SQLITE = "cysqlite:///"
SECRET = b"a secret of the tests" * 2
# A Friday afternoon on which every counter receives.
AFTERNOON = datetime(2026, 10, 16, 15, 20, tzinfo=ZONE)

SMALL = """
[centre]
name = {zh = "家门口", en = "Jiamenkou"}
centre = {zh = "留义社区党群服务中心", en = "Liuyi Community Service Centre"}
address = {zh = "崇文街道", en = "Chongwen Street"}
day_starts = "04:00"
priority_prefix = "Y"
priority_age = 60
[centre.hours]
mon = ["08:30-17:30"]
tue = ["08:30-17:30"]
wed = ["08:30-17:30"]
thu = ["08:30-17:30"]
fri = ["08:30-17:30"]
[[queues]]
id = "A"
prefix = "A"
name = {zh = "社保、医保", en = "Insurance"}
[[queues]]
id = "B"
prefix = "B"
name = {zh = "养老、低保", en = "Pensions"}
[[counters]]
number = 1
queue = "B"
[[counters]]
number = 2
queue = "A"
[[counters]]
number = 3
queue = "A"
[[categories]]
id = "insurance"
icon = "shield-check"
title = {zh = "社保医保", en = "Insurance"}
"""

SERVICE = """
[[services]]
id = "{id}"
category = "insurance"
queue = "{queue}"
title = {{zh = "{title}", en = "{id}"}}
summary = {{zh = "在这里登记。", en = "Here."}}
who = {{zh = "居民", en = "Residents"}}
duration = {{zh = "当场办完", en = "On the spot"}}
fee = {{zh = "不收费", en = "Free"}}
words = ["医保"]
steps = [{{name = {{zh = "取号", en = "Number"}}, hint = {{zh = "坐着等", en = "Wait"}}}}]
{more}
[[services.materials]]
icon = "id"
name = {{zh = "身份证", en = "ID card"}}
note = {{zh = "原件", en = "Original"}}
missing = {{zh = "先问一问", en = "Ask first"}}
"""

SMALL += SERVICE.format(id="medical", queue="A", title="居民医保", more="")
SMALL += SERVICE.format(
    id="card", queue="A", title="社保卡", more='hours = {fri = ["08:30-12:00"]}')
SMALL += SERVICE.format(id="pension", queue="B", title="养老保险", more="")
SMALL += SERVICE.format(id="capped", queue="B", title="名额有限", more="daily_cap = 3")


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: datetime = AFTERNOON

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        """Lets time pass: `clock.pass_(minutes=5)`."""
        self.now += timedelta(**time)


def small_centre(url: str, data: Path, clock: Clock | None = None, *, copied: bool = False,
                 **environment: str) -> AppContext:
    """A context on a database of its own, migrated, with the small content.

    `copied`: what it is furnished with is copied where this process made it before.
    """
    ctx = context_on(url, data, clock, **environment)
    file = Path(url.removeprefix(SQLITE))
    if url.startswith(SQLITE) and not file.exists():
        made, version = _small_file()
        file.write_bytes(made)
        if copied:
            holds(ctx.database, SMALL, version)
    else:
        _furnish(ctx)
    return ctx


@cache
def _small_file() -> tuple[bytes, int]:
    """The small centre as a SQLite file, with its version: made once, copied for each test."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "centre.db"
        ctx = context_on(f"{SQLITE}{file}", Path(folder))
        _furnish(ctx)
        version = ctx.database.version()
        ctx.database.close()
        return file.read_bytes(), version


def _furnish(ctx: AppContext) -> None:
    ctx.database.migrate()
    ctx.vault.keys.table.ensure()
    with ctx.database.write(content=True) as tx:
        if not content.is_seeded(tx):
            content.seed(tx, tomllib.loads(SMALL))


def context_on(url: str, data: Path, clock: Clock | None = None, **environment: str) -> AppContext:
    """A context on a database as it is."""
    data.mkdir(parents=True, exist_ok=True)
    settings = read_settings({
        "KIOSK_DATA": str(data), "KIOSK_DATABASE_URL": url, "KIOSK_SPEECH": "none",
        "KIOSK_NAME": "kiosk-1", "KIOSK_PUBLIC_URL": "http://192.0.2.10:8080", **environment,
    })
    clock, database = clock or Clock(), open_database(url)
    keys = open_key_store(database, data / "keys.db", data / "backups" / "keys.copy", clock)
    return AppContext(
        clock=clock, codes=lambda: secrets.token_urlsafe(17)[:22], settings=settings,
        words=read_words(), database=database,
        printer=MemoryPrinter(), speaker=MemorySpeaker(), secret=SECRET,
        vault=Vault(SECRET, keys),
        areas=AREAS,
    )


@cache
def first_content() -> dict[str, Any]:
    """What a centre begins with, read once; nobody who writes it into a database changes it."""
    return tomllib.loads(SEED.read_text("utf-8"))


@cache
def read_words() -> Mapping[str, Translator]:
    """The words of every language, read once."""
    return load_words(ROOT / "assets" / "i18n")


def take(
    ctx: AppContext, service: str = "medical", priority: Priority = Priority.ORDINARY,
    key: str | None = None, **more: object,
) -> Receipt:
    """Takes a number the way a tap does."""
    request = NumberRequest(key or secrets.token_hex(8), service, priority,
                            **more)  # type: ignore[arg-type]
    return take_number(ctx, request)


def clerk(ctx: AppContext, counter: int, name: str = "小王") -> StaffSession:
    """A clerk who has just sat down at a counter."""
    pin = add_account(ctx, name, Role.CLERK)
    return choose_counter(ctx, log_in(ctx, name, pin), counter)


def database_of(ctx: AppContext) -> Database:
    """The context's database."""
    return ctx.database

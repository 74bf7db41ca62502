"""Traces: where a secret can still be found: in what the touch screen holds, in words, on disk."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from weakref import ProxyTypes, ReferenceType

from kiosk.context import AppContext
from tests.support.screens.resident import Resident

# Through these everything leads to everything, the test itself included; a weak reference holds
# nothing.
APART = (type, ModuleType, FunctionType, ReferenceType, *ProxyTypes)


def held(root: object) -> Iterator[object]:
    """Everything an object holds, at any depth."""
    seen, waiting = {id(root)}, [root]
    while waiting:
        found = waiting.pop()
        yield found
        for each in gc.get_referents(found):
            if id(each) not in seen and not issubclass(type(each), APART):
                seen.add(id(each))
                waiting.append(each)


def traces(resident: Resident, secret: str) -> list[str]:
    """What of the touch screen and its centre still knows a secret, in words for a failing test."""
    found = [f"held: {text!r}" for text in held(resident.router)
             if isinstance(text, str) and secret in text]
    found += [f"means: {m}" for m in resident.stage.register() if secret in f"{m.name}{m.value}"]
    found += [f"said: {u.text}" for u in resident.ctx.speaker.said if secret in u.text]
    return found + on_disk(resident.ctx.settings.data, secret) + in_rows(resident.ctx, secret)


def on_disk(folder: Path, secret: str) -> list[str]:
    """Files below the centre's folders that hold it."""
    files = [file for file in folder.parent.rglob("*") if file.is_file()]
    return [f"file: {file.name}" for file in files if secret.encode() in file.read_bytes()]


def in_rows(ctx: AppContext, secret: str) -> list[str]:
    """Tables that hold it."""
    database = ctx.database.peewee
    return [
        f"table: {table}" for table in database.get_tables()
        if secret in str(database.execute_sql(f'select * from "{table}"').fetchall())
    ]

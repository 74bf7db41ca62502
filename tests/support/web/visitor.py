"""A browser without a counter: asks pages, fills in their forms, as a phone would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kiosk.context import AppContext

HERE = "http://localhost:8080"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')


class Visitor:
    """One phone with its own cookies."""

    def __init__(self, site: Flask, language: str = "zh-CN") -> None:
        self._client = site.test_client()
        self._language = {"Accept-Language": language}

    def get(self, path: str, **more: Any) -> TestResponse:
        """Opens an address of the centre."""
        headers = self._language | more.pop("headers", {})
        return self._client.get(path, base_url=more.pop("base_url", HERE), headers=headers, **more)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Sends exactly this form."""
        return self._client.post(path, base_url=HERE, data=form, headers=self._language)

    def press(self, page: str, path: str, **form: Any) -> TestResponse:
        """Opens a page and sends one of its forms, with the token that stands in it."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"{page} has no form"
        return self.post(path, csrf_token=found[1], **form)


@dataclass
class Statements:
    """Counts what a database is asked."""

    count: int = 0


@contextmanager
def counted(ctx: AppContext) -> Iterator[Statements]:
    """Counts every statement that reaches the driver while open, on any thread."""
    statements = Statements()
    database, patch = ctx.database.peewee, pytest.MonkeyPatch()
    run = database.execute_sql

    def execute_sql(*args: Any, **named: Any) -> Any:
        statements.count += 1
        return run(*args, **named)

    patch.setattr(database, "execute_sql", execute_sql)
    try:
        yield statements
    finally:
        patch.undo()

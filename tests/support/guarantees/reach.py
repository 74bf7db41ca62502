"""A plugin of pytest: which functions of db the tests call, on which database.

Loaded by `-p`; at the end it writes a JSON object, database kind → names, to the file REACH names.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import pytest

DB = Path(__file__).parents[3] / "db"

_called: defaultdict[str, set[str]] = defaultdict(set)
_names: dict[CodeType, str] = {}
_now: set[str] = set()


def _named(code: CodeType) -> str:
    """`folder/file.py:function` of what is defined in db, else nothing. Migrations run once."""
    path = Path(code.co_filename)
    if not path.is_relative_to(DB) or path.is_relative_to(DB / "migrations"):
        return ""
    return f"{path.relative_to(DB)}:{code.co_qualname}"


def _note(frame: FrameType, event: str, arg: object) -> None:
    code = frame.f_code
    if code not in _names:
        _names[code] = _named(code)
    if _names[code]:
        _now.add(_names[code])


threading.settrace(_note)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Keeps what one test calls, with its set-up."""
    given = getattr(item, "callspec", None)
    _now.clear()
    sys.settrace(_note)
    yield
    sys.settrace(None)
    _called[given.params.get("database_kind", "") if given else ""].update(_now)


def pytest_sessionfinish() -> None:
    """Writes it down."""
    told = {kind: sorted(names) for kind, names in _called.items()}
    Path(os.environ["REACH"]).write_text(json.dumps(told), "utf-8")

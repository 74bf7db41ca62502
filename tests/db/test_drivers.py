"""A house loads the driver of the database it has, and no other."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.house import ROOT

LOADED = "import main, sys; print(bool(sys.modules.get('psycopg')))"


@pytest.mark.parametrize(("url", "loaded"), [
    ("", "False"), ("cysqlite:///house.db", "False"), ("postgresql://127.0.0.1/house", "True"),
])
def test_postgresqls_driver_is_loaded_where_its_server_is_asked(url: str, loaded: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "KIOSK_DATABASE_URL": url},
    ).stdout
    assert said.strip() == loaded

"""What tests of a running centre can ask for: a database server that goes away and freezes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.postgres import Server


@pytest.fixture
def own_server(postgres: Server) -> Iterator[Server]:
    """The PostgreSQL server of this worker: a test may stop it, as no other runs beside it."""
    yield postgres
    if not postgres.runs:
        postgres.start()


@pytest.fixture
def own_url(own_server: Server, small_template: str) -> str:
    """The small centre on that server."""
    return own_server.new_database(small_template)

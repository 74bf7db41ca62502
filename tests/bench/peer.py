"""A peer to measure beside: the plainest ticket queue of Flask, waitress and SQLite.

Built from what small programs of this kind say of themselves: a connection for each request, the
rollback journal that SQLite comes with, the last number read and the next one written in one
transaction. It has no form tokens, no limits, no event log, no slip and no expected wait.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import waitress
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

THREADS = 8
TABLE = """CREATE TABLE IF NOT EXISTS ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT, office TEXT NOT NULL, day TEXT NOT NULL,
    number INTEGER NOT NULL, served INTEGER NOT NULL DEFAULT 0, taken_at TEXT NOT NULL)"""
INDEX = "CREATE INDEX IF NOT EXISTS ticket_day ON ticket (office, day, number)"


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The connection of one request; it waits for the others as long as the program does."""
    connection = sqlite3.connect(file, timeout=15, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def make_peer(file: Path) -> Flask:
    """The peer's pages: a number is taken at /take, followed at /ticket, all called at /board."""
    app = Flask(__name__)
    with _opened(file) as opened:
        opened.execute(TABLE)
        opened.execute(INDEX)

    @app.post("/take")
    def take() -> Response:
        office = request.form["office"]
        with _opened(file) as tx:
            tx.execute("BEGIN IMMEDIATE")
            (last,) = tx.execute(
                "SELECT max(number) FROM ticket WHERE office = ? AND day = date('now')",
                (office,)).fetchone()
            made = tx.execute(
                "INSERT INTO ticket (office, day, number, taken_at)"
                " VALUES (?, date('now'), ?, datetime('now'))", (office, (last or 0) + 1))
            tx.execute("COMMIT")
        return redirect(f"/ticket/{made.lastrowid}", 303)

    @app.get("/ticket/<int:wanted>")
    def ticket(wanted: int) -> str:
        with _opened(file) as opened:
            (number,) = opened.execute(
                "SELECT number FROM ticket WHERE id = ?", (wanted,)).fetchone()
            (ahead,) = opened.execute(
                "SELECT count(*) FROM ticket WHERE served = 0 AND id < ? AND day = date('now')",
                (wanted,)).fetchone()
        return f"<h1>{number}</h1><p>{ahead} before you</p>"

    return app


def serve(file: Path, port: int) -> None:
    """Serves the peer's pages until the process is ended."""
    waitress.serve(make_peer(file), host="127.0.0.1", port=port, threads=THREADS, _quiet=True)

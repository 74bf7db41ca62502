"""The help book: estates, grids, teams, kinds of help and posts as the staff wrote them."""

from __future__ import annotations

import json
from typing import Any

from peewee import CompositeKey, IntegerField, Model, TextField

from db.content import text_of
from db.database import Change, Session
from kiosk.domain.teams import Estate, Grid, HelpBook, Kind, Post, Team

PARTS = ("estates", "grids", "teams", "kinds", "posts")


class HelpPartRow(Model):
    """One estate, grid, team, kind or post; its body is the TOML of the seed."""

    part = TextField()
    id = TextField()
    position = IntegerField()
    body = TextField()

    class Meta:
        table_name = "help_part"
        primary_key = CompositeKey("part", "id")


def book(session: Session) -> HelpBook:
    """All of it; kept in memory until the staff change any content."""
    return session.remembered("help_book", lambda: _read(session))


def seed(change: Change, written: dict[str, Any]) -> None:
    """Writes a seed file's `[help]`. KeyError or ValueError where it is wrong."""
    _of(written)
    for part in PARTS:
        for n, body in enumerate(written[part]):
            change.ask(HelpPartRow.insert(
                part=part, id=body["id"], position=n, body=json.dumps(body, ensure_ascii=False)
            ))


def _read(session: Session) -> HelpBook:
    written: dict[str, list[dict[str, Any]]] = {part: [] for part in PARTS}
    rows = HelpPartRow.select(HelpPartRow.part, HelpPartRow.body).order_by(HelpPartRow.position)
    for part, body in session.ask(rows.tuples()):
        written[part].append(json.loads(body))
    return _of(written)


def _of(written: dict[str, Any]) -> HelpBook:
    book = HelpBook(
        estates=tuple(Estate(b["id"], text_of(b["name"]), b["buildings"])
                      for b in written["estates"]),
        grids=tuple(Grid(b["id"], text_of(b["name"]), b["estate"], text_of(b["party_group"]),
                         b["neighbour_groups"]) for b in written["grids"]),
        teams=tuple(Team(b["id"], text_of(b["name"]), text_of(b["about"]))
                    for b in written["teams"]),
        kinds=tuple(Kind(b["id"], b["icon"], text_of(b["title"]), text_of(b["hint"]),
                         text_of(b["about"]), tuple(b["teams"])) for b in written["kinds"]),
        posts=tuple(Post(b["id"], text_of(b["name"]), text_of(b["duty"]))
                    for b in written["posts"]),
    )
    teams, estates = {one.id for one in book.teams}, {one.id for one in book.estates}
    for kind in book.kinds:
        if not teams.issuperset(kind.team_ids):
            raise ValueError(f"help {kind.id}: no such team among {', '.join(kind.team_ids)}")
    for grid in book.grids:
        if grid.estate_id not in estates:
            raise ValueError(f"grid {grid.id}: no such estate: {grid.estate_id}")
    return book

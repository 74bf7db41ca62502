"""The help book: estates, grids, teams, kinds of help and posts as the staff wrote them."""

from __future__ import annotations

from typing import Any

from db.content import content_items
from db.content.guide import text_of
from db.engine.database import ReadTransaction, WriteTransaction
from kiosk.domain.volunteers.registry import Estate, Grid, HelpBook, HelpKind, Post, Team

PARTS = ("estates", "grids", "teams", "kinds", "posts")


def book(tx: ReadTransaction) -> HelpBook:
    """All of it; kept in memory until the staff change any content."""
    return tx.remembered("help_book", lambda: _read(tx))


def is_there(tx: ReadTransaction) -> bool:
    """Whether there is any help to ask for yet."""
    return bool(book(tx).kinds)


def seed(tx: WriteTransaction, written: dict[str, Any]) -> None:
    """Writes a seed file's `[help]`, if it has one. KeyError or ValueError where it is wrong."""
    if "help" not in written:
        return
    _of(written["help"])
    for part in PARTS:
        for body in written["help"][part]:
            content_items.put(tx, part.removesuffix("s"), body["id"], body)


def _read(tx: ReadTransaction) -> HelpBook:
    return _of({part: content_items.bodies(tx, part.removesuffix("s")) for part in PARTS})


def _of(written: dict[str, Any]) -> HelpBook:
    book = HelpBook(
        estates=tuple(Estate(b["id"], text_of(b["name"]), b["buildings"])
                      for b in written["estates"]),
        grids=tuple(Grid(b["id"], text_of(b["name"]), b["estate"], text_of(b["party_group"]),
                         b["neighbour_groups"]) for b in written["grids"]),
        teams=tuple(Team(b["id"], text_of(b["name"]), text_of(b["about"]))
                    for b in written["teams"]),
        kinds=tuple(HelpKind(b["id"], b["icon"], text_of(b["title"]), text_of(b["hint"]),
                         text_of(b["about"]), tuple(b["teams"]), bool(b.get("hidden")))
                    for b in written["kinds"]),
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

"""The shelf: every piece of content by kind and id, whatever table it stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import IntegrityError, Model

from db.database import Change, Session
from db.tables import (
    CategoryRow,
    HelpPartRow,
    HouseRow,
    LineRow,
    NoticeRow,
    RoomRow,
    ServiceRow,
    SlideRow,
    WindowRow,
)
from kiosk.domain.refusals import Refusal

Body = dict[str, Any]
# A window's line is a column of its own: its state stands in the same row.
AT_WINDOWS = "window"
HELP = ("estate", "grid", "team", "kind", "post")
TABLES: Mapping[str, type[Model]] = {
    "service": ServiceRow, "category": CategoryRow, "line": LineRow, "notice": NoticeRow,
    "slide": SlideRow, "room": RoomRow, "house": HouseRow,
}
# What of a body has a column besides.
COLUMNS = {"service": ("category", "line"), "line": ("prefix",)}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of content: its body is the TOML of the seed; a `hidden` one is out of sight."""

    id: str
    body: Body

    @property
    def hidden(self) -> bool:
        """Whether the staff put it out of sight."""
        return bool(self.body.get("hidden"))


def items(session: Session, kind: str) -> tuple[Item, ...]:
    """All of a kind in the staff's order, with what is only being looked at in its place."""
    found = {one.id: one for one in _stored(session, kind)}
    tried = {id_: Item(id_, body) for (of, id_), body in session.database.tried.items()
             if of == kind}
    return tuple((found | tried).values())


def bodies(session: Session, kind: str) -> list[Body]:
    """The bodies of a kind, in order, each with its id."""
    return [{"id": one.id, **one.body} for one in items(session, kind)]


def put(change: Change, kind: str, id_: str, body: Body) -> None:
    """Writes an item, new at the end or in its place. Refuses with `still_used` where the schema
    does not have it so."""
    with _kept_whole(change):
        if kind == AT_WINDOWS:
            row = {"line": body["line"]}
            change.ask(WindowRow.insert(number=int(id_), **row).on_conflict(
                conflict_target=(WindowRow.number,), update=row))
            return
        table, key = _place(kind, id_)
        row = {"body": json.dumps(body, ensure_ascii=False),
               **{name: body[name] for name in COLUMNS.get(kind, ())}}
        if not change.ask(table.update(**row).where(_is(table, key))):
            last = {} if table is HouseRow else {"position": len(_stored(change, kind))}
            change.ask(table.insert(**key, **last, **row))


def remove(change: Change, kind: str, id_: str) -> None:
    """Takes an item away. Refuses with `still_used` where something refers to it."""
    with _kept_whole(change):
        table, key = _place(kind, id_)
        change.ask(table.delete().where(_is(table, key)))


def order(change: Change, kind: str, ids: Sequence[str]) -> None:
    """Puts the items of a kind into an order."""
    for position, id_ in enumerate(ids):
        table, key = _place(kind, id_)
        change.ask(table.update(position=position).where(_is(table, key)))


def _stored(session: Session, kind: str) -> list[Item]:
    if kind == AT_WINDOWS:
        rows = session.ask(WindowRow.select(WindowRow.number, WindowRow.line)
                           .order_by(WindowRow.number).tuples())
        return [Item(str(number), {"number": number, "line": line}) for number, line in rows]
    table, _ = _place(kind, "0")
    if table is HouseRow:
        query = HouseRow.select(HouseRow.id, HouseRow.body)
    else:
        query = table.select(table.id, table.body).order_by(table.position, table.id)
    if table is HelpPartRow:
        query = query.where(HelpPartRow.part == _part(kind))
    return [Item(str(id_), json.loads(body)) for id_, body in session.ask(query.tuples())]


def _place(kind: str, id_: str) -> tuple[type[Model], dict[str, object]]:
    if kind in HELP:
        return HelpPartRow, {"part": _part(kind), "id": id_}
    if kind == AT_WINDOWS:
        return WindowRow, {"number": int(id_)}
    return TABLES[kind], {"id": int(id_) if kind in ("notice", "house") else id_}


def _part(kind: str) -> str:
    return f"{kind}s"


def _is(table: type[Model], key: Mapping[str, object]) -> Any:
    found = None
    for name, value in key.items():
        one = getattr(table, name) == value
        found = one if found is None else found & one
    return found


@contextmanager
def _kept_whole(change: Change) -> Iterator[None]:
    """What the schema does not have is refused, and what came before it in the change stands."""
    try:
        with change.database.peewee.atomic():
            yield
    except IntegrityError as used:
        raise Refusal("still_used") from used

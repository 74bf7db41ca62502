"""Content: every item by kind and id, its body as the seed has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import IntegrityError, fn

from db.content.tables import ContentItemRow
from db.engine.column_types import Param, PreparedQuery
from db.engine.database import ReadTransaction, WriteTransaction
from kiosk.domain.refusals import Refusal

Body = dict[str, Any]


OF_A_KIND = PreparedQuery(
    lambda: ContentItemRow.select(ContentItemRow.id, ContentItemRow.body)
    .where(ContentItemRow.kind == Param("kind"))
    .order_by(ContentItemRow.position, ContentItemRow.id))


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of content: its body is the TOML of the seed; a `hidden` one is out of sight."""

    id: str
    body: Body

    @property
    def hidden(self) -> bool:
        """Whether the staff put it out of sight."""
        return bool(self.body.get("hidden"))


def items(tx: ReadTransaction, kind: str) -> tuple[Item, ...]:
    """All items of a kind in the staff's order, with what is only previewed in its place."""
    rows = tx.execute(OF_A_KIND, kind=kind).fetchall()
    stored = {id_: Item(id_, json.loads(body)) for id_, body in rows}
    preview = {id_: Item(id_, body)
               for (of, id_), body in tx.database.preview_items.items() if of == kind}
    return tuple((stored | preview).values())


def bodies(tx: ReadTransaction, kind: str) -> list[Body]:
    """The bodies of a kind, in order, each with its id."""
    return [{"id": one.id, **one.body} for one in items(tx, kind)]


def put(tx: WriteTransaction, kind: str, id_: str, body: Body) -> None:
    """Writes an item, new at the end or in its place; numbered ones stand by their numbers.

    Refuses with `still_used` where the body refers to what is not there, or has another's prefix.
    """
    end = ContentItemRow.select(fn.COALESCE(fn.MAX(ContentItemRow.position) + 1, 0)).where(
        ContentItemRow.kind == kind)
    written = json.dumps(body, ensure_ascii=False)
    with _kept_whole(tx):
        tx.query(ContentItemRow.insert(
            kind=kind, id=id_, position=int(id_) if id_.isdecimal() else end, body=written,
        ).on_conflict(conflict_target=(ContentItemRow.kind, ContentItemRow.id),
                      update={ContentItemRow.body: written}))


def remove(tx: WriteTransaction, kind: str, id_: str) -> None:
    """Takes an item away. Refuses with `still_used` where something refers to it."""
    with _kept_whole(tx):
        tx.query(ContentItemRow.delete().where(_is(kind, id_)))


def order(tx: WriteTransaction, kind: str, ids: Sequence[str]) -> None:
    """Puts the items of a kind into an order."""
    tx.expect_content()
    for position, id_ in enumerate(ids):
        tx.query(ContentItemRow.update(position=position).where(_is(kind, id_)))


def _is(kind: str, id_: str) -> Any:
    return (ContentItemRow.kind == kind) & (ContentItemRow.id == id_)


@contextmanager
def _kept_whole(tx: WriteTransaction) -> Iterator[None]:
    """What the schema does not have is refused, and what came before it in the change stands."""
    tx.expect_content()
    try:
        with tx.savepoint():
            yield
    except IntegrityError as used:
        raise Refusal("still_used") from used

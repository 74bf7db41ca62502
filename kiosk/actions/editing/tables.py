"""Content as a table: all items of a kind taken along, and brought back as drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db import drafts, shelf
from db.database import Change
from kiosk.actions.editing.work import Writer, kind_of, note, shown_flat
from kiosk.domain.describing import Form, Kind
from kiosk.domain.editing import Draft, new_id
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff import Session
from kiosk.domain.written import Flat, flat
from kiosk.lobby import Lobby

ID = "id"
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: so many drafts of new items, of changed ones, and rows that say nothing new."""

    new: int
    changed: int
    same: int


def as_table(lobby: Lobby, session: Session, kind_name: str) -> list[list[str]]:
    """Every item as everybody sees it, a line each: first what the cells are called.

    Refuses as `kind_of` does.
    """
    kind = kind_of(session, kind_name)
    with lobby.database.session() as reading:
        items = {one.id: flat(kind, one.body) for one in shelf.items(reading, kind.name)}
    cells = list(dict.fromkeys(_in_order(kind, (cell for one in items.values() for cell in one))))
    return [[ID, *cells],
            *([item, *(one.get(cell, "") for cell in cells)] for item, one in items.items())]


def bring(
    lobby: Lobby, session: Session, kind_name: str, table: Sequence[Sequence[str]]
) -> Brought:
    """A table brought back: each line that says something new is a draft, and nothing is shown.

    A line whose id is not known is a new item. All of it or nothing. Refuses with `no_table`
    (nothing in it, or a column that is not one of ours: column), `too_much_written`, and as
    `kind_of` does.
    """
    kind, writer = kind_of(session, kind_name), Writer.of(session)
    heads = [head.strip() for head in table[0]] if table else []
    names = {field.name for field in kind.fields}
    odd = next((head for head in heads if head != ID and head.split(".")[0] not in names
                and head not in names), None)
    if ID not in heads or odd is not None or kind.single:
        raise Refusal("no_table", column=odd or ID)
    if len(table) > MOST_ROWS:
        raise Refusal("too_much_written")
    counted = {"new": 0, "changed": 0, "same": 0}
    with lobby.database.change() as change:
        for line in table[1:]:
            row = dict(zip(heads, (text.strip() for text in line), strict=False))
            if any(row.values()):
                counted[_bring_one(lobby, change, kind, row, writer)] += 1
    return Brought(**counted)


def _bring_one(
    lobby: Lobby, change: Change, kind: Kind, row: Flat, writer: Writer
) -> str:
    item = row.pop(ID, "")
    written = {cell: text for cell, text in row.items() if text}
    there = shown_flat(change, kind, item) if item else {}
    if there == written:
        return "same"
    if not there:
        taken = {one.id for one in shelf.items(change, kind.name)}
        item = new_id(kind, taken | drafts.known_items(change, kind.name))
    drafts.keep_draft(change, kind.name, Draft(item, written, there, writer.name, lobby.clock()))
    note(lobby, change, writer, "draft_content", kind, item)
    return "changed" if there else "new"


def _in_order(kind: Kind, cells: Iterable[str]) -> Iterator[str]:
    """Cells in the order of the fields, and those of a list in the order of its parts."""
    known = set(cells)
    for field in kind.fields:
        own = [cell for cell in known if cell == field.name or cell.startswith(f"{field.name}.")]
        if field.form is Form.LIST:
            own.sort(key=lambda cell: (int(cell.split(".")[1]), cell))
        else:
            own.sort(reverse=field.form in (Form.TEXT, Form.LINES))
        yield from own

"""Content brought in as a table: which line is about which item, and what each says of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.domain.characters import plain
from kiosk.domain.content.content_form import Flat, Known, Mistake, flat, is_cell, read
from kiosk.domain.content.content_schema import ContentType
from kiosk.domain.content.merging import changed, part_of
from kiosk.domain.refusals import Refusal

# What a line is about, and which version of it was shown when the table was taken along.
ID, VERSION = "id", "version"
MOST_ROWS = 500
WHOLE = re.compile(r"\A([0-9]+)\.0+\Z")
# What a table's program writes where it could not work a cell out.
WORKED_OUT_WRONG = frozenset({
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
})


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a table: its number as the table's program counts, the item (empty: a new one),
    the version it was taken from where it says so, and its cells, also those that are empty."""

    row: int
    item: str
    version: int | None
    cells: Flat

    def said(self) -> Flat:
        """The cells with something in them."""
        return {cell: text for cell, text in self.cells.items() if text}

    def over(self, base: Flat) -> Flat:
        """What the line makes of an item: what it has no column for stays."""
        return {cell: text for cell, text in base.items() if cell not in self.cells} | self.said()


def place(row: int, column: str, code: str, **details: object) -> Refusal:
    """What one cell is refused with: where it stands, and what is wrong there."""
    return Refusal("table_cell", row=row, column=column, why=Mistake(column, code, details))


def lines_of(kind: ContentType, table: Sequence[Sequence[str]]) -> tuple[TableRow, ...]:
    """The lines that say something; the first that has anything in it names the columns.

    Refuses with `no_table` (column), `table_columns` (columns), `table_twice` (item, rows),
    `table_cell` (row, column, why), `too_much_written`.
    """
    plain_rows = [[plain(text).strip() for text in line] for line in table]
    filled = [(row, line) for row, line in enumerate(plain_rows, 1) if any(line)]
    if not filled or kind.single:
        raise Refusal("no_table", column=ID)
    heads = _heads(kind, filled[0][1])
    if len(filled) > MOST_ROWS + 1:
        raise Refusal("too_much_written")
    lines = tuple(_line(heads, row, line) for row, line in filled[1:])
    _refuse_twice(lines)
    return lines


def _heads(kind: ContentType, line: Sequence[str]) -> list[str]:
    heads = [unicodedata.normalize("NFKC", head).strip().casefold() for head in line]
    odd = [head for head in heads if head and head not in (ID, VERSION)
           and not is_cell(kind.fields, head)]
    odd += [head for n, head in enumerate(heads) if head and head in heads[:n]]
    if ID not in heads:
        raise Refusal("no_table", column=ID)
    if odd:
        raise Refusal("table_columns", columns="、".join(dict.fromkeys(odd)))
    return heads


def _line(heads: Sequence[str], row: int, line: Sequence[str]) -> TableRow:
    for n, text in enumerate(line):
        if text and not (n < len(heads) and heads[n]):
            raise place(row, text[:12], "no_column")
        if text in WORKED_OUT_WRONG:
            raise place(row, heads[n], "worked_out_wrong")
    cells = {head: text for head, text in zip(heads, line, strict=False) if head}
    version = cells.pop(VERSION, "")
    # A program that takes ids for numbers writes 12.0.
    item = WHOLE.sub(r"\1", unicodedata.normalize("NFKC", cells.pop(ID, "")))
    return TableRow(row, item, int(version) if version.isdecimal() else None, cells)


def _refuse_twice(lines: Sequence[TableRow]) -> None:
    rows: dict[str, list[int]] = {}
    for line in lines:
        rows.setdefault(line.item, []).append(line.row)
    for item, twice in rows.items():
        if item and len(twice) > 1:
            raise Refusal("table_twice", item=item, rows="、".join(map(str, twice)))


def as_kept(kind: ContentType, line: TableRow, base: Flat, known: Known) -> Flat:
    """What the line makes of an item, as its form would hold it: days, hours, numbers and flags
    the way they are always written.

    Something may be missing, as in any draft. Refuses with `table_cell` whatever else is wrong.
    """
    mine = line.over(base)
    anew = changed(kind, base, mine)
    body, mistakes = read(kind, mine, known)
    for wrong in mistakes:
        if wrong.code != "missing" and _field_of(kind, wrong.cell) in anew:
            raise place(line.row, wrong.cell, wrong.code, **wrong.details)
    kept = flat(kind, body)
    return {cell: text for field in kind.fields
            for cell, text in part_of(field.name, kept if field.name in anew else base).items()}


def first_column(line: TableRow, field: str) -> str:
    """The first column a line has for a field."""
    return next((cell for cell in line.cells if cell == field or cell.startswith(f"{field}.")),
                field)


def _field_of(kind: ContentType, cell: str) -> str:
    fields: Iterator[str] = (field.name for field in kind.fields
                             if cell == field.name or cell.startswith(f"{field.name}."))
    return next(fields)

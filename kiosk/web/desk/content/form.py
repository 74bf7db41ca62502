"""Forms of content: what a browser sent as the flat form of an item, and back as fields."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from flask import request

from kiosk.actions.content.results import ContentSheet
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.characters import plain_throughout
from kiosk.domain.content.content_form import (
    SAID_BETWEEN,
    Flat,
    Mistake,
    called,
    is_cell,
)
from kiosk.domain.content.content_schema import ContentType, Field, FieldType
from kiosk.domain.languages import LANGUAGES
from kiosk.domain.refusals import Refusal

# A list shows an empty place behind what is there, and folded away some more.
MORE = 5
# What a form sends besides its fields: no field's name can begin like that.
BESIDES = ":"


def sent(kind: ContentType) -> tuple[Flat, Flat]:
    """What the form began with, and what it holds now. Refuses with `form_unreadable`."""
    try:
        base = json.loads(beside("base") or "{}")
    except (ValueError, RecursionError) as wrong:
        raise Refusal("form_unreadable") from wrong
    if not isinstance(base, dict) or not all(isinstance(text, str) for text in base.values()):
        raise Refusal("form_unreadable")
    mine = {
        cell: SAID_BETWEEN.join(filter(None, texts)).strip()
        for cell, texts in request.form.lists() if is_cell(kind.fields, cell)
    }
    # Of an icon the form holds what it was, and beside it what was chosen since.
    mine |= {cell: chosen for cell in mine if (chosen := beside(f"icon.{cell}"))}
    return plain_throughout(base), {cell: text for cell, text in mine.items() if text}


class RowMove(NamedTuple):
    """A row of a list that was told to take the place of another one."""

    list: str
    at: str
    to: str


def move_asked(kind: ContentType) -> RowMove | None:
    """Which row was told to go elsewhere; None where none was."""
    lists = {field.name for field in kind.fields if field.form is FieldType.LIST}
    asked = beside("move").split(".")
    if len(asked) != len(RowMove._fields) or asked[0] not in lists:
        return None
    return RowMove(*asked) if all(row.isdecimal() for row in asked[1:]) else None


def moved(written: Flat, move: RowMove | None) -> Flat:
    """The same with two rows of a list in each other's place."""
    if move is None:
        return written
    other, found = {move.at: move.to, move.to: move.at}, Flat()
    for cell, text in written.items():
        field, _, rest = cell.partition(".")
        row, _, last = rest.partition(".")
        is_moved = field == move.list and row in other
        found[f"{field}.{other[row]}.{last}" if is_moved else cell] = text
    return found


def beside(name: str, usual: str = "") -> str:
    """What the form sends besides its fields: which button, when, what to keep of a picture."""
    return request.form.get(BESIDES + name, usual)


@dataclass(frozen=True, slots=True)
class FormCell:
    """One field of a form as it is drawn. `parts` are the rows of a LIST."""

    field: Field
    name: str
    texts: Mapping[str, str]
    mistakes: Mapping[str, Mistake]
    theirs: str
    options: tuple[tuple[str, str], ...]
    parts: tuple[tuple[FormCell, ...], ...] = ()

    @property
    def text(self) -> str:
        """What stands in it, where it is one text."""
        return self.texts.get(self.name, "")

    @property
    def strange(self) -> bool:
        """Whether something stands in it that cannot be chosen: a browser would show the first
        choice instead, and send that."""
        return bool(self.text) and self.text not in dict(self.options)

    @property
    def folded_from(self) -> int:
        """Which of its parts is the first that is folded away: the second of two empty ones."""
        empty = [not any(cell.texts for cell in part) for part in self.parts]
        return next((n for n, both in enumerate(pairwise(empty), 1) if all(both)), len(empty))

    @property
    def filled(self) -> list[int]:
        """Which of its parts hold something."""
        return [n for n, part in enumerate(self.parts) if any(cell.texts for cell in part)]

    def cells(self) -> tuple[str, ...]:
        """The names of its texts: a language or a weekday each, or the one it has."""
        if self.field.form in (FieldType.TEXT, FieldType.LINES):
            return tuple(f"{self.name}.{language}" for language in LANGUAGES)
        if self.field.form is FieldType.WEEK:
            return tuple(f"{self.name}.{day}" for day in WEEKDAYS)
        return (self.name,)

    def chosen(self, option: str) -> bool:
        """Whether an option of several is chosen."""
        return option in self.text.split(SAID_BETWEEN)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the fields of a sheet are drawn with."""

    sheet: ContentSheet
    written: Flat
    language: str
    mistakes: tuple[Mistake, ...] = ()
    theirs: Flat | None = None
    both: tuple[str, ...] = ()

    def cells(self) -> tuple[FormCell, ...]:
        """Every field, in order."""
        return tuple(self._cell(field, field.name) for field in self.sheet.kind.fields)

    def _cell(self, field: Field, name: str) -> FormCell:
        texts = {cell: text for cell, text in self.written.items()
                 if cell == name or cell.startswith(f"{name}.")}
        wrong = {one.cell: one for one in self.mistakes
                 if one.cell == name or one.cell.startswith(f"{name}.")}
        theirs = "\n".join(text for cell, text in sorted((self.theirs or {}).items())
                           if name in self.both and (cell == name or cell.startswith(f"{name}.")))
        return FormCell(field, name, texts, wrong, theirs, tuple(self._options(field)),
                    tuple(self._parts(field, name, texts)))

    def _parts(self, field: Field, name: str, texts: Flat) -> Iterator[tuple[FormCell, ...]]:
        if field.form is not FieldType.LIST:
            return
        rows = {cell.removeprefix(f"{name}.").split(".")[0] for cell in texts}
        used = max((int(n) for n in rows if n.isdecimal()), default=-1) + 1
        for n in range(min(used + MORE, field.most)):
            yield tuple(self._cell(one, f"{name}.{n}.{one.name}") for one in field.fields)

    def _options(self, field: Field) -> Iterator[tuple[str, str]]:
        """Values and, where they are items, what those are called; words of ours come later."""
        if field.of:
            for item, written in self.sheet.names[field.of].items():
                yield item, called(written, self.language) or item
        elif field.form is FieldType.PICTURE:
            yield from ((name, "") for name in self.sheet.pictures)
        else:
            yield from ((choice, "") for choice in field.choices)

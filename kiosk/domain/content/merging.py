"""Two people at the same item: what each changed since they had the same before them."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.content.content_form import Flat
from kiosk.domain.content.content_schema import ContentType, FieldType


@dataclass(frozen=True, slots=True)
class Merged:
    """What both together wrote. In `both` (names of fields) they wrote different things: there
    `written` holds mine. `theirs` are the fields that only the other changed."""

    written: Flat
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def merge(kind: ContentType, base: Flat, mine: Flat, theirs: Flat) -> Merged:
    """What both changed, part by part: a list (materials, steps) is one part."""
    parts = [part for one in kind.fields for part in _parts(one.name, one.form, base, mine, theirs)]
    written: Flat = {}
    theirs_alone, both = dict[str, None](), dict[str, None]()
    for name, part in parts:
        before, here, there = (_of(part, one) for one in (base, mine, theirs))
        written |= there if here == before else here
        if there != before and here == before:
            theirs_alone[name] = None
        elif there not in (before, here):
            both[name] = None
    return Merged(written, tuple(theirs_alone), tuple(both))


def changed(kind: ContentType, before: Flat, after: Flat) -> tuple[str, ...]:
    """The names of the fields that differ."""
    return tuple(one.name for one in kind.fields if _of(one.name, before) != _of(one.name, after))


def part_of(name: str, written: Flat) -> Flat:
    """The cells of one field."""
    return _of(name, written)


def _parts(name: str, form: FieldType, *all_: Flat) -> list[tuple[str, str]]:
    if form is FieldType.LIST:
        return [(name, name)]
    cells = {cell for one in all_ for cell in _of(name, one)}
    return [(name, cell) for cell in sorted(cells)]


def _of(part: str, written: Flat) -> Flat:
    return {cell: text for cell, text in written.items()
            if cell == part or cell.startswith(f"{part}.")}

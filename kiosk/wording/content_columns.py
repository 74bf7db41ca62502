"""The columns of a table of content in words: what each is called, what can be chosen in it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_form import SAID_BETWEEN, YES, Flat, called
from kiosk.domain.content.content_schema import ContentType, Field, FieldType
from kiosk.domain.languages import LANGUAGES
from kiosk.wording.content import Names, field_at, label
from kiosk.wording.translator import Translator


def head(words: Translator, kind: ContentType, cell: str) -> str:
    """What the column of a cell is called: 收费, 星期一开放, 要带什么 2 名称."""
    said = label(words, kind, cell)
    path = cell.split(".")
    whole = next(one for one in kind.fields
                 if cell == one.name or cell.startswith(f"{one.name}."))
    if whole.form is FieldType.LIST and len(path) > 1:
        return words("content_column.part", whole=label(words, kind, whole.name),
                     n=int(path[1]) + 1, part=said)
    if whole.form is FieldType.WEEK and cell != whole.name:
        return words("content_column.day", whole=label(words, kind, whole.name), day=said)
    return said


def heads(words: Translator, kind: ContentType, cells: Iterable[str]) -> list[str]:
    """What the columns of some cells are called; of two that are called alike both keep their own
    names."""
    told = {cell: head(words, kind, cell) for cell in cells}
    twice = Counter(map(plain_head, told.values()))
    return [said if twice[plain_head(said)] == 1 else cell for cell, said in told.items()]


def cells_by_head(words: Translator, kind: ContentType) -> dict[str, str]:
    """The cells of a kind by what their columns are called, but for those called alike."""
    told = [(plain_head(head(words, kind, cell)), cell) for cell in _cells(kind.fields, "")]
    twice = Counter(said for said, _ in told)
    return {said: cell for said, cell in told if twice[said] == 1}


def plain_head(said: str) -> str:
    """A head as it is compared, whoever typed it."""
    return unicodedata.normalize("NFKC", said).strip().casefold()


def _cells(fields: Iterable[Field], under: str) -> Iterator[str]:
    for one in fields:
        name = under + one.name
        if one.form in (FieldType.TEXT, FieldType.LINES):
            yield from (f"{name}.{language}" for language in LANGUAGES)
        elif one.form is FieldType.WEEK:
            yield from (f"{name}.{day}" for day in WEEKDAYS)
        elif one.form is FieldType.LIST:
            for n in range(one.most):
                yield from _cells(one.fields, f"{name}.{n}.")
        else:
            yield name


def choices(words: Translator, field: Field, names: Names) -> dict[str, str]:
    """What can be chosen in a field and how it is said, but for those that are said alike."""
    if field.form is FieldType.FLAG:
        return {YES: words("content_column.yes")}
    if field.of:
        said = {item: called(written) or item for item, written in names[field.of].items()}
    else:
        said = {choice: words.first(f"content_choice.{field.name}_{choice}", f"weekdays.{choice}")
                or choice for choice in field.choices}
    twice = Counter(said.values())
    return {value: one if twice[one] == 1 else value for value, one in said.items()}


def in_words(words: Translator, kind: ContentType, written: Flat, names: Names) -> Flat:
    """What is written with each choice as it is said."""
    return {cell: _swapped(choices(words, field, names), text)
            if (field := field_at(kind, cell)).of or field.choices or field.form is FieldType.FLAG
            else text for cell, text in written.items()}


def as_written(all_words: Collection[Translator], kind: ContentType, cells: Mapping[str, str],
               names: Names) -> Flat:
    """The other way: each choice as it is kept, in whatever language it is said."""
    meant = dict(cells)
    for cell, text in cells.items():
        field = field_at(kind, cell)
        if text and (field.of or field.choices):
            known = {one: value for words in all_words
                     for value, one in choices(words, field, names).items()}
            # What is kept already stays as it is, whatever else is called so.
            values = choices(next(iter(all_words)), field, names)
            meant[cell] = _swapped({one: value for one, value in known.items()
                                    if one not in values}, text)
    return meant


def _swapped(said: Mapping[str, str], text: str) -> str:
    # What one thing is called may have the sign in it that stands between several.
    if text in said:
        return said[text]
    return SAID_BETWEEN.join(said.get(one.strip(), one) for one in text.split(SAID_BETWEEN))

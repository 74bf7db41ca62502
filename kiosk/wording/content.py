"""Content in words: what its cells and its items are called, and what stands in a cell."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_form import SAID_BETWEEN, Flat, called
from kiosk.domain.content.content_schema import ContentType, Field, FieldType
from kiosk.wording.translator import Translator

# What stands in them is a name of ours, not something to read.
UNREAD = (FieldType.ICON, FieldType.PICTURE)
# How the items of each kind are written, by kind and item.
Names = Mapping[str, Mapping[str, Flat]]


def field_at(kind: ContentType, path: str) -> Field:
    """The field that a cell or a part belongs to: `materials.0.name.zh` is a `name`."""
    for one in kind.fields:
        if path == one.name or path.startswith(f"{one.name}."):
            rest = path.removeprefix(one.name).lstrip(".").split(".")
            if one.form is FieldType.LIST and len(rest) > 1:
                return next(inner for inner in one.fields if inner.name == rest[1])
            return one
    raise KeyError(path)


def label(words: Translator, kind: ContentType, path: str) -> str:
    """What a cell is called: 名称, 名称（英文）, 星期一."""
    first, last = path.split(".", maxsplit=1)[0], path.rsplit(".", maxsplit=1)[-1]
    field = field_at(kind, path)
    of = f"{kind.name}_{first}" if field.name != first and first in _lists(kind) else kind.name
    name = field.name.replace(".", "_")
    said = words.first(f"content_field.{of}_{name}", f"content_field.{name}")
    if field.form is FieldType.WEEK and last in WEEKDAYS:
        return words(f"weekdays.{last}")
    return words("edit.english", label=said) if last == "en" else said


def _lists(kind: ContentType) -> set[str]:
    return {one.name for one in kind.fields if one.form is FieldType.LIST}


def item_name(words: Translator, kind: ContentType, written: Flat) -> str:
    """What an item is called; its kind, where it has no name of its own or there is only one."""
    own = "" if kind.single else called(written, words.language)
    return own.replace("\n", " ") or words(f"content_kind.{kind.name}")


def cell_text(words: Translator, kind: ContentType, path: str, text: str, names: Names) -> str:
    """What stands in a cell as one reads it; "" where there is nothing to read."""
    field = field_at(kind, path)
    if field.form in UNREAD or field.brings:
        return ""
    if field.form is FieldType.FLAG:
        return words("edit.yes" if text else "edit.no")
    if text and (field.of or field.choices):
        text = SAID_BETWEEN.join(
            _choice(words, field, one, names) for one in text.split(SAID_BETWEEN))
    return text.replace("\n", " ")


def _choice(words: Translator, field: Field, value: str, names: Names) -> str:
    if field.of:
        return called(names.get(field.of, {}).get(value, {}), words.language) or value
    return words.first(f"content_choice.{field.name}_{value}", f"weekdays.{value}") or value

"""The rows of the pages on which content is written: what stands in each, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.actions.content.results import ContentRow, ContentSheet
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_form import SAID_BETWEEN, YES, Flat, Mistake, called, written_in
from kiosk.domain.content.content_schema import ContentType, Field, FieldType
from kiosk.domain.icons import FOR_CONTENT
from kiosk.ui.widgets.repeater import Item
from kiosk.wording.content import field_at, label
from kiosk.wording.translator import Translator

TEXT, CHOICE, LIST, PART, FLIP = "edit_text", "edit_choice", "edit_list", "edit_part", "flip"
ICONS = {
    FieldType.ONE: "list-check", FieldType.SOME: "list-check", FieldType.CHOICE: "list-check",
    FieldType.WEEK: "clock", FieldType.STRETCH: "clock", FieldType.CLOCK: "clock",
    FieldType.NIGHT: "clock",
    FieldType.DAY: "calendar", FieldType.PICTURE: "photo", FieldType.LIST: "layout-grid",
    FieldType.WORDS: "message-2",
}
# Half letters of a line.
ROOM = 34
CHOSEN = (FieldType.ONE, FieldType.SOME, FieldType.CHOICE, FieldType.ICON, FieldType.PICTURE)


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where a row leads: the screen, and the cell or part it is about."""

    to: str
    path: str


def hint(words: Translator, kind: ContentType, path: str) -> str:
    """A sentence of help for a cell."""
    name = field_at(kind, path).name.replace(".", "_")
    return words.first(f"content_hint.{kind.name}_{name}", f"content_hint.{name}")


def cells_of(field: Field, path: str) -> tuple[str, ...]:
    """The cells a field has."""
    if field.form in (FieldType.TEXT, FieldType.LINES):
        return (f"{path}.zh", f"{path}.en")
    if field.form is FieldType.WEEK:
        return tuple(f"{path}.{day}" for day in WEEKDAYS)
    return (path,)


def field_rows(
    words: Translator, sheet: ContentSheet, fields: Sequence[Field], under: str,
    mistakes: Sequence[Mistake],
) -> Iterator[Item]:
    """A row for each cell of some fields."""
    wrong = {one.cell: one for one in mistakes}
    for field in fields:
        for cell in cells_of(field, under + field.name):
            said, icon = said_in(words, sheet, cell, field)
            mistake = next((one for at, one in wrong.items()
                            if at == cell or at.startswith(f"{cell}.")), None)
            if mistake:
                icon = "alert-triangle"
                said = words(f"content_mistake.{mistake.code}", **mistake.details)
            yield {"icon": icon, "title": label(words, sheet.kind, cell),
                   "hint": short(said) or _left_out(words, field),
                   "value": Leaf(_leads(field), cell)}


def _left_out(words: Translator, field: Field) -> str:
    """What an empty cell says: what holds then."""
    if field.usual:
        return words("desk_content.usual", usual=field.usual)
    return words("edit.empty")


def short(text: str) -> str:
    """As much of a text as a row has room for."""
    wide = 0
    for n, letter in enumerate(text):
        wide += 1 if letter.isascii() else 2
        if wide > ROOM:
            return f"{text[:n]}…"
    return text


def _leads(field: Field) -> str:
    if field.form is FieldType.LIST:
        return LIST
    if field.form is FieldType.FLAG:
        return FLIP
    return CHOICE if field.form in CHOSEN else TEXT


def said_in(words: Translator, sheet: ContentSheet, cell: str, field: Field) -> tuple[str, str]:
    """What stands in a cell as one reads it, and the icon of its row."""
    text = sheet.written.get(cell, "")
    if field.form is FieldType.LIST:
        n = len(parts_of(sheet.written, cell))
        return (words("edit.parts", n=n) if n else ""), ICONS[FieldType.LIST]
    if field.form is FieldType.FLAG:
        return words("edit.yes" if text else "edit.no"), "check" if text else "x"
    if field.form is FieldType.ICON:
        return (words("edit.this_icon") if text else ""), text or "photo"
    if field.form in CHOSEN and text:
        said = dict(options(words, sheet, field))
        text = SAID_BETWEEN.join(said.get(one, one) for one in text.split(SAID_BETWEEN))
    return text.replace("\n", " "), ICONS.get(field.form, "pencil")


def parts_of(written: Flat, path: str) -> list[int]:
    """The numbers of the parts of a LIST that have something in them."""
    rest = (cell.removeprefix(f"{path}.").split(".")[0] for cell in written
            if cell.startswith(f"{path}."))
    return sorted({int(n) for n in rest if n.isdecimal()})


def part_rows(words: Translator, sheet: ContentSheet, path: str, most: int) -> list[Item]:
    """A row for each part of a LIST, and one to add another."""
    used = parts_of(sheet.written, path)
    rows = [
        {"icon": sheet.written.get(f"{path}.{n}.icon", "pencil"),
         "title": _part_title(words, sheet.written, f"{path}.{n}") or words("edit.empty"),
         "hint": words("edit.nth", n=at), "value": Leaf(PART, f"{path}.{n}")}
        for at, n in enumerate(used, 1)
    ]
    if len(used) < most:
        new = Leaf(PART, f"{path}.{max(used, default=-1) + 1}")
        rows.append({"icon": "plus", "title": words("edit.add_part"), "hint": "", "value": new})
    return rows


def _part_title(words: Translator, written: Flat, path: str) -> str:
    names = ("name", "caption", "label")
    found = (written_in(words.language, written, f"{path}.{name}") for name in names)
    return next((text.replace("\n", " ") for text in found if text), "")


def options(words: Translator, sheet: ContentSheet, field: Field) -> Iterator[tuple[str, str]]:
    """What can be chosen in a field, and how it is called."""
    if field.of:
        names = sheet.names[field.of]
        yield from ((item, called(written, words.language) or item)
                    for item, written in names.items())
    elif field.form is FieldType.ICON:
        yield from ((name, "") for name in sorted(FOR_CONTENT))
    elif field.form is FieldType.PICTURE:
        yield from ((name, words("desk_content.picture", n=n))
                    for n, name in enumerate(sheet.pictures, 1))
    else:
        for choice in field.choices:
            key = f"content_choice.{field.name}_{choice}"
            yield choice, words.first(key, f"weekdays.{choice}")


def choice_rows(words: Translator, sheet: ContentSheet, cell: str) -> list[Item]:
    """A row for each thing that can be chosen, the chosen ones marked."""
    field = field_at(sheet.kind, cell)
    chosen = sheet.written.get(cell, "").split(SAID_BETWEEN)
    icon = field.form is FieldType.ICON
    return [
        {"icon": value if icon else ("check" if value in chosen else "list-check"),
         "title": said or words("edit.icon_n", n=n), "hint": "", "selected": value in chosen,
         "value": Leaf(CHOICE, value)}
        for n, (value, said) in enumerate(options(words, sheet, field), 1)
    ]


def with_choice(sheet: ContentSheet, cell: str, value: str) -> Flat:
    """What is written once a value is chosen; of several it is put in or taken out."""
    written = dict(sheet.written)
    if field_at(sheet.kind, cell).form is FieldType.SOME:
        chosen = [one for one in written.get(cell, "").split(SAID_BETWEEN) if one]
        (chosen.remove if value in chosen else chosen.append)(value)
        value = SAID_BETWEEN.join(chosen)
    return with_cell(written, cell, value)


def with_cell(written: Mapping[str, str], cell: str, text: str) -> Flat:
    """What is written with another text in a cell."""
    rest = {name: kept for name, kept in written.items() if name != cell}
    return rest | ({cell: text} if text else {})


def flipped(sheet: ContentSheet, cell: str) -> Flat:
    """What is written with a FLAG turned."""
    return with_cell(sheet.written, cell, "" if sheet.written.get(cell) else YES)


def item_row(words: Translator, row: ContentRow, when: str) -> Item:
    """An item in the list of its kind; `when` is when its draft was written."""
    icon, state = ("circle-check-filled", "shown") if row.shown else ("edit", "not_yet")
    if row.hidden:
        icon, state = "eye-off", "hidden"
    said = words(f"desk_content.{state}")
    if row.draft:
        said = short(f"{said} · {words('edit.draft', by=row.draft.by, when=when)}")
    written = row.written or (row.draft.written if row.draft else {})
    title = called(written, words.language) or words("desk_content.number", n=row.item)
    return {"icon": icon, "title": title, "hint": said, "value": row.item}

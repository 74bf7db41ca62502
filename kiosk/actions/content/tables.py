"""Content as a table: all items of a kind taken along, and brought back as drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.content import content_items, drafts
from kiosk.actions.acting import Act, acting
from kiosk.actions.content.publishing import everything, kind_of, known, last_hand
from kiosk.area import content_types
from kiosk.context import AppContext
from kiosk.domain.calendar import WEEKDAYS
from kiosk.domain.content.content_form import Flat, Known, flat
from kiosk.domain.content.content_schema import ContentType, FieldType
from kiosk.domain.content.content_tables import (
    ID,
    VERSION,
    TableRow,
    as_kept,
    first_column,
    lines_of,
)
from kiosk.domain.content.drafts import ContentDraft, new_id
from kiosk.domain.content.merging import merge
from kiosk.domain.refusals import Refusal
from kiosk.domain.staff.roles import StaffSession
from kiosk.wording import content_columns as columns
from kiosk.wording.content import Names, field_at

# Where one of a list is chosen; of several more than one can be typed.
CHOSEN = (FieldType.ONE, FieldType.CHOICE, FieldType.FLAG)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: so many drafts of new items, of changed ones, and rows that say nothing new."""

    new: int
    changed: int
    same: int


def as_table(ctx: AppContext, session: StaffSession, kind_name: str) -> list[list[str]]:
    """Every item as everybody sees it, a line each: first what the cells are called.

    Refuses as `kind_of` does.
    """
    kind = kind_of(ctx, session, kind_name)
    with ctx.database.read() as tx:
        items = {one.id: flat(kind, one.body) for one in content_items.items(tx, kind.name)}
        past = {item: drafts.versions(tx, kind.name, item, 1) for item in items}
    cells = list(dict.fromkeys(_in_order(kind, (cell for one in items.values() for cell in one))))
    return [[ID, VERSION, *cells],
            *([item, str(past[item][0].n if past[item] else 0),
               *(one.get(cell, "") for cell in cells)] for item, one in items.items())]


@dataclass(frozen=True, slots=True)
class ContentTable:
    """All items of a kind in the words of one language: the heads, a line each, what can be chosen
    by the number of its column, and for each column how it is filled in, with an example."""

    heads: list[str]
    lines: list[list[str]]
    choices: Mapping[int, Sequence[str]]
    guide: list[list[str]]


def in_words(
    ctx: AppContext, session: StaffSession, kind_name: str, language: str
) -> ContentTable:
    """The same for people: heads and choices as the form says them. Refuses as `kind_of` does."""
    (_, _, *cells), *rows = as_table(ctx, session, kind_name)
    kind, words = kind_of(ctx, session, kind_name), ctx.words[language]
    with ctx.database.read() as tx:
        names = _names(ctx, kind, everything(ctx, tx))
    lines = [[item, version, *columns.in_words(
        words, kind, dict(zip(cells, texts, strict=True)), names).values()]
        for item, version, *texts in rows]
    heads = columns.heads(words, kind, cells)
    fields = [field_at(kind, cell) for cell in cells]
    offered = {at: list(said.values()) for at, field in enumerate(fields, 2)
               if (said := columns.choices(words, field, names)) and field.form in CHOSEN}
    guide = [[one, words(f"content_column.form_{field.form}"),
              next((line[at] for line in lines if line[at]), "")]
             for at, (one, field) in enumerate(zip(heads, fields, strict=True), 2)]
    return ContentTable([ID, VERSION, *heads], lines, offered, guide)


def _names(
    ctx: AppContext, kind: ContentType, all_: Mapping[str, Sequence[content_items.Body]]
) -> Names:
    """How the items are written that the fields of a kind can name, by their own kinds."""
    kinds = content_types(ctx.areas)
    named = {one.of for field in kind.fields for one in (field, *field.fields) if one.of}
    return {name: {str(body.get("id", "")): flat(kinds[name], body) for body in all_[name]}
            for name in named}


def _with_cells(
    ctx: AppContext, kind: ContentType, table: Sequence[Sequence[str]]
) -> list[Sequence[str]]:
    """A table whose heads are the names of cells, in whatever language they were said."""
    known = {said: cell for words in ctx.words.values()
             for said, cell in columns.cells_by_head(words, kind).items()}
    first = next((n for n, line in enumerate(table) if any(text.strip() for text in line)), 0)
    return [[known.get(columns.plain_head(text), text) for text in line] if n == first else line
            for n, line in enumerate(table)]


def bring(
    ctx: AppContext, session: StaffSession, kind_name: str, table: Sequence[Sequence[str]], *,
    over: bool = False,
) -> Brought:
    """A table brought back: each line that says something new is a draft, and nothing is shown.

    What it has no column for stays, and so does what somebody else wrote since it was taken
    along. A line whose id is not known is a new item, once. All of it or nothing. Refuses with
    `table_other_hand` (rows, column, by, at) where somebody wrote something else in the same
    field, unless the table goes `over` it, and as `lines_of`, `as_kept` and `kind_of` do.
    """
    kind = kind_of(ctx, session, kind_name)
    lines = lines_of(kind, _with_cells(ctx, kind, table))
    with acting(ctx, session, kind.may) as act:
        act.without_event("a table may say nothing new")
        bringing = _Bringing(act, kind, session.account.name, over=over)
        told = [bringing.line(one) for one in lines]
        bringing.refuse_others()
    return Brought(told.count("new"), told.count("changed"), told.count("same"))


class _Bringing:
    """One table on its way in."""

    def __init__(self, act: Act, kind: ContentType, by: str, *, over: bool) -> None:
        self._act, self._kind, self._by, self._over = act, kind, by, over
        all_ = everything(act.ctx, act.tx)
        self._known: Known = known(act.tx, all_)
        self._names = _names(act.ctx, kind, all_)
        self._shown = {one.id: flat(kind, one.body)
                       for one in content_items.items(act.tx, kind.name)}
        self._drafts = {one.item: one for one in drafts.drafts(act.tx, kind.name)}
        self._unshown = {one.item: one.written for one in drafts.plans(act.tx, kind.name)}
        self._unshown |= {item: one.written for item, one in self._drafts.items()}
        self._unshown = {item: written for item, written in self._unshown.items()
                         if item not in self._shown}
        self._taken = (self._shown.keys() | self._unshown.keys()
                       | drafts.known_items(act.tx, kind.name))
        # How items began: the line one came from is not another item when it comes again.
        self._began = self._unshown | {
            item: written for item, written in drafts.beginnings(act.tx, kind.name).items()
            if item in self._shown}
        self._others: list[tuple[int, str, str, datetime | None]] = []

    def line(self, line: TableRow) -> str:
        """Keeps what a line says; what came of it."""
        line = replace(line, cells=columns.as_written(
            self._act.ctx.words.values(), self._kind, line.cells, self._names))
        if line.item not in self._shown and line.item not in self._unshown:
            return self._new(line)
        now = self._shown.get(line.item, {})
        base = self._base(line, now)
        mine = as_kept(self._kind, line, base, self._known)
        draft = self._drafts.get(line.item)
        theirs = draft.written if draft else now or self._unshown[line.item]
        merged = merge(self._kind, base, mine, theirs)
        if merged.both and not self._over:
            by, at = last_hand(self._act.tx, self._kind, line.item, draft)
            self._others.append((line.row, first_column(line, merged.both[0]), by, at))
        if merged.written == theirs:
            return "same"
        self._keep(line.item, merged.written, draft.base if draft else now)
        return "changed"

    def refuse_others(self) -> None:
        """Refuses where somebody else wrote something else."""
        if self._others:
            _, column, by, at = self._others[0]
            rows = "、".join(str(row) for row, *_ in self._others)
            raise Refusal("table_other_hand", rows=rows, column=column, by=by, at=at)

    def _base(self, line: TableRow, now: Flat) -> Flat:
        """What the table was taken from; where it does not say, what is there now."""
        if line.version is None:
            return now
        # The first is how the centre began: there is none before something was changed.
        n, past = max(line.version, 1), drafts.versions(self._act.tx, self._kind.name, line.item)
        return next((one.written for one in past if one.n == n), now)

    def _new(self, line: TableRow) -> str:
        mine = as_kept(self._kind, line, {}, self._known)
        again = next((item for item, written in self._began.items() if written == mine), None)
        if again is not None:
            del self._began[again]
        if again is not None or not mine:
            return "same"
        item = new_id(self._kind, self._taken)
        self._taken |= {item}
        self._keep(item, mine, {})
        return "new"

    def _keep(self, item: str, written: Flat, base: Flat) -> None:
        drafts.keep_draft(self._act.tx, self._kind.name, ContentDraft(
            item, written, base, self._by, self._act.now))
        self._act.log("draft_content", kind=self._kind.name, item=item)


def _in_order(kind: ContentType, cells: Iterable[str]) -> Iterator[str]:
    """Cells in the order of the fields, those of a list part by part, days from Monday on."""
    known_cells = set(cells)
    for field in kind.fields:
        inner = [one.name for one in field.fields]

        def place_of(cell: str, inner: Sequence[str] = tuple(inner)) -> tuple[int, ...]:
            _, *path = cell.split(".")
            day = WEEKDAYS.index(path[-1]) if path and path[-1] in WEEKDAYS else 0
            part = (int(path[0]), inner.index(path[1])) if inner else ()
            return (*part, day, path[-1:] == ["en"])

        yield from sorted((cell for cell in known_cells if cell == field.name
                           or cell.startswith(f"{field.name}.")), key=place_of)

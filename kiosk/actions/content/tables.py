"""Content as a table: all items of a kind taken along, and brought back as drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.content import content_items, drafts
from kiosk.actions.acting import Act, acting
from kiosk.actions.content.publishing import everything, kind_of, known, last_hand
from kiosk.context import AppContext
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
    lines = lines_of(kind, table)
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
        self._known: Known = known(act.tx, everything(act.ctx, act.tx))
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
    """Cells in the order of the fields, and those of a list in the order of its parts."""
    known_cells = set(cells)
    for field in kind.fields:
        own = [cell for cell in known_cells
               if cell == field.name or cell.startswith(f"{field.name}.")]
        if field.form is FieldType.LIST:
            own.sort(key=lambda cell: (int(cell.split(".")[1]), cell))
        else:
            own.sort(reverse=field.form in (FieldType.TEXT, FieldType.LINES))
        yield from own

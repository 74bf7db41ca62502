"""The paper registers as a table: what its columns are called, and what a row says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.cases.cases import TEXT_LENGTH, CaseBook
from kiosk.domain.characters import plain
from kiosk.domain.content.guide import Text
from kiosk.domain.refusals import Refusal
from kiosk.domain.telephones import telephone

MOST_ROWS, NAME_LENGTH = 2000, 20
# What each column may be called at the head of the table.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("编号", "number", "序号"),
    "received": ("收到", "收到日期", "登记日期", "received"),
    "topic": ("种类", "类别", "topic"),
    "text": ("内容", "事项", "反映内容", "story"),
    "estate": ("小区", "estate"),
    "name": ("姓名", "name"),
    "phone": ("电话", "联系电话", "phone"),
    "ended": ("办结", "办结日期", "ended"),
}
NEEDED = ("number", "received", "topic", "text")
_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class PaperCase:
    """A row that can be entered; one that has not `ended` goes on in the register."""

    row: int
    number: int
    received: date
    topic_id: str
    text: str
    estate_id: str | None
    name: str
    phone: str
    ended: date | None


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be entered: the column by its name here, and the code of what is wrong."""

    row: int
    column: str
    code: str
    said: str


@dataclass(frozen=True, slots=True)
class PaperRegister:
    """A table that was read: the rows that can be entered, and each one's fault of the others."""

    cases: tuple[PaperCase, ...]
    faults: tuple[RowFault, ...]


class _Wrong(Exception):
    def __init__(self, column: str, code: str) -> None:
        super().__init__(code)
        self.column, self.code = column, code


def read_register(
    lines: Sequence[Sequence[str]], book: CaseBook, estates: Mapping[str, Text], today: date
) -> PaperRegister:
    """Reads a table, row by row; one bad row stops none behind it. `estates` are their names by id.

    Refuses with `no_table` (column) where a column that is needed is missing, `too_much_written`
    over 2,000 rows.
    """
    filled = [(n, [plain(text).strip() for text in line]) for n, line in enumerate(lines, 1)
              if any(text.strip() for text in line)]
    if not filled:
        raise Refusal("no_table", column=COLUMNS["number"][0])
    at = _heads(filled[0][1])
    if len(filled) > MOST_ROWS + 1:
        raise Refusal("too_much_written")
    cases: list[PaperCase] = []
    faults: list[RowFault] = []
    for row, line in filled[1:]:
        cells = {name: line[n] if n < len(line) else "" for name, n in at.items()}
        try:
            one = _case(row, cells, book, estates, today)
            if any(one.number == other.number for other in cases):
                raise _Wrong("number", "twice")
            cases.append(one)
        except _Wrong as wrong:
            faults.append(RowFault(row, wrong.column, wrong.code, cells[wrong.column][:24]))
    return PaperRegister(tuple(cases), tuple(faults))


def _heads(line: Sequence[str]) -> dict[str, int]:
    said = [unicodedata.normalize("NFKC", head).casefold() for head in line]
    found = {name: said.index(head) for name, heads in COLUMNS.items() for head in heads
             if head in said}
    for name in NEEDED:
        if name not in found:
            raise Refusal("no_table", column=COLUMNS[name][0])
    return found


def _case(row: int, cells: Mapping[str, str], book: CaseBook, estates: Mapping[str, Text],
          today: date) -> PaperCase:
    number = book.centre.number_of(unicodedata.normalize("NFKC", cells["number"]))
    if not number:
        raise _Wrong("number", "no_number")
    received = _day(cells, "received")
    ended = _day(cells, "ended") if cells.get("ended") else None
    if received > today or (ended is not None and not received <= ended <= today):
        raise _Wrong("received" if received > today else "ended", "not_then")
    if not cells["text"]:
        raise _Wrong("text", "empty")
    if len(cells["text"]) > TEXT_LENGTH:
        raise _Wrong("text", "too_long")
    return PaperCase(
        row, number, received,
        _one_of(cells, "topic", {one.id: one.title for one in book.topics}) or "",
        cells["text"],
        _one_of(cells, "estate", estates),
        cells.get("name", "")[:NAME_LENGTH], _phone(cells), ended)


def _day(cells: Mapping[str, str], column: str) -> date:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", cells[column]).strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise _Wrong(column, "no_day")


def _one_of(cells: Mapping[str, str], column: str, known: Mapping[str, Text]) -> str | None:
    said = cells.get(column, "")
    if not said and column not in NEEDED:
        return None
    for id_, name in known.items():
        if said in (id_, name.zh, name.en):
            return id_
    raise _Wrong(column, "not_known")


def _phone(cells: Mapping[str, str]) -> str:
    if not cells.get("phone"):
        return ""
    try:
        return telephone(cells["phone"])
    except Refusal as wrong:
        raise _Wrong("phone", "no_phone") from wrong
